# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the history needs of an assessment, on one line: `seen;dns.tcp=unmet/customer;software.other=unmet/customer!`.

Most assessments of a host are like the one before; as a line that is told by one comparison. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access.status import INSUFFICIENT, VALID

_SEEN = "seen"
_UNSEEN = "unseen"
_NOTICE = "!"

OPEN = ("unmet", "unknown")


class State(NamedTuple):
    """A finding without its reasons."""

    status: str
    responsible: str | None
    notice: bool

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def counts(self) -> bool:
        """Whether it is open and more than a notice."""
        return self.status in OPEN and not self.notice


class Outline(NamedTuple):
    """`seen`: the host was logged in to."""

    seen: bool
    states: dict[str, State]


def outline_of(assessment: Mapping) -> str:
    seen = _SEEN if assessment["access"]["status"] in (VALID, INSUFFICIENT) else _UNSEEN
    return ";".join([seen, *sorted(map(_written, assessment["findings"]))])


@lru_cache(maxsize=65536)
def read_outline(text: str) -> Outline:
    """Raises ValueError where `outline_of` did not write it."""
    first, *rest = text.split(";")
    states = {}
    for part in rest:
        requirement, equals, state = part.partition("=")
        if not equals:
            raise ValueError("no outline")
        status, _slash, responsible = state.removesuffix(_NOTICE).partition("/")
        states[requirement] = State(status, responsible or None, state.endswith(_NOTICE))
    return Outline(first == _SEEN, states)


def _written(finding: Mapping) -> str:
    responsible = f"/{finding['responsible']}" if finding["responsible"] else ""
    return f"{finding['id']}={finding['status']}{responsible}{_NOTICE if finding['severity'] == 'notice' else ''}"


@lru_cache(maxsize=65536)
def divided(text: str, requirements: frozenset[str]) -> tuple[str, str]:
    """The part of an outline that is of these requirements, and the rest; each empty where it holds nothing."""
    first, *rest = text.split(";")
    inside = [part for part in rest if part.partition("=")[0] in requirements]
    outside = [part for part in rest if part.partition("=")[0] not in requirements]
    return ";".join([first, *inside]) if inside else "", ";".join([first, *outside]) if outside else ""

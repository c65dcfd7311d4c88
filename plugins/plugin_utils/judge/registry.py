# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which function judges which requirement. A new requirement is one function with `@requirement("its.id")`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.case import Case
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.verdict import Verdict

    Judgement = Callable[[Case], Verdict]

REQUIREMENTS = (
    "client.installed",
    "client.registered",
    "client.permitted",
    "client.attended",
    "client.exclusive",
    "software.other",
    "internet.http",
    "internet.https",
    "dns.udp",
    "dns.tcp",
    "dns.resolution",
    "endpoints.teamviewer",
    "endpoints.atera",
    "updates.source",
    "access.credentials",
    "access.privilege",
    "agent.monitoring",
)
"""Every requirement's id, in the contract's order. They are public interface: reports, waivers and metrics carry them."""

_judgements: dict[str, tuple[Judgement, tuple[str, ...], tuple[str, ...]]] = {}


def requirement(name: str, *sections: str, for_failures: tuple[str, ...] = ()) -> Callable[[Judgement], Judgement]:
    """Register the function that judges `name` from these sections of the observation (none: from what is known without one).

    `for_failures`: sections that may show another way to what failed, and take nothing from what worked.
    """

    def register(judgement: Judgement) -> Judgement:
        if name not in REQUIREMENTS or name in _judgements:
            raise ValueError(f"{name!r} is no requirement, or is judged twice")
        _judgements[name] = (judgement, sections, for_failures)
        return judgement

    return register


def judgement_of(name: str) -> tuple[Judgement, tuple[str, ...], tuple[str, ...]]:
    """The function that judges `name`, the sections it needs, and those that it needs besides for anything but a success."""
    return _judgements[name]

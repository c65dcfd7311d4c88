# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One attempt at an endpoint, judged by itself: did it work, and if not, what stood in the way?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.dns import addresses

DIRECT = "direct"

CAPTIVE = "captive_portal"
NAME_UNANSWERED = "name_unanswered"
ERROR = "error"
"""The machine itself could not try, for want of a socket and the like: that says nothing of the network."""

# From the most telling to the least: what a person should hear first when one endpoint failed in several ways.
TELLING = (
    "intercepted",
    "wrong_name",
    "expired",
    "not_yet_valid",
    "clock_wrong",
    "untrusted",
    CAPTIVE,
    "unexpected_answer",
    "refused",
    "reset",
    "unfinished",
    "timeout",
    "unreachable",
    ERROR,
    "unresolved",
    NAME_UNANSWERED,
)


@dataclass(frozen=True)
class Trial:
    """`works` is None where the attempt proves nothing. `address` is where it went. `problem` is an outcome of the observation, a judgement of
    tls/chain.py, `captive_portal` or `name_unanswered`; None where it works. `details` are more keys for the finding's rows (scalars).
    """

    endpoint: str
    via: str
    family: str | None
    works: bool | None
    problem: str | None = None
    details: Mapping = field(default_factory=dict)
    address: str | None = None

    @property
    def misdirected(self) -> bool:
        """The name led to an address that is none of the internet's: a sinkhole's, or one of the own network."""
        return self.address is not None and addresses.kind(self.address) != addresses.PUBLIC

    @property
    def place(self) -> str:
        """`name:port`, as a firewall rule would say it."""
        return self.endpoint.partition("/")[0]

    def row(self) -> dict:
        """The trial as a row of a finding's data."""
        return {
            "endpoint": self.place,
            "outcome": self.problem,
            **({} if self.via == DIRECT else {"via": self.via}),
            **self.details,
        }


def place_of(endpoint: str) -> tuple[str, int, str]:
    """Name, port and protocol of an endpoint's id (`name:port/protocol`)."""
    place, _slash, protocol = endpoint.partition("/")
    name, _colon, port = place.rpartition(":")
    return name, int(port), protocol


def most_telling(trials: Iterable[Trial]) -> Trial:
    """The failed trial that a person should hear of; of equals the direct one, then the first."""
    return min(trials, key=lambda trial: (_rank(trial.problem), trial.via != DIRECT))


def _rank(problem: str | None) -> int:
    return TELLING.index(problem) if problem in TELLING else len(TELLING)


IPV6_WORKS = "works"
IPV6_BROKEN = "broken"
IPV6_ABSENT = "absent"


def ipv6(trials: Iterable[Trial]) -> str:
    """`works`, `broken` (there is a route and an address, but nothing comes back) or `absent` over IPv6, direct."""
    six = [trial for trial in trials if trial.family == "ipv6" and trial.via == DIRECT]
    if any(trial.works for trial in six):
        return IPV6_WORKS
    return IPV6_BROKEN if any(trial.problem in ("timeout", "refused", "reset", "unfinished") for trial in six) else IPV6_ABSENT

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""In which order a roll-out reaches its hosts, and when it stops. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import ceil

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import InputError, Problem, shown

DEFAULT_WAVES = (1, "10%", "100%")
_SHARE = re.compile(r"([0-9]{1,3})%")


def waves(hosts: Sequence[str], sites: Mapping[str, str | None], sizes: Sequence[object], site_limit: int) -> list[list[str]]:
    """The hosts in waves, each of the size that `sizes` names (a number, or a share of all as in `10%`; the last one repeats).

    No wave holds more than `site_limit` hosts of one site; hosts without a site are limited by nothing. Whoever does not fit waits for the next wave.
    """
    wanted = [size_of(size, len(hosts)) for size in sizes]
    left, found = list(hosts), []
    while left:
        wave = _next_wave(left, sites, wanted[min(len(found), len(wanted) - 1)], site_limit)
        found.append(wave)
        chosen = set(wave)
        left = [host for host in left if host not in chosen]
    return found


def _next_wave(left: Iterable[str], sites: Mapping[str, str | None], size: int, site_limit: int) -> list[str]:
    wave: list[str] = []
    at_site: Counter = Counter()
    for host in left:
        site = sites.get(host)
        if len(wave) < size and (site is None or at_site[site] < site_limit):
            wave.append(host)
            at_site[site] += 1
    return wave


def size_of(size: object, hosts: int) -> int:
    """At least one host. Raises InputError for anything but a positive number or a share."""
    share = _SHARE.fullmatch(size.strip()) if isinstance(size, str) else None
    if share and 0 < int(share[1]) <= 100:
        return max(1, ceil(hosts * int(share[1]) / 100))
    number = int(size) if isinstance(size, str) and size.strip().isdigit() else size
    if isinstance(number, bool) or not isinstance(number, int) or number < 1:
        raise InputError([Problem("maintenance_waves", "", shown(size), "numbers of hosts, or shares as in 10%")])
    return number


def too_many_failed(failed: int, tried: int, most_percent: float) -> bool:
    """Whether a roll-out stops: more than that share of the hosts that were tried so far has failed."""
    return tried > 0 and failed * 100 > tried * most_percent

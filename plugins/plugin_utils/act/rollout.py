# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A roll-out on file: which hosts have something to do, in which waves, and how it goes.

<run>/rollout.json      {state, waves: [[host, ...], ...], failure_limit, stopped_after: number of a wave or null}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act import records
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.waves import too_many_failed
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RunDirectory

DOCUMENT = "rollout"


@dataclass(frozen=True)
class Rollout:
    """`failure_limit`: percent of the hosts tried so far that may have failed. `stopped_after`: the last wave that was begun, once it is stopped."""

    state: str
    waves: tuple[tuple[str, ...], ...]
    failure_limit: float
    stopped_after: int | None = None

    @classmethod
    def of(cls, run: RunDirectory) -> Rollout | None:
        found = run.read_document(DOCUMENT)
        return None if found is None else cls(**{**found, "waves": tuple(tuple(wave) for wave in found["waves"])})

    def keep(self, run: RunDirectory) -> None:
        run.write_document(DOCUMENT, {**asdict(self), "waves": [list(wave) for wave in self.waves]})

    def before(self, wave: int) -> frozenset[str]:
        """The hosts of all waves before that one (they count from 0)."""
        return frozenset(host for earlier in self.waves[:wave] for host in earlier)


def has_failed(acts: Mapping[str, records.Act]) -> bool:
    """Also where a role was begun and nobody concluded it."""
    return any(act.outcome in (records.FAILED, records.BEGUN, records.ACTED) for act in acts.values())


def is_over(rollout: Rollout, wave: int, acts: Iterable[tuple[str, str | None, Mapping[str, records.Act]]]) -> bool:
    """Whether so many of the earlier waves' hosts have failed that this wave is not begun."""
    if rollout.stopped_after is not None:
        return True
    tried = rollout.before(wave)
    failed = sum(1 for host, customer, found in acts if host in tried and has_failed(found))
    return too_many_failed(failed, len(tried), rollout.failure_limit)

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Memory of rejected credentials, so that no run locks an account or gets the control node banned.

<state_dir>/rejected/<customer>/<host>.json: {login: {...}, become: {...}, keys: {...}}, each with
fingerprint, reason, since (first seen), tried_at (last tried)
"""

from __future__ import annotations

import contextlib
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import clock, files, names

LOGIN = "login"
BECOME = "become"
KEYS = "keys"
"""More keys than the host would look at, an agent's perhaps: how ssh is called decides which."""

KINDS = (LOGIN, BECOME, KEYS)
LARGEST = 100_000  # bytes


@dataclass(frozen=True)
class Rejection:
    """A credential that was refused. `fingerprint` as credentials.py makes it; times as clock.py writes them."""

    fingerprint: str
    reason: str
    since: str
    tried_at: str

    def forbids(self, fingerprint: str, now: datetime, retry_after: timedelta) -> bool:
        """Whether this credential must not be tried again yet."""
        return fingerprint == self.fingerprint and now - clock.read(self.tried_at) < retry_after


class Rejections:
    """What is remembered of one host."""

    def __init__(self, state_dir: Path | str, customer: str | None, host: str) -> None:
        self._path = Path(state_dir).expanduser() / "rejected" / names.directory_name(customer) / names.file_name(host)
        self._known = self._read()

    def get(self, kind: str) -> Rejection | None:
        return self._known.get(kind)

    def remember(self, kind: str, fingerprint: str, reason: str, now: datetime) -> Rejection:
        """Notes a refusal; the same credential keeps the time when it was first refused."""
        before = self.get(kind)
        moment = clock.written(now)
        since = before.since if before and before.fingerprint == fingerprint else moment
        self._known[kind] = Rejection(fingerprint, reason, since, moment)
        self._write()
        return self._known[kind]

    def forget(self, kind: str) -> None:
        """The credential works now."""
        if self._known.pop(kind, None) is not None:
            self._write()

    def _read(self) -> dict[str, Rejection]:
        try:
            stored = files.read_json(self._path, LARGEST)
            known = {kind: Rejection(**stored[kind]) for kind in KINDS if kind in stored}
            for rejection in known.values():
                clock.read(rejection.since), clock.read(rejection.tried_at)
            return known
        except (OSError, ValueError, TypeError):
            return {}

    def _write(self) -> None:
        if self._known:
            files.write_json(self._path, {kind: asdict(rejection) for kind, rejection in self._known.items()})
        else:
            with contextlib.suppress(FileNotFoundError):
                self._path.unlink()

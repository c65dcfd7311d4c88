# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each channel was told of: one file a customer, so that nothing is told twice, and what failed is told next time.

    <state_dir>/deliveries/<customer>.json    {channel: {"sent": 3, "told": {host: [requirement, ...]}}}
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import files, names

LARGEST = 64_000_000  # bytes


@dataclass(frozen=True)
class Account:
    """What one channel was told of and what has not been resolved since, by host; `sent`: how many messages it has taken."""

    told: dict[str, list[str]] = field(default_factory=dict)
    sent: int = 0


class Ledger:
    """Whoever reads to write holds `locked` meanwhile."""

    def __init__(self, state_dir: Path | str) -> None:
        self._folder = Path(state_dir).expanduser() / "deliveries"

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        with files.locked(self._folder / "deliveries.lock"):
            yield

    def account(self, customer: str, channel: str) -> Account:
        """Empty where nothing was told yet. Raises OSError or ValueError where the file is damaged: telling all again is not the answer."""
        return self._read(customer).get(channel, Account())

    def remember(self, customer: str, channel: str, told: dict[str, list[str]]) -> None:
        """The channel has taken one more message."""
        accounts = self._read(customer)
        accounts[channel] = Account(told, accounts.get(channel, Account()).sent + 1)
        files.write_json(self._path(customer), {name: asdict(account) for name, account in accounts.items()})

    def _read(self, customer: str) -> dict[str, Account]:
        path = self._path(customer)
        try:
            document = files.read_json(path, LARGEST)
        except FileNotFoundError:
            return {}
        except ValueError as error:
            raise _damaged(path, str(error)) from error
        if not _is_ledger(document):
            raise _damaged(path, "damaged, or of another version of this collection")
        return {channel: Account(account["told"], account["sent"]) for channel, account in document.items()}

    def _path(self, customer: str) -> Path:
        return self._folder / names.file_name(customer)


def _damaged(path: Path, why: str) -> ValueError:
    remedy = "Once it is removed, this customer's news begin anew: everything that is unmet is told again"
    return ValueError(f"{path} does not say what was delivered ({why}). {remedy}")


def _is_ledger(document: object) -> bool:
    return isinstance(document, dict) and all(map(_is_account, document.values()))


def _is_account(account: object) -> bool:
    if not isinstance(account, dict) or not isinstance(account.get("sent"), int) or not isinstance(account.get("told"), dict):
        return False
    return all(isinstance(requirements, list) for requirements in account["told"].values())

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each channel was told of: one file a customer, so that nothing is told twice, and what failed is told next time.

    <state_dir>/deliveries/<customer>.json    {channel: {host: [requirement, ...]}}
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import files, names

LARGEST = 64_000_000  # bytes


class Ledger:
    """Whoever reads to write holds `locked` meanwhile."""

    def __init__(self, state_dir: Path | str) -> None:
        self._folder = Path(state_dir).expanduser() / "deliveries"

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        with files.locked(self._folder / "deliveries.lock"):
            yield

    def told(self, customer: str, channel: str) -> dict[str, list[str]]:
        """Empty where nothing was told yet. Raises OSError or ValueError where the file is damaged: telling all again is not the answer."""
        return self._read(customer).get(channel, {})

    def remember(self, customer: str, channel: str, told: dict[str, list[str]]) -> None:
        files.write_json(self._path(customer), {**self._read(customer), channel: told})

    def _read(self, customer: str) -> dict[str, dict[str, list[str]]]:
        path = self._path(customer)
        try:
            document = files.read_json(path, LARGEST)
        except FileNotFoundError:
            return {}
        if not _is_ledger(document):
            raise ValueError(f"{path} does not hold what was delivered")
        return document

    def _path(self, customer: str) -> Path:
        return self._folder / names.file_name(customer)


def _is_ledger(document: object) -> bool:
    return isinstance(document, dict) and all(
        isinstance(told, dict) and all(isinstance(requirements, list) for requirements in told.values()) for told in document.values()
    )

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was done on a machine and could not be written to the store: kept beside it, and taken in at its next opening.

    <state_dir>/spool/<time>-<event>.json      {"format": 1, "event": ..., "kind": "record" | "withdraw", "enrolment": {...}}
                     /unreadable/              files that are none of ours; nothing is thrown away
                     /reserve                  room for those files on a disk that is full
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import clock, files
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.enrolment import Enrolment

if TYPE_CHECKING:
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.enrolments import Enrolments

RECORD = "record"
WITHDRAW = "withdraw"
LARGEST = 64_000  # bytes of one file
LONGEST = 1000  # characters of one value
RESERVE = 64 * 1024  # bytes; a file of the spool is below 1 kB

_NAME = re.compile(r"\d{20}-[0-9a-f-]{36}\.json")
_EVENT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_FIELDS = {field.name for field in fields(Enrolment)}
_TIMES = ("enrolled_at", "withdrawn_at")
_REQUIRED = ("customer", "host", "product", "enrolled_at")


@dataclass(frozen=True)
class Act:
    """One thing that was done. `enrolment` of a withdrawal: whose it was, and in `enrolled_at` when it was withdrawn."""

    kind: str
    enrolment: Enrolment
    event: str

    @classmethod
    def now(cls, kind: str, enrolment: Enrolment) -> Act:
        return cls(kind, enrolment, str(uuid.uuid4()))

    def apply(self, enrolments: Enrolments) -> None:
        done = self.enrolment
        if self.kind == RECORD:
            enrolments.record(done, self.event)
        else:
            enrolments.withdraw(done.customer, done.host, done.product, done.enrolled_at)


class Spool:
    def __init__(self, state_dir: Path) -> None:
        self._folder = state_dir / "spool"
        self._reserve = self._folder / "reserve"

    def keep(self, act: Act) -> Path:
        """Puts it on file. Raises OSError where even that is impossible."""
        path = self._folder / f"{time.time_ns():020d}-{act.event}.json"
        value = {"format": 1, "event": act.event, "kind": act.kind, "enrolment": act.enrolment.as_data()}
        try:
            files.write_json(path, value)
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EDQUOT):
                raise
            self._reserve.unlink(missing_ok=True)
            files.write_json(path, value)
        return path

    def make_room(self) -> None:
        """Sets room aside for the day on which the disk is full; does without where there is none now."""
        if self._reserve.exists():
            return
        with contextlib.suppress(OSError), files.private_file(self._reserve) as file:
            os.posix_fallocate(file.fileno(), 0, RESERVE)

    def take_in(self, enrolments: Enrolments) -> list[str]:
        """Takes in what is there, the oldest first, and returns one line for each file that is none of ours. Raises StoreError."""
        if not self._folder.is_dir():
            return []
        problems = []
        with files.locked(self._folder / "lock"):
            for path in self._files():
                try:
                    act = _read(path)
                except (OSError, ValueError) as error:
                    problems.append(f"{path} is no file of the spool ({error}); it was put into {self._set_aside(path).parent}")
                    continue
                act.apply(enrolments)
                path.unlink(missing_ok=True)
        return problems

    def _files(self) -> Iterator[Path]:
        yield from sorted(path for path in self._folder.iterdir() if path.name.endswith(".json") and not path.name.startswith("."))

    def _set_aside(self, path: Path) -> Path:
        folder = self._folder / "unreadable"
        files.make_private_directory(folder)
        return path.rename(folder / path.name)


def _read(path: Path) -> Act:
    """Raises OSError or ValueError for what `keep` does not write."""
    if not _NAME.fullmatch(path.name) or path.is_symlink() or not path.is_file():
        raise ValueError("its name or kind is another")
    value = files.read_json(path, LARGEST)
    if not isinstance(value, dict) or value.get("format") != 1 or value.get("kind") not in (RECORD, WITHDRAW):
        raise ValueError("its form is another")
    if not isinstance(value.get("event"), str) or not _EVENT.fullmatch(value["event"]):
        raise ValueError("it names no event")
    return Act(value["kind"], _enrolment(value.get("enrolment")), value["event"])


def _enrolment(value: object) -> Enrolment:
    if not isinstance(value, dict) or set(value) != _FIELDS:
        raise ValueError("its enrolment has other keys")
    for key, content in value.items():
        if key == "adopted":
            fine = isinstance(content, bool)
        else:
            fine = (content is None and key not in _REQUIRED) or (isinstance(content, str) and len(content) <= LONGEST and "\0" not in content)
        if not fine:
            raise ValueError(f"{key} is none")
        if key in _TIMES and content is not None:
            clock.read(content)
    return Enrolment(**value)

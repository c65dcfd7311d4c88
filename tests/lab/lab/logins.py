# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Attempts to log in, counted at the host's own sshd."""
from __future__ import annotations

import re

from lab.hosts import SSHD_LOG
from lab.machines import Machine

_CONNECTION = re.compile(r"^Connection from ", re.MULTILINE)
_ACCEPTED = re.compile(r"^Accepted (?:password|publickey) for ", re.MULTILINE)
_FAILED = re.compile(r"^Failed (?:password|publickey|none) for ", re.MULTILINE)


class LogIns:
    """What sshd wrote since this object was made. A log grows only; nothing of it is ever taken away."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._seen = len(self._all())

    def text(self) -> str:
        return self._all()[self._seen:]

    @property
    def connections(self) -> int:
        return len(_CONNECTION.findall(self.text()))

    @property
    def accepted(self) -> int:
        return len(_ACCEPTED.findall(self.text()))

    @property
    def failed(self) -> int:
        """Refused passwords and keys; one connection can bring several."""
        return len(_FAILED.findall(self.text()))

    def _all(self) -> str:
        return self._machine.read(SSHD_LOG) if self._machine.path(SSHD_LOG).exists() else ""

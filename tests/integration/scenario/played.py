# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Ansible's own output says of a run: who changed, who failed, what ran on which machine."""
from __future__ import annotations

import re

_RECAP = re.compile(r"^(\S+)\s+: ok=\d+\s+changed=(\d+)\s+unreachable=(\d+)\s+failed=(\d+)\s+skipped=\d+\s+rescued=(\d+)", re.MULTILINE)
_MODULE = re.compile(r"^(?:<\S+> )?Using module file \S+/(\w+)\.py$", re.MULTILINE)
_FAILURE = re.compile(r"^\[ERROR\]: Task failed: (?:Module failed: |Action failed: )?(.*)$", re.MULTILINE)


def changed(output: str) -> dict[str, int]:
    """By host, how many tasks changed something."""
    return {host: int(count) for host, count, *_more in _RECAP.findall(output)}


def failed(output: str) -> list[str]:
    """Hosts that a task failed on, for good or until a ``rescue``."""
    return [host for host, _changed, *others in _RECAP.findall(output) if any(map(int, others))]


def modules(output: str) -> list[str]:
    """The modules that were sent to any machine, in their order; of an output at ``-vvv`` or more."""
    return _MODULE.findall(output)


def failures(output: str) -> list[str]:
    """What failed tasks said."""
    return _FAILURE.findall(output)

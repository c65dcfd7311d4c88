# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the control node's own probe runs as: `python collector_process.py`, parameters on standard input, observation on standard output.

A process of its own, because the collector ends its process when its deadline has come. A plain script, because without Ansible
nobody makes the collection importable: its namespace is laid over the folders that this file is in.
"""

from __future__ import annotations

import runpy
import sys
import types
from pathlib import Path

_COLLECTION = Path(__file__).resolve().parents[3]
_PACKAGES = {
    "ansible_collections": [],
    "ansible_collections.bauer_group": [],
    "ansible_collections.bauer_group.remote_maintenance": [str(_COLLECTION)],
}


def main() -> None:
    for name, path in _PACKAGES.items():
        package = types.ModuleType(name)
        package.__path__ = path
        sys.modules[name] = package
    runpy.run_module("ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.probe.command", run_name="__main__")


if __name__ == "__main__":
    main()

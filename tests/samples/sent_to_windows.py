# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an assessment sends to a Windows machine: Ansible's own wrapper with the module, its utilities and the plan for everything there is."""
from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ansible.executor.powershell import module_manifest

from ansible_collections.bauer_group.remote_maintenance.plugins.modules import probe
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.compact import compact
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.collectors import POWERSHELL
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.load import load_endpoints
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.catalogue import load_products
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.compiled import compile_queries
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.registry import REQUIREMENTS
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.build import build_plan
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.settings import Settings

MODULE = Path(probe.__file__).with_name("win_probe.ps1")
_NAME = "ansible_collections.bauer_group.remote_maintenance.plugins.modules.win_probe"
_OURS = "ansible_collections.bauer_group."
_CERTIFICATES = 200  # digests of those that the control node knows already: more than a run meets


def largest_plan() -> dict:
    """The plan for every product and every requirement, as the module takes it."""
    plan = build_plan(load_endpoints(), Settings(), frozenset(REQUIREMENTS), compile_queries(load_products()), "token")
    return {**POWERSHELL.asked(plan), "as_text": True, "known_certificates": ["0" * 64] * _CERTIFICATES}


@dataclass(frozen=True)
class Sent:
    """Bytes: as Ansible sends them, and as this collection's actions do."""

    plain: bytes

    @cached_property
    def compressed(self) -> bytes:
        return compact(self.plain)

    @property
    def over_winrm(self) -> int:
        """WinRM sends them as base64 once more."""
        return -(-len(self.compressed) // 3) * 4

    @property
    def scripts(self) -> dict[str, int]:
        """The size of each script that is in it."""
        _wrapper, manifest = self.plain.split(b"\n\0\0\0\0\n")
        return {name: len(base64.b64decode(entry["script"])) for name, entry in json.loads(manifest)["scripts"].items()}

    @property
    def wrapper(self) -> int:
        """The size of Ansible's own part that starts all of them."""
        return len(json.loads(self.plain.partition(b"\n")[0])["script"])

    @property
    def ours(self) -> int:
        """Of these the module and its utilities."""
        return sum(size for name, size in self.scripts.items() if name.startswith(_OURS))


def sent_for(arguments: dict) -> Sent:
    return Sent(module_manifest._create_powershell_wrapper(
        name=_NAME,
        module_data=MODULE.read_bytes(),
        module_path=str(MODULE),
        module_args=arguments,
        environment={},
        async_timeout=0,
        become_plugin=None,
        substyle="powershell",
        task_vars={},
        profile="legacy",
    ))

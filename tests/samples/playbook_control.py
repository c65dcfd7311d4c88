# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real playbook over invented inventories, against this machine and a real sshd on its loopback interface. No lab, no root."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import yaml

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import store
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import validator

ROOT = Path(__file__).resolve().parents[2]
LIGHT = ["access.credentials", "access.privilege"]

CUSTOMER = {
    "maintenance_provider": {"name": "Example MSP"},
    "maintenance_device_class": "server",
    "maintenance_deadline": 3,
    "maintenance_requirements": LIGHT,
}


def customer(name: str, number: str, hosts: dict, **variables: object) -> dict:
    """One customer's group of an inventory."""
    contract = {"customer": f"{name} Ltd", "number": number, "language": "en", "starts_on": "2026-01-01", "products": ["teamviewer"]}
    return {"hosts": hosts, "vars": {**CUSTOMER, "maintenance_customer": name, "maintenance_contract": contract, **variables}}


@dataclass(frozen=True)
class Played:
    """What a run of a playbook left behind."""

    status: int
    output: str
    state: Path

    @property
    def run(self) -> store.RunDirectory:
        return store.newest(self.state)

    @property
    def hosts(self) -> dict[str, dict]:
        assessments = list(self.run.read_assessments())
        for assessment in assessments:
            validator("assessment").validate(assessment)
        return {assessment["host"]: assessment for assessment in assessments}

    def access(self) -> dict[str, str]:
        return {host: assessment["access"]["reason"] for host, assessment in self.hosts.items()}

    def statuses(self, host: str) -> dict[str, str]:
        return {finding["id"]: finding["status"] for finding in self.hosts[host]["findings"]}

    def reported(self, customer: str) -> list[str]:
        report = self.state / "reports" / self.run.run_id / customer / "report.json"
        return sorted(host["host"] for host in json.loads(report.read_text(encoding="utf-8"))["hosts"])


class Control:
    """A control node of its own: its state, its Ansible home, its inventory."""

    def __init__(self, folder: Path, program: str) -> None:
        self.folder = folder
        self.state = folder / "state"
        self._program = program

    def play(self, inventory: dict, *arguments: str, playbook: str = "bauer_group.remote_maintenance.compliance", **environment: str) -> Played:
        source = self.folder / "inventory.yml"
        source.write_text(yaml.safe_dump(inventory, allow_unicode=True, sort_keys=False), encoding="utf-8")
        done = subprocess.run(
            [self._program, playbook, "-i", str(source), "-e", json.dumps({"maintenance_state_dir": str(self.state)}), *arguments],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
            env={
                **os.environ,
                "ANSIBLE_COLLECTIONS_PATH": str(ROOT / ".ansible" / "collections"),
                "ANSIBLE_HOME": str(self.folder / "ansible"),
                "ANSIBLE_NOCOLOR": "1",
                **environment,
            },
        )
        return Played(done.returncode, done.stdout + done.stderr, self.state)

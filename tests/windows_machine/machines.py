# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Windows machines of somebody's inventory, driven by this collection's playbooks, with a state directory of the tests' own."""
from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import yaml

NAMESPACE = "bauer_group.remote_maintenance"
INVENTORY = "WINDOWS_TEST_INVENTORY"
SECONDS = 3600
INSTALLERS = ("unattended_client_windows", "monitoring_agent_windows", "attended_client_windows")
_RECAP = re.compile(r"^(\S+)\s+: ok=\d+\s+changed=(\d+)\s+unreachable=(\d+)\s+failed=(\d+)", re.MULTILINE)
# What comes and goes by itself, and is nobody's installation.
_VOLATILE = ("signals",)


class Run:
    def __init__(self, status: int, output: str, folder: Path) -> None:
        self.status, self.output, self.folder = status, output, folder

    def assessment(self, host: str) -> dict:
        (path,) = self.folder.glob(f"*/{host}.json")
        return json.loads(path.read_text("utf-8"))

    def acts(self, host: str) -> dict[str, dict]:
        (path,) = self.folder.glob(f"acts.kept/*/{host}.json")
        return json.loads(path.read_text("utf-8"))["products"]

    def changed(self) -> dict[str, int]:
        """How many tasks changed something, by host."""
        return {host: int(changed) for host, changed, unreachable, failed in _RECAP.findall(self.output)}


class Machines:
    def __init__(self, inventory: Path, folder: Path, playbook: str, listing: str) -> None:
        self._inventory, self._folder, self._playbook = inventory, folder, playbook
        self._runs = 0
        listed = subprocess.run([listing, "-i", str(inventory), "--list"], capture_output=True, text=True, check=True)
        self._variables = json.loads(listed.stdout)["_meta"]["hostvars"]
        self.customers = sorted({str(variables.get("maintenance_customer") or "none, as the inventory has it") for variables in self._variables.values()})
        self.names = sorted(self._variables)

    def installers(self) -> dict[str, list[str]]:
        """The hosts for which the inventory names something to install, by the variables' prefix."""
        named = {prefix: [host for host in self.names if self._names_one(host, prefix)] for prefix in INSTALLERS}
        return {prefix: hosts for prefix, hosts in named.items() if hosts}

    def confirmation(self) -> str:
        return next(str(variables["maintenance_contract"]["number"]) for variables in self._variables.values())

    def run(self, playbook: str, *arguments: str, **said: object) -> Run:
        self._runs += 1
        run_id = f"run-{self._runs}"
        told = {"maintenance_state_dir": str(self._folder / "state"), "maintenance_run_id": run_id, "maintenance_customer": self.customers[0], **said}
        done = self._run(playbook if "/" in playbook else f"{NAMESPACE}.{playbook}", *arguments, "-e", json.dumps(told))
        return Run(done.returncode, done.stdout + done.stderr, self._folder / "state" / "runs" / run_id)

    def software(self) -> dict[str, list[dict]]:
        """What remote access software each machine has, and whose, without what changes by itself."""
        answers = self._folder / "software"
        answers.mkdir(exist_ok=True)
        answer = {"content": "{{ seen.products | to_json }}", "dest": f"{answers}/{{{{ inventory_hostname }}}}.json"}
        here = {"ansible_connection": "local", "ansible_shell_type": "sh", "ansible_pwsh_interpreter": "", "ansible_python_interpreter": sys.executable}
        tasks = [
            {f"{NAMESPACE}.remote_access_info": {"deadline": 60}, "register": "seen"},
            {"ansible.builtin.copy": answer, "delegate_to": "localhost", "vars": here},
        ]
        play = self._folder / "software.yml"
        play.write_text(yaml.safe_dump([{"hosts": "all", "gather_facts": False, "tasks": tasks}]))
        done = self._run(str(play))
        assert done.returncode == 0, done.stdout + done.stderr
        seen = {host: json.loads((answers / f"{host}.json").read_text("utf-8")) for host in self.names}
        return {host: [{name: value for name, value in row.items() if name not in _VOLATILE} for row in rows] for host, rows in seen.items()}

    def _names_one(self, host: str, prefix: str) -> bool:
        variables = self._variables[host]
        return bool(variables.get(f"{prefix}_checksum") and (variables.get(f"{prefix}_file") or variables.get(f"{prefix}_url")))

    def _run(self, *words: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "ANSIBLE_NOCOLOR": "1", "ANSIBLE_LOCALHOST_WARNING": "0"}
        return subprocess.run(
            [self._playbook, "-i", str(self._inventory), *words], env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace",
            timeout=SECONDS, check=False,
        )

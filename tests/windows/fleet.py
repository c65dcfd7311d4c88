# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Playbooks against Windows machines under Wine, as a person would run them, and what they left on file."""
from __future__ import annotations

import json
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from consoles import ROOT

if TYPE_CHECKING:
    from consoles import FreshWindows

NAMESPACE = "bauer_group.remote_maintenance"
NUMBER = "MV-2026-0117"
CONTRACT = {
    "customer": "Müller Maschinenbau GmbH",
    "number": NUMBER,
    "language": "en",
    "contact": {"name": "A", "email": "a@example.com"},
    "starts_on": "2026-01-01",
    "products": ["teamviewer"],
}
PROVIDER = {"name": "Example IT", "company_names": ["Example IT GmbH"]}
SECONDS = 900  # for one playbook
_RECAP = re.compile(r"^(\S+)\s+: ok=\d+\s+changed=(\d+)\s+unreachable=(\d+)\s+failed=(\d+)", re.MULTILINE)


@dataclass(frozen=True)
class Run:
    """What a run said, and where it left its files."""

    status: int
    output: str
    folder: Path | None

    def recap(self, host: str) -> tuple[int, int, int]:
        """Changed, unreachable and failed tasks."""
        found = {name: (int(changed), int(unreachable), int(failed)) for name, changed, unreachable, failed in _RECAP.findall(self.output)}
        assert host in found, self.output
        return found[host]

    def acts(self, host: str) -> dict[str, dict]:
        """What became of each role on that host, by product."""
        paths = list(self.folder.glob(f"acts.kept/*/{host}.json")) if self.folder else []
        assert paths, self.output
        return json.loads(paths[0].read_text())["products"]

    def act(self, host: str, product: str = "teamviewer") -> tuple[str, list[str]]:
        """Its outcome and the steps that differed."""
        act = self.acts(host)[product]
        return act["outcome"], act["steps"]

    def statuses(self, host: str, customer: str = "mueller") -> dict[str, tuple[str, str]]:
        assessed = json.loads((self.folder / customer / f"{host}.json").read_text())
        return {finding["id"]: (finding["status"], finding["reason"]) for finding in assessed["findings"]}


class Fleet:
    """One customer's machines; `hosts` maps names to variables. `variables` are the customer's, and may be changed between runs."""

    def __init__(self, program: str, folder: Path) -> None:
        self.program = program
        self.folder = folder
        self.hosts: dict[str, dict] = {}
        self.contract: dict = dict(CONTRACT)
        self.variables: dict = {
            "maintenance_requirements": "access,client,software,agent",
            "maintenance_deadline": 90,  # nothing of this waits for a network, and Wine shares this machine with other tests
            "maintenance_provider": PROVIDER,
            "maintenance_device_class": "server",
        }
        self._runs = 0

    def add(self, name: str, windows: FreshWindows, **variables: object) -> None:
        """A machine under Wine, with a console of its own: the inventory can say nothing of the environment that tells machines apart."""
        program = windows.console.program
        console = windows.console.prefix.with_name(f"{name}-console")
        subprocess.run(["cp", "-al", str(program.parent), str(console)], check=True)
        script = console / program.name
        text = script.read_text().replace(str(program.resolve().parent), str(console))
        script.unlink()
        # Ansible's wrapper insists on running in the console that the inventory names.
        script.write_text(text.replace("\n", f'\nexport WINEPREFIX="{windows.console.prefix}"\n', 1))
        script.chmod(0o755)
        self.hosts[name] = {"ansible_connection": "local", "ansible_pwsh_interpreter": str(script), "maintenance_collector": "powershell", **variables}

    def run(self, playbook: str = "onboard", *arguments: str, **said: object) -> Run:
        """`said`: extra variables of the command line. A playbook without a name of its own is this collection's."""
        inventory, extra = self.folder / "hosts.yml", self.folder / "said.json"
        variables = {"maintenance_contract": self.contract, **self.variables}
        inventory.write_text(yaml.safe_dump({"all": {"children": {"mueller": {"hosts": self.hosts, "vars": variables}}}}))
        self._runs += 1
        run_id = f"run-{self._runs}"
        told = {"maintenance_customer": "mueller", "maintenance_state_dir": str(self.folder / "state"), "maintenance_run_id": run_id, **said}
        extra.write_text(json.dumps(told))
        named = playbook if "/" in playbook else f"{NAMESPACE}.{playbook}"
        done = subprocess.run(
            [self.program, "-i", str(inventory), named, "-e", f"@{extra}", *arguments],
            env={**os.environ, **self._environment()}, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", timeout=SECONDS, check=False,
        )
        (self.folder / f"{run_id}.log").write_text(done.stdout + done.stderr)
        folder = self.folder / "state" / "runs" / run_id
        return Run(done.returncode, done.stdout + done.stderr, folder if folder.is_dir() else None)

    def play(self, tasks: list[dict], *arguments: str) -> Run:
        """These tasks on all hosts."""
        playbook = self.folder / "play.yml"
        playbook.write_text(yaml.safe_dump([{"hosts": "mueller", "gather_facts": False, "tasks": tasks}]))
        return self.run(str(playbook), *arguments)

    def _environment(self) -> dict[str, str]:
        collections = f"{ROOT}/.ansible/collections:{ROOT}/.ansible/others"
        return {
            "ANSIBLE_COLLECTIONS_PATH": collections, "ANSIBLE_HOME": str(self.folder / "home"), "ANSIBLE_LOCALHOST_WARNING": "0", "ANSIBLE_NOCOLOR": "1",
        }

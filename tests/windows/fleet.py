# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Playbooks against Windows machines under Wine, as a person would run them, and what they left on file."""
from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
from collections.abc import Callable
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


def given(file: Path) -> dict[str, str]:
    return {"file": str(file), "checksum": hashlib.sha256(file.read_bytes()).hexdigest()}


def pinned(role: str, file: Path) -> dict[str, str]:
    """A role's variables for this installer."""
    return {f"{role}_windows_{name}": value for name, value in given(file).items()}


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
    """One customer's machines; `hosts` maps names to variables. `variables` are the customer's, and may be changed between runs.

    `at_control_node` makes of a command the one that runs it where the control node is, if that is not this machine itself.
    """

    def __init__(self, program: str, folder: Path, at_control_node: Callable[..., tuple[str, ...]] = lambda *words: words) -> None:
        self.program = program
        self.folder = folder
        self._at_control_node = at_control_node
        self.hosts: dict[str, dict] = {}
        self.contract: dict = dict(CONTRACT)
        self.variables: dict = {
            "maintenance_requirements": "access,client,software,agent",
            "maintenance_deadline": 300,  # nothing of this waits for a network, and Wine shares this machine with other tests
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
        process = self.start(playbook, *arguments, **said)
        run_id = f"run-{self._runs}"
        try:
            output = process.communicate(timeout=SECONDS)[0]
        finally:
            process.kill()
        (self.folder / f"{run_id}.log").write_text(output)
        folder = self.folder / "state" / "runs" / run_id
        return Run(process.returncode, output, folder if folder.is_dir() else None)

    def start(self, playbook: str = "onboard", *arguments: str, **said: object) -> subprocess.Popen[str]:
        """The run, in a session of its own."""
        inventory, extra = self.inventory(), self.folder / "said.json"
        self._runs += 1
        told = {"maintenance_customer": "mueller", "maintenance_state_dir": str(self.folder / "state"), "maintenance_run_id": f"run-{self._runs}", **said}
        extra.write_text(json.dumps(told))
        named = playbook if "/" in playbook else f"{NAMESPACE}.{playbook}"
        command = self._at_control_node(self.program, "-i", str(inventory), named, "-e", f"@{extra}", *arguments)
        return subprocess.Popen(
            command, env={**os.environ, **self._environment()}, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", start_new_session=True,
        )

    def play(self, tasks: list[dict], *arguments: str) -> Run:
        """These tasks on all hosts."""
        playbook = self.folder / "play.yml"
        playbook.write_text(yaml.safe_dump([{"hosts": "mueller", "gather_facts": False, "tasks": tasks}]))
        return self.run(str(playbook), *arguments)

    def console(self, name: str) -> Path:
        """The script that starts that machine's PowerShell."""
        return Path(self.hosts[name]["ansible_pwsh_interpreter"])

    def inventory(self) -> Path:
        """Written anew."""
        path = self.folder / "hosts.yml"
        variables = {"maintenance_contract": self.contract, **self.variables}
        path.write_text(yaml.safe_dump({"all": {"children": {"mueller": {"hosts": self.hosts, "vars": variables}}}}))
        return path

    def _environment(self) -> dict[str, str]:
        collections = f"{ROOT}/.ansible/collections:{ROOT}/.ansible/others"
        return {
            "ANSIBLE_COLLECTIONS_PATH": collections, "ANSIBLE_HOME": str(self.folder / "home"), "ANSIBLE_LOCALHOST_WARNING": "0", "ANSIBLE_NOCOLOR": "1",
        }

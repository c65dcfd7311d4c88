# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Single tasks on a Windows under Wine, through Ansible's own wrapper at its most talkative."""
from __future__ import annotations

import getpass
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from consoles import ROOT

if TYPE_CHECKING:
    from consoles import FreshWindows

CONNECTIONS = Path(__file__).with_name("connections")
NAMESPACE = "bauer_group.remote_maintenance"
SECONDS = 900


class Tasks:
    """`secrets` are variables of the inventory. Everything that was said is kept in `output`."""

    def __init__(self, program: str, folder: Path, windows: FreshWindows, **secrets: str) -> None:
        self.program = program
        self.folder = folder
        self.windows = windows
        self.output = ""
        self._secrets = secrets

    def run(self, *tasks: dict) -> list[dict]:
        """The tasks' results, in one playbook run; a task that fails ends nothing. A task is `{"module": {options}}` with keywords beside it."""
        process, answers = self.start(*tasks)
        try:
            self.output += process.communicate(timeout=SECONDS)[0]
        finally:
            process.kill()
        assert answers.exists(), self.output[-5000:]
        return json.loads(answers.read_text())

    def start(self, *tasks: dict) -> tuple[subprocess.Popen[str], Path]:
        """The run, in a session of its own, and the file that will hold the results."""
        names = [f"task_{number}" for number in range(len(tasks))]
        answers, playbook, inventory = self.folder / "answers.json", self.folder / "tasks.json", self.folder / "hosts.json"
        answers.unlink(missing_ok=True)
        here = {"ansible_pwsh_interpreter": "", "ansible_python_interpreter": sys.executable}
        told = {"content": "{{ [" + ", ".join(names) + "] | to_json }}", "dest": str(answers)}
        written = {"ansible.builtin.copy": told, "delegate_to": "localhost", "vars": here}
        playbook.write_text(json.dumps([{
            "hosts": "all", "gather_facts": False, "environment": {"WINEPREFIX": str(self.windows.console.prefix)},
            "tasks": [*({**task, "register": name, "ignore_errors": True} for task, name in zip(tasks, names, strict=True)), written],
        }]))
        inventory.write_text(json.dumps({"all": {"hosts": {"w1": {**self._machine(), **self._secrets}}}}))
        inventory.chmod(0o600)
        process = subprocess.Popen(
            [self.program, "-vvvv", "--diff", "-i", str(inventory), str(playbook)], env={**os.environ, **self._environment()}, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", start_new_session=True,
        )
        return process, answers

    def _machine(self) -> dict[str, str]:
        return {"ansible_connection": "local", "ansible_pwsh_interpreter": str(self.windows.console.program)}

    def _environment(self) -> dict[str, str]:
        return {
            "ANSIBLE_CONNECTION_PLUGINS": str(CONNECTIONS),
            "ANSIBLE_COLLECTIONS_PATH": f"{ROOT}/.ansible/collections:{ROOT}/.ansible/others", "ANSIBLE_HOME": str(self.folder / "home"),
            "ANSIBLE_LOCALHOST_WARNING": "0", "ANSIBLE_LOG_PATH": str(self.folder / "log"),
        }


class WindowsTasks(Tasks):
    """The same on what Ansible takes for any Windows machine: its shell is PowerShell, and what is sent lies in that Windows' own temporary folder."""

    @property
    def temporary(self) -> Path:
        return self.windows.file(f"users\\{getpass.getuser()}\\Temp\\x").parent

    def _machine(self) -> dict[str, str]:
        console = self.windows.console
        return {
            "ansible_connection": "wine", "ansible_shell_type": "powershell", "ansible_pwsh_interpreter": console.path(console.program.with_suffix(".exe")),
            "wine_console": str(console.program), "wine_prefix": str(console.prefix),
        }


def module(called: str, keywords: dict | None = None, /, **options: object) -> dict:
    """A task of this collection's."""
    return {f"{NAMESPACE}.{called}": options, **(keywords or {})}

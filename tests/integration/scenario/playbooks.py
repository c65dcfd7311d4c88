# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The collection's playbooks, run on the lab's control node, and what they left on file.

The files are read here without the product's own code: a test must not believe what it tests.
"""
from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lab import inventory
from lab.lab import Lab
from lab.paths import REPOSITORY

COLLECTIONS = REPOSITORY / ".ansible" / "collections"
COMPLIANCE = "bauer_group.remote_maintenance.compliance"
REPORT = "bauer_group.remote_maintenance.report"
_ACCESS_ERRORS = re.compile(r"Traceback \(most recent call last\)|ERROR! Unexpected|unhandled exception", re.IGNORECASE)


@dataclass(frozen=True)
class Run:
    """One playbook run: its exit code, its whole output, and the newest run directory of its state directory."""

    code: int
    output: str
    state: Path

    @property
    def folder(self) -> Path:
        """The newest run directory."""
        return max((self.state / "runs").iterdir(), key=lambda path: json.loads((path / "run.json").read_text())["started_at"])

    @cached_property
    def document(self) -> dict:
        """run.json."""
        return json.loads((self.folder / "run.json").read_text("utf-8"))

    @cached_property
    def assessments(self) -> dict[str, dict]:
        """Every assessment on file by host."""
        found = (json.loads(path.read_text("utf-8")) for path in self.folder.glob("*/*.json"))
        return {document["host"]: document for document in found if "findings" in document}

    def findings(self, host: str) -> dict[str, dict]:
        """That host's findings by requirement."""
        return {finding["id"]: finding for finding in self.assessments[host]["findings"]}

    def statuses(self, host: str) -> dict[str, str]:
        return {name: finding["status"] for name, finding in self.findings(host).items()}

    def reports(self) -> dict[str, dict]:
        """report.json of each customer, by the name of its folder."""
        folder = self.state / "reports" / self.folder.name
        return {path.parent.name: json.loads(path.read_text("utf-8")) for path in folder.glob("*/report.json")}

    @property
    def broken(self) -> list[str]:
        """Lines of the output that no run should have."""
        return [line for line in self.output.splitlines() if _ACCESS_ERRORS.search(line)]


class Playbooks:
    """Runs playbooks over the lab's inventory; each object has a state directory of its own."""

    def __init__(self, lab: Lab, program: Callable[[str], str], folder: Path) -> None:
        self._lab = lab
        self._program = program
        self._folder = folder
        self.state = folder / "state"
        self._settings = folder / "ansible.cfg"
        self._settings.touch()

    def compliance(self, *arguments: str, playbook: str = COMPLIANCE, **how: object) -> Run:
        done = self._lab.control.run(*self.command(playbook, *arguments, **how), env=self.environment())
        return Run(done.returncode, done.stdout + done.stderr, self.state)

    def start(self, *arguments: str, playbook: str = COMPLIANCE, **how: object) -> subprocess.Popen[str]:
        """The same beside the caller."""
        return self._lab.control.start(*self.command(playbook, *arguments, **how), env=self.environment())

    def command(
        self,
        playbook: str,
        *arguments: str,
        hosts: Mapping[str, Mapping[str, object]] | None = None,
        groups: Mapping[str, Mapping[str, object]] | None = None,
        variables: Mapping[str, object] | None = None,
    ) -> list[str]:
        """``hosts`` are variables of hosts and ``groups`` whole groups, both beside the lab's own; ``variables`` are extra ones."""
        extra = {"maintenance_state_dir": str(self.state), **(variables or {})}
        sources = ["-i", str(self._lab.inventory)]
        if hosts or groups:
            sources += ["-i", str(inventory.override(self._folder, hosts or {}, groups or {}))]
        return [self._program("ansible-playbook"), *sources, "-e", json.dumps(extra), playbook, *arguments]

    def environment(self) -> dict[str, str]:
        return {
            "ANSIBLE_COLLECTIONS_PATH": str(COLLECTIONS), "ANSIBLE_HOME": str(self._folder / "ansible-home"), "ANSIBLE_FORKS": "5",
            "ANSIBLE_NOCOLOR": "1", "ANSIBLE_CONFIG": str(self._settings), "COLUMNS": "200", "PYTHONUTF8": "1",
        }

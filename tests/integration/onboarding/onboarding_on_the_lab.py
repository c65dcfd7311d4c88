# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbooks onboard, offboard and register, as a person would run them, and what they left on machines and on file."""
from __future__ import annotations

import contextlib
import json
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from lab.lab import Lab
from scenario import played
from scenario.playbooks import Playbooks, Run

NAMESPACE = "bauer_group.remote_maintenance"
HOST = "nw-server"
OFFICE = "nw-office"
BOTH = f"{HOST},{OFFICE}"
NUMBER = "MV-2026-0101"
CONTRACT = {"customer": "Nordwind Logistik GmbH", "number": NUMBER, "language": "en", "starts_on": "2026-01-01", "products": ["teamviewer"]}
CONSENT = {"scope": "workstations", "given_by": "Frauke Petersen", "given_on": "2026-01-02", "source": "written"}
ASKED_FOR_ACTS = {"maintenance_requirements": "access,client,software,agent"}
"""All that roles that act build on. Without the network's requirements a run takes half the time."""
IMPATIENT = {"ansible_ssh_extra_args": "-o ServerAliveInterval=3 -o ServerAliveCountMax=2"}
"""A host that is lost is noticed after seconds instead of a minute."""
HINT = "/var/lib/bauer_group/remote_maintenance/enrolments.json"
SOURCE = "/etc/apt/sources.list.d/bauer-group-teamviewer.sources"
KEYRING = "/etc/apt/keyrings/bauer-group-teamviewer.asc"
_OURS = (
    HINT, SOURCE, KEYRING, "/etc/yum.repos.d/bauer-group-teamviewer.repo", "/etc/pki/rpm-gpg/bauer-group-teamviewer.asc", "/opt/teamviewer",
    "/etc/teamviewer", "/var/log/teamviewer15", "/etc/apt/sources.list.d/teamviewer.list", "/etc/yum.repos.d/teamviewer.repo",
)


class Onboarding:
    """One customer's hosts. ``contract`` and ``variables`` may be changed before a run; secrets reach it in a file, as people should have it."""

    def __init__(self, lab: Lab, program, folder: Path, teamviewer) -> None:
        self.lab = lab
        self.teamviewer = teamviewer
        self.playbooks = Playbooks(lab, program, folder)
        self.contract: dict = dict(CONTRACT)
        self.variables: dict = {
            **ASKED_FOR_ACTS,
            "maintenance_assignment_id": teamviewer.console.assignment_id("nordwind"),
            "unattended_client_key_fingerprints": [teamviewer.fingerprint],
            "unattended_client_id_timeout": 20,
            "unattended_client_assignment_timeout": 25,
        }
        self.used: set[str] = set()
        self._sockets = contextlib.ExitStack()
        self.clean_up()

    def run(self, playbook: str = "onboard", *arguments: str, host: str = HOST, customer: str | None = "nordwind", **said: object) -> Run:
        """``said``: extra variables of the command line; all others are the customer's in the inventory."""
        return self.playbooks.compliance(*self._arguments(arguments, host), playbook=f"{NAMESPACE}.{playbook}", **self._how(host, customer, said))

    def start(self, playbook: str = "onboard", *arguments: str, host: str = HOST, customer: str | None = "nordwind", **said: object) -> subprocess.Popen:
        """The same beside the caller, over connections of its own."""
        command = self.playbooks.command(f"{NAMESPACE}.{playbook}", *self._arguments(arguments, host), **self._how(host, customer, said))
        sockets = self._sockets.enter_context(tempfile.TemporaryDirectory(prefix="lab-"))
        return self.lab.control.start(*command, env={**self.playbooks.environment(), "ANSIBLE_SSH_CONTROL_PATH_DIR": sockets})

    def machine(self, host: str = HOST):
        return self.lab.machines[host]

    def installed(self, host: str = HOST) -> str | None:
        """The package's version, None where it is not installed whole."""
        shown = self.machine(host).attempt("dpkg-query", "--show", "--showformat", "${Status} ${Version}", "teamviewer-host").stdout.split()
        return shown[3] if shown[:3] == ["install", "ok", "installed"] else None

    def hint(self, host: str = HOST) -> dict:
        path = self.machine(host).path(HINT)
        return json.loads(path.read_text()) if path.exists() else {}

    def owner(self, host: str = HOST) -> str | None:
        """Whose account the console has the client of that host in."""
        number = self.teamviewer.client_id(host)
        return self.teamviewer.console.device(number).get("account") if number else None

    def downloads(self, size: int, server: str = "linux.teamviewer.com") -> int:
        """How often the vendor's server has sent so many bytes, or more: a probe and a package manager's index are smaller."""
        log = self.lab.internet.path("/var/log/nginx/files.log").read_text("utf-8", "replace")
        return sum(int(line.split()[-1]) >= size for line in log.splitlines() if line.startswith(f"{server} 200 "))

    def clean_up(self) -> None:
        self._sockets.close()
        for host in {HOST, *self.used}:
            machine = self.machine(host)
            machine.attempt("dpkg", "--purge", "--force-all", "teamviewer-host")
            machine.attempt("rpm", "--erase", "--nodeps", "teamviewer-host")
            machine.attempt("systemctl", "reset-failed")
            machine.attempt("rm", "-rf", *_OURS)

    def _arguments(self, arguments: tuple[str, ...], host: str) -> tuple[str, ...]:
        self.used.update(host.split(","))
        return (*arguments, "--limit", host)

    def _how(self, host: str, customer: str | None, said: Mapping[str, object]) -> dict:
        own = {**self.variables, "maintenance_contract": self.contract}
        return {
            "hosts": {name: own for name in host.split(",")},
            "variables": {**({"maintenance_customer": customer} if customer else {}), **said},
        }


def acts(run: Run, host: str = HOST) -> dict[str, dict]:
    """What became of each role on a host, by product."""
    paths = list(run.folder.glob(f"acts.kept/*/{host}.json"))
    return json.loads(paths[0].read_text())["products"] if paths else {}


def act(run: Run, host: str = HOST) -> dict:
    """That of the unattended client."""
    return acts(run, host)["teamviewer"]


def changed(run: Run, host: str = HOST) -> int:
    """How many tasks changed something there."""
    return played.changed(run.output)[host]


def reports(run: Run) -> bool:
    return bool(run.reports()) and run.document["status"] == "complete"

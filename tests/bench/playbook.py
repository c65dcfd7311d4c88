# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ansible-playbook on the lab's control node, measured."""
from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from cost import Cost, cost_of
from lab.lab import Lab
from places import COLLECTIONS, PLAYBOOKS, REPOSITORY

_ANSIBLE = {
    "ANSIBLE_COLLECTIONS_PATH": str(COLLECTIONS), "ANSIBLE_PIPELINING": "1", "ANSIBLE_FORKS": "10", "ANSIBLE_LOCALHOST_WARNING": "0",
    "ANSIBLE_SSH_ARGS": "-C -o ControlMaster=auto -o ControlPersist=5s",
}
_COMPLIANCE = "bauer_group.remote_maintenance.compliance"
_ONBOARD = "bauer_group.remote_maintenance.onboard"


class RunFailed(RuntimeError):
    """A measured command did not end as it should; the message holds its last lines."""


def ping(lab: Lab, inventory: Path) -> Cost:
    return _playbook(lab, inventory, str(PLAYBOOKS / "ping.yml"))


def stock(lab: Lab, inventory: Path) -> Cost:
    return _playbook(lab, inventory, str(PLAYBOOKS / "stock.yml"))


def compliance(lab: Lab, inventory: Path, *arguments: str, state: str | None = None) -> Cost:
    """`state`: the folder that earlier runs were kept in; without one, the control node's first run is measured."""
    with contextlib.nullcontext(state) if state else tempfile.TemporaryDirectory(prefix="bench-state-") as folder:
        return _playbook(lab, inventory, _COMPLIANCE, "-e", f"maintenance_state_dir={folder}", "-e", "compliance_fail_on=never", *arguments)


def onboard(lab: Lab, inventory: Path, state: Path, customer: str) -> Cost:
    return _playbook(lab, inventory, _ONBOARD, "-e", f"maintenance_state_dir={state}", "-e", f"maintenance_customer={customer}")


def prepare(lab: Lab, inventory: Path, name: str, variables: Mapping[str, str]) -> None:
    """Run a playbook that is not measured."""
    _playbook(lab, inventory, name, "-e", json.dumps(variables))


def report(state: str) -> Cost:
    """Without the lab: reports connect to nothing."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        command = ("ansible-playbook", "-i", "localhost,", "bauer_group.remote_maintenance.report", "-e", f"maintenance_state_dir={state}")
        return _measured(command, {**os.environ, **_ANSIBLE}, Path(folder) / "log")


def _playbook(lab: Lab, inventory: Path, *arguments: str) -> Cost:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        environment = lab.control.environment({**_ANSIBLE, "ANSIBLE_SSH_CONTROL_PATH_DIR": folder})
        return _measured(lab.control.command("ansible-playbook", "-i", str(inventory), *arguments), environment, Path(folder) / "log")


def _measured(command: Sequence[str], environment: Mapping[str, str], log: Path) -> Cost:
    cost = cost_of(command, env=environment, cwd=REPOSITORY, log=log)
    if cost.code:
        raise RunFailed(f"{' '.join(command)} ended with {cost.code}:\n" + log.read_text(errors="replace")[-3000:])
    return cost

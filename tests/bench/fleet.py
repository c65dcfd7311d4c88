# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hosts to measure with: one sshd on the control node's loopback that answers under many addresses."""
from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lab.lab import Lab

_PORT = 2222
_CONFIG = """\
Port {port}
ListenAddress 0.0.0.0
HostKey {folder}/host_key
AuthorizedKeysFile {folder}/user_key.pub
PermitRootLogin prohibit-password
PasswordAuthentication no
UsePAM no
StrictModes no
MaxStartups 1000
PidFile none
"""
_CUSTOMER = {
    "maintenance_customer": "bench",
    "maintenance_device_class": "server",
    "maintenance_contract": {
        "customer": "Bench", "number": "B-1", "language": "en", "contact": {"name": "B", "email": "b@bench.example"},
        "starts_on": "2026-01-01", "ends_on": None, "products": ["teamviewer", "atera"], "consents": [], "agreements": [], "waivers": [],
    },
}


@dataclass
class Fleet:
    """An inventory of so many hosts, all of them reachable as long as the fleet stands.

    ``cpu``: seconds that the hosts' side used, sshd and all that was run through it; known once the fleet is gone.
    """

    inventory: Path
    cpu: float | None = None


@contextmanager
def fleet(lab: Lab, size: int, variables: dict) -> Iterator[Fleet]:
    """``size`` ssh hosts with their own addresses, thus with a connection each; ``variables`` for all of them."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        for key in ("host_key", "user_key"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / key)], check=True)
        (folder / "sshd_config").write_text(_CONFIG.format(port=_PORT, folder=folder))
        (folder / "inventory.json").write_text(json.dumps(_inventory(size, folder, variables)))
        Path("/run/sshd").mkdir(exist_ok=True)
        sshd = lab.control.start(shutil.which("sshd", path="/usr/sbin:/usr/bin"), "-D", "-f", str(folder / "sshd_config"))
        try:
            _wait_until_listening(lab)
            hosts = Fleet(folder / "inventory.json")
            yield hosts
            _wait_until_left(lab)
        finally:
            sshd.terminate()
            status, usage = os.wait4(sshd.pid, 0)[1:]
            sshd.returncode = os.waitstatus_to_exitcode(status)
        hosts.cpu = usage.ru_utime + usage.ru_stime


def _inventory(size: int, folder: Path, variables: dict) -> dict:
    hosts = {f"bench{n:03}": {"ansible_host": f"127.0.{1 + n // 250}.{1 + n % 250}"} for n in range(size)}
    common = {
        "ansible_port": _PORT, "ansible_user": "root", "ansible_ssh_private_key_file": str(folder / "user_key"),
        "ansible_python_interpreter": "/usr/bin/python3", "ansible_host_key_checking": False,
        "ansible_ssh_extra_args": "-o UserKnownHostsFile=/dev/null", **_CUSTOMER,
    }
    return {"all": {"vars": variables, "children": {"bench": {"hosts": hosts, "vars": common}}}}


def _wait_until_listening(lab: Lab) -> None:
    _wait(lab, f"ss -Hltn sport = :{_PORT} | grep -q .", "the fleet's sshd does not listen")


def _wait_until_left(lab: Lab) -> None:
    """sshd knows what a session cost when the session has ended, some time after Ansible has."""
    _wait(lab, f"! ss -Htn state established sport = :{_PORT} | grep -q .", "somebody is still logged in to the fleet")


def _wait(lab: Lab, condition: str, otherwise: str) -> None:
    for attempt in range(200):
        if not lab.control.attempt("sh", "-c", condition).returncode:
            return
        time.sleep(0.1)
    raise RuntimeError(otherwise)

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An Ansible inventory of the lab: hosts from the topology, variables from ``data/inventory``."""
from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from lab.hosts import KEY, KNOWN_HOSTS
from lab.internet import TRUST_ANCHOR
from lab.paths import DATA, RUN
from lab.topology import Host, Topology

INVENTORY = RUN / "inventory"


def write(plan: Topology) -> None:
    """Into the run folder; the hosts' file is JSON, which every YAML reader reads."""
    shutil.copytree(DATA / "inventory", INVENTORY)
    customers = sorted({host.site.customer for host in plan.hosts})
    content = {
        "all": {
            "vars": {"lab_trust_anchor": str(TRUST_ANCHOR), "lab_known_hosts": str(KNOWN_HOSTS)},
            "children": {
                customer: {"hosts": {host.name: _variables(plan, host) for host in plan.hosts if host.site.customer == customer}}
                for customer in customers
            },
        },
    }
    _private(INVENTORY / "hosts.json", content)


def override(folder: Path, hosts: Mapping[str, Mapping[str, object]], groups: Mapping[str, object] | None = None) -> Path:
    """An inventory source to be given after the lab's own (``-i``): its variables of a host win. Returns the file.

    ``groups`` are whole groups as an inventory has them (``hosts``, ``vars``, ``children``).
    """
    path = folder / "override.json"
    everybody = {"hosts": dict(hosts), **(groups or {}).get("all", {})}
    _private(path, {"all": {**everybody, "children": {name: group for name, group in (groups or {}).items() if name != "all"}}})
    return path


def _variables(plan: Topology, host: Host) -> dict[str, object]:
    account = plan.accounts[host.login]
    variables: dict[str, object] = {
        "ansible_host": host.address4,
        "ansible_user": account.name,
        "maintenance_site": host.site.site,
        "maintenance_device_class": host.device_class,
    }
    if host.authentication == "key":
        variables["ansible_ssh_private_key_file"] = str(KEY)
    else:
        variables["ansible_password"] = account.password
    if account.sudo == "password":
        variables["ansible_become_password"] = account.password
    return variables


def _private(path: Path, content: object) -> None:
    path.touch(mode=0o600)
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False), "utf-8")

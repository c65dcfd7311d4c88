# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control node's CPU for each host of a converged onboarding, against the floor of one ping."""
from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import playbook
from lab.hosts import KEY
from lab.lab import Lab
from places import PLAYBOOKS
from table import Table

_HOST = "nw-server"
_SIZE, _PAIRS = 40, 2
_FIRST_ADDRESS = 100
_CONTRACT = {
    "maintenance_customer": "bench", "maintenance_device_class": "server", "maintenance_assignment_id": "not used",
    "maintenance_contract": {"customer": "Bench", "number": "B-1", "language": "en", "starts_on": "2026-01-01", "products": ["teamviewer"]},
}


def measure(lab: Lab, variables: dict) -> Iterator[Table]:
    """Pairs of runs, one after the other; of several pairs the medians."""
    table = Table(
        "Onboarding of converged hosts, control node's CPU for each",
        f"`onboard` against a play of one `ping`: {_SIZE} addresses of one lab host with a client that is ours, 10 forks, pipelining, sudo. At most "
        "3.5 times the floor is wanted.",
        ("hosts", "ping, CPU ms a host", "onboard, CPU ms a host", "ratio", "ping, wall s", "onboard, wall s"),
    )
    with _converged_fleet(lab, variables) as (inventory, state):
        playbook.ping(lab, inventory)
        runs = [(playbook.ping(lab, inventory), playbook.onboard(lab, inventory, state, "bench")) for pair in range(_PAIRS)]
        _assert_converged(state)
    floor, ours = (median(run[side].cpu for run in runs) for side in (0, 1))
    table.row(
        _SIZE, f"{1000 * floor / _SIZE:.0f}", f"{1000 * ours / _SIZE:.0f}", f"{ours / floor:.2f}",
        *(f"{median(run[side].wall for run in runs):.1f}" for side in (0, 1)),
    )
    yield table


@contextmanager
def _converged_fleet(lab: Lab, variables: dict) -> Iterator[tuple[Path, Path]]:
    """An inventory of hosts on which nothing differs, and the state directory whose register says that their client is ours."""
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as name,
        lab.teamviewer.serving() as teamviewer,
        teamviewer.installed(_HOST, assigned_to="ours/nordwind"),
        _addresses(lab) as addresses,
    ):
        inventory, state = Path(name, "inventory.json"), Path(name, "state")
        inventory.write_text(json.dumps(_inventory(addresses, variables)))
        client = {"bench_client_id": teamviewer.client_id(_HOST), "bench_management_id": teamviewer.management_id(_HOST)}
        playbook.prepare(lab, inventory, str(PLAYBOOKS / "enrol.yml"), {**client, "maintenance_state_dir": str(state)})
        yield inventory, state


def _assert_converged(state: Path) -> None:
    """A host that was refused would be cheap as well."""
    for path in state.glob("runs/*/acts.kept/bench/*.json"):
        outcome = json.loads(path.read_text())["products"]["teamviewer"]["outcome"]
        if outcome != "nothing_to_do":
            raise playbook.RunFailed(f"{path} says {outcome}: that is no converged host")


@contextmanager
def _addresses(lab: Lab) -> Iterator[list[str]]:
    """As many more addresses of the one host, so that every name has a connection of its own."""
    machine, own = lab.machines[_HOST], lab.plan.host(_HOST).address4
    network = own.rpartition(".")[0]
    link = machine.execute("ip", "-brief", "-4", "address", "show", "to", own).split()[0].partition("@")[0]
    addresses = [f"{network}.{_FIRST_ADDRESS + number}" for number in range(_SIZE)]
    for address in addresses:
        machine.execute("ip", "address", "add", f"{address}/24", "dev", link)
    try:
        yield addresses
    finally:
        for address in addresses:
            machine.attempt("ip", "address", "del", f"{address}/24", "dev", link)


def _inventory(addresses: list[str], variables: dict) -> dict:
    hosts = {f"bench{number:03}": {"ansible_host": address} for number, address in enumerate(addresses)}
    common = {
        "ansible_user": "wartung", "ansible_ssh_private_key_file": str(KEY), "ansible_become": True, "ansible_python_interpreter": "/usr/bin/python3",
        "ansible_host_key_checking": False, "ansible_ssh_extra_args": "-o UserKnownHostsFile=/dev/null", **_CONTRACT,
    }
    return {"all": {"vars": variables, "children": {"bench": {"hosts": hosts, "vars": common}}}}

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Up twice is up once, and down leaves nothing."""
from __future__ import annotations

import os
import signal
from pathlib import Path

from lab import cgroups, namespaces
from lab.commands import run
from lab.paths import NAME, RUN


def traces() -> dict[str, set[str]]:
    """What of this lab the machine shows (another one may run beside it): namespaces, mounts, processes, cgroups, links, files."""
    folders = [hierarchy / NAME for hierarchy in cgroups.hierarchies()]
    return {
        "namespaces": _namespaces(),
        "mounts": {mount for mount in _mounts() if mount.startswith((f"{RUN}/", f"/run/netns/{NAME}-")) or mount == str(RUN)},
        "processes": {line for line in map(_command, _processes()) if f"--machine={NAME}-" in line},
        "cgroups": {str(folder) for folder in folders if folder.exists()},
        "programs": {process for name in _namespaces() for process in run("ip", "netns", "pids", name).split()},
        "links": set(os.listdir("/sys/class/net")),
        "nspawn": set(os.listdir("/run/systemd/nspawn/propagate")) if Path("/run/systemd/nspawn/propagate").exists() else set(),
    }


def _namespaces() -> set[str]:
    return {name for name in namespaces.existing() if name.startswith(f"{NAME}-")}


def _mounts() -> list[str]:
    return [line.split()[4] for line in Path("/proc/self/mountinfo").read_text().splitlines()]


def _processes() -> list[str]:
    return [name for name in os.listdir("/proc") if name.isdigit()]


def _command(process: str) -> str:
    try:
        return Path("/proc", process, "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def test_down_leaves_nothing_and_up_builds_it_again(lab):
    beside = lab.control.start("sleep", "600")
    with_lab = traces()
    lab.down()
    assert beside.wait(10) == -signal.SIGKILL
    without_lab = traces()
    assert not any(lab.status().values())
    assert {key for key in with_lab if with_lab[key] != without_lab[key]} == {"namespaces", "mounts", "processes", "programs", "cgroups", "nspawn"}
    assert [without_lab[key] for key in ("namespaces", "mounts", "processes", "programs", "cgroups")] == [set()] * 5
    assert not without_lab["nspawn"] & {machine.removeprefix("machine ") for machine in lab.status()}
    assert not lab.inventory.parent.exists()
    lab.down()
    lab.up()
    assert lab.is_up()


def test_up_twice_is_up_once(lab):
    before = {name: machine.leader for name, machine in lab.machines.items()}
    lab.up()
    assert {name: machine.leader for name, machine in lab.machines.items()} == before


def test_a_lab_in_pieces_is_built_anew(lab):
    lab.machines["sh-lager"].kill()
    assert not lab.is_up()
    lab.up()
    assert lab.is_up()


def test_a_machine_whose_start_was_interrupted_is_taken_down_too(lab):
    """Nobody has noted which process it is: its cgroup knows."""
    machine = lab.machines["sh-lager"]
    processes = cgroups.processes(machine.name)
    (machine.folder / "leader").unlink()
    lab.up()
    assert processes
    assert not [process for process in processes if Path(f"/proc/{process}").exists()]


def test_no_address_of_the_lab_is_in_the_machines_own_network(lab):
    routes = Path("/proc/net/fib_trie").read_text()
    addresses = [host.address4 for host in lab.plan.hosts] + [address.address4 for address in lab.plan.vendors.values()]
    assert not [address for address in addresses if f" {address}\n" in routes]

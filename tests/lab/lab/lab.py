# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lab as a whole: up, down, and its parts for those who use it."""
from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from lab import hosts, internet, inventory, namespaces, network, packages, paths, rootfs
from lab.commands import run
from lab.control import Control
from lab.faults import Faults
from lab.firewall import Firewall
from lab.locks import locked
from lab.logins import LogIns
from lab.looking import View
from lab.machines import Machine
from lab.software import Software
from lab.topology import Topology, topology
from lab.vendors.atera import Atera
from lab.vendors.quicksupport import QuickSupport
from lab.vendors.teamviewer import TeamViewer

_NSPAWN_LEFT = Path("/run/systemd/nspawn/propagate")


class LabUnavailable(RuntimeError):
    """The lab cannot run here; the message is one line that says why."""


class Lab:
    """The lab of this repository. There is one per machine, as the names of its namespaces are fixed."""

    def __init__(self) -> None:
        self.plan: Topology = topology()
        self.control = Control(self.plan)
        self.internet = Machine(self.plan.internet["machine"], self.plan.internet["namespace"])
        self.machines = {host.name: Machine(host.name, host.namespace) for host in self.plan.hosts}
        self.teamviewer = TeamViewer(self.internet, self.machines)
        self.atera = Atera(self.internet, self.machines)
        self.quicksupport = QuickSupport(self.internet, self.machines)
        self.inventory = inventory.INVENTORY
        self.trust_anchor = internet.TRUST_ANCHOR

    def firewall(self, where: str) -> Firewall:
        """Of a site, or for one host alone, by its name; of the ``internet`` or of the ``control`` node."""
        if where == "internet":
            return Firewall.of_internet(self.plan)
        if where == "control":
            return Firewall.of_control(self.plan)
        if where in self.machines:
            return Firewall.of_host(self.plan, self.plan.host(where))
        return Firewall.of_site(self.plan, self.plan.site(where))

    def faults(self, host: str) -> Faults:
        """What can go wrong on that host."""
        return Faults(self.plan, self.plan.host(host), self.machines[host])

    def software(self, host: str) -> Software:
        """What can be installed on that host."""
        return Software(self.machines[host], lambda image: self._installed_anew(host, image))

    def log_ins(self, host: str) -> LogIns:
        """What that host's sshd has seen from now on."""
        return LogIns(self.machines[host])

    def view(self, machine: str) -> View:
        """What a host, or the ``control`` node, sees of the internet."""
        return View(self.control.attempt if machine == "control" else self.machines[machine].attempt)

    def up(self, say=print) -> None:
        """Build what is not there. A lab that is whole stays as it is; one in pieces is built anew."""
        obstacle = packages.obstacle()
        if obstacle:
            raise LabUnavailable(obstacle)
        with self._alone():
            packages.install(packages.missing(), say)
            if self.is_up():
                return
            self._take_down()
            self._refuse_strangers()
            images = {name: rootfs.image(name, say) for name in ("host", "internet")}
            try:
                self._build(images)
            except BaseException:
                self._take_down()
                raise

    def down(self) -> None:
        """Take everything away but the images in the cache."""
        with self._alone():
            self._take_down()

    def is_up(self) -> bool:
        return all(self.status().values())

    def status(self) -> dict[str, bool]:
        """Which namespaces exist and which machines run."""
        present = namespaces.existing()
        status = {f"namespace {name}": name in present for name in self.plan.namespaces}
        status.update({f"machine {machine.name}": machine.leader is not None for machine in self._all_machines()})
        return status

    @contextlib.contextmanager
    def exclusive(self) -> Iterator[Lab]:
        """For scenarios, which change what others would see: one at a time, and the rest waits."""
        with locked(paths.USE_LOCK):
            yield self

    def share(self) -> None:
        """Keep scenarios away until this process, and what it turns into, has ended."""
        lock = os.open(paths.USE_LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        os.set_inheritable(lock, True)
        fcntl.flock(lock, fcntl.LOCK_SH)

    def reset_firewalls(self) -> None:
        """Open everything that an aborted scenario left closed."""
        for where in ("internet", "control", *(site.name for site in self.plan.sites)):
            self.firewall(where).reset()

    def _all_machines(self) -> list[Machine]:
        return [self.internet, *self.machines.values()]

    def _alone(self) -> contextlib.AbstractContextManager[None]:
        return locked(paths.LOCK)

    def _refuse_strangers(self) -> None:
        strange = namespaces.existing() & set(self.plan.namespaces)
        if strange:
            raise LabUnavailable(f"another lab is up on this machine (namespaces {', '.join(sorted(strange))})")

    def _build(self, images: dict[str, Path]) -> None:
        paths.RUN.mkdir(parents=True, exist_ok=True)
        # In memory: fast, gone with one umount, and a fit place for an overlay whatever file system the repository is on.
        run("mount", "-t", "tmpfs", "-o", "mode=0700", "lab-run", str(paths.RUN))
        network.build(self.plan)
        self.internet.assemble(images["internet"])
        internet.furnish(self.internet, self.plan)
        self.internet.start()
        hosts.make_keys(self.plan)
        hashes = hosts.password_hashes(self.plan)
        with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
            list(pool.map(lambda host: self._start_host(host, images["host"], hashes), self.plan.hosts))
        self.control.furnish()
        inventory.write(self.plan)
        for machine in self._all_machines():
            machine.wait_until_up()

    def _start_host(self, host, image: Path, hashes: dict[str, str]) -> None:
        machine = self.machines[host.name]
        machine.assemble(image)
        hosts.furnish(machine, host, self.plan, hashes)
        machine.start()

    @contextlib.contextmanager
    def _installed_anew(self, name: str, image: str) -> Iterator[None]:
        """The host with another root file system, its address and keys as before; at the end with its own again, as on the first day."""
        host, hashes = self.plan.host(name), hosts.password_hashes(self.plan)
        folders = {each: rootfs.image(each) for each in (image, "host")}
        try:
            self._reinstall(host, folders[image], hashes)
            yield
        finally:
            self._reinstall(host, folders["host"], hashes)

    def _reinstall(self, host, image: Path, hashes: dict[str, str]) -> None:
        self.machines[host.name].dismantle()
        self._start_host(host, image, hashes)
        self.machines[host.name].wait_until_up()

    def _take_down(self) -> None:
        if os.path.ismount(paths.RUN):
            for machine in self._all_machines():
                machine.dismantle()
                with contextlib.suppress(OSError):
                    (_NSPAWN_LEFT / f"{paths.NAME}-{machine.name}").rmdir()
            namespaces.delete(self.plan.namespaces)
            run("umount", str(paths.RUN))
        if paths.RUN.is_dir():
            paths.RUN.rmdir()

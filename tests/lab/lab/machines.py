# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Machines that boot with systemd: a root file system with an overlay, started by systemd-nspawn in a network namespace."""
from __future__ import annotations

import os
import select
import shutil
import socket
import subprocess
import time
from pathlib import Path

from lab import cgroups, namespaces
from lab.commands import attempt, run
from lab.paths import NAME, RUN

_BOOT_SECONDS = 180
_ENTER = ("-m", "-u", "-i", "-n", "-p", "-C")


class BootFailed(RuntimeError):
    """A machine did not come up; the message ends with what it wrote on its console."""


class Machine:
    """One machine of the lab; all of it lies in ``<run>/machines/<name>``."""

    def __init__(self, name: str, namespace: str) -> None:
        self.name = name
        self.namespace = namespace
        self.folder = RUN / "machines" / name
        self.root = self.folder / "root"
        self._console = self.folder / "console.log"
        self._leader = self.folder / "leader"
        self._ready: socket.socket | None = None
        self._supervisor: subprocess.Popen | None = None

    def assemble(self, image: Path) -> None:
        """The machine's file system, to be changed before it starts; what changes lands in the overlay, not in the image."""
        for name in ("root", "changes", "work"):
            (self.folder / name).mkdir(parents=True)
        layers = f"lowerdir={image},upperdir={self.folder / 'changes'},workdir={self.folder / 'work'}"
        run("mount", "-t", "overlay", f"lab-{self.name}", "-o", layers, str(self.root))
        self.write("/etc/hostname", f"{self.name}\n")
        self.write("/etc/hosts", f"127.0.0.1 localhost\n127.0.1.1 {self.name}\n::1 localhost\n")

    def start(self) -> None:
        """Begin to boot; ``wait_until_up`` ends it. So several machines boot at once."""
        listening = self.folder / "ready"
        self._ready = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._ready.bind(str(listening))
        members = [str(folder / "cgroup.procs") for folder in cgroups.make(self.name)]
        enter_cgroups = 'while [ "$1" != -- ]; do echo $$ > "$1"; shift; done; shift; exec "$@"'
        with self._console.open("wb") as console:
            self._supervisor = subprocess.Popen(
                (
                    "sh", "-c", enter_cgroups, "sh", *members, "--",
                    "systemd-nspawn", "--boot", "--quiet", "--register=no", "--keep-unit", "--notify-ready=yes", "--console=pipe",
                    "--resolv-conf=off", "--timezone=off", "--link-journal=no", f"--directory={self.root}",
                    f"--hostname={self.name}", f"--machine={NAME}-{self.name}",
                    f"--network-namespace-path={namespaces.NAMES / self.namespace}",
                ),
                stdin=subprocess.DEVNULL, stdout=console, stderr=subprocess.STDOUT, start_new_session=True, cwd="/",
                env={**os.environ, "NOTIFY_SOCKET": str(listening), "SYSTEMD_NSPAWN_UNIFIED_HIERARCHY": "1"},
            )

    def wait_until_up(self) -> None:
        """Until the machine's systemd has reached its goal. Raises BootFailed."""
        assert self._ready is not None and self._supervisor is not None
        deadline = time.monotonic() + _BOOT_SECONDS
        ended = os.pidfd_open(self._supervisor.pid)
        try:
            while True:
                readable, _writable, _failed = select.select([self._ready, ended], [], [], max(0.0, deadline - time.monotonic()))
                if self._ready not in readable:
                    raise BootFailed(f"{self.name} did not boot: {self.console()[-2000:]}")
                said = dict(line.partition("=")[::2] for line in self._ready.recv(4096).decode().splitlines())
                if "X_NSPAWN_LEADER_PID" in said:
                    self._leader.write_text(f"{said['X_NSPAWN_LEADER_PID']} {_started(int(said['X_NSPAWN_LEADER_PID']))}")
                if said.get("READY") == "1":
                    return
        finally:
            os.close(ended)
            self._ready.close()
            self._ready = None

    @property
    def leader(self) -> int | None:
        """Process id of the machine's systemd, None where it does not run."""
        try:
            number, started = self._leader.read_text().split()
            return int(number) if _started(int(number)) == started else None
        except (FileNotFoundError, ProcessLookupError):
            return None

    def console(self) -> str:
        return self._console.read_text("utf-8", "replace") if self._console.exists() else ""

    def execute(self, *command: str, text: str | None = None) -> str:
        """Run a program inside the running machine, as root. Raises CommandFailed."""
        return run(*self._inside(), *command, text=text)

    def attempt(self, *command: str, text: str | None = None, timeout: float | None = None) -> subprocess.CompletedProcess[str]:
        """The same, with the exit code left to the caller."""
        return attempt(*self._inside(), *command, text=text, timeout=timeout)

    def _inside(self) -> tuple[str, ...]:
        if self.leader is None:
            raise RuntimeError(f"{self.name} does not run")
        return ("nsenter", f"--target={self.leader}", *_ENTER)

    def write(self, path: str, content: str | bytes, mode: int = 0o644) -> None:
        """Write a file of the machine, from outside and whether it runs or not."""
        target = self.path(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_symlink():
            target.unlink()
        target.write_bytes(content.encode() if isinstance(content, str) else content)
        target.chmod(mode)

    def read(self, path: str) -> str:
        return self.path(path).read_text("utf-8", "replace")

    def path(self, path: str) -> Path:
        """Where the machine's file lies for this machine. Not for paths that lead over a symbolic link."""
        return self.root / path.lstrip("/")

    def kill(self) -> None:
        """As if its power were cut."""
        cgroups.kill(self.name)
        if self._supervisor is not None:
            self._supervisor.wait(_BOOT_SECONDS)
        self._leader.unlink(missing_ok=True)
        (self.folder / "ready").unlink(missing_ok=True)
        cgroups.remove(self.name)

    def dismantle(self) -> None:
        """Kill it and take its file system away."""
        self.kill()
        if os.path.ismount(self.root):
            run("umount", str(self.root))
        shutil.rmtree(self.folder, ignore_errors=True)


def _started(process: int) -> str:
    """When a process began, so that a reused process id is told from the one that was meant."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[19]
    except FileNotFoundError:
        raise ProcessLookupError(process) from None

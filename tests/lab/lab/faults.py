# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong on a customer's machine itself. Every fault is a context manager that heals what it broke."""
from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from lab import cgroups, network, zones
from lab.commands import attempt, run
from lab.hosts import RESOLVED_SETTINGS, TRUST_BUNDLE, host_key, set_resolvers
from lab.internet import FOREIGN_AUTHORITY
from lab.machines import Machine
from lab.topology import Host, Topology
from lab.watch import Caught, hold_readers, stop_reader

_PYTHONS = "usr/bin/python3*"
_OLD_PYTHON = "/opt/python3.6"
_NOT_NEEDED = shutil.ignore_patterns("test", "site-packages", "__pycache__", "config-*")


class Faults:
    """The faults of one host."""

    def __init__(self, plan: Topology, host: Host, machine: Machine) -> None:
        self._plan = plan
        self._host = host
        self._machine = machine

    @contextlib.contextmanager
    def resolvers(self, *names: str) -> Iterator[None]:
        """Those of the topology's resolvers, in that order, instead of the provider's of the line."""
        files = [RESOLVED_SETTINGS] if self._host.resolving == "resolved" else ["/etc/resolv.conf"]
        with self._kept(*files):
            set_resolvers(self._machine, self._host, [self._plan.resolvers[name].address4 for name in names])
            self._reload_resolved()
            yield
        self._reload_resolved()

    @contextlib.contextmanager
    def split_dns(self) -> Iterator[None]:
        """A second link with a resolver of its own that knows the customer's internal zone alone (systemd-resolved hosts)."""
        corporate = self._plan.resolvers["corporate"].address4
        with network.tunnel(self._plan, self._host, corporate):
            for setting in (("dns", corporate), ("domain", f"~{zones.INTERNAL_ZONE}"), ("default-route", "no")):
                self._machine.execute("resolvectl", setting[0], network.TUNNEL, *setting[1:])
            yield

    @contextlib.contextmanager
    def without_default_route(self) -> Iterator[None]:
        """Neither for IPv4 nor IPv6; the way back to the control node stays."""
        for family in ("-4", "-6"):
            run("ip", "-netns", self._host.namespace, family, "route", "delete", "default")
        try:
            yield
        finally:
            network.restore_host(self._plan, self._host)

    @contextlib.contextmanager
    def environment_proxy(self, url: str) -> Iterator[None]:
        """A proxy for everybody who logs in, in /etc/environment."""
        with self.file("/etc/environment", f"http_proxy={url}\nhttps_proxy={url}\nno_proxy=localhost,127.0.0.1\n"):
            yield

    @contextlib.contextmanager
    def apt_proxy(self, url: str) -> Iterator[None]:
        """A proxy for apt alone."""
        with self.file("/etc/apt/apt.conf.d/95proxy", f'Acquire::http::Proxy "{url}";\nAcquire::https::Proxy "{url}";\n'):
            yield

    @contextlib.contextmanager
    def file(self, path: str, content: str | bytes, mode: int = 0o644) -> Iterator[None]:
        """That file with another content."""
        with self._kept(path):
            self._machine.write(path, content, mode)
            yield

    @contextlib.contextmanager
    def hung_package_database(self) -> Iterator[None]:
        """Whoever opens dpkg's database waits in the kernel, as on a dead file server, until this ends."""
        with hold_readers(self._machine.path("/var/lib/dpkg/status")):
            yield

    @contextlib.contextmanager
    def trusting_foreign(self) -> Iterator[None]:
        """The authority of the impostor ``foreign`` is in the machine's own trust, as a firewall that inspects TLS wants it."""
        with self._kept(TRUST_BUNDLE):
            self._machine.write(TRUST_BUNDLE, self._machine.path(TRUST_BUNDLE).read_bytes() + FOREIGN_AUTHORITY.read_bytes())
            yield

    @contextlib.contextmanager
    def without_python(self) -> Iterator[None]:
        """No Python anywhere Ansible looks for one."""
        hidden = self._machine.path("/usr/lib/lab-hidden")
        hidden.mkdir()
        moved = [(path, hidden / path.name) for path in self._machine.root.glob(_PYTHONS)]
        for path, place in moved:
            os.rename(path, place)
        try:
            yield
        finally:
            for path, place in moved:
                path.unlink(missing_ok=True)
                os.rename(place, path)
            hidden.rmdir()

    @contextlib.contextmanager
    def with_python36(self) -> Iterator[None]:
        """Python 3.6 and no other. Raises FileNotFoundError where this machine has none to lend (see ``python36``)."""
        source = python36()
        if source is None:
            raise FileNotFoundError("this machine has no Python 3.6")
        with self.without_python(), contextlib.ExitStack() as lent:
            target = self._machine.path(_OLD_PYTHON)
            lent.callback(shutil.rmtree, target)
            (target / "bin").mkdir(parents=True)
            shutil.copy2(source / "bin" / "python3.6", target / "bin")
            shutil.copytree(source / "lib" / "python3.6", target / "lib" / "python3.6", ignore=_NOT_NEEDED)
            # Some builds have the interpreter in a library, and look for it where they were made.
            libraries = [shutil.copy2(path, self._machine.path("/usr/lib")) for path in (source / "lib").glob("libpython3.6*.so.1.0")]
            names = [self._machine.path(f"/usr/bin/{name}") for name in ("python3", "python3.6")]
            for path in (*names, *map(Path, libraries)):
                lent.callback(path.unlink)
            for name in names:
                name.symlink_to(f"{_OLD_PYTHON}/bin/python3.6")
            yield

    @contextlib.contextmanager
    def changed_host_key(self) -> Iterator[None]:
        """The machine shows another key than the one on file, as a reinstalled or a foreign one would."""
        other = Path(f"{host_key(self._host)}_other")
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(other))
        try:
            with self._kept("/etc/ssh/ssh_host_ed25519_key"):
                self._machine.write("/etc/ssh/ssh_host_ed25519_key", other.read_bytes(), 0o600)
                self._machine.execute("systemctl", "restart", "ssh.service")
                yield
        finally:
            for path in (other, Path(f"{other}.pub")):
                path.unlink()
            self._machine.execute("systemctl", "restart", "ssh.service")

    @contextlib.contextmanager
    def down(self) -> Iterator[None]:
        """Switched off; switched on again at the end."""
        self._machine.kill()
        run("ip", "-netns", self._host.namespace, "link", "set", network.HOST_INTERFACE, "down")
        try:
            yield
        finally:
            network.restore_host(self._plan, self._host)
            self._machine.start()
            self._machine.wait_until_up()

    @contextlib.contextmanager
    def frozen(self) -> Iterator[None]:
        """Its kernel still takes connections, and nothing behind them answers."""
        cgroups.freeze(self._machine.name, True)
        try:
            yield
        finally:
            cgroups.freeze(self._machine.name, False)

    @contextlib.contextmanager
    def reader_stopped(self, path: str, program: str = "python", whole: bool = False) -> Iterator[Caught]:
        """The first process of that program that opens the file is stopped for good (SIGSTOP); ``whole``: with those it comes from."""
        with stop_reader(self._machine.path(path), program, whole) as caught:
            yield caught

    def _reload_resolved(self) -> None:
        if self._host.resolving == "resolved":
            self._machine.execute("systemctl", "restart", "systemd-resolved.service")

    @contextlib.contextmanager
    def _kept(self, *paths: str) -> Iterator[None]:
        """What those files are now, they are again at the end."""
        before = {path: _picture(self._machine.path(path)) for path in paths}
        try:
            yield
        finally:
            for path, picture in before.items():
                _restore(self._machine.path(path), picture)


def python36() -> Path | None:
    """The prefix of a Python 3.6 of this machine that can be copied to a host, or None."""
    named = os.environ.get("LAB_PYTHON36")
    if named:
        return Path(named)
    found = attempt("sh", "-c", "command -v pyenv >/dev/null && pyenv root || true").stdout.strip()
    versions = sorted(Path(found, "versions").glob("3.6.*")) if found else []
    return versions[-1] if versions else None


def _picture(path: Path) -> tuple[bytes, int] | str | None:
    """Content and mode of a file, a link's target, or None."""
    if path.is_symlink():
        return os.readlink(path)
    return (path.read_bytes(), path.stat().st_mode & 0o7777) if path.exists() else None


def _restore(path: Path, picture: tuple[bytes, int] | str | None) -> None:
    path.unlink(missing_ok=True)
    if isinstance(picture, str):
        path.symlink_to(picture)
    elif picture is not None:
        path.write_bytes(picture[0])
        path.chmod(picture[1])

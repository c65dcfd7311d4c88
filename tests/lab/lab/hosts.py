# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The customers' machines: how they are set up before they boot."""
from __future__ import annotations

import shlex
from pathlib import Path

from lab.commands import run
from lab.internet import TRUST_ANCHOR
from lab.machines import Machine
from lab.paths import RUN
from lab.topology import Host, Topology

KEY = RUN / "keys" / "id_ed25519"
KNOWN_HOSTS = RUN / "keys" / "known_hosts"
SSHD_LOG = "/var/log/sshd.log"
TRUST_BUNDLE = "/etc/ssl/certs/ca-certificates.crt"
RESOLVED_SETTINGS = "/etc/systemd/resolved.conf.d/lab.conf"

_SUDO = {
    "free": "{name} ALL=(ALL:ALL) NOPASSWD: ALL\n",
    "password": "{name} ALL=(ALL:ALL) ALL\n",
    "none": "",
}
# The log is a plain file of the machine, so that log-ins can be counted from outside.
_SSHD_DEFAULTS = f'SSHD_OPTS="-E {SSHD_LOG}"\n'
_SSHD_SETTINGS = "LogLevel VERBOSE\nUseDNS no\nPermitRootLogin no\nPasswordAuthentication yes\nKbdInteractiveAuthentication no\n"

_RESOLVED_ENABLED = (
    "dbus-org.freedesktop.resolve1.service", "multi-user.target.wants/systemd-resolved.service", "sysinit.target.wants/systemd-resolved.service",
)

_LIST = """\
deb http://deb.debian.org/debian bookworm main
deb http://deb.debian.org/debian bookworm-updates main
deb http://security.debian.org/debian-security bookworm-security main
"""
_DEB822 = """\
Types: deb
URIs: https://deb.debian.org/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://security.debian.org/debian-security
Suites: bookworm-security
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
"""


def make_keys(plan: Topology) -> None:
    """The provider's key pair and every host's key."""
    KEY.parent.mkdir(mode=0o700)
    for path, comment in [(KEY, "provider"), *((host_key(host), host.name) for host in plan.hosts)]:
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", str(path))
    KNOWN_HOSTS.write_text("".join(known_host(host) for host in plan.hosts))


def password_hashes(plan: Topology) -> dict[str, str]:
    """As the hosts have them, by account."""
    return {name: run("openssl", "passwd", "-6", "-stdin", text=f"{account.password}\n").strip() for name, account in plan.accounts.items()}


def host_key(host: Host) -> Path:
    return KEY.parent / f"{host.name}_host_ed25519"


def known_host(host: Host) -> str:
    """The host's line in known_hosts."""
    kind, key, _comment = Path(f"{host_key(host)}.pub").read_text().split()
    return f"{host.address4},{host.address6} {kind} {key}\n"


def furnish(machine: Machine, host: Host, plan: Topology, hashes: dict[str, str]) -> None:
    """Make a bare machine that host; it does not run yet."""
    _accounts(machine, plan, hashes)
    _ssh(machine, host)
    _trust(machine)
    set_resolvers(machine, host, [plan.resolvers["isp"].address4])
    if host.sources == "deb822":
        machine.path("/etc/apt/sources.list").unlink(missing_ok=True)
        machine.write("/etc/apt/sources.list.d/debian.sources", _DEB822)
    else:
        machine.write("/etc/apt/sources.list", _LIST)


def set_resolvers(machine: Machine, host: Host, addresses: list[str]) -> None:
    """Name servers in the host's own way; a systemd-resolved that runs has to be restarted."""
    if host.resolving == "resolved":
        machine.write(RESOLVED_SETTINGS, f"[Resolve]\nDNS={' '.join(addresses)}\nFallbackDNS=\nLLMNR=no\nMulticastDNS=no\n")
        resolv = machine.path("/etc/resolv.conf")
        if not resolv.is_symlink():
            resolv.unlink(missing_ok=True)
            resolv.symlink_to("../run/systemd/resolve/stub-resolv.conf")
    else:
        for link in _RESOLVED_ENABLED:
            machine.path(f"/etc/systemd/system/{link}").unlink(missing_ok=True)
        machine.write("/etc/resolv.conf", "".join(f"nameserver {address}\n" for address in addresses))


def _accounts(machine: Machine, plan: Topology, hashes: dict[str, str]) -> None:
    script = "set -e\n"
    for account in plan.accounts.values():
        script += f"useradd --create-home --shell /bin/bash --password {shlex.quote(hashes[account.name])} {account.name}\n"
        script += f"install -d -m 0700 -o {account.name} -g {account.name} /home/{account.name}/.ssh\n"
        script += f"ln -s /etc/ssh/provider_keys /home/{account.name}/.ssh/authorized_keys\n"
    run("chroot", str(machine.root), "sh", text=script)
    machine.write("/etc/ssh/provider_keys", Path(f"{KEY}.pub").read_text())
    machine.write("/etc/sudoers.d/lab", "".join(_SUDO[each.sudo].format(name=each.name) for each in plan.accounts.values()), 0o440)


def _ssh(machine: Machine, host: Host) -> None:
    machine.write("/etc/default/ssh", _SSHD_DEFAULTS)
    machine.write("/etc/ssh/sshd_config.d/lab.conf", _SSHD_SETTINGS)
    machine.write("/etc/ssh/ssh_host_ed25519_key", host_key(host).read_bytes(), 0o600)
    machine.write("/etc/ssh/ssh_host_ed25519_key.pub", Path(f"{host_key(host)}.pub").read_bytes())


def _trust(machine: Machine) -> None:
    """Put the lab's authority into the machine's own trust, where ``update-ca-certificates`` would (it takes seconds)."""
    anchor = TRUST_ANCHOR.read_text()
    machine.write("/usr/local/share/ca-certificates/lab.crt", anchor)
    machine.write("/etc/ssl/certs/lab.pem", anchor)
    bundle = machine.path(TRUST_BUNDLE)
    bundle.write_text(bundle.read_text() + anchor)
    name = run("openssl", "x509", "-noout", "-subject_hash", "-in", str(TRUST_ANCHOR)).strip()
    machine.path(f"/etc/ssl/certs/{name}.0").symlink_to("lab.pem")

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lab's certificate authorities and what they issue, by openssl; made anew each time the lab goes up."""
from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from lab.commands import run
from lab.topology import Service

_SETTINGS = """
[ca]
default_ca = lab
[lab]
database = {folder}/index.txt
new_certs_dir = {folder}
default_md = sha256
policy = any
copy_extensions = copy
unique_subject = no
rand_serial = yes
[any]
commonName = supplied
organizationName = optional
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[intermediate]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[server]
basicConstraints = CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
"""
_SERVERS_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256")
# Wine takes no signature by an elliptic curve of which a number is short, as one in a hundred has it.
_SIGNERS_KEY = ("-newkey", "rsa:2048")
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Issued:
    """A certificate with its chain (without the root), and its key."""

    chain: Path
    key: Path


class Authority:
    """A root and an intermediate authority that issues servers' certificates."""

    def __init__(self, folder: Path, organization: str) -> None:
        self._folder = folder
        self._organization = organization
        self._now = datetime.datetime.now(datetime.UTC)
        folder.mkdir(parents=True)
        (folder / "index.txt").touch()
        (folder / "openssl.cnf").write_text(_SETTINGS.format(folder=folder))
        self.root = self._issue("root", f"{organization} Root CA", "root", None, 10)
        self._intermediate = self._issue("intermediate", f"{organization} TLS CA", "intermediate", self.root, 9)

    def server(self, name: str, names: tuple[str, ...], expired: bool = False) -> Issued:
        """A server's certificate for these DNS names; an expired one ended yesterday."""
        issued = self._issue(name, names[0][:64], "server", self._intermediate, -1 if expired else 8, names)
        with issued.chain.open("a") as chain:
            chain.write(self._intermediate.chain.read_text())
        return issued

    def _issue(
        self, name: str, common_name: str, kind: str, issuer: Issued | None, days: int, names: tuple[str, ...] = ()
    ) -> Issued:
        issued = Issued(self._folder / f"{name}.pem", self._folder / f"{name}.key")
        request = self._folder / f"{name}.csr"
        alternative = ("-addext", f"subjectAltName={','.join(f'DNS:{each}' for each in names)}") if names else ()
        run(
            "openssl", "req", "-new", *(_SERVERS_KEY if kind == "server" else _SIGNERS_KEY), "-nodes", "-keyout", str(issued.key),
            "-subj", f"/O={self._organization}/CN={common_name}", *alternative, "-out", str(request),
        )
        signer = ("-cert", str(issuer.chain), "-keyfile", str(issuer.key)) if issuer else ("-selfsign", "-keyfile", str(issued.key))
        run(
            "openssl", "ca", "-batch", "-notext", "-config", str(self._folder / "openssl.cnf"), "-extensions", kind, *signer,
            "-startdate", _stamp(self._now - 20 * _DAY), "-enddate", _stamp(self._now + days * _DAY),
            "-in", str(request), "-out", str(issued.chain),
        )
        return issued


def _stamp(moment: datetime.datetime) -> str:
    return moment.strftime("%Y%m%d%H%M%SZ")


def service_certificates(authority: Authority, services: tuple[Service, ...], **how: bool) -> dict[str, Issued]:
    """One certificate for each service that speaks TLS."""
    return {service.name: authority.server(service.name, service.names, **how) for service in services if service.tls}

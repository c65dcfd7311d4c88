# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What was seen so far: filled by all sections at once, and at any time as the observation's schema has it."""

from __future__ import annotations

import base64
import time

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.homes import Homes
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.endpoint import Attempt, Certificates
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.probe.parameters import Parameters
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.probe.sections import Section
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.probe.size import fit
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.proxies.collect import ProxySet
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.resolvers.model import Resolver
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.updates.model import Source

FORMAT = 1
COLLECTOR = "probe"
VERSION = "0.1.0"

DNS_LIMIT = 2000
ATTEMPTS_LIMIT = 2000
ATTEMPTS_OF_A_SOURCE = 16
SIGNALS_LIMIT = 1000
CERTIFICATE_LIMIT = 18000


class Observation:
    """`cutoff` is the deadline on the monotonic clock."""

    def __init__(self, parameters: Parameters) -> None:
        self._parameters = parameters
        self._started_at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        self._started = time.monotonic()
        self.cutoff = self._started + parameters.deadline
        # The system's programs speak of this machine, not of a tree of files somewhere on it.
        self.commands = parameters.root == "/"
        self.homes = Homes()
        self.sections = {name: Section() for name in parameters.sections if name != "software" or parameters.software is not None}
        self.platform: dict = {}
        self.privilege: dict = {}
        self.resolvers: list[Resolver] = []
        self.dns: list[dict] = []
        self.proxies = ProxySet()
        self.endpoints: list[Attempt] = []
        self.managers: list[str] = []
        self.sources: list[tuple[Source, list[Attempt]]] = []
        self.software: dict = {"signals": [], "products": {}}

    def observed(self, runtime: str) -> dict:
        """Return the observation as it is now, within its size limit. `runtime` is the interpreter and its version."""
        certificates = Certificates()
        seen = {
            "format": FORMAT,
            "collector": {"name": COLLECTOR, "version": VERSION, "runtime": runtime},
            "complete": all(section.complete for section in self.sections.values()),
            "started_at": self._started_at,
            "elapsed": round(time.monotonic() - self._started, 4),
            "deadline": self._parameters.deadline,
            "sections": {name: section.observed() for name, section in self.sections.items()},
            **self._values(certificates),
        }
        # One must not grow behind our back: other threads may still fill what it was made of.
        found = {
            digest: base64.b64encode(der).decode("ascii")
            for digest, der in certificates.all().items()
            if digest not in self._parameters.known_certificates and len(der) <= CERTIFICATE_LIMIT
        }
        if found:
            seen["certificates"] = found
        fit(seen)
        seen["complete"] = all(section["complete"] for section in seen["sections"].values())
        return seen

    def _values(self, certificates: Certificates) -> dict:
        values = {}
        if "platform" in self.sections and "system" in self.platform:
            values["platform"] = dict(self.platform)
        if "privilege" in self.sections and "confined" in self.privilege:
            values["privilege"] = dict(self.privilege)
        if "resolvers" in self.sections:
            values["resolvers"] = [resolver.observed() for resolver in list(self.resolvers)]
        if "dns" in self.sections:
            values["dns"] = list(self.dns)[:DNS_LIMIT]
        if "proxies" in self.sections:
            values["proxies"] = [proxy.observed() for proxy in list(self.proxies.entries)]
        if "endpoints" in self.sections:
            values["endpoints"] = [attempt.observed(certificates) for attempt in list(self.endpoints)[:ATTEMPTS_LIMIT]]
        if "updates" in self.sections:
            values["updates"] = {"managers": list(self.managers), "sources": self._sources(certificates)}
        if "software" in self.sections:
            values["software"] = {
                "signals": list(self.software["signals"])[:SIGNALS_LIMIT],
                "products": {name: list(inspections) for name, inspections in list(self.software["products"].items())},
            }
        return values

    def _sources(self, certificates: Certificates) -> list[dict]:
        found = []
        for source, attempts in list(self.sources):
            entry = source.observed(self.homes)
            entry["attempts"] = [attempt.observed(certificates) for attempt in list(attempts)[:ATTEMPTS_OF_A_SOURCE]]
            found.append(entry)
        return found

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A made-up run of a made-up provider: three customers, twenty-five hosts, every status; for tests, measurements and pictures of the report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from itertools import cycle, islice
from pathlib import Path

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.history.document import write_history
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.history.history import History, Sighting
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.history.months import Months
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.history.outline import outline_of
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import clock
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RunDirectory

RUN_ID = "20261122T203000Z-5eed0001"
EARLIER_RUN_ID = "20261109T051000Z-5eed0000"
STARTED_AT = "2026-11-22T20:30:00Z"
CHECKED_AT = "2026-11-22T20:31:12Z"
FINISHED_AT = "2026-11-22T20:34:40Z"
LAST_SEEN_AT = "2026-11-09T05:12:44Z"

REQUIREMENTS = [
    "client.installed", "client.registered", "client.permitted", "client.attended", "client.exclusive", "software.other",
    "internet.http", "internet.https", "dns.udp", "dns.tcp", "dns.resolution", "endpoints.teamviewer", "endpoints.atera",
    "updates.source", "access.credentials", "access.privilege", "agent.monitoring",
]
CUSTOMERS = {
    "mueller": {
        "name": "Müller Maschinenbau GmbH", "number": "MV-2026-0117", "language": "de", "provider": "BAUER GROUP",
        "contact": {"name": "Jörg Müller", "email": "it@mueller.example"}, "starts_on": "2026-11-01", "ends_on": None, "contract_errors": [],
        "hosts": ["erp01", "erp02", "fs01", "fs02", "dc01", "web1", "web2", "web10", "cad-arbeitsplatz-01", "cad-arbeitsplatz-02",
                  "empfang", "lager-pc", "fw01", "switch-halle-2"],
    },
    "northwind": {
        "name": "Northwind Traders Ltd.", "number": "MV-2026-0204", "language": "en", "provider": "BAUER GROUP",
        "contact": {"name": "Ada Byron", "email": None}, "starts_on": "2026-10-01", "ends_on": "2027-09-30", "contract_errors": [],
        "hosts": ["app-1", "app-2", "db-1", "nas", "desk-01", "desk-02", "router"],
    },
    "praxis": {
        "name": "Zahnarztpraxis Dr. Özdemir", "number": "MV-2025-0031", "language": "de", "provider": "BAUER GROUP",
        "contact": None, "starts_on": "2025-01-01", "ends_on": None, "contract_errors": [],
        "hosts": ["praxis-server", "anmeldung", "behandlung-1", "roentgen"],
    },
}  # fmt: skip


def finding(requirement: str, status: str = "met", reason: str | None = None, **changes: object) -> dict:
    """A finding; `responsible` is `customer` where somebody must act, unless `changes` say otherwise."""
    nobody = status in ("met", "not_applicable")
    return {
        "id": requirement,
        "status": status,
        "severity": "failure",
        "responsible": None if nobody else "customer",
        "reason": reason or _MET.get(requirement, ("as_agreed", {}))[0],
        "data": {} if reason else _MET.get(requirement, ("as_agreed", {}))[1],
        "caused_by": None,
        "checked_at": CHECKED_AT,
        **changes,
    }


def assessment(host: str, customer: str | None = "mueller", findings: list[dict] | None = None, **changes: object) -> dict:
    """The assessment of a healthy server; `findings` replace those of the same requirement."""
    replaced = {one["id"]: one for one in findings or []}
    workstation = changes.get("device_class") == "workstation"
    elsewhere = {"client.installed", "client.registered"} if workstation else {"client.attended"}
    found = [
        replaced.get(name) or (_not_for("workstation" if workstation else "server", name) if name in elsewhere else finding(name)) for name in REQUIREMENTS
    ]
    return {
        "format": 1, "run_id": RUN_ID, "host": host, "customer": customer, "site": "hq", "device_class": "server", "assessed_at": CHECKED_AT,
        "access": {"status": "valid", "reason": "logged_in", "detail": None, "attempted": True, "privileged": True},
        "platform": {"system": "linux", "distribution": "debian", "version": "12", "name": "Debian GNU/Linux 12 (bookworm)"},
        "complete": True, "limited": False, "trust_anchor": False, "identifiers": {}, "software": [], "findings": found,
        **changes,
    }  # fmt: skip


def made_up_assessments() -> Iterator[dict]:
    """One for each host of each customer; two hosts of `mueller` have none, as if the run had lost them."""
    for customer, contract in CUSTOMERS.items():
        for host in contract["hosts"]:
            if host not in _LOST:
                yield _assessment_of(host, customer)


def write_run(state_dir: Path | str, status: str = "complete") -> RunDirectory:
    """Put the whole run on file, and the history of an earlier one."""
    run = {
        "format": 1, "run_id": RUN_ID, "status": "running", "started_at": STARTED_AT, "finished_at": None, "requirements": REQUIREMENTS,
        "trust_anchor": False, "customers": CUSTOMERS, "causes": [],
    }  # fmt: skip
    directory = RunDirectory.create(state_dir, run)
    for one in made_up_assessments():
        directory.write_assessment(one)
    for customer, contract in CUSTOMERS.items():
        write_history(directory, customer, _history(customer, [host for host in contract["hosts"] if host != "switch-halle-2"]))
    directory.mark(status, FINISHED_AT if status == "complete" else None)
    return directory


def _history(customer: str, seen_before: list[str]) -> dict:
    """Two weeks ago all was well with these hosts."""
    history = History(clock.read(FINISHED_AT), Months(UTC))
    history.add(Sighting(host, LAST_SEEN_AT, EARLIER_RUN_ID, outline_of(assessment(host, customer))) for host in seen_before)
    mine = [one for one in made_up_assessments() if one["customer"] == customer]
    history.add_run(Sighting(one["host"], one["assessed_at"], RUN_ID, outline_of(one)) for one in mine)
    digest = "5eed" * 16
    head = {
        "head": f"4711:{digest}", "sequence": 4711, "digest": digest, "run_id": RUN_ID, "signed_at": FINISHED_AT, "key": "ed25" * 16, "signature": "c2ln"
    }  # fmt: skip
    return history.as_data(customer, head)


def large_fleet(hosts: int, customer: str = "mueller") -> Iterator[dict]:
    """As many assessments as asked for, of the same mixture."""
    mixture = [one for one in made_up_assessments() if one["customer"] == "mueller"]
    for number, pattern in enumerate(islice(cycle(mixture), hosts)):
        yield {**pattern, "host": f"{pattern['host']}-{number:05d}", "customer": customer}


_LOST = {"web10", "switch-halle-2"}
_ROUTERS = [f"router{number}.teamviewer.com" for number in (1, 2, 3)]
_MET = {
    "client.installed": ("client_runs", {"client_id": "1 200 345 678", "version": "15.62.4"}),
    "client.registered": ("client_registered", {"client_id": "1 200 345 678", "proof": "register"}),
    "client.permitted": ("access_agreed_by_contract", {"starts_on": "2026-11-01", "ends_on": None}),
    "client.attended": ("attended_link_answers", {"url": "http://go.bauer-group.com/ra-client"}),
    "client.exclusive": ("no_other_client", {}),
    "software.other": ("no_other_software", {}),
    "agent.monitoring": ("agent_runs", {"proof": "account_id"}),
    "internet.http": ("http_reached", {"url": "http://go.bauer-group.com/", "via": "direct", "ipv6": "works"}),
    "internet.https": ("https_reached", {"endpoint": "www.debian.org:443", "via": "direct", "ipv6": "works"}),
    "dns.udp": ("dns_udp_answered", {"resolvers": ["192.168.10.1:53", "192.168.10.2:53"]}),
    "dns.tcp": ("dns_tcp_answered", {"resolvers": ["192.168.10.1:53", "192.168.10.2:53"]}),
    "dns.resolution": ("dns_resolves", {"names": 9, "resolvers": ["192.168.10.1:53", "192.168.10.2:53"]}),
    "endpoints.teamviewer": ("endpoints_reached", {"reached": 14, "needed": 14, "ports": ["443/tcp", "5938/tcp"]}),
    "endpoints.atera": ("endpoints_reached", {"reached": 11, "needed": 11, "ports": ["443/tcp"]}),
    "updates.source": ("updates_answer", {"sources": ["http://deb.debian.org/debian", "http://security.debian.org/debian-security"]}),
    "access.credentials": ("logged_in", {}),
    "access.privilege": ("administrative", {"account": "root", "confined": None}),
}


_THIRD_PARTY = {
    "failed": [{"source": "https://packages.example.org/apt", "name": "stable main", "outcome": "refused"}],
    "hosts": ["packages.example.org"],
    "sources": ["http://deb.debian.org/debian"],
}


def _not_for(device_class: str, requirement: str) -> dict:
    return finding(requirement, "not_applicable", "not_for_device_class", data={"device_class": device_class})


def _behind(cause: str, responsible: str, reason: str = "no_access", but: tuple[str, ...] = ("access.credentials",)) -> list[dict]:
    """Everything else unknown for one cause."""
    return [
        finding(name, "unknown", reason, caused_by=cause, responsible=responsible, data={"access_reason": "host_unreachable"})
        for name in REQUIREMENTS
        if name not in but
    ]


def _assessment_of(host: str, customer: str) -> dict:
    workstations = ("cad-arbeitsplatz-01", "cad-arbeitsplatz-02", "empfang", "lager-pc", "desk-01", "desk-02", "anmeldung", "behandlung-1", "roentgen")
    changes: dict = {"device_class": "workstation" if host in workstations else "server"}
    if host in ("fw01", "router"):
        changes = {"device_class": "network_device", "platform": None}
    if customer == "praxis":
        changes["site"] = "praxis"
    if host in ("lager-pc",):
        changes["site"] = "halle 2"
    changes.update(_TROUBLE.get(host, dict)())
    if host in ("erp01", "erp02", "fs01", "web1", "app-1"):
        number = str(1_200_345_678 + sum(map(ord, host)) * 991)
        changes["identifiers"] = {"teamviewer_host": f"{number[0]} {number[1:4]} {number[4:7]} {number[7:]}"}
        changes["software"] = [
            {"product": "teamviewer_host", "name": "TeamViewer Host", "presence": "running", "ownership": "ours", "unattended": True,
             "client_id": changes["identifiers"]["teamviewer_host"], "version": "15.62.4"},
        ]  # fmt: skip
        if host == "erp02":
            changes["software"].append(
                {"product": "anydesk", "name": "AnyDesk", "presence": "running", "ownership": "foreign", "unattended": True, "client_id": "412 887 003"}
            )
    return assessment(host, customer, **changes)


def _firewall() -> dict:
    failed = [{"endpoint": f"{name}:5938", "outcome": "timeout"} for name in _ROUTERS]
    return {
        "findings": [
            finding("endpoints.teamviewer", "unmet", "endpoints_blocked",
                    data={"failed": failed, "rules": ["router*.teamviewer.com:5938"], "reached": 11, "needed": 14}),
        ]
    }  # fmt: skip


def _foreign_client() -> dict:
    found = [{"product": "AnyDesk", "presence": "running", "ownership": "foreign", "unattended": True, "client_id": "412 887 003", "owner": "Systemhaus Alt"}]
    return {"findings": [finding("client.exclusive", "unmet", "foreign_client", data={"found": found})]}


def _dead_resolver() -> dict:
    failed = [{"resolver": "192.168.10.2:53", "outcome": "timeout"}]
    data = {"failed": failed, "silent": ["192.168.10.2:53"], "resolvers": ["192.168.10.1:53", "192.168.10.2:53"], "alive": 1}
    return {"findings": [finding("dns.tcp", "unmet", "dns_tcp_silent", data=data)]}


def _interception() -> dict:
    data = {"endpoint": "www.debian.org:443", "outcome": "intercepted", "issuer": "Müller Web Gateway CA", "failed": []}
    return {"findings": [finding("internet.https", "unmet", "https_intercepted", data=data)], "clock_offset": 187.0}


def _waived() -> dict:
    data = {
        "failed": [], "waived_reason_code": "endpoints_blocked", "waiver_reason": "Umzug des Rechenzentrums", "waived_until": "2027-01-31",
        "given_by": "Jörg Müller", "rules": ["*.atera.com:443"], "reached": 10, "needed": 11,
    }  # fmt: skip
    return {"findings": [finding("endpoints.atera", "waived", "endpoints_blocked", data=data)]}


def _not_administrative() -> dict:
    access = {"status": "insufficient", "reason": "become_not_permitted", "detail": None, "attempted": True, "privileged": False}
    return {
        "access": access,
        "limited": True,
        "findings": [
            finding("access.privilege", "unmet", "become_not_permitted", data={"detail": None}),
            finding("updates.source", "unmet", "updates_third_party_fails", severity="notice", data=_THIRD_PARTY),
        ],
    }


def _rejected() -> dict:
    access = {"status": "rejected", "reason": "credentials_rejected_before", "detail": None, "since": "2026-11-21T20:30:00Z", "attempted": False}
    found = finding("access.credentials", "unmet", "credentials_rejected_before", data={"since": "2026-11-21T20:30:00Z", "detail": None})
    return {"access": access, "platform": None, "complete": False, "findings": [found, *_behind("access.credentials", "customer")]}


def _unreachable(responsible: str = "undetermined", cause: str | None = None) -> dict:
    access = {"status": "unreachable", "reason": "connection_timeout", "detail": None, "attempted": True}
    found = finding("access.credentials", "unknown", "connection_timeout", responsible=responsible, caused_by=cause)
    return {"access": access, "platform": None, "complete": False, "findings": [found, *_behind(cause or "access.credentials", responsible)]}


def _host_key() -> dict:
    access = {"status": "host_key_changed", "reason": "host_key_changed", "detail": None, "attempted": True}
    found = finding("access.credentials", "unknown", "host_key_changed", responsible="provider")
    return {"access": access, "platform": None, "complete": False, "findings": [found, *_behind("access.credentials", "provider")]}


def _no_collector() -> dict:
    found = _behind("access.credentials", "provider", "no_collector", ("access.credentials", "access.privilege"))
    absent = [_not_for("network_device", name) for name in REQUIREMENTS if name.startswith(("client.", "endpoints.", "agent."))]
    names = {one["id"] for one in absent}
    return {"findings": [*absent, *({**one, "caused_by": None} for one in found if one["id"] not in names)], "complete": False}


def _outage() -> dict:
    found = finding(
        "endpoints.atera", "unknown", "endpoints_down_everywhere", responsible="undetermined", caused_by="endpoint:ps.atera.com:443",
        data={"failed": [{"endpoint": "ps.atera.com:443", "outcome": "timeout"}], "reached": 10, "needed": 11},
    )  # fmt: skip
    return {"findings": [found]}


def _consent_not_filed() -> dict:
    found = [{"product": "TeamViewer Host", "presence": "running", "ownership": "ours", "unattended": True}]
    return {"findings": [finding("client.permitted", "unknown", "consent_not_filed", responsible="provider", data={"found": found})]}


_TROUBLE = {
    "erp02": _foreign_client,
    "fs01": _firewall,
    "fs02": _firewall,
    "dc01": _dead_resolver,
    "web1": _waived,
    "web2": _not_administrative,
    "cad-arbeitsplatz-02": _interception,
    "empfang": _rejected,
    "lager-pc": _unreachable,
    "fw01": _no_collector,
    "app-2": _outage,
    "db-1": _outage,
    "desk-02": _consent_not_filed,
    "nas": _host_key,
    "router": _no_collector,
    "praxis-server": lambda: _unreachable(cause="site:praxis"),
    "anmeldung": lambda: _unreachable(cause="site:praxis"),
    "behandlung-1": lambda: _unreachable(cause="site:praxis"),
    "roentgen": lambda: _unreachable(cause="site:praxis"),
}

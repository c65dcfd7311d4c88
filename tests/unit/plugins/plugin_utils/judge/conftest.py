# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small world to judge: one device and one control node, each behind a network that can be spoiled by name.

`World().change("device", {"block": "*:443", "outcome": "timeout"})` and the like; the words are the methods of `Net` and `World`.
Observations are made from the real plan and the real catalogue, certificates and DNS answers are real ones.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from functools import cache
from urllib.parse import urlsplit

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rrset
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access.status import Access
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.load import load_endpoints
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.model import Contract, Waiver
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.case import Case
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.judge import judge
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.registry import REQUIREMENTS
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.build import build_plan
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.effective import effective_catalogue
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.settings import Settings
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.reference.reference import Reference
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.tls.authorities import Authorities

NOW = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)
KEY = ec.generate_private_key(ec.SECP256R1())


ADDRESSES = {
    "public": {"a": "5.45.100.1", "aaaa": "2a02:26f0::1"},
    "sinkhole": {"a": "0.0.0.0", "aaaa": "::"},
    "private": {"a": "10.0.0.1", "aaaa": "fd00::1"},
    "own_page": {"a": "10.0.0.2", "aaaa": "fd00::2"},
    "hijack": {"a": "5.45.200.1", "aaaa": "2a02:26f0::2"},
}


def _name(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def make_certificate(subject, issuer, *, authority=False, names=(), before=NOW - timedelta(days=30), after=NOW + timedelta(days=30)):
    """A certificate as DER. All keys are the same one: only names, times and issuers matter here."""
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(_name(issuer))
        .public_key(KEY.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(before)
        .not_valid_after(after)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(KEY.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(KEY.public_key()), critical=False)
    )
    if authority:
        usage = dict.fromkeys(("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"), False)
        builder = builder.add_extension(x509.KeyUsage(digital_signature=True, key_cert_sign=True, crl_sign=True, **usage), critical=True)
    if names:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(name) for name in names]), critical=False)
        builder = builder.add_extension(x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    return builder.sign(KEY, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


ERRORS = {"no_trust_store": "trust: no authorities on this machine", "cut_off": "chain: the peer refuses TLS 1.2", "cut_off_private": "chain: refused"}
LONG_AGO, LONG_AHEAD = NOW - timedelta(days=3650), NOW + timedelta(days=3650)
PUBLIC_ROOT = make_certificate("Public Root", "Public Root", authority=True, before=LONG_AGO, after=LONG_AHEAD)
PUBLIC_MIDDLE = make_certificate("Public Middle", "Public Root", authority=True, before=LONG_AGO, after=LONG_AHEAD)
PRIVATE_ROOT = make_certificate("Inspecting Firewall", "Inspecting Firewall", authority=True, before=LONG_AGO, after=LONG_AHEAD)
AUTHORITIES = Authorities(lambda: [PUBLIC_ROOT])


@cache
def peer(kind, name):
    """What a server of this kind sends, and whether a machine's own trust takes it: (chain as DER, verified)."""
    day = timedelta(days=1)
    middle = "Public Middle"
    if kind in ("public", "untrusted", "unfinished"):
        return (make_certificate(name, middle, names=(name,)), PUBLIC_MIDDLE), {"public": True, "untrusted": False, "unfinished": None}[kind]
    if kind == "no_trust_store":
        return (make_certificate(name, middle, names=(name,)), PUBLIC_MIDDLE), None
    if kind in ("other_public", "gap", "cut_off"):
        leaf = make_certificate(name + " elsewhere", middle, names=(name,))
        return ((leaf, PUBLIC_MIDDLE) if kind == "other_public" else (leaf,)), kind != "gap"
    if kind == "cut_off_private":
        return (make_certificate(name, "Inspecting Middle", names=(name,)),), True
    if kind in ("intercepted", "intercepted_trusted"):
        return (make_certificate(name, "Inspecting Firewall", names=(name,)), PRIVATE_ROOT), kind == "intercepted_trusted"
    if kind == "expired":
        return (make_certificate(name, middle, names=(name,), after=NOW - day), PUBLIC_MIDDLE), False
    if kind == "not_yet_valid":
        return (make_certificate(name, middle, names=(name,), before=NOW + day), PUBLIC_MIDDLE), False
    if kind == "wrong_name":
        return (make_certificate("other.example", middle, names=("other.example",)), PUBLIC_MIDDLE), False
    if kind == "bytes":
        return (b"no certificate",), True
    return (), True  # nothing could be read


class Net:
    """What a machine's network does to it. Later rules win; patterns are those of file names."""

    def __init__(self):
        self.rules, self.peers, self.web, self.proxies = [], [], [], []
        self.resolvers = [{"address": "192.168.1.53", "port": 53, "scope": "default", "source": "resolv_conf"}]
        self.dns = []
        self.forgotten, self.denied, self.assumed = [], [], []
        self.six = "absent"
        self.offset = 0

    def block(self, pattern, outcome="timeout", via="direct", family=None):
        self.rules.append((pattern, outcome, via, family))

    def tls(self, pattern, kind, via="*"):
        self.peers.append((pattern, kind, via))

    def http(self, pattern, via="*", **answer):
        self.web.append((pattern, via, {"status": 200, "location": None, "body": None, **answer}))

    def resolver(self, address, **more):
        self.resolvers.append({"address": address, "port": 53, "scope": "default", "source": "resolv_conf", **more})

    def no_resolvers(self, _yes=True):
        self.resolvers = []

    def lookup(self, pattern, answer, resolver="*", transport="*", record="*"):
        self.dns.append((pattern, answer, resolver, transport, record))

    def ipv6(self, state):
        self.six = state

    def proxy(self, owner, schemes=("http", "https"), works=True):
        self.proxies.append({"id": owner, "url": "http://proxy.example:3128", "owner": owner, "schemes": list(schemes)})
        if not works:
            self.block("*", "refused", via=owner)

    def clock(self, seconds):
        self.offset = seconds

    def answer_kind(self, name, resolver, transport, record):
        for pattern, answer, wanted_resolver, wanted_transport, wanted_record in reversed(self.dns):
            if all(map(fnmatchcase, (name, resolver, transport, record), (pattern, wanted_resolver, wanted_transport, wanted_record))):
                return answer
        return "nxdomain" if name.startswith("token.") else "public"

    def forget(self, pattern):
        """The resolver drops programs' questions for these names, though it answers a single one."""
        self.forgotten.append(pattern)

    def deny(self, pattern):
        """Programs are told that these names do not exist, whatever the resolvers say."""
        self.denied.append(pattern)

    def assume(self, pattern):
        """Programs know the addresses of these names already."""
        self.assumed.append(pattern)

    def address_of(self, name):
        """What a program on the machine gets for a name: it believes the first resolver that says anything definite.

        An address, `denied`, or `unanswered`.
        """
        if any(fnmatchcase(name, pattern) for pattern in self.forgotten):
            return "unanswered"
        if any(fnmatchcase(name, pattern) for pattern in self.denied):
            return "denied"
        if any(fnmatchcase(name, pattern) for pattern in self.assumed):
            return ADDRESSES["public"]["a"]
        for resolver in (one for one in self.resolvers if one["scope"] == "default"):
            answer = self.answer_kind(name, resolver["address"], "udp", "a")
            if answer in ADDRESSES:
                return ADDRESSES[answer]["a"]
            if answer in ("nxdomain", "nodata"):
                return "denied"
        return "unanswered"

    def attempt(self, endpoint, name, port, protocol, scheme, via, family, certificates):
        entry = {"id": endpoint, "via": via, "family": family, "address": None, "outcome": "open", "elapsed": 0.02}
        if via == "direct":
            address = self.address_of(name)
            if address in ("denied", "unanswered"):
                return {**entry, "outcome": "unresolved" if address == "denied" else "timeout", "family": None}
            entry["address"] = address
            if entry["address"] in (ADDRESSES["sinkhole"]["a"], ADDRESSES["private"]["a"]):
                return {**entry, "outcome": "refused"}
        for pattern, outcome, wanted_via, wanted_family in reversed(self.rules):
            if fnmatchcase(f"{name}:{port}", pattern) and fnmatchcase(via, wanted_via) and wanted_family in (None, family):
                entry["outcome"] = outcome
                break
        if family == "ipv6" and self.six == "broken":
            entry["outcome"] = "timeout"
        if entry["outcome"] != "open":
            return entry
        if protocol == "tls" or scheme == "https":
            kind = next((kind for pattern, kind, wanted in reversed(self.peers) if fnmatchcase(name, pattern) and fnmatchcase(via, wanted)), "public")
            chain, verified = peer(kind, name)
            found = {hashlib.sha256(der).hexdigest(): base64.b64encode(der).decode() for der in chain}
            certificates.update(found)
            entry["tls"] = {"verified": verified, "error": ERRORS.get(kind), "protocol": "TLSv1.3", "chain": list(found)}
        if protocol == "http":
            answer = next((answer for pattern, wanted, answer in reversed(self.web) if fnmatchcase(name, pattern) and fnmatchcase(via, wanted)), None)
            entry["http"] = answer or {"status": 200, "location": None, "body": "success"}
        return entry

    def attempts(self, spec, certificates):
        ways = [("direct", "ipv4")] + ([("direct", "ipv6")] if self.six != "absent" else [])
        ways += [(proxy["id"], None) for proxy in self.proxies]
        return [self.attempt(spec["id"], spec["name"], spec["port"], spec["protocol"], spec.get("scheme"), via, family, certificates) for via, family in ways]

    def reply(self, query, resolver, transport):
        _kind, _colon, rest = query["id"].partition(":")
        record = rest.rpartition(":")[2] if query["id"].startswith("resolve:") else "a"
        packet = base64.b64decode(query["packet"])
        name = rest.rpartition(":")[0] if query["id"].startswith("resolve:") else rest
        answer = self.answer_kind(name, resolver["address"], transport, record)
        entry = {"query": query["id"], "resolver": resolver["address"], "port": resolver["port"], "transport": transport, "elapsed": 0.01}
        if answer in ("timeout", "refused", "reset", "unreachable", "error"):
            return {**entry, "outcome": answer, "answer": None}
        return {**entry, "outcome": "answered", "answer": base64.b64encode(packet[:2] + _wire(packet[2:], answer, record)).decode()}

    def observe(self, plan):
        certificates = {}
        endpoints = [attempt for spec in plan["endpoints"] for attempt in self.attempts(spec, certificates)]
        replies = [self.reply(query, resolver, transport) for query in plan["dns_queries"] for resolver in self.resolvers for transport in query["transports"]]
        return {
            "format": 1,
            "collector": {"name": "probe", "version": "0.1.0", "runtime": "python 3.11.2"},
            "complete": True,
            "started_at": (NOW + timedelta(seconds=self.offset)).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "elapsed": 1.0,
            "deadline": 10.0,
            "sections": {name: {"complete": True, "elapsed": 0.5} for name in plan["sections"]},
            "platform": {"system": "linux", "distribution": "debian", "version": "12"},
            "privilege": {"administrative": True, "account": "root"},
            "resolvers": self.resolvers,
            "dns": replies,
            "proxies": self.proxies,
            "endpoints": endpoints,
            "updates": {"managers": ["apt"], "sources": []},
            "certificates": certificates,
        }


@cache
def _wire(query, answer, record):
    """Query and reply without their message ids."""
    if answer == "garbage":
        return b"garbage"
    asked = dns.message.from_wire(b"\x00\x00" + query)
    reply = dns.message.make_response(asked)
    question = asked.question[0]
    codes = {"nxdomain": dns.rcode.NXDOMAIN, "servfail": dns.rcode.SERVFAIL, "refused_by_policy": dns.rcode.REFUSED}
    reply.set_rcode(codes.get(answer, dns.rcode.NOERROR))
    if answer in ADDRESSES:
        alias = dns.name.from_text("edge", question.name.parent()) if len(question.name) > 3 else None
        owner = alias or question.name
        if alias:
            reply.answer.append(dns.rrset.from_text(question.name, 60, "IN", "CNAME", alias.to_text()))
        reply.answer.append(dns.rrset.from_text(owner, 60, "IN", record.upper(), ADDRESSES[answer][record]))
    if answer == "truncated":
        reply.flags |= dns.flags.TC
    return reply.to_wire()[2:]


RELEASE = "dists/bookworm/InRelease"
WSUS = "ClientWebService/wusserverversion.xml"
SOURCES = {
    "debian": {"id": "debian", "manager": "apt", "name": "main", "url": f"http://deb.debian.org/debian/{RELEASE}", "kind": "archive"},
    "debian_tls": {"id": "debian_tls", "manager": "apt", "name": "main", "url": f"https://deb.debian.org/debian/{RELEASE}", "kind": "archive"},
    "third_party": {"id": "docker", "manager": "apt", "name": "stable", "url": f"https://download.docker.com/linux/debian/{RELEASE}", "kind": "archive"},
    "wsus": {"id": "wsus", "manager": "wsus", "name": "WUServer", "url": f"http://wsus.mueller.example:8530/{WSUS}", "kind": "policy"},
    "wsus_tls": {"id": "wsus_tls", "manager": "wsus", "name": "WUServer", "url": f"https://wsus.mueller.example:8531/{WSUS}", "kind": "policy"},
    "disc": {"id": "disc", "manager": "apt", "name": "bookworm", "url": "cdrom:[Debian]/", "kind": "local"},
}


@cache
def _catalogue():
    return load_endpoints()


class World:
    """A healthy debian server of a customer with both products, and what was changed in it."""

    def __init__(self):
        self.device, self.reference = Net(), Net()
        self.sources = ["debian"]
        self.referenced_sources = True
        self.access = Access.because("logged_in", privileged=True)
        self.facts = {
            "host": "srv01",
            "groups": ("mueller", "mueller_servers"),
            "customer": "mueller",
            "site": "hq",
            "device_class": "server",
            "provider": {},
            "now": NOW,
            "authorities": AUTHORITIES,
            "settings": Settings(),
        }
        self.contract = Contract(customer="Müller", number="MV-1", starts_on=NOW.date(), products=frozenset({"teamviewer", "atera"}))
        self.catalogue = _catalogue()
        self.edits = []
        self.observed = True

    def change(self, where, words):
        """Apply one change of a situation: {verb: first argument, more: arguments}."""
        (verb, first), *more = words.items()
        if where == "host":
            getattr(self, verb)(first, **dict(more))
        else:
            nets = (self.device, self.reference) if where == "both" else (getattr(self, where),)
            for net in nets:
                getattr(net, verb)(first, **dict(more))
        return self

    # What concerns the host itself
    def set(self, key, to):
        self.facts[key] = to

    def log_in(self, reason, **more):
        self.access = Access.because(reason, **more)

    def without_observation(self, reason, **more):
        self.access = Access.because(reason, **more)
        self.observed = False

    def products(self, names):
        self.contract = replace(self.contract, products=frozenset(names))

    def contract_is(self, state):
        assert state == "invalid"
        self.contract = None

    def waive(self, requirement, until, hosts=None):
        waiver = Waiver(requirement=requirement, reason="new firewall in January", given_by="Ms Weber", until=datetime.fromisoformat(until).date(), hosts=hosts)
        self.contract = replace(self.contract, waivers=(*self.contract.waivers, waiver))

    def update_sources(self, names, reference=True):
        self.sources, self.referenced_sources = names, reference

    def unconfirmed(self, name):
        """The catalogue's entry of that name comes from an unconfirmed source."""

        def doubted(entry):
            return replace(entry, confidence="unconfirmed") if name in entry.names else entry

        groups = [replace(group, entries=tuple(map(doubted, group.entries))) for group in self.catalogue.groups]
        self.catalogue = replace(self.catalogue, groups=tuple(groups))

    def edit(self, path, to=None):
        """Put a value at a dotted path of the observation, or remove it where `to` is not given."""
        self.edits.append((path.split("."), to))

    def case(self):
        catalogue = effective_catalogue(self.catalogue, self.facts["settings"])
        wanted = catalogue.for_products(self.contract.products if self.contract else ())
        plan = build_plan(wanted, self.facts["settings"], frozenset(REQUIREMENTS), None, "token")
        reference = self.reference.observe(plan)
        observation = self.device.observe(plan)
        for name in self.sources:
            self._add_source(SOURCES[name], observation, reference)
        for path, to in self.edits:
            _edit(observation, path, to)
        return Case(
            **self.facts,
            contract=self.contract,
            access=self.access,
            observation=observation if self.observed else None,
            reference=Reference((reference,)),
            catalogue=catalogue,
            plan=plan,
        )

    def _add_source(self, source, observation, reference):
        parts = urlsplit(source["url"])
        spec = None
        if source["kind"] != "local":
            port = 443 if parts.scheme == "https" else 80
            spec = {"id": f"{parts.hostname}:{port}/http{parts.path}", "name": parts.hostname, "port": port, "protocol": "http", "scheme": parts.scheme}
        attempts = self.device.attempts(spec, observation["certificates"]) if spec else []
        observation["updates"]["sources"].append({**source, "attempts": attempts})
        if spec and self.referenced_sources:
            reference["endpoints"] += self.reference.attempts(spec, reference["certificates"])

    def judge(self, requirements=REQUIREMENTS):
        return {finding["id"]: finding for finding in judge(self.case(), requirements)}


def _edit(observation, path, to):
    *parents, last = path
    for key in parents:
        observation = observation[int(key) if key.isdigit() else key]
    if to is None:
        del observation[last]
    else:
        observation[last] = to


@pytest.fixture
def world():
    return World()


@pytest.fixture(scope="session")
def new_world():
    return World

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every attempt at an endpoint, the device's and the reference's, by the endpoint's id."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.dns import addresses
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.proxies import Proxies
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.trial import DIRECT, ERROR, NAME_UNANSWERED, Trial, place_of
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.tls import chain
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.tls.certificate import fingerprint

if TYPE_CHECKING:
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.case import Case

_NO_TRUST_STORE = "trust:"
_CHAIN_CUT = "chain:"
"""Beginnings of a handshake's `error`: the machine has no authorities at all; the chain could not be read in full."""

UNEXPECTED_ANSWER = "unexpected_answer"
CLOCK_TOLERANCE = timedelta(minutes=5)


class Attempts:
    """What the endpoints' attempts of one case prove. TLS peers are judged here, HTTP answers by who expects them."""

    def __init__(self, case: Case) -> None:
        self._case = case

    @cached_property
    def proxies(self) -> Proxies:
        return Proxies(self._case.observation["proxies"])

    @cached_property
    def _by_endpoint(self) -> dict[str, list[Mapping]]:
        found: dict[str, list[Mapping]] = {}
        for attempt in self._case.observation.get("endpoints", ()):
            found.setdefault(attempt["id"], []).append(attempt)
        return found

    @cached_property
    def clock_offset(self) -> timedelta:
        """By how much the machine's clock is ahead of the control node's; zero within the tolerance."""
        started = datetime.strptime(self._case.observation["started_at"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        offset = started + timedelta(seconds=self._case.observation["elapsed"]) - self._case.now
        return offset if abs(offset) > CLOCK_TOLERANCE else timedelta(0)

    def raw(self, endpoint: str) -> list[Mapping]:
        """The device's attempts as observed, direct and through the proxies that count for this endpoint."""
        scheme = self._scheme(endpoint)
        return [
            attempt
            for attempt in self._by_endpoint.get(endpoint, ())
            if attempt["via"] == DIRECT or self.proxies.for_device(attempt["via"], scheme)
        ]

    def device(self, endpoint: str) -> list[Trial]:
        """The device's attempts at a `tcp` or `tls` endpoint, judged."""
        return [self.judge(attempt) for attempt in self.raw(endpoint)]

    def reference(self, endpoint: str) -> list[Trial]:
        """The same from the control node. What it could not verify itself proves nothing about a device."""
        return [_judge_own(attempt) for attempt in self._case.reference.attempts(endpoint)]

    def judge(self, attempt: Mapping) -> Trial:
        """One attempt of the device: connected, and over TLS with the right peer."""
        works, problem, details = self._connection(attempt)
        return Trial(attempt["id"], attempt["via"], attempt["family"], works, problem, details, attempt["address"])

    def name_fault(self, attempt: Mapping) -> tuple[bool | None, str] | None:
        """Where a direct attempt got no address to go to: whether that is a proven failure, and its problem; else None.

        A denied name is one, unless the resolvers told ourselves the right thing. A name that got no answer in time is one only
        where name resolution does not work anyway: many at once may be too many for a small router.
        """
        if attempt["via"] != DIRECT or attempt["address"] is not None or attempt["outcome"] not in ("unresolved", "timeout"):
            return None
        if self._case.names.failing:
            return False, "unresolved"
        if attempt["outcome"] == "timeout":
            return None, NAME_UNANSWERED
        return (None, NAME_UNANSWERED) if self._case.names.right_from_all(place_of(attempt["id"])[0]) else (False, "unresolved")

    def _connection(self, attempt: Mapping) -> tuple[bool | None, str | None, Mapping]:
        fault = self.name_fault(attempt)
        if fault is not None:
            return *fault, {}
        if attempt["outcome"] == ERROR:
            return None, ERROR, {}
        handshake = attempt.get("tls")
        if handshake is None:
            if attempt["outcome"] != "open":
                return False, attempt["outcome"], {}
            if _speaks_tls(attempt["id"]):
                return None, chain.UNCLEAR, {}
            return (False, UNEXPECTED_ANSWER, {}) if self._led_elsewhere(attempt) else (True, None, {})
        if attempt["outcome"] == "open" and handshake["verified"] is True and self._is_reference_s(attempt["id"], handshake["chain"]):
            return True, None, {}
        peer = self._peer(attempt["id"], handshake)
        if peer.judgement in (chain.UNFINISHED, chain.UNCLEAR, chain.VALID) and attempt["outcome"] != "open":
            return False, attempt["outcome"], {}
        if peer.judgement == chain.VALID:
            return True, None, {}
        if peer.judgement == chain.UNCLEAR:
            return None, chain.UNCLEAR, self._details(peer)
        return False, peer.judgement, self._details(peer)

    def _led_elsewhere(self, attempt: Mapping) -> bool:
        """A port that is open at an address of the own network, where the control node was led to a public one: a sinkhole's page.

        Only of connections that prove nothing of who took them; a TLS peer is known by its certificate wherever it is.
        """
        if attempt["via"] != DIRECT or attempt["address"] is None or addresses.kind(attempt["address"]) == addresses.PUBLIC:
            return False
        led = (one["address"] for one in self._case.reference.attempts(attempt["id"]))
        return any(address is not None and addresses.kind(address) == addresses.PUBLIC for address in led)

    def _is_reference_s(self, endpoint: str, fingerprints: list[str]) -> bool:
        """The same certificate as the one that the control node verified for this very endpoint: nothing left to read."""
        return bool(fingerprints) and fingerprints[0] in self._verified_leaves(endpoint)

    def _verified_leaves(self, endpoint: str) -> set[str]:
        handshakes = [attempt.get("tls") for attempt in self._case.reference.attempts(endpoint) if attempt["outcome"] == "open"]
        return {handshake["chain"][0] for handshake in handshakes if handshake and handshake["verified"] is True and handshake["chain"]}

    def _peer(self, endpoint: str, handshake: Mapping) -> chain.Peer:
        if self._case.authorities is None:
            return chain.Peer(chain.UNCLEAR)
        error = handshake.get("error") or ""
        return chain.classify(
            name=place_of(endpoint)[0],
            verified=False if error.startswith(_NO_TRUST_STORE) else handshake["verified"],
            chain=[self._der(fingerprint) for fingerprint in handshake["chain"]],
            known=self._reference_s_issuers(endpoint),
            authorities=self._case.authorities,
            now=self._case.now,
            clock_offset=self.clock_offset,
            whole=not error.startswith(_CHAIN_CUT),
        )

    def _reference_s_issuers(self, endpoint: str) -> list[bytes]:
        chains = [attempt["tls"]["chain"] for attempt in self._case.reference.attempts(endpoint) if attempt.get("tls")]
        return [self._der(fingerprint) for fingerprint in dict.fromkeys(one for sent in chains for one in sent[1:])]

    def _der(self, wanted: str) -> bytes:
        """The certificate of this fingerprint; empty where nobody sent it or it is another one."""
        for source in (self._case.observation.get("certificates", {}), self._case.reference.certificates):
            try:
                der = base64.b64decode(source.get(wanted, ""), validate=True)
            except (binascii.Error, ValueError):
                continue
            if der and fingerprint(der) == wanted:
                return der
        return b""

    def _details(self, peer: chain.Peer) -> dict:
        details: dict = {"issuer": peer.issuer}
        if peer.judgement in (chain.EXPIRED, chain.CLOCK_WRONG, chain.NOT_YET_VALID) and peer.not_after is not None:
            details["not_after"] = peer.not_after.strftime("%Y-%m-%dT%H:%M:%SZ")
        if peer.judgement == chain.WRONG_NAME:
            details["subject"] = peer.subject
        if self.clock_offset and peer.judgement != chain.INTERCEPTED:
            details["clock_offset"] = int(self.clock_offset.total_seconds())
        return {key: value for key, value in details.items() if value is not None}

    @cached_property
    def _schemes(self) -> dict[str, str]:
        return {asked["id"]: asked.get("scheme", "http") for asked in self._case.plan.get("endpoints", ()) if asked["protocol"] == "http"}

    def _scheme(self, endpoint: str) -> str:
        """What a proxy must be made for: all that is no HTTP goes through it as a tunnel, like https."""
        return self._schemes.get(endpoint, "https")


def _speaks_tls(endpoint: str) -> bool:
    return place_of(endpoint)[2] == "tls"


def _judge_own(attempt: Mapping) -> Trial:
    handshake = attempt.get("tls")
    if attempt["outcome"] != "open":
        works, problem = False, attempt["outcome"]
    elif handshake is not None or _speaks_tls(attempt["id"]):
        verified = handshake is not None and handshake["verified"] is True
        works, problem = verified, None if verified else chain.UNTRUSTED
    else:
        works, problem = True, None
    return Trial(attempt["id"], attempt["via"], attempt["family"], works, problem)


def any_works(trials: Iterable[Trial]) -> bool:
    return any(trial.works for trial in trials)

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What one requirement's function says of one host, before waivers and before causes on the same host are looked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

MET = "met"
UNMET = "unmet"
UNKNOWN = "unknown"
WAIVED = "waived"
NOT_APPLICABLE = "not_applicable"

CUSTOMER = "customer"
PROVIDER = "provider"
UNDETERMINED = "undetermined"

FAILURE = "failure"
NOTICE = "notice"

CONTROL_NODE = "control_node"


@dataclass(frozen=True)
class Symptom:
    """What a failure looks like, for finding the requirement that explains it (same_host.py).

    `unresolved`: every failure was a name without an address or without an answer. `misdirected`: every failure was at an address that no server on
    the internet has. `unreached`: nothing that was asked could be reached.
    `silent`: the resolvers (`address:port`) that sent no usable reply.
    """

    unresolved: bool = False
    misdirected: bool = False
    unreached: bool = False
    silent: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Verdict:
    """A finding in the making. `data` holds what was seen and expected, as schemas/finding.json allows."""

    status: str
    reason: str
    data: Mapping = field(default_factory=dict)
    responsible: str | None = None
    severity: str = FAILURE
    caused_by: str | None = None
    symptom: Symptom = Symptom()


def met(reason: str, **data: object) -> Verdict:
    return Verdict(MET, reason, data)


def not_applicable(reason: str, **data: object) -> Verdict:
    return Verdict(NOT_APPLICABLE, reason, data)


def unmet(reason: str, responsible: str, *, severity: str = FAILURE, caused_by: str | None = None, symptom: Symptom = Symptom(), **data: object) -> Verdict:
    return Verdict(UNMET, reason, data, responsible, severity, caused_by, symptom)


def unknown(
    reason: str, responsible: str = UNDETERMINED, *, severity: str = FAILURE, caused_by: str | None = None, symptom: Symptom = Symptom(), **data: object
) -> Verdict:
    return Verdict(UNKNOWN, reason, data, responsible, severity, caused_by, symptom)

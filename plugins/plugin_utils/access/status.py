# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What came of trying to log in to a host: the words that the action plugin and the judge share."""

from __future__ import annotations

from dataclasses import asdict, dataclass

VALID = "valid"
MISSING = "missing"
REJECTED = "rejected"
INSUFFICIENT = "insufficient"
HOST_KEY_CHANGED = "host_key_changed"
UNREACHABLE = "unreachable"
NOT_ATTEMPTED = "not_attempted"

LOGGED_IN = "logged_in"
INTERPRETER_MISSING = "interpreter_missing"
INTERPRETER_TOO_OLD = "interpreter_too_old"
NO_COLLECTOR = "no_collector"
PROBE_HUNG = "probe_hung"
PROBE_FAILED = "probe_failed"

CONSTRAINED_LANGUAGE = "constrained_language"
SCRIPT_BLOCKED = "script_blocked"
POWERSHELL_TOO_OLD = "powershell_too_old"

NOT_ADMINISTRATIVE = "not_administrative"
REMOTING_NOT_PERMITTED = "remoting_not_permitted"
BECOME_PASSWORD_MISSING = "become_password_missing"
BECOME_PASSWORD_WRONG = "become_password_wrong"
BECOME_NOT_PERMITTED = "become_not_permitted"
BECOME_NEEDS_TTY = "become_needs_tty"
BECOME_NOT_INSTALLED = "become_not_installed"
BECOME_FAILED = "become_failed"

CREDENTIALS_MISSING = "credentials_missing"
CREDENTIALS_UNRESOLVED = "credentials_unresolved"
BASIC_REFUSED = "basic_refused"
CREDENTIALS_REJECTED = "credentials_rejected"
CREDENTIALS_REJECTED_BEFORE = "credentials_rejected_before"
PASSWORD_EXPIRED = "password_expired"
ACCOUNT_DISABLED = "account_disabled"

HOST_KEY_DIFFERS = "host_key_changed"
HOST_KEY_UNKNOWN = "host_key_unknown"
CERTIFICATE_NOT_TRUSTED = "certificate_not_trusted"

HOST_UNREACHABLE = "host_unreachable"
CONNECTION_TIMEOUT = "connection_timeout"
CONNECTION_REFUSED = "connection_refused"
CONNECTION_CLOSED = "connection_closed"
NO_ROUTE = "no_route"
NO_COMMON_ALGORITHM = "no_common_algorithm"
NO_REMOTING_LISTENER = "no_remoting_listener"
NO_REMOTING_SESSION = "no_remoting_session"
HOST_NAME_UNKNOWN = "host_name_unknown"

CONTRACT_INVALID = "contract_invalid"
NOT_REACHED = "not_reached"
NO_WAY_IN = "no_way_in"
CONTROL_NODE_UNFIT = "control_node_unfit"
KEY_UNUSABLE = "key_unusable"
LOGIN_METHOD_NOT_OFFERED = "login_method_not_offered"
TOO_MANY_KEYS = "too_many_keys"
KERBEROS_CLOCK_SKEW = "kerberos_clock_skew"
KERBEROS_TICKET_MISSING = "kerberos_ticket_missing"
KERBEROS_NO_DOMAIN_CONTROLLER = "kerberos_no_domain_controller"
KERBEROS_UNKNOWN_SERVICE = "kerberos_unknown_service"
POWERSHELL_NEEDS_NEWER_CORE = "powershell_needs_newer_core"
INTERNAL_ERROR = "internal_error"
ASSESSMENT_UNREADABLE = "assessment_unreadable"

LOST = frozenset({NOT_REACHED, INTERNAL_ERROR, ASSESSMENT_UNREADABLE})
"""Reasons that are no finding but a hole in the run: whatever else is found, such a run fails."""

REASONS = {
    LOGGED_IN: VALID,
    INTERPRETER_MISSING: VALID,
    INTERPRETER_TOO_OLD: VALID,
    NO_COLLECTOR: VALID,
    PROBE_HUNG: VALID,
    PROBE_FAILED: VALID,
    CONSTRAINED_LANGUAGE: VALID,
    SCRIPT_BLOCKED: VALID,
    POWERSHELL_TOO_OLD: VALID,
    NOT_ADMINISTRATIVE: INSUFFICIENT,
    REMOTING_NOT_PERMITTED: INSUFFICIENT,
    BECOME_PASSWORD_MISSING: INSUFFICIENT,
    BECOME_PASSWORD_WRONG: INSUFFICIENT,
    BECOME_NOT_PERMITTED: INSUFFICIENT,
    BECOME_NEEDS_TTY: INSUFFICIENT,
    BECOME_NOT_INSTALLED: INSUFFICIENT,
    BECOME_FAILED: INSUFFICIENT,
    CREDENTIALS_MISSING: MISSING,
    CREDENTIALS_UNRESOLVED: MISSING,
    BASIC_REFUSED: REJECTED,
    CREDENTIALS_REJECTED: REJECTED,
    CREDENTIALS_REJECTED_BEFORE: REJECTED,
    PASSWORD_EXPIRED: REJECTED,
    ACCOUNT_DISABLED: REJECTED,
    HOST_KEY_DIFFERS: HOST_KEY_CHANGED,
    HOST_KEY_UNKNOWN: HOST_KEY_CHANGED,
    CERTIFICATE_NOT_TRUSTED: HOST_KEY_CHANGED,
    HOST_UNREACHABLE: UNREACHABLE,
    CONNECTION_TIMEOUT: UNREACHABLE,
    CONNECTION_REFUSED: UNREACHABLE,
    CONNECTION_CLOSED: UNREACHABLE,
    NO_ROUTE: UNREACHABLE,
    NO_COMMON_ALGORITHM: UNREACHABLE,
    NO_REMOTING_LISTENER: UNREACHABLE,
    NO_REMOTING_SESSION: UNREACHABLE,
    HOST_NAME_UNKNOWN: UNREACHABLE,
    CONTRACT_INVALID: NOT_ATTEMPTED,
    NOT_REACHED: NOT_ATTEMPTED,
    NO_WAY_IN: NOT_ATTEMPTED,
    CONTROL_NODE_UNFIT: NOT_ATTEMPTED,
    KEY_UNUSABLE: NOT_ATTEMPTED,
    LOGIN_METHOD_NOT_OFFERED: NOT_ATTEMPTED,
    TOO_MANY_KEYS: NOT_ATTEMPTED,
    KERBEROS_CLOCK_SKEW: NOT_ATTEMPTED,
    KERBEROS_TICKET_MISSING: NOT_ATTEMPTED,
    KERBEROS_NO_DOMAIN_CONTROLLER: NOT_ATTEMPTED,
    KERBEROS_UNKNOWN_SERVICE: NOT_ATTEMPTED,
    POWERSHELL_NEEDS_NEWER_CORE: NOT_ATTEMPTED,
    INTERNAL_ERROR: NOT_ATTEMPTED,
    ASSESSMENT_UNREADABLE: NOT_ATTEMPTED,
}
"""Every reason an access can carry, and the access status it stands for."""


@dataclass(frozen=True)
class Access:
    """What came of one log-in.

    `status` and `reason` are constants of this file; `detail` is a name or a number (at most 300 characters), never a
    message as the machine sent it. `since` is when a carried-over rejection was first seen (`2026-11-22T10:00:00Z`).
    `attempted`: this run tried to log in. `privileged`: the account proved administrative; None where that was not seen.
    `become`: the reason why becoming administrator failed, where `reason` says something else.
    """

    status: str
    reason: str
    detail: str | None = None
    since: str | None = None
    attempted: bool = True
    privileged: bool | None = None
    become: str | None = None

    @classmethod
    def because(cls, reason: str, **more: object) -> Access:
        """The access a reason of `REASONS` stands for."""
        return cls(status=REASONS[reason], reason=reason, **more)

    def as_data(self) -> dict:
        """The `access` member of an assessment."""
        return asdict(self)

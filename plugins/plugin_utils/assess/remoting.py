# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How WinRM and PSRP are kept to one attempt at a log-in, and what such a log-in uses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

TRANSPORTS = ("winrm", "psrp")

CREDENTIALS = (
    "remote_addr",
    "port",
    "scheme",
    "protocol",
    "remote_user",
    "remote_password",
    "transport",
    "auth",
    "certificate_pem",
    "certificate_key_pem",
    "kerberos_mode",
    "credssp_auth_mechanism",
)
"""Options of both connection plugins that a log-in is made of, as far as each has them."""

NEGOTIATE, CREDSSP = "negotiate", "credssp"
AUTO = "auto"


def one_attempt(transport: str, option: Callable[[str], Any]) -> dict[str, Any]:
    """The options to set so that a wrong password is one failed log-in; `option` reads one as it is configured.

    WinRM tries its transports one after the other: the first one stays. PSRP's `negotiate` and its CredSSP fall back from Kerberos to NTLM,
    and each would be an attempt of its own: where there is a password, a name with a realm (`user@realm`) means Kerberos, any other NTLM.
    CredSSP over WinRM does so too, and pywinrm 0.5 takes no word on it.
    """
    if transport == "winrm":
        configured = option("transport")
        return {"transport": configured[:1]} if isinstance(configured, list) and len(configured) > 1 else {}
    options: dict[str, Any] = {"reconnection_retries": 0}
    if option("auth") == NEGOTIATE and option("remote_password"):
        options["auth"] = _by_name(option)
    if option("auth") == CREDSSP and option("remote_password") and option("credssp_auth_mechanism") in (None, AUTO):
        options["credssp_auth_mechanism"] = _by_name(option)
    return options


def _by_name(option: Callable[[str], Any]) -> str:
    return "kerberos" if "@" in str(option("remote_user") or "") else "ntlm"


def credentials(transport: str, option: Callable[[str], Any]) -> dict[str, Any]:
    """What a log-in uses, by name: the same before `one_attempt` was set as after it, or a refusal would not be known again."""
    only = one_attempt(transport, option)
    return {name: only.get(name, option(name)) for name in CREDENTIALS}

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""TeamViewer: id, version, whose it is, and whether it is set up for unattended access.

Linux keeps lines `[type] Key = value` in global.conf, macOS the same keys in property lists. Managed is a client with a
ManagementId that is not Unmanaged (the rule of the vendor's own PowerShell module). What form `Unmanaged` has on Linux is an
assumption: a first byte or number of 1, as on Windows. Whether Linux writes the owners' names and the module's configuration id
is not confirmed; where they are, they are returned.
"""

from __future__ import annotations

import re

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.text import error_text
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.inspectors.configuration import read_configuration, unquoted
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.inspectors.inspection import client_number, make_inspection
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.files import names_in
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.macos.plist import read_plist
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.scan import Scan

PRODUCTS = ("teamviewer",)

_FILES = ("/opt/teamviewer/config/global.conf", "/etc/teamviewer/global.conf")
_PREFERENCES = "/Library/Preferences"
_LINE = re.compile(r"^\[(\w+)\s*\]\s+([\w\\]+)\s+=[ \t]*([^\r\n]*)$", re.MULTILINE)

_NAMED = {
    "ManagementId": "management_id",
    "OwningManagerAccountName": "owner_account_name",
    "OwningManagerCompanyName": "owner_company_name",
    "InstallationConfigurationId": "configuration_id",
}
_SECRETS = {
    "PermanentPassword": "permanent_password",
    "SecurityPasswordAES": "permanent_password",
    "SecurityPasswordExported": "permanent_password",
    "MultiPwdMgmtPWDs": "further_passwords",
    "MultiPwdMgmtPwdData": "further_passwords",
}
_SIGNED = 2**31
_WRAPPED = 2**32


def inspect(scan: Scan) -> list[dict]:
    """Return what the installed client's own files say of it."""
    errors: list[str] = []
    found, whole = _macos(scan, errors) if scan.system == "macos" else _linux(scan, errors)
    if found is None:
        return []
    values: dict[str, object] = {name: found.get(key) for key, name in _NAMED.items()}
    management_id = str(values["management_id"] or "").strip("{}")
    values["management_id"] = management_id
    unmanaged = _is_set(found.get("Unmanaged"))
    if whole or management_id:
        values["managed"] = bool(management_id) and not unmanaged
    secrets = {name: False for name in sorted(set(_SECRETS.values()))}
    for key, name in _SECRETS.items():
        secrets[name] = secrets[name] or bool(found.get(key))
    # Whoever has a client in their account may have easy access to it: assigned in the way that came before management ids, it has names alone.
    nobodys = whole and (bool(management_id) or not (values["owner_account_name"] or values["owner_company_name"]))
    unattended = True if values.get("managed") or any(secrets.values()) else (False if nobodys else None)
    return [
        make_inspection(
            scan,
            "teamviewer",
            client_id=_number(found.get("ClientID")),
            version=str(found.get("Version") or "").strip(),
            unattended=unattended,
            values=values,
            secrets=secrets,
            errors=errors,
        )
    ]


def _linux(scan: Scan, errors: list[str]) -> tuple[dict | None, bool]:
    """The keys without what stands before the last backslash; and whether all was read."""
    for path in _FILES:
        content = read_configuration(scan, path, errors)
        if content is not None:
            return {name.rpartition("\\")[2]: unquoted(value) for kind, name, value in _LINE.findall(content.text)}, content.whole
    return None, False


def _macos(scan: Scan, errors: list[str]) -> tuple[dict | None, bool]:
    found: dict | None = None
    whole = True
    for name in names_in(scan.root, _PREFERENCES, (".plist",)):
        if not name.lower().startswith("com.teamviewer.teamviewer"):
            continue
        try:
            content = read_plist(scan.root, f"{_PREFERENCES}/{name}")
        except OSError as problem:
            errors.append(error_text(problem, name))
            found, whole = found or {}, False
            continue
        whole = whole and bool(content)
        found = {**(found or {}), **{str(key).rpartition("\\")[2]: value for key, value in _flat(content) if value not in (None, "", b"")}}
    return found, whole


def _flat(content: dict) -> list[tuple[str, object]]:
    """The pairs of a dictionary and of those directly in it."""
    pairs = []
    for key, value in content.items():
        pairs += [(inner, deep) for inner, deep in value.items() if isinstance(inner, str)] if isinstance(value, dict) else [(key, value)]
    return pairs


def _is_set(value: object) -> bool:
    """Whether a flag, written as a number or as bytes in hexadecimal, is set."""
    if isinstance(value, (bytes, bytearray)):
        return value[:1] == b"\x01"
    text = str(value if value is not None else "").strip().strip("\"'").lower()
    return text in ("1", "true") or text.startswith(("01", "0x1", "0x01"))


def _number(value: object) -> str | None:
    text = str(value).strip() if value is not None else ""
    # A number of 32 bits that reads as negative.
    if re.fullmatch(r"-\d{1,10}", text) and -_SIGNED <= int(text) < 0:
        text = str(int(text) + _WRAPPED)
    return client_number(text)

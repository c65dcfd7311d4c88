# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""AnyDesk and its custom clients: one instance per configuration folder.

Folders are /etc/anydesk and /etc/anydesk-<prefix> (GLPI Agent reads /etc/anydesk_<prefix>), for a copy that a person started ~/.anydesk
and ~/.anydesk-<prefix>. Unattended access is set up when any password of service.conf or system.conf has a value. service.conf holds the
client's private key too.
"""

from __future__ import annotations

import re

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.inspectors.configuration import pairs, read_configuration
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.inspectors.inspection import client_number, make_inspection
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.glob import expand
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.scan import Scan

PRODUCTS = ("anydesk",)

_FILES = ("system.conf", "service.conf")
_PASSWORDS = re.compile(r"ad\.anynet\.pwd_hash|ad\.security\.pwd|ad\.security\.permission_profiles\.[^=]{1,100}\.pwd")
_FOLDER = re.compile(r".*/\.?anydesk(?:[-_](.{1,100}))?")
_PUBLIC = "ad"


def inspect(scan: Scan) -> list[dict]:
    """Return what the configuration of each client says of it."""
    folders = expand(scan, "/etc/anydesk*")
    for person in scan.people:
        folders += expand(scan, f"{person.folder}/.anydesk*")
    return [inspection for folder in folders for inspection in _instance(scan, folder)]


def _instance(scan: Scan, folder: str) -> list[dict]:
    named = _FOLDER.fullmatch(folder)
    if not named:
        return []
    errors: list[str] = []
    contents = [read_configuration(scan, f"{folder}/{name}", errors) for name in _FILES]
    if not any(contents) and not errors:
        return []
    found: dict[str, str] = {}
    for content in contents:
        found.update(pairs(content.text) if content else {})
    prefix = named.group(1) or ""
    password = any(value and _PASSWORDS.fullmatch(key) for key, value in found.items())
    whole = all(content is not None and content.whole for content in contents)
    allowed = _allowed(found.get("ad.security.acl_list", ""))
    alias = found.get("ad.anynet.alias", "")
    values = {
        "prefix": prefix[len("ad_") :] if prefix.startswith("ad_") else prefix,
        "alias": alias,
        "allow_list_enabled": found["ad.security.acl_enabled"].lower() in ("true", "1") if "ad.security.acl_enabled" in found else None,
        "allow_list": allowed,
        "namespaces": _namespaces([alias, *allowed]),
    }
    unattended = True if password else (False if whole else None)
    return [
        make_inspection(
            scan,
            folder,
            client_id=client_number(found.get("ad.anynet.id", "")),
            unattended=unattended,
            values=values,
            secrets={"unattended_password": password},
            errors=errors,
        )
    ]


def _allowed(listed: str) -> list[str]:
    """The entries of an allow list that are switched on, as in `*@namespace:true;123456789:true`."""
    entries = (entry.strip().rpartition(":") for entry in re.split(r"[;,]", listed))
    return [who.strip() for who, separator, on in entries if separator and on.strip().lower() == "true" and who.strip()]


def _namespaces(addresses: list[str]) -> list[str]:
    """What stands behind the at sign; the public namespace says nothing."""
    found = [address.rpartition("@")[2].strip().lower() for address in addresses if "@" in address]
    return sorted({namespace for namespace in found if namespace and namespace != _PUBLIC})

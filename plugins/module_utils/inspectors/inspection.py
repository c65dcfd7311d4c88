# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What one vendor's files say of one installed instance, as observation.json has it: cleaned, bounded, without a secret's value."""

from __future__ import annotations

import re

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.text import clean, short
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.urls import strip_urls_in
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.scan import Scan

MOST_VALUES = 40
MOST_ITEMS = 50
MOST_ERRORS = 10

_VALUE_LIMIT = 255
_DIGITS = re.compile(r"[0-9]{5,20}")


def client_number(value: object) -> str | None:
    """Return a client id of digits, None for anything else (zero is how clients say that they have none yet)."""
    text = str(value).strip()
    return text if _DIGITS.fullmatch(text) and text.strip("0") else None


def make_inspection(
    scan: Scan,
    instance: str,
    *,
    client_id: str | None = None,
    version: str | None = None,
    unattended: bool | None = None,
    values: dict[str, object] | None = None,
    secrets: dict[str, bool] | None = None,
    errors: list[str] | None = None,
) -> dict:
    """Return an inspection. `values` hold text, numbers, booleans or lists of text; empty ones are left out."""
    inspection: dict = {"instance": short(scan.homes.mask(instance)), "values": {}, "secrets": dict(secrets or {})}
    if client_id:
        inspection["client_id"] = short(client_id)
    if version:
        inspection["version"] = short(version)
    inspection["unattended"] = unattended
    for name, value in list((values or {}).items())[:MOST_VALUES]:
        if value not in (None, "", []):
            inspection["values"][name] = _bounded(scan, value)
    if errors:
        inspection["errors"] = [clean(scan.homes.mask(error), _VALUE_LIMIT) for error in errors[:MOST_ERRORS]]
    return inspection


def _bounded(scan: Scan, value: object) -> object:
    if isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, (list, tuple)):
        return [_text(scan, item) for item in value[:MOST_ITEMS]]
    return _text(scan, value)


def _text(scan: Scan, value: object) -> str:
    return clean(scan.homes.mask(strip_urls_in(value)), _VALUE_LIMIT)

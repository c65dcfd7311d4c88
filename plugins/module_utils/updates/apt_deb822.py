# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""apt's deb822 format (sources.list(5))."""

from __future__ import annotations

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.updates.apt_one_line import Entry

OFF = ("no", "false", "without", "off", "disable", "0")
ENTRIES_LIMIT = 300
EMBEDDED_KEY = "(a key in the file itself)"


def stanzas(text: str) -> list[dict[str, str]]:
    """Return the stanzas, field names in lower case, continuation lines joined by line ends."""
    found: list[dict[str, str]] = [{}]
    name = ""
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        if not line.strip():
            found.append({})
            name = ""
        elif line[0] in " \t":
            if name:
                found[-1][name] += "\n" + line.strip()
        else:
            name, colon, value = line.partition(":")
            name = name.strip().lower() if colon else ""
            if name:
                found[-1][name] = value.strip()
    return [stanza for stanza in found if stanza]


def entries(text: str) -> list[Entry]:
    """Return the binary archives that are switched on: every address with every suite."""
    found = []
    for stanza in stanzas(text):
        if stanza.get("enabled", "yes").strip().lower() in OFF or "deb" not in stanza.get("types", "").split():
            continue
        components = tuple(stanza.get("components", "").split())
        for uri in stanza.get("uris", "").split():
            for suite in stanza.get("suites", "").split():
                if (components or suite.endswith("/")) and len(found) < ENTRIES_LIMIT:
                    found.append(Entry(uri, suite, components, _signed_by(stanza.get("signed-by", ""))))
    return found


def _signed_by(value: str) -> str | None:
    return EMBEDDED_KEY if "BEGIN PGP" in value else " ".join(value.split()) or None

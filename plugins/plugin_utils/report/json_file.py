# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One customer's report as report.json: canonical JSON (schemas/report.json), one line feed at its end."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.records import canonical
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.report import Report


def json_chunks(report: Report) -> Iterator[bytes]:
    """Write the report host by host; the whole is what `canonical` would make of `report.as_dict()`."""
    opening = "{"
    for key in sorted([*report.head, "hosts"]):
        yield f'{opening}"{key}":'.encode("ascii")
        if key == "hosts":
            yield from _array(report.hosts.canonical())
        else:
            yield canonical(report.head[key])
        opening = ","
    yield b"}\n"


def _array(items: Iterator[bytes]) -> Iterator[bytes]:
    opening = b"["
    for item in items:
        yield opening + item
        opening = b","
    yield b"]" if opening == b"," else b"[]"

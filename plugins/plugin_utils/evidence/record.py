# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One record of a customer's chain; pure."""

from __future__ import annotations

import json
from dataclasses import dataclass

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.canonical import canonical, digest

RUN = "run"
ASSESSMENT = "assessment"
NOBODY = ""
"""The customer of hosts whose customer cannot be told, where a database wants text."""


@dataclass(frozen=True)
class Link:
    """Where a chain has got to: the last record's number and SHA-256; (0, None) before the first."""

    sequence: int = 0
    digest: str | None = None


@dataclass(frozen=True)
class Record:
    """`text` is what the SHA-256 is of. `at`: when what it tells was seen."""

    link: Link
    content_digest: str
    kind: str
    run_id: str
    host: str
    recorded_at: str
    at: str
    text: str


def make(previous: Link, customer: str, kind: str, run_id: str, host: str, recorded_at: str, at: str, content: str) -> Record:
    """The record that follows `previous`. `content` is the canonical text of what is recorded, with references in place of persons' names."""
    sequence = previous.sequence + 1
    # The canonical text of the whole, which a test holds this against, without writing the content twice.
    before = canonical({"at": at})
    after = canonical(
        {
            "customer": customer, "format": 1, "host": host, "kind": kind, "previous": previous.digest, "recorded_at": recorded_at, "run_id": run_id,
            "sequence": sequence,
        }
    )  # fmt: skip
    text = f'{before[:-1]},"content":{content},{after[1:]}'
    return Record(Link(sequence, digest(text)), digest(content), kind, run_id, host, recorded_at, at, text)


def read(text: str) -> dict:
    """The record behind a text. Raises ValueError where it is none."""
    value = json.loads(text)
    if not isinstance(value, dict) or value.get("format") != 1 or not isinstance(value.get("content"), dict):
        raise ValueError("no record")
    return value

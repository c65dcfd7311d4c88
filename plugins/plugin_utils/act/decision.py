# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What comes of asking for leave to act: a refusal, or the steps that are missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Refusal:
    """Why nothing may be done. `reason` is a judge's (judge/reasons.py), then `data` are its finding's, or a code of refusals.yml."""

    reason: str
    data: Mapping = field(default_factory=dict)
    requirement: str | None = None


@dataclass(frozen=True)
class Decision:
    """`steps`: in their order; none where nothing differs, or where the product is not meant for this host (`concerned` is False)."""

    permitted: bool
    refusal: Refusal | None = None
    steps: tuple[str, ...] = ()
    concerned: bool = True


def by_finding(finding: Mapping) -> Refusal:
    """The refusal that a finding is."""
    return Refusal(finding["reason"], finding.get("data") or {}, finding["id"])

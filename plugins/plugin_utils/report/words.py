# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A host's and a finding's words that every form of the report uses."""

from __future__ import annotations

from collections.abc import Mapping

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.texts import ReasonText, Texts


def finding_reason(finding: Mapping, texts: Texts) -> ReasonText:
    """Say why a finding is as it is. A waiver excuses; what was seen behind it is still said."""
    return texts.reason(finding["data"].get("waived_reason_code") or finding["reason"], finding["data"])


def product_names(host: Mapping) -> dict[str, str]:
    """Return, by product id, the name a person knows it by, as far as the host's software tells."""
    return {software["product"]: software.get("name") or software["product"] for software in host.get("software") or ()}

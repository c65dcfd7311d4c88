# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Consent to unattended access to workstations, to be signed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.letters.frame import framed
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.letters.letter import Boxes, Heading, Letter, Paragraph, Points, Signature
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.texts import Texts

_WORKSTATION = "workstation"
_WITHOUT = {"no_unattended_access", "consent_missing", "consent_not_filed", "consent_withdrawn"}


def consent(head: Mapping, hosts: Iterable[Mapping], texts: Texts, day: str, link: tuple[str, str] | None = None) -> Letter | None:
    """`link`: where the module is, and who signed it or its SHA-256; a link without that proof is not named. None without a workstation to ask for."""
    names = [host["host"] for host in hosts if host.get("device_class") == _WORKSTATION and _is_without(host)]
    if not names:
        return None
    module = [Paragraph(texts.say("consent.module", url=link[0], proof=link[1]))] if link and all(link) else []
    blocks = [
        Paragraph(texts.say("consent.why")),
        Heading(texts.say("consent.what")),
        Points([texts.say(f"consent.{point}") for point in ("what_access", "what_limits", "what_withdraw")]),
        *module,
        Heading(texts.say("consent.which")),
        Boxes(names),
        Heading(texts.say("consent.declaration_title")),
        Paragraph(texts.say("consent.declaration", customer=head["customer"]["name"] or head["customer"]["id"], provider=head["customer"].get("provider"))),
        Signature([texts.say("letter.place_and_date"), texts.say("letter.name_in_capitals"), texts.say("letter.signature_customer")]),
    ]
    return framed("consent", "consent", head, blocks, texts, day)


def _is_without(host: Mapping) -> bool:
    return any(finding["id"] == "client.permitted" and finding["reason"] in _WITHOUT for finding in host["findings"])

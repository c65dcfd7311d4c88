# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One customer's letters and firewall rules, from its report to their files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.endpoints import EndpointCatalogue
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.firewall.demand import demand
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.firewall.write import FORMATS as RULE_FORMATS
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.firewall.write import rendered
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.letters.consent import consent
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.letters.coordination import coordination
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.letters.credentials_request import credentials_request
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.letters.firewall_request import firewall_request
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.letters.letter import Letter
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.letters.page import as_page
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.letters.text import as_text
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.pdf.render import pdf
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.report import Report
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import files
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.texts import Texts

COORDINATION, FIREWALL, CREDENTIALS, CONSENT = KINDS = ("coordination", "firewall", "credentials", "consent")
PDF, TEXT = LETTER_FORMATS = ("pdf", "text")
_ENDINGS = {PDF: "pdf", TEXT: "txt"}


@dataclass(frozen=True)
class Wishes:
    """What is to be written. `link`: where our module is, with the proof that it is ours; `everything`: all that a firewall must let out."""

    kinds: Sequence[str] = KINDS
    formats: Sequence[str] = LETTER_FORMATS
    rule_formats: Sequence[str] = tuple(RULE_FORMATS)
    everything: bool = False
    catalogue: EndpointCatalogue = field(default_factory=EndpointCatalogue)
    addresses: Mapping[str, str] = field(default_factory=dict)
    link: tuple[str, str] | None = None


@dataclass
class Written:
    """Paths by the letter's kind; `unreadable`: places that a machine named and that are no names, so are in no rule."""

    letters: dict[str, list[str]] = field(default_factory=dict)
    rules: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)


def publish_letters(report: Report, wishes: Wishes, texts: Texts, day: str, folder: Path) -> Written:
    """Write into `folder` what there is reason to write; `day` (ISO) is the letters' date."""
    head, hosts = report.head, report.hosts
    asked = demand(hosts, wishes.catalogue, wishes.everything, wishes.addresses)
    makers = {
        COORDINATION: lambda: coordination(head, hosts, texts, day),
        FIREWALL: lambda: firewall_request(head, asked, texts, day, wishes.everything),
        CREDENTIALS: lambda: credentials_request(head, hosts, texts, day),
        CONSENT: lambda: consent(head, hosts, texts, day, wishes.link),
    }
    written = Written()
    for kind in wishes.kinds:
        letter = makers[kind]()
        if letter is not None:
            written.letters[kind] = [_write(folder / "letters" / f"{letter.name}.{_ENDINGS[form]}", _content(letter, form)) for form in wishes.formats]
    if FIREWALL in wishes.kinds:
        written.rules = [_write(folder / "firewall" / name, content) for name, content in rendered(asked, wishes.rule_formats, texts).items()]
        written.unreadable = asked.unreadable
    return written


def _content(letter: Letter, form: str) -> bytes:
    return pdf(as_page(letter)) if form == PDF else as_text(letter).encode("utf-8")


def _write(path: Path, content: bytes) -> str:
    with files.private_file(path) as file:
        file.write(content)
    return str(path)

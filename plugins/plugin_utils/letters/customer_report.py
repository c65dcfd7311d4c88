# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The customer's report, for paper: the contract, the state in plain words, what the customer must do, and the exact firewall rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.firewall.rules import Demand
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.letters.firewall_request import rule_blocks
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.letters.page import environment, kinds, stylesheet
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.build import is_common
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.words import finding_reason
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.texts import Texts

# What a customer thinks in, and the requirements that it is made of.
TOPICS = {
    "access": ("access.credentials", "access.privilege"),
    "internet": ("internet.http", "internet.https", "dns.udp", "dns.tcp", "dns.resolution"),
    "firewall": ("endpoints.teamviewer", "endpoints.atera"),
    "remote": ("client.installed", "client.registered", "client.permitted", "client.attended"),
    "others": ("client.exclusive", "software.other"),
    "updates": ("updates.source",),
    "monitoring": ("agent.monitoring",),
}
_OPEN = ("unmet", "unknown")
_WORST_FIRST = ("customer", "provider", "unclear", "fine")
_HOSTS_NAMED = 12


class Topic(NamedTuple):
    """`state` is `fine`, `customer`, `provider` or `unclear`: the worst of its hosts."""

    title: str
    state: str
    sentences: Sequence[str]


@dataclass
class Duty:
    """One thing the customer must do. `effect`: how many findings go with it, on `hosts`."""

    todo: str
    title: str
    why: str
    effect: int = 0
    hosts: list[str] = field(default_factory=list)


def customer_page(head: Mapping, hosts: Iterable[Mapping], demand: Demand, texts: Texts) -> str:
    """`head` and `hosts` are those of report.json; `hosts` are gone through several times."""
    listed = duties(hosts, texts)
    template = environment().get_template("customer_report.html.j2")
    return template.render(
        texts=texts,
        head=head,
        customer=head["customer"],
        summary=summary(hosts, texts),
        topics=topics(hosts, texts),
        duties=listed,
        hosts_named=_HOSTS_NAMED,
        rules=kinds(rule_blocks(demand, texts)) if demand else [],
        stylesheet=stylesheet("letter.css") + stylesheet("customer_report.css"),
    )


def duties(hosts: Iterable[Mapping], texts: Texts) -> list[Duty]:
    """What only the customer can do, the one that settles most first. What another finding explains is settled with that one."""
    found: dict[str, Duty] = {}
    for host in hosts:
        open_here = {finding["id"]: finding for finding in host["findings"] if finding["status"] in _OPEN and finding["severity"] == "failure"}
        for finding in open_here.values():
            cause = finding["caused_by"]
            if finding["responsible"] != "customer" or cause in open_here or is_common(cause):
                continue
            reason = finding_reason(finding, texts)
            words = texts.requirement(finding["id"])
            duty = found.setdefault(reason.todo or reason.seen, Duty(reason.todo or reason.seen, words.title, words.clause))
            duty.effect += 1 + sum(other["caused_by"] == finding["id"] for other in open_here.values())
            if duty.hosts[-1:] != [host["host"]]:
                duty.hosts.append(host["host"])
    return sorted(found.values(), key=lambda duty: (-duty.effect, -len(duty.hosts), duty.todo))


def summary(hosts: Iterable[Mapping], texts: Texts) -> list[str]:
    """The whole in at most four sentences."""
    states = Counter(_state(host["findings"], host["assessed"]) for host in hosts)
    return _sentences(states, "customer_report.hosts", texts) or [texts.say("report.verdict_no_hosts")]


def topics(hosts: Iterable[Mapping], texts: Texts) -> list[Topic]:
    """The topics that apply to at least one host."""
    states: dict[str, Counter[str]] = {topic: Counter() for topic in TOPICS}
    for host in hosts:
        for topic, requirements in TOPICS.items():
            findings = [finding for finding in host["findings"] if finding["id"] in requirements and finding["status"] != "not_applicable"]
            if findings:
                states[topic][_state(findings, True)] += 1
    return [
        Topic(
            texts.say(f"customer_report.topic_{topic}"),
            next(state for state in _WORST_FIRST if counted[state]),
            _sentences(counted, "customer_report.topic", texts),
        )
        for topic, counted in states.items()
        if counted
    ]


def _state(findings: Iterable[Mapping], assessed: bool) -> str:
    """What could not be found out asks nobody to act, unless it is us."""
    states = {_party(finding) for finding in findings if finding["status"] in _OPEN and finding["severity"] == "failure"}
    if not assessed:
        states.add("unclear")
    return next((state for state in ("customer", "unclear", "provider") if state in states), "fine")


def _party(finding: Mapping) -> str:
    if finding["responsible"] == "provider" and finding["caused_by"] is None:
        return "provider"
    return "customer" if finding["status"] == "unmet" and finding["responsible"] == "customer" else "unclear"


def _sentences(states: Mapping[str, int], prefix: str, texts: Texts) -> list[str]:
    total = sum(states.values())
    if total and states["fine"] == total:
        return [texts.say(f"{prefix}_all_fine", hosts=texts.count("hosts", total))]
    return [
        texts.say(f"{prefix}_{state}", hosts=texts.count("hosts", states[state]), total=total)
        for state in ("fine", "customer", "provider", "unclear")
        if states[state]
    ]

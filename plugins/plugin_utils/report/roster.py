# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets a report, and which hosts have to stand in it: what a run has on file, held against the inventory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.host import Host
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.contracts import customer_entry, described, noted_problems
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RunDirectory

FALLBACK_LANGUAGE = "en"


@dataclass
class Member:
    """A customer of the roster. `described`: as in run.json, without its hosts; `hosts`: those that its report has to list."""

    described: dict
    hosts: set[str] = field(default_factory=set)

    def customer(self, customer_id: str | None) -> dict:
        """The part `customer` of report.json."""
        return {"id": customer_id, **self.described}


class Roster:
    """Customers by their id; None stands for the hosts whose customer cannot be told."""

    def __init__(self, run: RunDirectory) -> None:
        self.members: dict[str | None, Member] = {}
        document, problems = run.run, noted_problems(run)
        self.language = _commonest(entry["language"] for entry in document["customers"].values())
        for customer_id in {*document["customers"], *run.customers()}:
            entry = self._unknown(problems.get(None, [])) if customer_id is None else _entry(run, document, customer_id, problems)
            hosts = set(entry.pop("hosts", ())) or {assessment["host"] for assessment in run.read_assessments(customer_id)}
            self.members[customer_id] = Member(entry, hosts)

    def hosts(self) -> frozenset[str]:
        return frozenset().union(*(member.hosts for member in self.members.values()))

    def add_host(self, host: Host) -> None:
        """A host of the inventory that the run does not have."""
        member = self.members.setdefault(host.customer, Member(self._unknown([])))
        if member.described["name"] is None and host.contract is not None:
            member.described.update(described(host.contract, host.provider))
        if host.contract is None:
            known = member.described["contract_errors"]
            known += [problem for problem in host.problems if problem not in known]
        member.hosts.add(host.name)

    def add_customers(self, customers: Collection[str]) -> None:
        """Customers of the inventory, also those without a host."""
        for customer_id in customers:
            self.members.setdefault(customer_id, Member(self._unknown([])))

    def __iter__(self) -> Iterator[tuple[str | None, Member]]:
        return iter(sorted(self.members.items(), key=lambda item: _unassigned_last(item[0])))

    def only_with(self, hosts: Collection[str]) -> None:
        """Leave out the customers that have none of these hosts."""
        wanted = frozenset(hosts)
        self.members = {customer_id: member for customer_id, member in self.members.items() if not member.hosts.isdisjoint(wanted)}

    def _unknown(self, problems: list[str]) -> dict:
        return {"name": None, "number": None, "language": self.language, "contract_errors": list(problems)}


def _entry(run: RunDirectory, document: Mapping, customer_id: str, problems: Mapping[str | None, list[str]]) -> dict:
    """A run that did not come to its end has not gathered its customers yet."""
    entry = document["customers"].get(customer_id)
    return dict(entry) if entry is not None else customer_entry(run, customer_id, [], problems.get(customer_id, []))


def _commonest(languages: Iterable[str]) -> str:
    counted = Counter(languages).most_common(1)
    return counted[0][0] if counted else FALLBACK_LANGUAGE


def _unassigned_last(customer_id: str | None) -> tuple[bool, str]:
    return customer_id is None, customer_id or ""

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import made_up_fleet
import pytest
from made_up_fleet import assessment

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.host import Host
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.roster import Roster
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.contracts import note_contract
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RunDirectory

CONTRACT = SimpleNamespace(
    customer="Schmidt KG",
    number="MV-9",
    language="de",
    contact=SimpleNamespace(name="Eva", email=None),
    starts_on=date(2026, 1, 1),
    ends_on=None,
)


@pytest.fixture
def complete(tmp_path):
    return made_up_fleet.write_run(tmp_path)


@pytest.fixture
def broken_off(tmp_path):
    """A run that was killed before it gathered its customers."""
    run = {
        "format": 1,
        "run_id": made_up_fleet.RUN_ID,
        "status": "running",
        "started_at": made_up_fleet.STARTED_AT,
        "finished_at": None,
        "requirements": made_up_fleet.REQUIREMENTS,
        "trust_anchor": False,
        "customers": {},
        "causes": [],
    }
    directory = RunDirectory.create(tmp_path, run)
    directory.write_assessment(assessment("s1", "schmidt"))
    directory.write_assessment(assessment("stray", None))
    note_contract(directory, "schmidt", CONTRACT, {"name": "BAUER GROUP"}, [])
    note_contract(directory, None, None, {}, ["maintenance_customer is missing"])
    return directory


def test_a_complete_run_brings_its_customers_and_all_their_hosts(complete):
    roster = Roster(complete)
    assert [customer for customer, _member in roster] == ["mueller", "northwind", "praxis"]
    assert roster.members["mueller"].hosts == set(made_up_fleet.CUSTOMERS["mueller"]["hosts"])
    customer = roster.members["mueller"].customer("mueller")
    assert (customer["id"], customer["number"]) == ("mueller", "MV-2026-0117")
    assert "hosts" not in customer


def test_a_run_that_was_broken_off_is_read_from_what_its_hosts_left(broken_off):
    roster = Roster(broken_off)
    assert {customer: member.hosts for customer, member in roster} == {"schmidt": {"s1"}, None: {"stray"}}
    assert roster.members["schmidt"].described["name"] == "Schmidt KG"
    assert roster.members[None].described["contract_errors"] == ["maintenance_customer is missing"]


def test_hosts_without_a_customer_come_last_and_are_not_lost(complete):
    complete.write_assessment(assessment("stray", None))
    roster = Roster(complete)
    assert [customer for customer, _member in roster][-1] is None
    assert roster.members[None].hosts == {"stray"}
    assert roster.members[None].described["language"] == "de"


def test_a_host_of_the_inventory_joins_its_customer(complete):
    roster = Roster(complete)
    roster.add_host(Host("new", ("mueller",), customer="mueller"))
    assert "new" in roster.members["mueller"].hosts
    assert "new" in roster.hosts()
    assert roster.members["mueller"].described["name"] == "Müller Maschinenbau GmbH"


def test_a_customer_that_is_only_in_the_inventory_is_described_by_its_contract(complete):
    roster = Roster(complete)
    roster.add_host(Host("s1", ("schmidt",), customer="schmidt", contract=CONTRACT, provider={"name": "BAUER GROUP"}))
    described = roster.members["schmidt"].described
    assert (described["name"], described["number"], described["provider"]) == ("Schmidt KG", "MV-9", "BAUER GROUP")
    assert described["contract_errors"] == []


def test_what_is_wrong_with_a_contract_is_said_once(complete):
    roster = Roster(complete)
    for name in ("a", "b"):
        roster.add_host(Host(name, ("weber",), customer="weber", problems=["language is 'fr'"]))
        roster.add_host(Host(f"stray-{name}", (), problems=["maintenance_customer is missing"]))
    assert roster.members["weber"].described["contract_errors"] == ["language is 'fr'"]
    assert roster.members[None].described["contract_errors"] == ["maintenance_customer is missing"]
    assert roster.members[None].hosts == {"stray-a", "stray-b"}


def test_customers_without_a_host_are_in_it(complete):
    roster = Roster(complete)
    roster.add_customers(["leer", "mueller"])
    assert roster.members["leer"].hosts == set()
    assert roster.members["mueller"].hosts


def test_a_limit_chooses_customers_and_keeps_their_reports_whole(complete):
    roster = Roster(complete)
    roster.only_with(["erp01"])
    assert [customer for customer, _member in roster] == ["mueller"]
    assert len(roster.members["mueller"].hosts) == len(made_up_fleet.CUSTOMERS["mueller"]["hosts"])

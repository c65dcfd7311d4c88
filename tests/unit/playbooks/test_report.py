# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook as a whole: a run on file and an inventory made of files. No host of it exists, and none is connected to."""

from __future__ import annotations

import json

import made_up_fleet
import pytest
import yaml
from made_up_fleet import assessment
from page import read_page

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.begin import note_hosts

HOSTILE_HOST = "büro <b>1</b> \x1bc"
SHARED = {"maintenance_provider": {"name": "BAUER GROUP"}, "maintenance_device_class": "server"}


def contract(customer, number, language="de"):
    return {
        "customer": customer,
        "number": number,
        "language": language,
        "contact": {"name": "Eva Muster", "email": "eva@example.org"},
        "starts_on": "2026-01-01",
        "ends_on": None,
        "products": ["teamviewer"],
    }


def group(name, hosts, **variables):
    return {"hosts": dict.fromkeys(hosts, None) if not isinstance(hosts, dict) else hosts, "vars": {"maintenance_customer": name, **variables}}


@pytest.fixture
def state_dir(tmp_path):
    return tmp_path / "state"


@pytest.fixture
def play(ansible, tmp_path, state_dir):
    """Runs the playbook on groups of an inventory; `aaa` comes first and has connection variables that cannot be resolved."""

    def run(children, *arguments, stray=("aaa",)):
        inventory = tmp_path / "hosts.yml"
        broken = {"ansible_password": "{{ lookup('ansible.builtin.file', '/nonexistent') }}", "ansible_host": "192.0.2.1"}
        hosts = {"all": {"vars": SHARED, "hosts": {name: dict(broken) for name in stray}, "children": children}}
        inventory.write_text(yaml.safe_dump(hosts), encoding="utf-8")
        return ansible("playbook", "bauer_group.remote_maintenance.report", "-i", str(inventory), *arguments)

    return lambda children, *arguments, **options: run(children, "-e", f"maintenance_state_dir={state_dir}", *arguments, **options)


@pytest.fixture
def report(state_dir):
    def read(customer, run_id=made_up_fleet.RUN_ID):
        return json.loads((state_dir / "reports" / run_id / customer / "report.json").read_text(encoding="ascii"))

    return read


def hosts_of(report):
    return {host["host"]: host for host in report["hosts"]}


def test_what_an_aborted_run_never_came_to_is_unknown(play, report, state_dir):
    run = made_up_fleet.write_run(state_dir, "aborted")
    note_hosts(run, ["erp01", "web10", HOSTILE_HOST, "s1"])
    children = {
        "mueller": group("mueller", ["erp01", "web10", "limited-out", HOSTILE_HOST]),
        "schmidt": group("schmidt", ["s1", "s2"], maintenance_contract=contract("Schmidt & Söhne KG", "MV-9")),
    }
    code, output = play(children)
    assert code == 0, output
    mueller = hosts_of(report("mueller"))
    findings = mueller[HOSTILE_HOST]["findings"]
    assert {(one["status"], one["reason"], one["responsible"]) for one in findings} == {("unknown", "not_reached", "provider")}
    assert [one["id"] for one in findings] == report("mueller")["run"]["requirements"]
    assert {"met"} < {one["status"] for one in mueller["erp01"]["findings"]}
    assert mueller["limited-out"]["findings"] == []
    schmidt = hosts_of(report("schmidt"))
    assert {one["reason"] for one in schmidt["s1"]["findings"]} == {"not_reached"}
    assert schmidt["s2"]["findings"] == []


def test_what_a_complete_run_has_not_assessed_is_just_that(play, report, state_dir):
    note_hosts(made_up_fleet.write_run(state_dir), [HOSTILE_HOST])
    code, output = play({"mueller": group("mueller", [HOSTILE_HOST])})
    assert code == 0, output
    assert hosts_of(report("mueller"))[HOSTILE_HOST]["findings"] == []


@pytest.mark.parametrize("status", ["complete", "aborted"])
def test_inventory_and_run_together_lose_no_host(play, report, state_dir, status):
    made_up_fleet.write_run(state_dir, status)
    children = {
        "mueller": group("mueller", ["erp01", "web10", HOSTILE_HOST]),
        "schmidt": group("schmidt", ["s1"], maintenance_contract=contract("Schmidt & Söhne KG", "MV-9")),
        "leer": group("leer", [], maintenance_contract=contract("Leer GmbH", "MV-10")),
    }
    code, output = play(children)
    assert code == 0, output

    mueller = hosts_of(report("mueller"))
    assert mueller.keys() == {*made_up_fleet.CUSTOMERS["mueller"]["hosts"], HOSTILE_HOST}
    assert mueller["erp01"]["assessed"] is True
    assert mueller[HOSTILE_HOST]["assessed"] is False
    assert mueller["web10"]["last_assessed_at"] == made_up_fleet.LAST_SEEN_AT
    assert report("mueller")["partial"] is (status == "aborted")

    schmidt = report("schmidt")
    assert (schmidt["customer"]["name"], schmidt["customer"]["number"], schmidt["customer"]["provider"]) == ("Schmidt & Söhne KG", "MV-9", "BAUER GROUP")
    assert hosts_of(schmidt)["s1"]["assessed"] is False
    assert report("leer")["hosts"] == []
    assert hosts_of(report("unassigned")).keys() == {"aaa"}
    assert report("unassigned")["customer"]["contract_errors"]
    assert {path.name for path in (state_dir / "reports" / made_up_fleet.RUN_ID).iterdir()} == {
        "overview.html",
        "mueller", "northwind", "praxis", "schmidt", "leer", "unassigned",
    }  # fmt: skip


def test_the_summaries_are_on_the_terminal_and_harmless(play, state_dir):
    made_up_fleet.write_run(state_dir)
    _code, output = play({"mueller": group("mueller", [HOSTILE_HOST])})
    assert "Müller Maschinenbau GmbH · MV-2026-0117" in output
    assert "Der Kunde muss:" in output
    assert "büro <b>1</b> \u241bc" in output
    assert "\x1bc" not in output.split("PLAY RECAP")[0]
    assert str(state_dir / "reports" / made_up_fleet.RUN_ID / "mueller" / "report.html") in output
    page = read_page((state_dir / "reports" / made_up_fleet.RUN_ID / "mueller" / "report.html").read_bytes())
    assert page.all("b") != []
    assert "büro <b>1</b> \u241bc" in page.one("table", class_="matrix").text


def test_a_limit_chooses_customers(play, report, state_dir):
    made_up_fleet.write_run(state_dir)
    code, output = play({"mueller": group("mueller", ["erp01"]), "praxis": group("praxis", ["roentgen"])}, "--limit", "roentgen")
    assert code == 0, output
    assert [path.name for path in (state_dir / "reports" / made_up_fleet.RUN_ID).iterdir()] == ["praxis"]
    assert hosts_of(report("praxis")).keys() == set(made_up_fleet.CUSTOMERS["praxis"]["hosts"])


def test_the_newest_run_is_taken_unless_one_is_named(play, report, state_dir, monkeypatch):
    made_up_fleet.write_run(state_dir)
    monkeypatch.setattr(made_up_fleet, "RUN_ID", "20261123T203000Z-5eed0002")
    monkeypatch.setattr(made_up_fleet, "STARTED_AT", "2026-11-23T20:30:00Z")
    made_up_fleet.write_run(state_dir)
    children = {"praxis": group("praxis", ["roentgen"])}
    play(children)
    assert [path.name for path in (state_dir / "reports").iterdir()] == ["20261123T203000Z-5eed0002"]
    play(children, "-e", "maintenance_run_id=20261122T203000Z-5eed0001")
    assert report("praxis", "20261122T203000Z-5eed0001")["run"]["run_id"] == "20261122T203000Z-5eed0001"


def test_a_report_that_fails_fails_the_play_after_all_others_are_written(play, report, state_dir):
    made_up_fleet.write_run(state_dir)
    in_the_way = state_dir / "reports" / made_up_fleet.RUN_ID / "mueller"
    in_the_way.parent.mkdir(parents=True)
    in_the_way.write_text("a file where the folder should be")
    code, output = play({"mueller": group("mueller", ["erp01"])})
    assert code != 0
    assert "mueller: no report: " in output
    assert len(report("northwind")["hosts"]) == len(made_up_fleet.CUSTOMERS["northwind"]["hosts"])
    assert len(report("praxis")["hosts"]) == len(made_up_fleet.CUSTOMERS["praxis"]["hosts"])


def test_hosts_that_the_run_could_not_assign_are_reported(play, report, state_dir):
    made_up_fleet.write_run(state_dir).write_assessment(assessment("lost-soul", None))
    code, output = play({}, stray=("lost-soul", "other"))
    assert code == 0, output
    assert {name: host["assessed"] for name, host in hosts_of(report("unassigned")).items()} == {"lost-soul": True, "other": False}


@pytest.mark.parametrize("arguments", [(), ("-e", "maintenance_run_id=never-was")])
def test_without_a_run_it_says_so(play, arguments):
    code, output = play({}, *arguments)
    assert code != 0
    assert "no run" in output
    assert "Traceback" not in output

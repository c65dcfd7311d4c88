# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbooks as a whole: a run on file and an inventory made of files. No host of it exists, and none is connected to."""

from __future__ import annotations

import os
import stat

import made_up_fleet
import pytest
import yaml

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.pdf.render import obstacle

RULES = {
    *("rules.csv", "rules.nft", "rules.dnsmasq.conf", "opnsense-aliases.json", "opnsense-aliases.csv", "opnsense-rules.csv"),
    *("fortigate.conf", "windows-firewall.ps1"),
}


@pytest.fixture
def state_dir(tmp_path):
    made_up_fleet.write_run(tmp_path / "state")
    return tmp_path / "state"


@pytest.fixture
def play(ansible, tmp_path, state_dir):
    def run(playbook, *arguments, without=""):
        hosts = {name: {"ansible_host": "192.0.2.10"} if name == "fs01" else {} for name in made_up_fleet.CUSTOMERS["mueller"]["hosts"]}
        children = {"mueller": {"hosts": hosts, "vars": {"maintenance_customer": "mueller"}}}
        inventory = tmp_path / "hosts.yml"
        inventory.write_text(yaml.safe_dump({"all": {"children": children, "vars": {"maintenance_provider": {"name": "BAUER GROUP"}}}}))
        blocker = tmp_path / "blocker"
        blocker.mkdir(exist_ok=True)
        if without:
            (blocker / f"{without}.py").write_text("raise ImportError('left out for the test')")
        return ansible(
            *("playbook", f"bauer_group.remote_maintenance.{playbook}", "-i", str(inventory), "-e", f"maintenance_state_dir={state_dir}", *arguments),
            PYTHONPATH=f"{blocker}:{os.environ.get('PYTHONPATH', '')}",
        )

    return run


@pytest.fixture
def written(state_dir):
    folder = state_dir / "reports" / made_up_fleet.RUN_ID

    def look(customer="mueller"):
        return {str(path.relative_to(folder / customer)): path for path in (folder / customer).rglob("*") if path.is_file()}

    return look


def test_letters_are_written_where_there_is_something_to_ask(play, written):
    if obstacle():
        pytest.skip(obstacle())
    code, output = play("letters")
    assert code == 0, output
    letters = {name for name in written() if name.startswith("letters/")}
    assert letters == {f"letters/{name}.{ending}" for name in ("coordination", "firewall-request", "credentials-request") for ending in ("pdf", "txt")}
    assert {name for name in written("northwind") if name.startswith("letters/")} == {"letters/consent.pdf", "letters/consent.txt"}
    assert written("praxis") == {}
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in written().values())


def test_the_firewall_request_comes_with_its_rules_and_nothing_else(play, written):
    code, output = play("firewall_request", "-e", "letters_formats=text")
    assert code == 0, output
    assert written().keys() == {"letters/firewall-request.txt", *(f"firewall/{name}" for name in RULES)}
    assert "elements = { 192.0.2.10 }" in written()["firewall/rules.nft"].read_text()
    assert "fs01 (192.0.2.10)" in written()["letters/firewall-request.txt"].read_text()
    assert "northwind" not in output.split("TASK")[-1]


def test_everything_and_chosen_formats(play, written):
    code, output = play("firewall_request", "-e", "letters_formats=text firewall_request_formats=csv firewall_request_everything=true", "--limit", "fs01")
    assert code == 0, output
    assert written().keys() == {"letters/firewall-request.txt", "firewall/rules.csv"}
    assert "atera" in written()["firewall/rules.csv"].read_text(encoding="utf-8-sig")
    assert written("northwind") == {}


def test_a_link_stands_in_the_consent_with_its_proof_only(play, written):
    consent = "letters/consent.txt"
    play("letters", "-e", "letters_formats=text")
    assert "go.bauer-group.com" not in written("northwind")[consent].read_text()
    play("letters", "-e", '{"letters_formats": "text", "maintenance_link_proof": "signed by BAUER GROUP"}')
    text = " ".join(written("northwind")[consent].read_text().split())
    assert "go.bauer-group.com/ra-host" in text
    assert "signed by BAUER GROUP" in text


@pytest.mark.parametrize("playbook", ["letters", "report"])
def test_without_weasyprint_the_rest_is_written_and_what_is_missing_is_said(play, written, playbook):
    code, output = play(playbook, "-e", "maintenance_report_formats=html,pdf,prometheus,junit", without="weasyprint")
    assert code == 0, output
    assert "WeasyPrint" in output
    assert "install weasyprint" in " ".join(output.split())
    assert not any(name.endswith(".pdf") for name in written())
    expected = {"letters": "letters/firewall-request.txt", "report": "report.prom"}
    assert expected[playbook] in written()


def test_the_report_in_all_formats(play, written):
    if obstacle():
        pytest.skip(obstacle())
    code, output = play("report", "-e", "maintenance_report_formats=html,pdf,prometheus,junit,csv,json")
    assert code == 0, output
    assert written().keys() == {f"report.{ending}" for ending in ("html", "pdf", "prom", "xml", "csv", "json")}


def test_an_unknown_format_is_refused(play):
    code, output = play("report", "-e", "maintenance_report_formats=docx")
    assert code != 0
    assert "docx" in output

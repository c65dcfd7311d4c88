# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
import stat
from pathlib import Path

import made_up_fleet
import pytest
from page import read_page

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.outputs import FORMATS, Output
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.publish import Publisher
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.roster import Roster
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import validator


@pytest.fixture
def state_dir(tmp_path):
    return tmp_path / "state"


@pytest.fixture
def published(state_dir, tmp_path):
    """Publishes one customer's report of the made-up run, after `spoil` had its way with the files."""

    def publish(customer="mueller", status="complete", spoil=lambda: None):
        run = made_up_fleet.write_run(state_dir, status)
        spoil()
        return Publisher(run, state_dir, tmp_path / "reports").publish(customer, Roster(run).members[customer])

    return publish


def test_all_three_files_hold_every_host(published):
    paths = published().paths
    report = json.loads(Path(paths["json"]).read_text(encoding="ascii"))
    validator("report").validate(report)
    hosts = [host["host"] for host in report["hosts"]]
    assert sorted(hosts) == sorted(made_up_fleet.CUSTOMERS["mueller"]["hosts"])
    assert [article.one("h3").text for article in read_page(Path(paths["html"]).read_bytes()).all("article")] == hosts
    table = Path(paths["csv"]).read_text(encoding="utf-8-sig")
    assert all(f'"{host}"' in table for host in hosts)


def test_only_the_owner_can_read_them(published, tmp_path):
    published()
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "reports").rglob("*")}
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o600}
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o700}


def test_they_lie_where_the_run_and_the_customer_say(published, tmp_path):
    folder = tmp_path / "reports" / made_up_fleet.RUN_ID / "mueller"
    assert published().paths == {kind: str(folder / f"report.{kind}") for kind in ("json", "csv", "html")}
    assert sorted(path.name for path in folder.iterdir()) == ["report.csv", "report.html", "report.json"]


def test_the_summary_ends_with_where_the_page_lies(published):
    done = published("northwind")
    assert done.summary.endswith(f"Report: {done.paths['html']}\n")
    assert done.problems == []


def test_the_report_of_a_run_that_was_aborted_says_so(published):
    done = published(status="aborted")
    assert json.loads(Path(done.paths["json"]).read_text())["partial"] is True


def test_the_last_assessment_of_a_lost_host_comes_from_the_history(published):
    report = json.loads(Path(published().paths["json"]).read_text())
    last = {host["host"]: host["last_assessed_at"] for host in report["hosts"]}
    assert last["web10"] == made_up_fleet.LAST_SEEN_AT
    assert last["switch-halle-2"] is None
    assert last["erp01"] == made_up_fleet.CHECKED_AT


def test_a_damaged_history_costs_the_dates_and_is_told(published, state_dir):
    done = published(spoil=lambda: (state_dir / "runs" / made_up_fleet.RUN_ID / "history-mueller.json").write_text("{"))
    assert len(done.problems) == 1
    assert "history" in done.problems[0]
    hosts = json.loads(Path(done.paths["json"]).read_text())["hosts"]
    assert [host["last_assessed_at"] for host in hosts if host["host"] == "web10"] == [None]


def test_an_assessment_that_cannot_be_read_is_a_host_with_unknown_findings(published, state_dir):
    done = published(spoil=lambda: (state_dir / "runs" / made_up_fleet.RUN_ID / "mueller" / "erp01.json").write_text("{"))
    (host,) = [host for host in json.loads(Path(done.paths["json"]).read_text())["hosts"] if host["host"] == "erp01"]
    assert {finding["status"] for finding in host["findings"]} == {"unknown"}
    assert len(host["findings"]) == len(made_up_fleet.REQUIREMENTS)


def test_a_file_that_cannot_be_written_leaves_the_earlier_one(state_dir, tmp_path, monkeypatch):
    run = made_up_fleet.write_run(state_dir)
    publisher, member = Publisher(run, state_dir, tmp_path / "reports"), Roster(run).members["mueller"]
    page = Path(publisher.publish("mueller", member).paths["html"])
    before = page.read_bytes()

    def broken(*_arguments):
        yield b"half a page"
        raise OSError("disk full")

    monkeypatch.setitem(FORMATS, "html", Output("report.html", broken))
    with pytest.raises(OSError, match="disk full"):
        publisher.publish("mueller", member)
    assert page.read_bytes() == before
    assert sorted(path.name for path in page.parent.iterdir()) == ["report.csv", "report.html", "report.json"]


def test_the_overviews_part_is_in_the_overviews_language(state_dir, tmp_path):
    run = made_up_fleet.write_run(state_dir)
    member = Roster(run).members["mueller"]
    said = {
        language: [one.todo for one in Publisher(run, state_dir, tmp_path / "reports", overview_language=language).publish("mueller", member).card.nexts]
        for language in ("de", "en", None)
    }
    assert said[None] == said["de"] != said["en"]
    assert "Tell us valid credentials." in " ".join(said["en"])

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Evidence from the playbook that records it to the one that verifies it, and AWX's slices, which have nothing but the store in common."""

from __future__ import annotations

import json
import re
import sqlite3

import pytest
from playbook_control import Control, customer

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.history.document import history_of

VERIFY = "bauer_group.remote_maintenance.verify_evidence"
REPORT = "bauer_group.remote_maintenance.report"


@pytest.fixture
def fleet(local, down):
    def made(**hosts):
        return {"acme": customer("acme", "A-1", hosts or {"h1": local, "h2": down})}

    return made


def verified(control, fleet, *arguments):
    return control.play(fleet, *arguments, playbook=VERIFY)


def test_a_run_is_recorded_signed_printed_and_verified(control, fleet):
    run = control.play(fleet()).run
    head = history_of(run, "acme")["evidence"]["head"]
    done = verified(control, fleet())
    assert done.status == 0, done.output
    assert f"acme: all 3 records fit; head {head}" in done.output
    assert verified(control, fleet(), "-e", f"maintenance_evidence_customer=acme maintenance_head={head}").status == 0
    wrong = verified(control, fleet(), "-e", f"maintenance_evidence_customer=acme maintenance_head=3:{'0' * 64}")
    assert wrong.status != 0
    assert "record 3 is not the one that the given head names" in wrong.output
    assert "there is no evidence of acmee" in verified(control, fleet(), "-e", "maintenance_evidence_customer=acmee").output


def test_a_record_that_was_changed_is_named(control, fleet):
    control.play(fleet())
    with sqlite3.connect(control.state / "store.sqlite") as store:
        store.execute("UPDATE records SET record = replace(record, 'unknown', 'met') WHERE host = 'h2'")
    done = verified(control, fleet())
    assert done.status != 0
    assert re.search(r"acme: record \d \(assessment of h2 in run .*\) was changed", done.output), done.output


def test_what_is_new_is_told_by_the_store(control, fleet, local, down):
    """Also where nothing but the store is left, as in a container."""
    first = control.play(fleet(h1=local))
    assert first.status == 0, first.output
    for path in (control.state / "runs").iterdir():
        path.rename(control.folder / path.name)
    second = control.play({"acme": customer("acme", "A-1", {"h1": {**local, "maintenance_credentials": "none"}})})
    assert second.status != 0
    assert "unmet that were not at the last run" in second.output
    assert [change["requirement"] for change in history_of(second.run, "acme")["changes"]["new"]] == ["access.credentials"]


def test_a_run_without_its_evidence_fails_and_still_reports(control, fleet):
    control.play(fleet())
    (control.state / "store.sqlite").write_bytes(b"no database " * 100)
    for leftover in control.state.glob("store.sqlite-*"):
        leftover.unlink()
    failed = control.play(fleet())
    assert failed.status != 0
    assert "not a database" in failed.output


@pytest.fixture
def slice_of(tmp_path, ansible):
    """A container of its own for each slice: only the store is shared."""

    def made(name):
        folder = tmp_path / name
        folder.mkdir()
        return Control(folder, ansible("ansible-playbook"))

    return made


def test_a_lost_slice_is_unknown_in_the_report_over_all(tmp_path, slice_of, fleet, local):
    url = json.dumps({"maintenance_store_url": f"sqlite:///{tmp_path}/shared.sqlite", "maintenance_run_id": "workflow-17"})
    for name, host in (("slice1", "h1"), ("slice2", "h2")):
        done = slice_of(name).play(fleet(**{host: local}), "-e", url)
        assert done.status == 0, done.output
    everything = slice_of("report")
    done = everything.play(fleet(h1=local, h2=local, h3=local), "-e", url, playbook=REPORT)
    assert done.status == 0, done.output
    report = json.loads((everything.state / "reports" / "workflow-17" / "acme" / "report.json").read_text())
    assert {host["host"]: host["assessed"] for host in report["hosts"]} == {"h1": True, "h2": True, "h3": False}
    assert report["run"]["run_id"] == "workflow-17"

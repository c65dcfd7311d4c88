# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import clock, processes, store
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.begin import begin, begun_hosts, note_batch
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.lost import lost_assessment
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RunDirectory, RunError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import validator

REQUIREMENTS = ["dns.udp", "access.credentials"]


@pytest.fixture
def run(tmp_path):
    return begin(tmp_path, None, REQUIREMENTS, False, os.getpid(), "2.19.0")


def assessment(run, host, customer="acme"):
    return lost_assessment(run.run, host, customer, "not_reached")


def test_a_new_run_is_as_the_schema_says(run):
    validator("run").validate(run.run)
    assert run.run["status"] == "running"
    assert re.fullmatch(r"\d{8}T\d{6}Z-[0-9a-f]{8}", run.run_id)


def test_what_is_written_is_read(run):
    written = [assessment(run, "b"), assessment(run, "a"), assessment(run, "x", None), assessment(run, "y", "unassigned")]
    for one in written:
        validator("assessment").validate(one)
        run.write_assessment(one)
    assert [one["host"] for one in run.read_assessments("acme")] == ["a", "b"]
    assert [one["host"] for one in run.read_assessments(None)] == ["x"]
    assert [one["host"] for one in run.read_assessments("unassigned")] == ["y"]
    assert sorted(one["host"] for one in run.read_assessments()) == ["a", "b", "x", "y"]
    assert list(run.read_assessments("nobody")) == []


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff", b'{"format": 1, "host": "a"}', b" " * (store.LARGEST_ASSESSMENT + 1)])
def test_a_broken_file_is_a_lost_host_and_not_no_host(run, content):
    run.write_assessment(assessment(run, "Büro 1"))
    next((run.path / "acme").iterdir()).write_bytes(content)
    (lost,) = run.read_assessments()
    validator("assessment").validate(lost)
    assert (lost["host"], lost["customer"]) == ("Büro 1", "acme")
    assert {(finding["id"], finding["status"], finding["reason"]) for finding in lost["findings"]} == {
        ("dns.udp", "unknown", "assessment_unreadable"),
        ("access.credentials", "unknown", "assessment_unreadable"),
    }


def test_files_in_the_making_and_kept_observations_are_no_assessments(run):
    run.write_assessment(assessment(run, "a"))
    (run.path / "acme" / ".a.json.0123").write_text("{", encoding="utf-8")
    run.keep_observation("acme", "a", {"format": 1})
    assert [one["host"] for one in run.read_assessments()] == ["a"]


def test_ids_are_taken_once_and_name_no_other_folder(tmp_path, run):
    with pytest.raises(RunError, match="exists already"):
        begin(tmp_path, run.run_id, REQUIREMENTS, False, os.getpid(), "2.19.0")
    for wrong in ("../x", "a/b", "", ".x", "x" * 101, "a b"):
        with pytest.raises(RunError, match="maintenance_run_id"):
            RunDirectory.create(tmp_path, {**run.run, "run_id": wrong})


def test_a_run_whose_controller_is_gone_is_aborted(run):
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True, check=True)
    run.write_run({**run.run, "controller": {"pid": int(gone.stdout), "process_started": "1"}})
    assert run.run["status"] == "aborted"
    run.write_run({**run.run, "status": "running", "controller": {"pid": os.getpid(), "process_started": "another"}})
    assert run.run["status"] == "aborted"


def test_a_finished_run_stays_complete_when_its_controller_ends(run):
    run.write_run({**run.run, "status": "complete", "controller": {"pid": 1, "process_started": "another"}})
    assert run.run["status"] == "complete"


def test_the_newest_run_is_the_one_that_began_last(tmp_path, run):
    older = begin(tmp_path, "older", REQUIREMENTS, False, os.getpid(), "2.19.0")
    older.write_run({**older.run, "started_at": "2020-01-01T00:00:00Z"})
    (store.runs_directory(tmp_path) / "no run").mkdir()
    assert store.newest(tmp_path).run_id == run.run_id
    assert store.newest(tmp_path / "nowhere") is None


def test_a_batch_joins_the_run_that_its_process_began(tmp_path, run):
    assert store.begun_by(tmp_path, os.getpid()).run_id == run.run_id
    assert store.begun_by(tmp_path, os.getppid()) is None
    run.mark(store.COMPLETE, clock.written(clock.now()))
    assert store.begun_by(tmp_path, os.getpid()) is None


def test_batches_add_up(run):
    note_batch(run, ["a", "b"])
    note_batch(run, ["c"])
    assert begun_hosts(run) == {"a", "b", "c"}


def test_documents(run):
    assert run.read_document("plan") is None
    run.write_document("plan", [1])
    assert run.read_document("plan") == [1]
    (run.path / "plan.json").write_text("{", encoding="utf-8")
    with pytest.raises(RunError, match="cannot be read"):
        run.read_document("plan")


def test_a_folder_without_a_run_is_none(tmp_path):
    with pytest.raises(RunError, match="no run directory"):
        RunDirectory.load(tmp_path)


def test_processes_are_told_apart_by_when_they_started():
    started = processes.process_started(os.getpid())
    assert processes.is_alive(os.getpid(), started)
    assert not processes.is_alive(os.getpid(), "another")
    assert not processes.is_alive(None, None)
    assert not processes.is_alive(2**22 + 1, None)

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from pathlib import Path

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.begun import begun_run
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.variables import Variables
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RunError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import InputError


def run_in(state_dir: Path, run_id: str) -> str:
    folder = state_dir / "runs" / run_id
    folder.mkdir(parents=True)
    (folder / "run.json").write_text("{}")
    return run_id


def variables(**given: object) -> Variables:
    return Variables(given, lambda value: value)


def arguments(run_id: str | None = None, state_dir: Path | None = None) -> dict:
    return {"run_id": run_id, "state_dir": str(state_dir) if state_dir else None}


def test_the_variable_names_the_run(tmp_path: Path):
    begun = {"run_id": run_in(tmp_path, "one"), "state_dir": str(tmp_path), "changed": False}
    state_dir, run = begun_run(arguments(), variables(assessment_run=begun))
    assert (state_dir, run.path) == (tmp_path, tmp_path / "runs" / "one")


def test_the_options_count_for_more(tmp_path: Path):
    begun = {"run_id": run_in(tmp_path / "a", "one"), "state_dir": str(tmp_path / "a")}
    run_in(tmp_path / "b", "two")
    state_dir, run = begun_run(arguments("two", tmp_path / "b"), variables(assessment_run=begun))
    assert (state_dir, run.run_id) == (tmp_path / "b", "two")


def test_without_a_state_folder_it_is_the_default_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    run_in(tmp_path / ".local/state/bauer_group/remote_maintenance", "one")
    assert begun_run(arguments("one"), variables())[1].run_id == "one"


@pytest.mark.parametrize("given", [{}, {"assessment_run": {"failed": True}}, {"assessment_run": "one"}, {"assessment_run": {"run_id": 1}}],
                         ids=["not set", "begin_run failed", "a text", "no name"])
def test_where_nothing_names_a_run_the_message_says_what_would(given: dict):
    with pytest.raises(InputError, match="assessment_run.*the result of begin_run"):
        begun_run(arguments(), variables(**given))


def test_a_run_that_is_not_on_file(tmp_path: Path):
    with pytest.raises(RunError, match="no run directory"):
        begun_run(arguments("gone", tmp_path), variables())


@pytest.mark.parametrize("run_id", ["../one", "one/../../elsewhere", "..", "", "a b", "/tmp/one", "one\n"])
def test_no_id_leads_out_of_the_folder_of_runs(tmp_path: Path, run_id: str):
    for folder in (tmp_path, tmp_path / "runs", tmp_path / "runs" / "one", tmp_path / "one", tmp_path / "elsewhere"):
        folder.mkdir(exist_ok=True)
        (folder / "run.json").write_text("{}")
    with pytest.raises(RunError, match="there is no run"):
        begun_run(arguments(), variables(assessment_run={"run_id": run_id, "state_dir": str(tmp_path)}))

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A run is complete and its exit code right whatever part of the fleet can be reached, and however it is played."""

from __future__ import annotations

import pytest
from playbook_control import customer

EVERYBODY = ["h1", "h2", "h3", "h4"]


def fleet(*states: dict) -> dict:
    return {"acme": customer("acme", "A-1", dict(zip(EVERYBODY, states, strict=True)))}


@pytest.fixture
def fleets(local, down, no_lookup):
    return {
        "all reached": fleet(local, local, local, local),
        "half reached": fleet(down, local, down, local),
        "none reached": fleet(down, down, down, down),
        "first without its password": fleet(no_lookup, local, down, local),
        "nobody has a password": fleet(no_lookup, no_lookup, no_lookup, no_lookup),
    }


REASONS = {
    "all reached": ["logged_in"] * 4,
    "half reached": ["connection_refused", "logged_in"] * 2,
    "none reached": ["connection_refused"] * 4,
    "first without its password": ["credentials_unresolved", "logged_in", "connection_refused", "logged_in"],
    "nobody has a password": ["credentials_unresolved"] * 4,
}


@pytest.mark.parametrize("name", sorted(REASONS))
def test_every_host_is_in_the_run_and_in_the_report(control, fleets, name):
    played = control.play(fleets[name])
    assert played.status == 0, played.output
    assert played.run.run["status"] == "complete"
    reasons = {reason if reason != "not_administrative" else "logged_in" for reason in REASONS[name]}
    assert set(played.access().values()) <= reasons | {"not_administrative"}
    assert list(played.access()) == EVERYBODY
    assert played.reported("acme") == EVERYBODY


@pytest.mark.parametrize("arguments", [["--forks", "1"], ["--check"], ["-e", "maintenance_run_id=mine"]])
def test_it_can_be_played_otherwise(control, fleets, arguments):
    played = control.play(fleets["first without its password"], *arguments)
    assert played.status == 0, played.output
    assert list(played.access()) == EVERYBODY
    assert played.reported("acme") == EVERYBODY


def test_a_limit_is_kept(control, fleets):
    played = control.play(fleets["first without its password"], "--limit", "h1,h3")
    assert played.status == 0, played.output
    assert played.access() == {"h1": "credentials_unresolved", "h3": "connection_refused"}
    assert played.reported("acme") == ["h1", "h3"]


@pytest.mark.parametrize("name", ["first without its password", "none reached"])
def test_batches_are_one_run(control, fleets, tmp_path, name):
    playbook = tmp_path / "serial.yml"
    playbook.write_text(
        "- hosts: all\n  gather_facts: false\n  serial: 1\n  tasks:\n"
        "    - import_role: {name: bauer_group.remote_maintenance.assessment, rolespec_validate: false}\n",
        encoding="utf-8",
    )
    played = control.play(fleets[name], playbook=str(playbook))
    assert played.status == 0, played.output
    assert len(list((control.state / "runs").iterdir())) == 1
    assert list(played.access()) == EVERYBODY
    assert played.run.run["status"] == "complete"
    assert played.output.count("Report: ") == 1


def test_variables_of_all_that_cannot_be_resolved_stop_nothing(control, down):
    inventory = {"all": {"vars": {"ansible_password": "{{ not_set }}", "ansible_become_password": "{{ not_set }}"}, "children": fleet(down, down, down, down)}}
    played = control.play(inventory)
    assert played.status == 0, played.output
    assert set(played.access().values()) == {"credentials_unresolved"}
    assert {assessment["access"]["detail"] for assessment in played.hosts.values()} == {"ansible_password"}


def test_a_host_whose_connection_plugin_is_not_there_is_ours_to_look_into(control, local):
    played = control.play(fleet(local, {"ansible_connection": "no.such.plugin"}, local, local))
    assert played.status == 0, played.output
    assert played.hosts["h2"]["access"]["reason"] == "control_node_unfit"


class TestExitCode:
    """`compliance_fail_on`: unmet is what a host without credentials has."""

    @pytest.fixture
    def without(self):
        return fleet(*[{"maintenance_credentials": "none"}] * 4)

    @pytest.mark.parametrize(("policy", "status"), [("never", 0), ("new", 0), ("unmet", 2), ("unmet_or_unknown", 2)])
    def test_at_the_first_run(self, control, without, policy, status):
        assert control.play(without, "-e", f"compliance_fail_on={policy}").status == status

    def test_what_is_new_fails_once(self, control, fleets, without):
        assert control.play(fleets["all reached"]).status == 0
        second = control.play(without)
        assert second.status == 2, second.output
        assert "that were not at the last run" in second.output
        assert control.play(without).status == 0

    def test_unknown_is_no_failure_by_default(self, control, fleets):
        assert control.play(fleets["none reached"], "-e", "compliance_fail_on=unmet").status == 0
        assert control.play(fleets["none reached"], "-e", "compliance_fail_on=unmet_or_unknown").status == 2

    def test_the_reports_are_there_when_it_fails(self, control, without):
        assert control.play(without, "-e", "compliance_fail_on=unmet").reported("acme") == EVERYBODY


def test_tags_choose_requirements(control, fleets):
    played = control.play(fleets["all reached"], "--tags", "access.credentials", "-e", '{"maintenance_requirements": []}')
    assert played.status == 0, played.output
    assert played.run.run["requirements"] == ["access.credentials"]
    assert played.statuses("h1") == {"access.credentials": "met"}

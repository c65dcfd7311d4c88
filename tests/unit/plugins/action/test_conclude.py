# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The end of an act: held against what is on file of the host, whatever other roles' variables say."""

from __future__ import annotations

import os
from types import SimpleNamespace

import pytest
from ansible.errors import AnsibleError

from ansible_collections.bauer_group.remote_maintenance.plugins.action.conclude import ActionModule
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act import lock, records
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.look import Look
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.variables import Variables
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.begin import begin
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.lost import lost_assessment
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import InputError

HOST = "erp01"
CUSTOMER = "mueller"
MET = ("access.credentials", "access.privilege")
CONTRACT = {"customer": "Müller", "number": "A-1", "language": "en", "starts_on": "2026-01-01", "products": ["teamviewer", "atera"]}
VARIABLES = {
    "maintenance_customer": CUSTOMER, "maintenance_device_class": "server", "maintenance_contract": CONTRACT, "maintenance_provider": {"name": "BAUER GROUP"},
}
REMOVED = {"teamviewer": records.Act(records.ACTED, ("unassign", "remove", "forget")), "atera": records.Act(records.ACTED, ("remove", "withdraw"))}


def resolve(value):
    if value == "{{ not_set }}":
        raise AnsibleError("not set")
    return value


@pytest.fixture
def run(tmp_path):
    begun = begin(tmp_path, None, list(MET), False, os.getpid(), "2.19.0")
    begun.write_document("customers", [CUSTOMER])
    return begun


@pytest.fixture
def conclude(run, monkeypatch):
    """`conclude(acts, looks)`: the outcomes, where these looks are on file (None: not seen); more are variables of the host."""

    def concluded(acts, looks, state="absent", met=MET, **more):
        assessment = lost_assessment(run.run, HOST, CUSTOMER, "host_unreachable")
        for finding in assessment["findings"]:
            finding.update({"status": "met", "reason": "logged_in"} if finding["id"] in met else {})
        run.write_assessment(assessment)
        records.keep_looks(run, CUSTOMER, HOST, looks)
        for product, act in acts.items():
            records.note(run, CUSTOMER, HOST, product, act)
        state_dir = run.path.parent.parent
        lock.take(state_dir, CUSTOMER, HOST, os.getppid(), run.run_id)
        monkeypatch.setattr(ActionModule, "said_on_command_line", lambda self: {})
        monkeypatch.setattr(ActionModule, "variables", lambda self, task_vars: Variables(task_vars, resolve))
        action = object.__new__(ActionModule)
        action._task = SimpleNamespace(check_mode=False)
        variables = {"inventory_hostname": HOST, "group_names": [CUSTOMER], **VARIABLES, **more}
        arguments = {"state_dir": str(state_dir), "run_id": run.run_id, "product": None, "state": state, "failure": None}
        try:
            return action.work(arguments, variables)["outcomes"]
        finally:
            # Given back: somebody else may take it.
            assert lock.take(state_dir, CUSTOMER, HOST, os.getpid(), "another") is None

    return concluded


def both(outcome):
    return {"teamviewer": outcome, "atera": outcome}


def test_what_a_look_shows_to_be_gone_is_proven(conclude):
    assert conclude(REMOVED, []) == both(records.PROVEN)


def test_of_a_host_that_was_lost_nothing_is_proven(conclude, run):
    assert conclude(REMOVED, None, met=()) == both(records.FAILED)
    messages = {act.message for act in records.acts_of(run, CUSTOMER, HOST).values()}
    assert [message.partition(".")[0] for message in messages] == ["The device cannot be reached"]


def test_what_was_not_looked_at_whole_proves_nothing(conclude):
    assert conclude(REMOVED, None) == both(records.FAILED)


@pytest.mark.parametrize("tags", ["install", "register"])
def test_tags_change_nothing_about_that(conclude, tags):
    assert conclude(REMOVED, None, ansible_run_tags=[tags]) == both(records.FAILED)


def test_what_is_there_still(conclude):
    seen = [Look("teamviewer", "running", owner="ours", managed=True, client_id="1"), Look("atera", "running", owner="unknown")]
    assert conclude(REMOVED, seen) == both(records.FAILED)


def test_another_roles_variables_fail_nobody(conclude):
    acts = {"teamviewer": REMOVED["teamviewer"], "teamviewer-quicksupport": records.Act(records.NOTHING_TO_DO)}
    assert conclude(acts, [], attended_client_checksum="{{ not_set }}") == {"teamviewer": "proven", "teamviewer-quicksupport": "nothing_to_do"}


def test_the_host_is_free_again_whatever_is_wrong_with_a_variable(conclude):
    with pytest.raises(InputError, match="unattended_client_version"):
        conclude(REMOVED, [], unattended_client_version="{{ not_set }}")

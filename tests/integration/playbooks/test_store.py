# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The store as playbooks use it: what is enrolled is found by the next run, and its URL's password by nobody."""

from __future__ import annotations

import pytest
import yaml
from playbook_control import customer
from postgresql import PostgreSQL

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import register
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.open import open_store

ENROL = {
    "name": "Enrol",
    "hosts": "all",
    "gather_facts": False,
    "tasks": [
        {
            "name": "Enter the client",
            "bauer_group.remote_maintenance.enrolment": {
                "state": "{{ enrolled | default('present') }}",
                "customer": "acme",
                "product": "teamviewer",
                "client_id": "1200345678",
                "management_id": "{M-1}",
                "assignment_id": "Canary-assignment",
                "store_url": "{{ maintenance_store_url | default(omit) }}",
                "state_dir": "{{ maintenance_state_dir }}",
                "run_id": "{{ of_run | default(omit) }}",
            },
        }
    ],
}


@pytest.fixture
def fleet(local):
    return {"acme": customer("acme", "A-1", {"h1": local})}


@pytest.fixture
def enrol(control, fleet):
    playbook = control.folder / "enrol.yml"
    playbook.write_text(yaml.safe_dump([ENROL]))
    return lambda *arguments, **environment: control.play(fleet, *arguments, playbook=str(playbook), **environment)


def enrolled(control, url=None, history=False):
    with open_store(control.state, url) as store:
        return store.enrolments.of_customer("acme", history)


def test_a_client_is_enrolled_once_and_taken_back(control, enrol):
    checked = enrol("--check", "--diff")
    assert "changed=1" in checked.output, checked.output
    assert enrolled(control) == []
    assert "changed=1" in enrol("-vvvv").output
    again = enrol()
    assert "changed=0" in again.output, again.output
    [one] = enrolled(control)
    assert (one.host, one.client_id, one.management_id) == ("h1", "1200345678", "{M-1}")
    assert one.was_made_with("Canary-assignment")
    assert "changed=1" in enrol("-e", "enrolled=absent").output
    assert "changed=0" in enrol("-e", "enrolled=absent").output
    assert enrolled(control) == []
    assert len(enrolled(control, history=True)) == 1


def test_the_diff_shows_what_changes_and_no_secret(enrol):
    shown = enrol("--diff", "-vvvv")
    assert "1200345678" in shown.output
    assert "Canary-assignment" not in shown.output


def test_the_next_run_knows_what_was_enrolled(control, enrol, fleet):
    enrol()
    played = control.play(fleet)
    assert played.status == 0, played.output
    assert [one["management_id"] for one in register.register_of(played.run, "acme", "h1")] == ["{M-1}"]


def test_the_same_run_learns_what_is_enrolled_while_it_goes(control, enrol, fleet):
    run = control.play(fleet).run
    assert register.register_of(run, "acme", "h1") == []
    enrol("-e", f"of_run={run.run_id}")
    assert [one["management_id"] for one in register.register_of(run, "acme", "h1")] == ["{M-1}"]


def test_a_dead_store_fails_the_task_and_loses_nothing(control, enrol, fleet, postgresql):
    server = PostgreSQL()
    try:
        server.create()
        url = server.new_database()
        secret = control.folder / "secret.yml"
        secret.write_text(yaml.safe_dump({"maintenance_store_url": url}))
        assert enrol("-e", f"@{secret}").status == 0
        run = control.play(fleet, "-e", f"@{secret}").run
        server.stop()
        failed = enrol("-vvvv", "-e", f"@{secret}", "-e", "enrolled=absent", "-e", f"of_run={run.run_id}")
        assert failed.status != 0
        assert "taken in the next time" in failed.output
        assert register.register_of(run, "acme", "h1") == []
        assert "cannot be used" in control.play(fleet, "-vvvv", "-e", f"@{secret}").output
        assert server.password not in failed.output
        server.start()
        played = control.play(fleet, "-vvvv", "-e", f"@{secret}")
        assert played.status == 0, played.output
        assert enrolled(control, url) == []
        assert server.password not in played.output
        assert not [path for path in control.state.rglob("*") if path.is_file() and server.password.encode() in path.read_bytes()]
    finally:
        server.remove()


def test_a_job_of_awx_needs_a_store_elsewhere(control, fleet):
    refused = control.play(fleet, AWX_PRIVATE_DATA_DIR="/runner")
    assert refused.status != 0
    assert "maintenance_store_url must be set" in refused.output
    assert not (control.state / "runs").exists()

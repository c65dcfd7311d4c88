# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import os
import stat

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.ownership.evidence import Knowledge
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import register
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.begin import begin
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RunError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.enrolment import Enrolment

ERP = Enrolment("a/b", "erp.01", "teamviewer", "2026-11-23T10:00:00Z", client_id="12", management_id="{M}").with_assignment("secret")
AGENT = Enrolment("a/b", "erp.01", "atera", "2026-11-23T10:00:00Z")


@pytest.fixture
def run(tmp_path):
    return begin(tmp_path, None, ["dns.udp"], False, os.getpid(), "2.19.0")


def test_each_host_finds_its_own(run):
    register.export(run, [ERP, AGENT, Enrolment("other", "erp.01", "teamviewer", "2026-11-23T10:00:00Z")])
    assert register.register_of(run, "a/b", "erp.01") == [ERP.as_shown(), AGENT.as_shown()]
    assert register.register_of(run, "a/b", "erp.02") == []
    assert register.register_of(run, None, "erp.01") == []


def test_what_the_run_does_replaces_what_it_found(run):
    register.export(run, [ERP, AGENT])
    anew = Enrolment("a/b", "erp.01", "teamviewer", "2026-11-23T11:00:00Z", management_id="{N}")
    register.change(run, "a/b", "erp.01", "teamviewer", anew)
    assert register.register_of(run, "a/b", "erp.01") == [AGENT.as_shown(), anew.as_shown()]
    register.change(run, "a/b", "erp.01", "teamviewer", None)
    assert register.register_of(run, "a/b", "erp.01") == [AGENT.as_shown()]


def test_nothing_made_from_a_secret_is_on_file(run):
    register.export(run, [ERP])
    [path] = (run.path / "register.hosts").rglob("*.json")
    assert ERP.assignment_digest not in path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_run_s_customers_are_not_mistaken(run):
    register.export(run, [ERP])
    assert run.customers() == []


def test_it_is_what_the_judge_reads(run):
    register.export(run, [ERP])
    [known] = Knowledge.of({"register": register.register_of(run, "a/b", "erp.01")}).register
    assert (known.product, known.management_id, known.client_id) == ("teamviewer", "m", "12")


def test_a_damaged_file_is_said(run):
    register.export(run, [ERP])
    [path] = (run.path / "register.hosts").rglob("*.json")
    path.write_text("{")
    with pytest.raises(RunError, match="cannot be read"):
        register.register_of(run, "a/b", "erp.01")

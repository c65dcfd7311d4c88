# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an assessment leaves for roles that act by it."""

from __future__ import annotations

import os

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access import status
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access.status import Access
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act import records
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.look import Look
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.assess import HostAssessment
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.variables import Variables
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.begin import begin

BEFORE = (Look("teamviewer", "running"),)
CONTRACT = {"customer": "Müller", "number": "A-1", "language": "de", "starts_on": "2026-01-01", "products": ["teamviewer"]}
VARIABLES = {
    "maintenance_customer": "mueller", "maintenance_device_class": "server", "maintenance_contract": CONTRACT, "maintenance_provider": {"name": "BAUER GROUP"},
}


@pytest.fixture
def left(tmp_path):
    """`left(acting, reference)`: the reason of the findings and the looks that are on file of a host that is lost in the end."""

    def made(acting, reference=None):
        run = begin(tmp_path, None, ["access.credentials", "client.installed"], False, os.getpid(), "2.19.0")
        records.keep_looks(run, "mueller", "erp01", BEFORE)
        if reference is not None:
            run.write_document("reference", reference)
        work = HostAssessment(run, tmp_path, "erp01", ["mueller"], ["mueller"], Variables(VARIABLES, lambda value: value), acting)
        found = work.made_without_contact(Access.because(status.HOST_UNREACHABLE, attempted=True))
        return found["access"]["reason"], records.looks_of(run, "mueller", "erp01")

    return made


def test_a_host_that_is_lost_leaves_no_look(left):
    assert left(acting=True) == ("host_unreachable", None)


def test_an_assessment_that_fails_leaves_no_look(left):
    assert left(acting=True, reference=["none"]) == ("internal_error", None)


def test_where_nobody_acts_nothing_is_put_on_file(left):
    assert left(acting=False) == ("host_unreachable", BEFORE)

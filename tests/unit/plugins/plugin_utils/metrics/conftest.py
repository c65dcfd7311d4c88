# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import made_up_fleet
import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.build import build_report


@pytest.fixture
def report_of():
    def make(*assessments, further_hosts=(), **changes):
        run = {
            "run_id": made_up_fleet.RUN_ID, "status": "complete", "started_at": made_up_fleet.STARTED_AT, "finished_at": made_up_fleet.FINISHED_AT,
            "requirements": made_up_fleet.REQUIREMENTS, "trust_anchor": False, "customers": {},
        }  # fmt: skip
        customer = {"id": "mueller", "name": "Müller", "number": "1", "language": "de", **changes}
        return build_report(run, customer, assessments, {}, "2026-11-22T20:35:00Z", further_hosts)

    return make


@pytest.fixture
def fleet(report_of):
    return report_of(*(one for one in made_up_fleet.made_up_assessments() if one["customer"] == "mueller"), further_hosts=["web10"])

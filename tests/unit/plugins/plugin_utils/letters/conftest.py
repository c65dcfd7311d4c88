# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import made_up_fleet
import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.build import build_report
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.load import texts


@pytest.fixture(params=["de", "en"])
def words(request):
    return texts(request.param)


@pytest.fixture
def report_of():
    """A report on these assessments alone, of a made-up customer that `changes` can change."""

    def make(*assessments, further_hosts=(), status="complete", **changes):
        run = {
            "run_id": made_up_fleet.RUN_ID,
            "status": status,
            "started_at": made_up_fleet.STARTED_AT,
            "finished_at": made_up_fleet.FINISHED_AT,
            "requirements": made_up_fleet.REQUIREMENTS,
            "trust_anchor": False,
            "customers": {},
        }
        entry = {key: value for key, value in made_up_fleet.CUSTOMERS["mueller"].items() if key != "hosts"}
        return build_report(run, {"id": "mueller", **entry, **changes}, assessments, {}, "2026-11-22T20:35:00Z", further_hosts)

    return make


@pytest.fixture
def fleet(report_of):
    return report_of(*(one for one in made_up_fleet.made_up_assessments() if one["customer"] == "mueller"))

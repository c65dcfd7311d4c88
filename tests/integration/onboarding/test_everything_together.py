# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole customer, a server and a workstation without consent: all three roles in one run, nothing in the next, and all of it taken back."""

from __future__ import annotations

import contextlib

from lab.vendors.atera import ACCOUNTS
from lab.vendors.quicksupport import FOLDER, MENU_ENTRY
from onboarding_on_the_lab import BOTH, CONTRACT, HOST, NUMBER, OFFICE, acts, changed, reports
from scenario import played

CANARY = "CANARY"


def outcomes(run, host):
    return {product: act["outcome"] for product, act in acts(run, host).items()}


def test_a_server_and_a_workstation(onboarding, lab):
    with contextlib.ExitStack() as stage:
        for host in (HOST, OFFICE):
            stage.enter_context(lab.atera.on(host))
        stage.enter_context(lab.quicksupport.on(OFFICE))
        script = stage.enter_context(lab.atera.serving())
        archive = stage.enter_context(lab.quicksupport.serving())
        onboarding.contract = {**CONTRACT, "products": ["teamviewer", "atera"]}
        onboarding.variables |= {
            "maintenance_provider": {"name": "BAUER GROUP", "company_names": ["BAUER GROUP"], "atera_account_ids": [ACCOUNTS["ours"][0]]},
            "monitoring_agent_url": script.url,
            "monitoring_agent_checksum": script.checksum,
            "attended_client_url": archive.url,
            "attended_client_checksum": archive.checksum,
        }
        run = onboarding.run("onboard", "-vvvv", host=BOTH)
        assert (run.code, run.broken, reports(run)) == (0, [], True), run.output[-3000:]
        assert outcomes(run, HOST) == {"teamviewer": "proven", "atera": "proven", "teamviewer-quicksupport": "nothing_to_do"}
        assert outcomes(run, OFFICE) == {"teamviewer": "refused", "atera": "proven", "teamviewer-quicksupport": "proven"}
        assert {run.statuses(host)["agent.monitoring"] for host in (HOST, OFFICE)} == {"met"}
        assert [run.statuses(HOST)["client.registered"], run.statuses(OFFICE)["client.attended"]] == ["met", "met"]

        again = onboarding.run("onboard", "-vvvv", host=BOTH)
        assert (again.code, changed(again), changed(again, OFFICE)) == (0, 0, 0)
        assert played.modules(again.output) == ["probe", "probe"]

        gone = onboarding.run("offboard", "-vvvv", host=BOTH, maintenance_confirm=NUMBER)
        assert (gone.code, reports(gone)) == (0, True), gone.output[-3000:]
        for host in (HOST, OFFICE):
            left = [path for path in ("/usr/lib/atera-agent", "/opt/teamviewer", FOLDER, MENU_ENTRY) if onboarding.machine(host).path(path).exists()]
            assert (host, left) == (host, [])
        for one in (run, again, gone):
            assert [line for line in one.output.splitlines() if CANARY in line] == []
        assert [str(path) for path in run.state.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()] == []

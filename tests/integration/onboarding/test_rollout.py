# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waves that stop, clients that are replaced by agreement, and secrets that nobody finds."""
from __future__ import annotations

import pytest
from onboarding_on_the_lab import HOST, NUMBER, act, reports

SERVERS = "sh-server,sh-erp"
CANARY = "CANARY"


def test_waves_stop_after_a_failed_canary_and_a_rerun_goes_on(onboarding):
    onboarding.contract.update(customer="Südhang Weinbau & Söhne KG", number="MV-2026-0102")
    onboarding.teamviewer.console.set_mode("denied_by_policy")
    waves = {"customer": "suedhang", "host": SERVERS, "maintenance_waves": [1]}
    run = onboarding.run(**waves)
    assert run.code == 2
    assert sorted(act(run, host)["outcome"] for host in SERVERS.split(",")) == ["failed", "not_begun"]
    assert "stopped after wave 1 of 2, 1 hosts were not begun" in run.output
    assert reports(run)

    onboarding.teamviewer.console.set_mode("normal")
    run = onboarding.run(**waves)
    assert run.code == 0, run.output[-3000:]
    assert [act(run, host)["outcome"] for host in SERVERS.split(",")] == ["proven", "proven"]


@pytest.mark.parametrize("confirmed", [False, True])
def test_a_client_that_is_to_be_replaced_by_agreement(onboarding, confirmed):
    onboarding.contract["agreements"] = [{
        "product": "teamviewer", "provider": "Other IT", "identity": {"company_name": "Other IT GmbH"}, "hosts": [HOST], "action": "replace",
        "given_by": "Frauke Petersen", "agreed_on": "2026-02-01", "valid_until": "2027-02-01",
    }]
    onboarding.variables["maintenance_provider"] = {"name": "BAUER GROUP", "company_names": ["BAUER GROUP"]}
    console = onboarding.teamviewer.console
    console.set_mode("owner_names")
    with onboarding.teamviewer.installed(HOST, "15.61.3", assigned_to="other/other"):
        onboarding.contract["agreements"][0]["identity"]["company_name"] = _company(onboarding)
        run = onboarding.run(**({"maintenance_confirm": NUMBER} if confirmed else {}))
        if confirmed:
            assert act(run)["steps"] == ["register"]
            assert onboarding.owner() == "ours"
        else:
            assert (run.code, act(run)["reason"]) == (0, "replace_not_confirmed")
            assert onboarding.owner() == "other"


def _company(onboarding) -> str:
    lines = onboarding.machine().read("/opt/teamviewer/config/global.conf").splitlines()
    return next(line.partition(" = ")[2].strip('"') for line in lines if "OwningManagerCompanyName" in line)


def test_the_assignment_id_is_found_nowhere(onboarding, tmp_path):
    """Neither where it succeeds nor where it is refused; given by the inventory, as people should."""
    secret = onboarding.variables["maintenance_assignment_id"]
    assert CANARY in secret
    onboarding.teamviewer.console.set_mode("denied_by_policy")
    refused = onboarding.run("onboard", "-vvvv", "--diff")
    assert act(refused)["outcome"] == "failed"
    onboarding.teamviewer.console.set_mode("normal")
    done = onboarding.run("onboard", "-vvvv", "--diff")
    assert act(done)["outcome"] == "proven"
    for run in (refused, done):
        assert secret not in run.output
    machine = onboarding.machine()
    found = machine.attempt("grep", "-rlsaF", "--", secret, "/var", "/etc", "/opt", "/root", "/home", "/tmp", "/run").stdout.split()
    assert found == []
    assert secret not in machine.attempt("journalctl", "--no-pager").stdout
    inventory = tmp_path / "override.json"
    kept = [path for path in tmp_path.rglob("*") if path.is_file() and path != inventory and secret.encode() in path.read_bytes()]
    assert kept == []

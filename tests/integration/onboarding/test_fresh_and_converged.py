# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A host that never had a client, and what a second run finds to do there: nothing."""
from __future__ import annotations

from onboarding_on_the_lab import HOST, KEYRING, SOURCE, act, changed, reports
from scenario.played import modules


def test_fresh_then_converged_then_registered_anew(onboarding):
    onboarding.contract["language"] = "de"
    del onboarding.variables["maintenance_requirements"]
    package = onboarding.teamviewer.repositories.package("15.61.3", "deb").stat().st_size
    before = onboarding.downloads(package)
    run = onboarding.run()
    assert (run.code, run.broken) == (0, [])
    assert act(run)["outcome"] == "proven"
    assert act(run)["steps"] == ["install", "start", "register"]
    assert "erledigt und nachgewiesen" in run.output
    statuses = run.statuses(HOST)
    assert [statuses[name] for name in ("client.installed", "client.registered", "client.permitted", "client.exclusive")] == ["met"] * 4
    assert onboarding.installed() == "15.61.3"
    assert onboarding.owner() == "ours"
    device = onboarding.teamviewer.console.device(onboarding.teamviewer.client_id(HOST))
    assert device["alias"] == f"Nordwind Logistik GmbH - {HOST}"
    assert onboarding.hint()["enrolments"]["teamviewer"]["client_id"] == device["client_id"]
    assert reports(run)
    _the_package_source_is_ours_alone(onboarding.machine())

    assert onboarding.downloads(package) == before + 1
    run = onboarding.run("onboard", "-vvv")
    assert (run.code, changed(run), act(run)["outcome"]) == (0, 0, "nothing_to_do")
    assert modules(run.output) == ["probe"]
    assert reports(run)

    run = onboarding.run("register")
    assert (run.code, changed(run), act(run)["outcome"]) == (0, 0, "nothing_to_do")
    assert onboarding.downloads(package) == before + 1


def _the_package_source_is_ours_alone(machine):
    """The package's own list stays where it is and counts no more, and apt has no quarrel with it."""
    assert "Signed-By: " + KEYRING in machine.read(SOURCE)
    own = machine.read("/etc/apt/sources.list.d/teamviewer.list")
    assert own.strip()
    assert not [line for line in own.splitlines() if line.startswith("deb")]
    said = machine.attempt("apt-get", "check")
    assert "Conflicting values" not in said.stdout + said.stderr


def test_register_installs_nothing(onboarding):
    run = onboarding.run("register")
    assert (act(run)["outcome"], act(run)["reason"]) == ("refused", "other_steps_first")
    assert run.code == 0
    assert onboarding.installed() is None

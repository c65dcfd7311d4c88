# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What --tags leave of onboarding and offboarding, as docs/onboarding.md says it; by the playbooks, and by the role alone."""
from __future__ import annotations

from pathlib import Path

from onboarding_on_the_lab import HOST, NUMBER, act, changed
from scenario.played import failed

ROLE_ALONE = str(Path(__file__).with_name("strategy_free.yml"))


def outcome(run):
    return run.code, act(run)["outcome"], act(run)["reason"], act(run)["steps"]


def test_a_life_in_pieces(onboarding):
    run = onboarding.run("onboard", "--tags", "register")
    assert (outcome(run), changed(run)) == ((0, "refused", "other_steps_first", []), 0), run.output[-3000:]
    run = onboarding.run("onboard", "--tags", "verify")
    assert (outcome(run), onboarding.installed()) == ((2, "failed", None, ["install", "start", "register"]), None), run.output[-3000:]
    run = onboarding.run("onboard", "--tags", "nightly")
    assert (outcome(run), changed(run)) == ((0, "refused", "steps_not_chosen", []), 0), run.output[-3000:]

    run = onboarding.run("onboard", "--tags", "install")
    assert outcome(run) == (0, "proven", None, ["install", "start"]), run.output[-3000:]
    assert (onboarding.installed(), onboarding.owner(), onboarding.hint()) == ("15.61.3", None, {})
    assert [run.statuses(HOST)[name] for name in ("client.installed", "client.registered")] == ["met", "unmet"]
    run = _alone(onboarding, "verify")
    assert (run.code, failed(run.output), onboarding.owner()) == (2, [HOST], None), run.output[-3000:]

    run = _alone(onboarding, "register")
    assert (run.code, failed(run.output), onboarding.owner()) == (0, [], "ours"), run.output[-3000:]
    run = onboarding.run("onboard", "--tags", "verify")
    assert (outcome(run), changed(run)) == ((0, "nothing_to_do", None, []), 0), run.output[-3000:]

    run = onboarding.run("offboard", "--tags", "install", maintenance_confirm=NUMBER)
    assert (outcome(run)[:3], onboarding.owner()) == ((0, "refused", "other_steps_first"), "ours"), run.output[-3000:]
    run = onboarding.run("offboard", "--skip-tags", "install", maintenance_confirm=NUMBER)
    assert (outcome(run), onboarding.installed(), onboarding.owner()) == ((0, "proven", None, ["unassign"]), "15.61.3", None), run.output[-3000:]
    assert onboarding.hint() != {}
    run = onboarding.run("offboard", "--tags", "install", maintenance_confirm=NUMBER)
    assert (outcome(run), onboarding.installed(), onboarding.hint()) == ((0, "proven", None, ["remove", "forget"]), None, {}), run.output[-3000:]
    run = onboarding.run("offboard", maintenance_confirm=NUMBER)
    assert (outcome(run), changed(run)) == ((0, "nothing_to_do", None, []), 0), run.output[-3000:]


def _alone(onboarding, tag):
    own = {**onboarding.variables, "maintenance_contract": onboarding.contract}
    return onboarding.playbooks.compliance("--limit", HOST, "--tags", tag, playbook=ROLE_ALONE, hosts={HOST: own})

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of scenarios against the lab: every finding of every host that a scenario touches, and none may differ."""
from __future__ import annotations

import functools
import json

import pytest
from lab import faults
from lab.topology import topology
from scenario.playbooks import Playbooks
from scenario.rounds import rounds
from scenario.stage import staged
from scenario.table import all_scenarios, open_findings

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import validator

PLAN = topology()
ROUNDS = rounds(all_scenarios(), PLAN)
CASES = [(one, scenario, host) for one in ROUNDS for scenario in one.scenarios for host in scenario.hosts(PLAN)]


def needs_python36(scenario) -> bool:
    return any(step.do == "with_python36" for step in scenario.given)


@pytest.fixture(scope="module")
def run_of(lab, ansible, tmp_path_factory):
    """A round's run, made when its first host is looked at."""
    @functools.cache
    def made(number: int):
        held = [scenario for scenario in ROUNDS[number].scenarios if faults.python36() or not needs_python36(scenario)]
        playbooks = Playbooks(lab, ansible, tmp_path_factory.mktemp(f"round{number}"))
        variables = {host: given for scenario in held for host, given in scenario.variables_of(PLAN).items()}
        with staged(lab, held):
            return playbooks.compliance("--limit", ",".join(sorted(ROUNDS[number].hosts)), hosts=variables, groups={"all": {"vars": ROUNDS[number].settings}})
    return made


@pytest.mark.parametrize(("one", "scenario", "host"), CASES, ids=[f"{scenario.name} [{host}]" for _one, scenario, host in CASES])
def test_scenario(run_of, one, scenario, host):
    if needs_python36(scenario) and not faults.python36():
        pytest.skip("no Python 3.6 to lend (pyenv, or LAB_PYTHON36=<prefix>)")
    run = run_of(ROUNDS.index(one))
    assert run.code == 0, run.output
    assessment = run.assessments[host]
    validator("assessment").validate(assessment)
    found = run.findings(host)
    expected = scenario.expected(host, open_findings(assessment["device_class"]))
    wrong = _differences(found, expected)
    access = {key: assessment["access"].get(key) for key in scenario.access(host)}
    if access != scenario.access(host):
        wrong["access"] = {"found": assessment["access"], "expected": scenario.access(host)}
    if wrong:
        pytest.fail("\n".join(_lines(wrong, found)), pytrace=False)


@pytest.mark.parametrize("number", range(len(ROUNDS)), ids=[one.name for one in ROUNDS])
def test_run_is_whole(run_of, number):
    """No scenario leaves a trace of an error, an unlisted host, another cause than the expected ones, or a secret."""
    run = run_of(number)
    held = ROUNDS[number]
    assert run.broken == []
    assert run.document["status"] == "complete"
    validator("run").validate(run.document)
    assert set(run.assessments) == held.hosts
    reported = {host["host"] for report in run.reports().values() for host in report["hosts"]}
    assert reported == held.hosts
    causes = {(customer, cause) for scenario in held.scenarios for customer, causes in scenario.causes.items() for cause in causes}
    assert {(cause["customer"], cause["id"]) for cause in run.document["causes"]} == causes
    assert "CANARY" not in run.output
    assert [str(path) for path in run.state.rglob("*") if path.is_file() and b"CANARY" in path.read_bytes()] == []


def _lines(wrong, found):
    for name, pair in wrong.items():
        yield f"{name}\n  found    {pair['found']}\n  expected {pair['expected']}"
        yield f"  with     {json.dumps(found.get(name, {}).get('data'), ensure_ascii=False)[:600]}"


def _differences(found, expected):
    """Requirement to what was found instead of what was expected; ``data`` is compared in the keys that are expected."""
    wrong = {}
    for name in found.keys() | expected.keys():
        wanted = dict(expected.get(name, {"missing in the table": name}))
        data = wanted.pop("data", {})
        seen = found.get(name, {"data": {}})
        got = {key: seen.get(key) for key in wanted}
        got_data = {key: seen["data"].get(key) for key in data}
        if got != wanted or got_data != data:
            wrong[name] = {"found": {**got, "data": got_data}, "expected": {**wanted, "data": data}}
    return wrong

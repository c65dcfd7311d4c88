# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Remote access software on the lab's hosts (``remote_access_software.yml``): the report and the module by hand say the same of it,
and nothing that its files keep secret leaves the machine."""
from __future__ import annotations

import contextlib
import functools
import json
import os
from pathlib import Path

import pytest
import yaml
from lab import inventory
from lab.paths import LAB
from scenario.playbooks import Playbooks
from scenario.table import Scenario, open_findings

TABLE = yaml.safe_load(Path(__file__).with_name("remote_access_software.yml").read_text("utf-8"))
ROUNDS = TABLE["rounds"]
CASES = [(number, host) for number, cases in enumerate(ROUNDS) for host in cases]
MODULE = "bauer_group.remote_maintenance.remote_access_info"
OF_A_ROW = ("product", "presence", "ownership", "ownership_reason", "unattended", "client_id", "version", "signals")
CANARY = "CANARY"

by_case = pytest.mark.parametrize(("number", "host"), CASES, ids=[f"{ROUNDS[number][host]['case']} [{host}]" for number, host in CASES])
by_round = pytest.mark.parametrize("number", range(len(ROUNDS)))


@pytest.fixture(scope="module")
def run_of(lab, ansible, tmp_path_factory):
    """A round's run, the module's answers by host, and its output; made when its first host is looked at."""
    @functools.cache
    def made(number: int):
        folder = tmp_path_factory.mktemp(f"software{number}")
        playbooks = Playbooks(lab, ansible, folder)
        known = {host.name: {"maintenance_provider": TABLE["provider"], **_contract(host.site.customer)} for host in lab.plan.hosts}
        with contextlib.ExitStack() as stack:
            for host, case in ROUNDS[number].items():
                for step in case.get("given", ()):
                    for how, what in step.items():
                        stack.enter_context(getattr(lab.software(host), how)(*what))
            run = playbooks.compliance("-vvvv", hosts=known, variables={"maintenance_keep_observations": True})
            answers = folder / "answers"
            source = inventory.override(folder, known)
            by_hand = lab.control.run(
                ansible("ansible"), "-i", str(lab.inventory), "-i", str(source), "all", "-m", MODULE, "-vvvv", "--tree", str(answers),
                env=playbooks.environment(),
            )
        return run, {path.name: json.loads(path.read_text("utf-8")) for path in answers.iterdir()}, by_hand.stdout + by_hand.stderr
    return made


def _contract(customer):
    """The customer's contract of the lab with these agreements, where there are any."""
    if customer not in TABLE["agreements"]:
        return {}
    variables = yaml.safe_load((LAB / "data" / "inventory" / "group_vars" / f"{customer}.yml").read_text("utf-8"))
    contract = {**variables["maintenance_contract"], "agreements": TABLE["agreements"][customer]}
    return {"maintenance_contract": json.loads(json.dumps(contract, default=str))}


@by_case
def test_findings(run_of, number, host):
    run, _answers, _output = run_of(number)
    assert run.code == 0, run.output[-3000:]
    case = ROUNDS[number][host]
    scenario = Scenario(case["case"], (), {}, {host: case.get("expect", {})}, {})
    expected = scenario.expected(host, open_findings(run.assessments[host]["device_class"]))
    found = run.findings(host)
    wrong = {
        name: ({key: found[name].get(key) for key in wanted if key != "data"}, wanted, found[name]["data"])
        for name, wanted in expected.items()
        if {key: found[name].get(key) for key in wanted if key != "data"} != {key: value for key, value in wanted.items() if key != "data"}
    }
    assert wrong == {}
    assert set(found) == set(expected)


@by_case
def test_software(run_of, number, host):
    assessment = run_of(number)[0].assessments[host]
    expected = {row["product"]: row for row in ROUNDS[number][host]["software"]}
    found = {row["product"]: {key: row[key] for key in expected.get(row["product"], row)} for row in assessment["software"]}
    assert found == expected
    assert len(assessment["software"]) == len(expected)
    assert assessment["identifiers"] == ROUNDS[number][host]["identifiers"]


@by_case
def test_module_by_hand_says_the_same(run_of, number, host):
    run, answers, output = run_of(number)
    assert host in answers, output[-3000:]
    told = [{key: row[key] for key in OF_A_ROW} for row in answers[host]["products"]]
    assert told == [{key: row[key] for key in OF_A_ROW} for row in run.assessments[host]["software"]]


@by_round
def test_no_secret_of_the_software_gets_out(run_of, number):
    run, answers, output = run_of(number)
    assert any(answer["products"] for answer in answers.values())
    for told in (run.output, output, json.dumps(answers)):
        assert [line[:300] for line in told.splitlines() if CANARY in line] == []
    assert [str(path) for path in run.state.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()] == []


def test_doubles_hold_secrets(lab):
    """Else the test above would find none whatever was sent."""
    states = [path for path in (LAB / "vendor").glob("*/states/*") if path.is_dir()]
    assert len(states) >= 6
    for state in states:
        assert any(CANARY in path.read_text("utf-8") for path in state.rglob("*") if path.is_file()), state


def test_what_was_installed_is_gone(lab, run_of):
    """Hosts are as before: no package, file or process of these tests."""
    for number in range(len(ROUNDS)):
        run_of(number)
    left = {}
    for name, machine in lab.machines.items():
        packages = machine.execute("dpkg-query", "--show", "--showformat", "${Package}\n").split()
        places = [path for path in ("/opt/teamviewer", "/etc/anydesk", "/etc/xrdp", "/usr/bin/remmina") if os.path.lexists(machine.path(path))]
        processes = machine.attempt("pgrep", "--list-name", "teamviewerd|anydesk|xrdp").stdout.split()
        left[name] = sorted({"teamviewer-host", "anydesk", "xrdp", "remmina"} & set(packages)) + places + processes
    assert left == {name: [] for name in lab.machines}

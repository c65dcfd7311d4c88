# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hosts that cannot be reached: the report is complete, lists every host, and the exit code follows the policy."""
from __future__ import annotations

from pathlib import Path

import pytest

HOSTS = ("nw-server", "nw-office", "sh-server", "sh-erp", "sh-lager")
GONE = {"ansible_port": 1}
LOOKUP_FAILS = {"ansible_password": "{{ lookup('ansible.builtin.file', '/nonexistent/vault') }}"}
REFUSED = {"ansible_password": "CANARY-wrong-5gHj"}
QUICK = {"maintenance_requirements": ["access.credentials", "access.privilege", "dns.udp"]}
IN_BATCHES = str(Path(__file__).parent / "playbooks" / "in_batches.yml")
FAILED = 2


def every_host_is_told_of(run, hosts=HOSTS):
    assert run.broken == []
    assert set(run.assessments) == set(hosts), run.output
    assert {host["host"] for report in run.reports().values() for host in report["hosts"]} == set(hosts)
    assert run.document["status"] == "complete"
    for host in hosts:
        assert set(run.findings(host)) == set(QUICK["maintenance_requirements"])


@pytest.mark.parametrize(
    ("overrides", "policy", "code"),
    [
        ({}, "unmet_or_unknown", 0),
        ({host: GONE for host in HOSTS[:3]}, "unmet_or_unknown", FAILED),
        ({host: GONE for host in HOSTS}, "never", 0),
        ({host: GONE for host in HOSTS}, "unmet_or_unknown", FAILED),
        ({"sh-server": REFUSED}, "unmet", FAILED),
    ],
    ids=lambda value: f"{len(value)} hosts" if isinstance(value, dict) else str(value),
)
def test_exit_code(playbooks, overrides, policy, code):
    run = playbooks.compliance(hosts=overrides, variables={**QUICK, "compliance_fail_on": policy})
    every_host_is_told_of(run)
    assert run.code == code, run.output
    for host in HOSTS:
        override = overrides.get(host)
        status = "valid" if override is None else "unreachable" if override is GONE else "rejected"
        assert run.assessments[host]["access"]["status"] == status
        assert run.statuses(host)["dns.udp"] == ("met" if override is None else "unknown")


def test_what_is_new_fails_once(playbooks):
    first = playbooks.compliance(variables=QUICK)
    fails = playbooks.compliance(hosts={"sh-server": REFUSED}, variables=QUICK)
    known = playbooks.compliance(hosts={"sh-server": REFUSED}, variables=QUICK)
    assert (first.code, fails.code, known.code) == (0, FAILED, 0)
    assert fails.reports().keys() == {"nordwind", "suedhang"}


@pytest.mark.parametrize(
    ("how", "first"),
    [("at once", GONE), ("batches of 1", GONE), ("batches of 2", LOOKUP_FAILS), ("one fork, check mode", LOOKUP_FAILS)],
    ids=["at once, unreachable", "batches of 1, unreachable", "batches of 2, failing lookup", "one fork, check mode, failing lookup"],
)
def test_the_first_host_holds_nobody_up(playbooks, how, first):
    arguments = ["--check", "--forks", "1"] if how.startswith("one fork") else []
    overrides = {host: first for host in HOSTS[:2]} if how == "batches of 2" else {HOSTS[0]: first}
    if how.startswith("batches"):
        run = playbooks.compliance(*arguments, playbook=IN_BATCHES, hosts=overrides, variables={**QUICK, "batch": int(how[-1])})
    else:
        run = playbooks.compliance(*arguments, hosts=overrides, variables=QUICK)
    every_host_is_told_of(run)
    assert run.code == 0, run.output
    lost = "unreachable" if first is GONE else "missing"
    assert {host: run.assessments[host]["access"]["status"] for host in HOSTS} == {host: lost if host in overrides else "valid" for host in HOSTS}
    assert len(list((run.state / "runs").iterdir())) == 1


def test_a_limit_is_a_whole_run_of_its_hosts(playbooks):
    run = playbooks.compliance("--limit", "sh-erp", variables=QUICK)
    every_host_is_told_of(run, ("sh-erp",))
    assert run.reports().keys() == {"suedhang"}


def test_a_report_without_any_connection(lab, playbooks):
    """Of the newest run, against the inventory: a host that came since is told of too."""
    playbooks.compliance("--limit", "suedhang", variables=QUICK)
    log_ins = {host: lab.log_ins(host) for host in HOSTS}
    report = playbooks.compliance(playbook="bauer_group.remote_maintenance.report", hosts={host: GONE for host in HOSTS})
    assert report.code == 0, report.output
    assert {host["host"] for one in report.reports().values() for host in one["hosts"]} == set(HOSTS)
    assert {host: one.connections for host, one in log_ins.items()} == dict.fromkeys(HOSTS, 0)


def test_a_run_that_was_killed_is_shown_as_partial(lab, playbooks):
    """One host after the other; the last one's probe is held, and then Ansible is killed."""
    last = HOSTS[-1]
    with lab.faults(last).reader_stopped("/etc/resolv.conf", whole=True) as caught:
        process = playbooks.start("--forks", "1", variables=QUICK)
        caught.wait(120)
        process.kill()
        process.wait()
        report = playbooks.compliance(playbook="bauer_group.remote_maintenance.report")
    assert process.returncode != 0
    assert report.code == 0, report.output
    assert {host["host"] for one in report.reports().values() for host in one["hosts"]} == set(HOSTS)
    assert {one["run"]["status"] for one in report.reports().values()} == {"aborted"}
    assert {host: report.statuses(host)["access.credentials"] for host in HOSTS[:-1]} == dict.fromkeys(HOSTS[:-1], "met")
    told = {host["host"]: host for one in report.reports().values() for host in one["hosts"]}
    assert {host for host, one in told.items() if one["access"]["reason"] == "not_reached"} == {last}
    assert {(one["status"], one["reason"]) for one in told[last]["findings"]} == {("unknown", "not_reached")}
    assert [one["partial"] for one in report.reports().values()] == [True, True]


def test_an_invalid_contract_costs_its_customer_alone(lab, playbooks):
    """One customer of three: its hosts are unknown, the others run, the run fails at the end and names the mistake."""
    address = lab.plan.host("sh-lager").address4
    contract = {"customer": "Westhof Gastronomie", "number": "MV-2026-0103", "language": "de", "starts_on": "gestern", "products": ["teamviewer"]}
    westhof = {
        "hosts": {"wh-kasse": {"ansible_host": address, "ansible_user": "wartung", "maintenance_device_class": "workstation"}},
        "vars": {"maintenance_customer": "westhof", "maintenance_contract": contract},
    }
    log_ins = lab.log_ins("sh-lager")
    run = playbooks.compliance(groups={"westhof": westhof}, variables=QUICK)
    every_host_is_told_of(run, (*HOSTS, "wh-kasse"))
    assert run.code == FAILED
    assert "starts_on" in run.output
    assert "gestern" in run.output
    assert {finding["reason"] for finding in run.findings("wh-kasse").values()} == {"contract_invalid"}
    assert log_ins.connections == 1
    for host in HOSTS:
        assert set(run.statuses(host).values()) == {"met"}

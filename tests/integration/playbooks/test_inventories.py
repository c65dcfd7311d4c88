# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is wrong with an inventory is said once, at the end, of whom it concerns; everybody else is assessed."""

from __future__ import annotations

import json

import pytest
from playbook_control import customer


def three(local: dict) -> dict:
    return {name: customer(name, f"N-{name}", {f"{name}1": dict(local), f"{name}2": dict(local)}) for name in ("alpha", "beta", "gamma")}


WRONG = {
    "contract without a number": (lambda group: group["vars"]["maintenance_contract"].pop("number"), "number"),
    "unknown requirement in a waiver": (
        lambda group: group["vars"]["maintenance_contract"].update(
            waivers=[{"requirement": "dns.upd", "reason": "x", "given_by": "x", "until": "2099-01-01"}]
        ),
        "dns.upd",
    ),
    "template that cannot be resolved": (lambda group: group["vars"].update(maintenance_contract="{{ nobody_set_this }}"), "maintenance_contract"),
    "wrong setting of one customer": (lambda group: group["vars"].update(maintenance_deadline=-1), "maintenance_deadline"),
    "catalogue that is not there": (lambda group: group["vars"].update(maintenance_catalogues=["/nowhere/catalogue.yml"]), "/nowhere/catalogue.yml"),
    "customer that is no group": (lambda group: group["vars"].update(maintenance_customer="nobody"), "maintenance_customer"),
}


@pytest.mark.parametrize("name", sorted(WRONG))
def test_one_customer_of_three(control, local, name):
    inventory = three(local)
    spoil, named = WRONG[name]
    spoil(inventory["beta"])
    played = control.play(inventory, "-e", "compliance_fail_on=never")
    assert played.status == 2, played.output
    assert named in played.output.rpartition("Give the verdict")[2]
    assert len(played.hosts) == 6
    for host, assessment in played.hosts.items():
        invalid = {finding["reason"] for finding in assessment["findings"]} == {"contract_invalid"}
        assert invalid == host.startswith("beta"), host
        assert assessment["access"]["attempted"] == (not invalid)
    assert played.reported("alpha") == ["alpha1", "alpha2"]


def test_a_host_in_two_customers(control, local):
    inventory = three(local)
    inventory["gamma"]["hosts"]["alpha1"] = {}
    played = control.play(inventory)
    assert played.status == 2
    assert "one customer a host" in played.output
    assert played.access()["alpha1"] == "contract_invalid"
    assert played.access()["alpha2"] != "contract_invalid"


def test_a_deadline_of_the_whole_run_is_refused_before_it_begins(control, local):
    played = control.play(three(local), "-e", "maintenance_deadline=-5")
    assert played.status == 2
    assert "maintenance_deadline" in played.output
    assert not (control.state / "runs").exists()


def test_hosts_without_a_device_class(control, local):
    inventory = three(local)
    del inventory["alpha"]["vars"]["maintenance_device_class"]
    played = control.play(inventory)
    assert played.statuses("alpha1")["access.credentials"] == "met"


NAMES = ["Büro 1", "<b>x</b>", "=1+1", "a'b\"c", "x" * 200, "-rf", "ü" * 60]


def test_names_of_any_kind(control, local):
    played = control.play({"acme": customer("acme", "A-1", {name: dict(local) for name in NAMES})})
    assert played.status == 0, played.output
    assert sorted(played.hosts) == sorted(NAMES)
    assert played.reported("acme") == sorted(NAMES)


def test_an_inventory_that_ansible_reads_only_half_of_fails_the_run_and_the_check(control, local):
    inventory = {"all": {"children": {"acme": customer("acme", "A-1", {"web1": local}), "beta": customer("beta", "B-1", {"web[2": local})}}}
    played = control.play(inventory)
    assert sorted(played.hosts) == ["web1"]
    assert played.status == 2
    assert "inventory.yml'; allowed: a source that Ansible can read; hosts of it are missing" in " ".join(played.output.split())
    checked = control.play(inventory, playbook="bauer_group.remote_maintenance.validate")
    assert checked.status == 2
    assert "hosts of it are missing" in checked.output


CANARY = "CANARY-7f3a"


def test_no_secret_is_anywhere(control, sshd, no_lookup, local):
    secrets = {"ansible_password": CANARY, "ansible_become_password": CANARY, "ansible_become": True, "ansible_become_exe": "/nowhere/sudo"}
    hosts = {
        "refused": sshd.variables(**{**secrets, "ansible_ssh_private_key_file": str(sshd.other_key)}),
        "fallen back": sshd.variables(**secrets),
        "here": {**local, **secrets},
        "unresolved": {"ansible_become_password": CANARY, **no_lookup, "ansible_ssh_pass": CANARY},
    }
    played = control.play({"acme": customer("acme", "A-1", hosts)}, "-vvvv")
    assert len(played.hosts) == 4
    assert CANARY not in played.output
    for path in control.state.rglob("*"):
        if path.is_file():
            assert CANARY.encode() not in path.read_bytes(), path
    assert CANARY not in sshd.log()


def test_what_ansible_is_told_is_small_and_about_us(control, local, tmp_path):
    playbook = tmp_path / "told.yml"
    tasks = [
        {"import_role": {"name": "bauer_group.remote_maintenance.assessment", "rolespec_validate": False}},
        {
            "copy": {"content": "{{ assessment_of_host | to_json }}", "dest": str(tmp_path / "told.json")},
            "vars": {"ansible_python_interpreter": "{{ ansible_playbook_python }}"},
        },
    ]
    playbook.write_text(json.dumps([{"hosts": "all", "gather_facts": False, "tasks": tasks}]), encoding="utf-8")
    inventory = {"acme": customer("acme", "A-1", {"h": local}, maintenance_requirements=[])}
    played = control.play(inventory, "-e", "compliance_fail_on=never", playbook=str(playbook))
    assert played.status == 0, played.output
    told = (tmp_path / "told.json").read_text(encoding="utf-8")
    assert len(told) < 2048
    assert set(json.loads(told)) == {"access", "statuses", "changed", "failed"}

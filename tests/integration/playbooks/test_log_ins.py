# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One log-in a host and run: counted at the sshd's log."""

from __future__ import annotations

import stat

import pytest
from playbook_control import customer


def acme(hosts: dict, **variables: object) -> dict:
    return {"acme": customer("acme", "A-1", hosts, **variables)}


@pytest.fixture
def counted(sshd, control):
    """Plays, and says how many connections, log-ins and refusals the sshd saw."""

    def play(inventory: dict, *arguments: str, **environment: str):
        before = (sshd.connections(), sshd.log_ins(), sshd.refusals())
        played = control.play(inventory, *arguments, **environment)
        after = (sshd.connections(), sshd.log_ins(), sshd.refusals())
        return played, tuple(later - earlier for earlier, later in zip(before, after, strict=True))

    return play


SHARING = [{}, {"ANSIBLE_SSH_ARGS": ""}, {"ANSIBLE_SSH_RETRIES": "3"}, {"ANSIBLE_PIPELINING": "False"}]


@pytest.mark.parametrize("environment", SHARING, ids=["as it comes", "without sharing", "with retries", "without pipelining"])
def test_a_host_that_lets_us_in_is_logged_in_to_once(counted, sshd, environment):
    played, seen = counted(acme({"h": sshd.variables()}), **environment)
    assert played.status == 0, played.output
    assert played.statuses("h")["access.credentials"] == "met"
    assert seen == (1, 1, 0)


@pytest.mark.parametrize("environment", SHARING[:3], ids=["as it comes", "without sharing", "with retries"])
@pytest.mark.parametrize("mechanism", ["ssh_askpass", "sshpass"])
def test_a_wrong_password_is_tried_once_and_not_again_until_it_changes(counted, sshd, environment, mechanism):
    wrong = sshd.variables(ansible_password="wrong", ansible_ssh_private_key_file=str(sshd.folder / "nowhere"), ansible_ssh_password_mechanism=mechanism)
    played, seen = counted(acme({"h": wrong}), **environment)
    assert played.access() == {"h": "credentials_rejected"}
    assert seen == (1, 0, 1)
    first = played.hosts["h"]["access"]["since"]
    played, seen = counted(acme({"h": wrong}), **environment)
    assert played.access() == {"h": "credentials_rejected_before"}
    assert played.hosts["h"]["access"]["since"] == first
    assert seen == (0, 0, 0)
    played, seen = counted(acme({"h": {**wrong, "ansible_password": "another"}}), **environment)
    assert played.access() == {"h": "credentials_rejected"}
    assert seen == (1, 0, 1)
    played, seen = counted(acme({"h": {**wrong, "ansible_password": "another"}}), "-e", "maintenance_retry_rejected_after=0", **environment)
    assert seen == (1, 0, 1)


def test_a_connection_that_others_left_open_proves_nothing(counted, sshd, control, tmp_path):
    playbook = tmp_path / "open.yml"
    playbook.write_text("- hosts: all\n  gather_facts: false\n  tasks: [{raw: 'true'}]\n", encoding="utf-8")
    shared = {"ANSIBLE_SSH_ARGS": "-o ControlMaster=auto -o ControlPersist=60s", "ANSIBLE_SSH_CONTROL_PATH_DIR": str(tmp_path / "cp")}
    assert control.play(acme({"h": sshd.variables()}), playbook=str(playbook), **shared).status == 0
    wrong = sshd.variables(ansible_ssh_private_key_file=str(sshd.other_key))
    played, _seen = counted(acme({"h": wrong}), **shared)
    assert played.access() == {"h": "credentials_rejected"}
    assert [path.name for path in (tmp_path / "cp").iterdir() if len(path.name) == 16] == []


@pytest.fixture
def no_sudo(tmp_path):
    path = tmp_path / "sudo"
    path.write_text("#!/bin/sh\necho 'bob is not in the sudoers file.' >&2\nexit 1\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return {"ansible_become": True, "ansible_become_exe": str(path), "ansible_become_user": "nobody"}


def test_without_sudo_the_second_attempt_uses_the_first_ones_connection(counted, sshd, no_sudo):
    played, seen = counted(acme({"h": sshd.variables(**no_sudo)}))
    assert played.status == 0, played.output
    assert played.statuses("h")["access.credentials"] == "met"
    assert seen == (1, 1, 0)


def test_a_machine_that_never_stops_talking_costs_its_own_findings(counted, sshd, tmp_path):
    endless = tmp_path / "python"
    endless.write_text("#!/bin/sh\nexec cat /dev/zero\n", encoding="utf-8")
    endless.chmod(0o755)
    played, seen = counted(acme({"h": sshd.variables(ansible_python_interpreter=str(endless))}, maintenance_requirements=["access", "dns"]))
    assert played.status == 0, played.output
    assert played.hosts["h"]["access"]["reason"] in ("probe_failed", "probe_hung")
    assert {status for name, status in played.statuses("h").items() if name.startswith("dns.")} == {"unknown"}
    assert seen == (1, 1, 0)


def test_who_has_no_credentials_is_not_asked_for_any(counted, sshd):
    played, seen = counted(acme({"h": sshd.variables(maintenance_credentials="none")}))
    assert played.access() == {"h": "credentials_missing"}
    assert seen == (0, 0, 0)


def test_a_network_device_is_logged_in_to_and_nothing_more(counted, sshd):
    played, seen = counted(acme({"h": sshd.variables(maintenance_device_class="network_device")}))
    assert played.access() == {"h": "no_collector"}
    assert played.statuses("h")["access.credentials"] == "met"
    assert seen == (1, 1, 0)
    assert played.hosts["h"]["platform"] is None


def test_a_collector_that_is_not_there_yet_connects_to_nobody(counted, sshd):
    played, seen = counted(acme({"h": sshd.variables(maintenance_collector="shell")}))
    assert played.access() == {"h": "no_way_in"}
    assert played.statuses("h")["access.credentials"] == "unknown"
    assert seen == (0, 0, 0)


def test_a_machine_without_the_powershell_that_was_named(counted, sshd):
    """One log-in, and no other interpreter in its place."""
    played, seen = counted(acme({"h": sshd.variables(maintenance_collector="powershell", ansible_pwsh_interpreter="/nowhere/pwsh")}))
    assert played.access() == {"h": "interpreter_missing"}
    assert played.statuses("h")["access.credentials"] == "met"
    assert seen == (1, 1, 0)

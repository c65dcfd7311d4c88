# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The hosts are real machines: they boot, and the provider logs in as the inventory says."""
from __future__ import annotations

import re

import pytest

HOSTS = ["nw-server", "nw-office", "sh-server", "sh-erp", "sh-lager"]


@pytest.mark.parametrize("host", HOSTS)
def test_systemd_runs_without_failed_units(lab, host):
    assert lab.machines[host].execute("systemctl", "is-system-running", "--wait").strip() == "running"


@pytest.mark.parametrize("host", HOSTS)
def test_each_machine_has_services_of_its_own(lab, host):
    leader_of_sshd = lab.machines[host].execute("systemctl", "show", "--property=MainPID", "--value", "ssh.service").strip()
    command = lab.machines[host].execute("cat", f"/proc/{leader_of_sshd}/cmdline")
    assert command.startswith("sshd: /usr/sbin/sshd -D -E /var/log/sshd.log")


def ssh(lab, host: str, *options: str, command: str = "id -un"):
    target = lab.plan.host(host)
    return lab.control.run(
        "ssh", "-F", "none", "-i", str(lab.inventory.parent / "keys" / "id_ed25519"),
        "-o", f"UserKnownHostsFile={lab.inventory.parent / 'keys' / 'known_hosts'}", "-o", "StrictHostKeyChecking=yes",
        *options, f"{target.login}@{target.address4}", command,
    )


def test_log_in_with_a_key(lab):
    done = ssh(lab, "nw-server", "-o", "BatchMode=yes")
    assert (done.returncode, done.stdout) == (0, "wartung\n")


def test_log_in_with_a_password_alone(lab, tmp_path):
    helper = tmp_path / "askpass"
    helper.write_text("#!/bin/sh\nprintf '%s\\n' \"$LAB_PASSWORD\"\n")
    helper.chmod(0o700)
    target = lab.plan.host("nw-office")
    environment = {"SSH_ASKPASS": str(helper), "SSH_ASKPASS_REQUIRE": "force", "LAB_PASSWORD": lab.plan.accounts[target.login].password}
    done = lab.control.run(
        "ssh", "-F", "none", "-o", f"UserKnownHostsFile={lab.inventory.parent / 'keys' / 'known_hosts'}", "-o", "StrictHostKeyChecking=yes",
        "-o", "PubkeyAuthentication=no", f"{target.login}@{target.address4}", "id -un", env=environment,
    )
    assert (done.returncode, done.stdout) == (0, "techniker\n")


def test_attempts_are_counted_at_the_host(lab):
    before = lab.log_ins("nw-server")
    refused = ssh(lab, "nw-server", "-o", "BatchMode=yes", "-o", "IdentitiesOnly=yes", "-o", "IdentityFile=none", "-o", "PubkeyAuthentication=no")
    accepted = ssh(lab, "nw-server", "-o", "BatchMode=yes")
    assert (refused.returncode, accepted.returncode) == (255, 0)
    assert (before.connections, before.accepted) == (2, 1)


def test_accounts_have_the_rights_their_names_promise(lab):
    machine = lab.machines["nw-server"]
    assert machine.execute("runuser", "-u", "wartung", "--", "sudo", "-n", "id", "-u") == "0\n"
    for account in ("techniker", "gast"):
        assert machine.attempt("runuser", "-u", account, "--", "sudo", "-n", "id", "-u").returncode == 1
    password = lab.plan.accounts["techniker"].password
    assert machine.execute("runuser", "-u", "techniker", "--", "sudo", "-S", "id", "-u", text=f"{password}\n") == "0\n"
    refused = machine.attempt("runuser", "-u", "gast", "--", "sudo", "-S", "id", "-u", text=f"{lab.plan.accounts['gast'].password}\n")
    assert "not in the sudoers file" in refused.stderr


def test_each_run_logs_in_anew(lab, ansible):
    for _run in range(2):
        before = lab.log_ins("nw-office")
        done = lab.control.run(ansible("ansible"), "-i", str(lab.inventory), "nw-office", "-m", "ansible.builtin.ping")
        assert done.returncode == 0
        assert (before.connections, before.accepted, before.failed) == (1, 1, 0)


def test_the_inventory_is_one_that_ansible_logs_in_with(lab, ansible):
    done = lab.control.run(ansible("ansible"), "-i", str(lab.inventory), "all", "-m", "ansible.builtin.command", "-a", "id -un")
    answers = dict(re.findall(r"^(\S+) \| CHANGED \| rc=0 >>\n(.*)$", done.stdout, re.MULTILINE))
    assert answers == dict.fromkeys(HOSTS, "root")

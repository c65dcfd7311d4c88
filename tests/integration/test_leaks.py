# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""No secret gets out: canaries are planted wherever a customer or the provider keeps passwords, and looked for wherever we write."""
from __future__ import annotations

import contextlib

import pytest

CANARY = b"CANARY"
HOST = "nw-server"
BY_PASSWORD = "nw-office"
PLANTED = {
    "/etc/apt/sources.list.d/leak.list": "deb https://kunde:CANARY-apt-1@deb.debian.org/debian bookworm-backports main\n",
    "/etc/apt/apt.conf.d/95leak": 'Acquire::http::Proxy::packages.drittanbieter.net "http://kunde:CANARY-apt-2@45.66.0.32:3128";\n',
    "/etc/yum.repos.d/leak.repo": (
        "[leak]\nname=leak\nbaseurl=https://kunde:CANARY-yum-1@deb.debian.org/rpm?token=CANARY-yum-2\nenabled=1\npassword=CANARY-yum-3\n"
    ),
    "/etc/yum.conf": "[main]\nproxy=http://45.66.0.32:3128\nproxy_username=kunde\nproxy_password=CANARY-yum-4\n",
    "/etc/dnf/dnf.conf": "[main]\nproxy=http://kunde:CANARY-dnf-1@45.66.0.32:3128\n",
    "/etc/environment": (
        "http_proxy=http://geraet:CANARY-proxy-5pQx@45.66.0.32:3128\nhttps_proxy=http://geraet:CANARY-proxy-5pQx@45.66.0.32:3128\n"
        "DB_PASSWORD=CANARY-environment-1\n"
    ),
}
LOGS = ("/var/log", "/run/log", "/var/lib/systemd")


@pytest.fixture(scope="module")
def told(lab, ansible, tmp_path_factory):
    """A very talkative run over hosts full of secrets; with what lay on the hosts before and after."""
    from scenario.playbooks import Playbooks

    playbooks = Playbooks(lab, ansible, tmp_path_factory.mktemp("leaks"))
    with contextlib.ExitStack() as stack:
        for path, content in PLANTED.items():
            stack.enter_context(lab.faults(HOST).file(path, content))
        before = {host: files(lab, host) for host in (HOST, BY_PASSWORD, "sh-server")}
        logs = {host: logged(lab, host) for host in before}
        run = playbooks.compliance(
            "-vvvv", "--limit", ",".join(before),
            hosts={
                HOST: {"ansible_password": "CANARY-unused-1", "ansible_become_password": "CANARY-unused-2"},
                "sh-server": {"ansible_password": "CANARY-wrong-8kLp"},
                BY_PASSWORD: {"ansible_become_password": "CANARY-wrong-3cVb"},
            },
            variables={"maintenance_keep_observations": True, "maintenance_deadline": 6},
        )
        yield run, {host: files(lab, host) - before[host] for host in before}, {host: logged(lab, host)[len(logs[host]):] for host in logs}


def files(lab, host):
    """Everything on the host that is not its image's, apart from logs."""
    changes = lab.machines[host].folder / "changes"
    found = (path.relative_to(changes).as_posix() for path in changes.rglob("*"))
    return {path for path in found if not f"/{path}".startswith(LOGS)}


def logged(lab, host):
    """All that the host's journal and sshd have said."""
    journal = lab.machines[host].execute("journalctl", "--quiet", "--all", "--output=export").encode()
    return journal + lab.machines[host].path("/var/log/sshd.log").read_bytes()


def test_the_run_saw_what_was_planted(told):
    run, _left, _logs = told
    assert run.code == 0, run.output[-3000:]
    kept = next((run.folder / "observations.kept").rglob(f"{HOST}.json")).read_text("utf-8")
    assert "45.66.0.32" in kept
    assert "bookworm-backports" in kept


def test_no_secret_in_the_output(told):
    run, _left, _logs = told
    assert [line for line in run.output.splitlines() if "CANARY" in line] == []


def test_no_secret_on_file(told):
    run, _left, _logs = told
    assert len(list(run.state.rglob("*.json"))) > 5
    assert [str(path) for path in run.state.rglob("*") if path.is_file() and CANARY in path.read_bytes()] == []


def test_what_is_kept_is_private(told):
    run, _left, _logs = told
    assert [str(path) for path in run.state.rglob("*") if path.stat().st_mode & 0o077] == []


def test_no_secret_in_the_hosts_logs(told):
    _run, _left, logs = told
    assert {host: [line for line in said.splitlines() if CANARY in line] for host, said in logs.items()} == {host: [] for host in logs}


def test_the_plan_is_not_in_the_hosts_logs(told):
    """Ansible would write a module's parameters there: ours are all that we ask of a customer's machine."""
    _run, _left, logs = told
    assert [host for host, said in logs.items() if b"dns_queries" in said or b"teamviewer" in said] == []


def test_nothing_is_left_on_the_hosts(told):
    _run, left, _logs = told
    assert left == {host: set() for host in left}

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the connection and become plugins of the installed ansible-core really raise, against a real sshd and programs that play sudo."""

from __future__ import annotations

import os
import socket
import stat

import loopback_sshd
import pytest
from ansible.errors import AnsibleError
from ansible.playbook.play_context import PlayContext
from ansible.plugins.loader import become_loader, connection_loader, init_plugin_loader

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access import classify

with_sshd = pytest.mark.skipif(loopback_sshd.SSHD is None, reason=loopback_sshd.WHY_NOT)


@pytest.fixture(scope="module", autouse=True)
def plugins():
    if not getattr(connection_loader, "_searched_paths", None):
        init_plugin_loader([])


@pytest.fixture(scope="module")
def sshd(tmp_path_factory):
    with loopback_sshd.LoopbackSshd(tmp_path_factory.mktemp("sshd")) as running:
        yield running


def connection(kind: str, become: dict | None = None, **variables: object):
    context = PlayContext()
    context.remote_addr = variables.get("ansible_host", "127.0.0.1")
    plugin = connection_loader.get(kind, context)
    if become is not None:
        program = become_loader.get("sudo")
        program.set_options(var_options={"ansible_become_user": "root", **become})
        plugin.set_become_plugin(program)
    else:
        plugin.set_become_plugin(None)
    plugin.set_options(task_keys={"timeout": 3}, var_options={"ansible_ssh_args": "-o ControlMaster=no", **variables})
    return plugin


def failure(plugin, command: str = "true") -> str:
    """What comes of a command that cannot run: the exception's text, or what the become program said."""
    if plugin.become:
        command = plugin.become.build_become_command(command, plugin._shell)
    try:
        status, output, errors = plugin.exec_command(command, in_data=b"exit 0\n")
    except AnsibleError as error:
        return str(error)
    assert status != 0
    return (output + errors).decode()


def refused(sshd, **variables):
    return classify.connection_failed(failure(connection("ssh", **sshd.variables(**variables)))).reason


@with_sshd
def test_the_right_key_is_no_failure(sshd):
    assert connection("ssh", **sshd.variables()).exec_command("cat", in_data=b"here\n")[:2] == (0, b"here\n")


@with_sshd
def test_a_wrong_key(sshd):
    assert refused(sshd, ansible_ssh_private_key_file=str(sshd.other_key)) == "credentials_rejected"


@with_sshd
def test_a_wrong_password(sshd):
    assert refused(sshd, ansible_password="wrong", ansible_ssh_private_key_file=str(sshd.other_key)) == "credentials_rejected"


@with_sshd
def test_a_key_that_is_not_there(sshd):
    assert refused(sshd, ansible_ssh_private_key_file=str(sshd.folder / "nowhere")) == "key_unusable"


@with_sshd
def test_a_key_that_anybody_may_read(sshd, tmp_path):
    key = tmp_path / "open"
    key.write_bytes(sshd.user_key.read_bytes())
    key.chmod(0o644)
    assert refused(sshd, ansible_ssh_private_key_file=str(key)) == "key_unusable"


@with_sshd
@pytest.mark.parametrize(("file", "reason"), [("wrong_known_hosts", "host_key_changed"), ("nowhere", "host_key_unknown")])
def test_a_host_key_that_is_another_or_nobodys(sshd, file, reason):
    arguments = f"-F none -o UserKnownHostsFile={sshd.folder / file} -o GlobalKnownHostsFile=none"
    assert refused(sshd, ansible_ssh_common_args=arguments) == reason


@with_sshd
def test_more_keys_than_the_host_looks_at(tmp_path):
    with loopback_sshd.LoopbackSshd(tmp_path, MaxAuthTries="1") as strict:
        more = f" -o IdentityFile={strict.other_key} -o IdentityFile={strict.folder / 'host'}"
        arguments = strict.variables()["ansible_ssh_common_args"] + more
        assert refused(strict, ansible_ssh_common_args=arguments, ansible_ssh_private_key_file=str(strict.other_key)) == "too_many_keys"


@with_sshd
def test_no_algorithm_in_common(tmp_path):
    with loopback_sshd.LoopbackSshd(tmp_path, KexAlgorithms="diffie-hellman-group14-sha256") as old:
        arguments = old.variables()["ansible_ssh_common_args"] + " -o KexAlgorithms=curve25519-sha256"
        assert refused(old, ansible_ssh_common_args=arguments) == "no_common_algorithm"


def test_nobody_listens():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        plugin = connection("ssh", ansible_host="127.0.0.1", ansible_port=taken.getsockname()[1])
        assert classify.connection_failed(failure(plugin)).reason == "connection_refused"


def test_a_host_that_accepts_and_says_nothing():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        plugin = connection("ssh", ansible_host="127.0.0.1", ansible_port=silent.getsockname()[1])
        assert classify.connection_failed(failure(plugin)).reason == "connection_timeout"


def test_a_name_that_does_not_exist():
    assert classify.connection_failed(failure(connection("ssh", ansible_host="nowhere.invalid"))).reason == "host_name_unknown"


def test_a_control_node_without_sshpass(monkeypatch):
    plugin = connection("ssh", ansible_host="127.0.0.1", ansible_password="x", ansible_ssh_password_mechanism="sshpass")
    monkeypatch.setattr(type(plugin), "_sshpass_available", staticmethod(lambda: False))
    assert classify.connection_failed(failure(plugin)).reason == "control_node_unfit"


@pytest.fixture
def pretender(tmp_path):
    """A program that stands for sudo: it asks and says what it is told, and never runs anything."""

    def make(script: str) -> str:
        path = tmp_path / "sudo"
        path.write_text("#!/bin/sh\n" + script, encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return str(path)

    return make


ASK = 'while [ "$1" != -p ]; do shift; done; printf "%s" "$2" >&2; read -r given; '


@pytest.mark.parametrize(
    ("script", "password", "reason"),
    [
        ("echo 'sudo: a password is required' >&2; exit 1", None, "become_password_missing"),
        (ASK + "echo 'Sorry, try again.' >&2; sleep 0.2; exit 1", "wrong", "become_password_wrong"),
        (ASK + 'printf "%s" "$2" >&2; read -r again; exit 1', "wrong", "become_password_wrong"),
        ("echo 'bob is not in the sudoers file.' >&2; exit 1", None, "become_not_permitted"),
        (ASK + "echo 'bob is not in the sudoers file.  This incident will be reported.' >&2; exit 1", "right", "become_not_permitted"),
        ("echo 'sudo: sorry, you must have a tty to run sudo' >&2; exit 1", None, "become_needs_tty"),
        ("exit 1", None, "become_failed"),
    ],
)
@pytest.mark.parametrize("kind", ["ssh", "local"])
def test_what_becoming_root_can_run_into(request, pretender, kind, script, password, reason):
    variables = {}
    if kind == "ssh":
        if loopback_sshd.SSHD is None:
            pytest.skip(loopback_sshd.WHY_NOT)
        variables = request.getfixturevalue("sshd").variables()
    become = {"ansible_become_exe": pretender(script)}
    if password:
        become["ansible_become_password"] = password
    plugin = connection(kind, become=become, **variables)
    if kind == "local":
        plugin.set_option("pipelining", True)
        plugin.cwd = os.getcwd()
    access = said(plugin)
    assert (access.status, access.reason) == ("insufficient", reason)


def said(plugin):
    command = plugin.become.build_become_command("true", plugin._shell)
    try:
        _status, output, errors = plugin.exec_command(command, in_data=b"exit 0\n")
    except AnsibleError as error:
        return classify.connection_failed(str(error))
    return classify.collector_failed((output + errors).decode(), with_become=True)


def test_no_sudo_at_all():
    plugin = connection("local", become={"ansible_become_exe": "/nowhere/sudo"})
    plugin.cwd = os.getcwd()
    assert said(plugin).reason == "become_not_installed"

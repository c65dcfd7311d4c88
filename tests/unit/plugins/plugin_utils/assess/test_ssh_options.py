# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import shlex
import shutil
import subprocess

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess import ssh_options


def effective(arguments: str) -> dict[str, str]:
    if shutil.which("ssh") is None:
        pytest.skip("no ssh here")
    shown = subprocess.run(["ssh", "-F", "none", "-G", *shlex.split(arguments), "host"], capture_output=True, text=True, check=True)
    return dict(line.split(" ", 1) for line in shown.stdout.splitlines() if " " in line)


def test_they_win_over_what_the_user_says():
    ours = ssh_options.session_arguments("/run/x", 0, "password", False)
    options = effective(ours + " -o ControlMaster=no -o ControlPath=/other -o ControlPersist=60s -o PreferredAuthentications=publickey")
    assert options["controlmaster"] == "auto"
    assert options["controlpath"] == "/run/x"
    assert options["controlpersist"] == "no"
    assert options["preferredauthentications"] == "gssapi-with-mic,hostbased,publickey,password"
    assert options["numberofpasswordprompts"] == "1"


def test_a_connection_may_stay_for_a_second_attempt():
    assert effective(ssh_options.session_arguments("/run/x", 10, None, False))["controlpersist"] == "10"


def test_without_a_password_methods_are_left_alone():
    assert "PreferredAuthentications" not in ssh_options.session_arguments("/run/x", 0, None, False)


def test_odd_paths_stay_one_path():
    path = '/home/a b/100%/"x"'
    assert effective(ssh_options.session_arguments(path.replace('"', ""), 0, None, False))["controlpath"] == path.replace('"', "")


def test_beside_a_named_key_an_agents_keys_stay_out_of_it():
    assert effective(ssh_options.session_arguments("/run/x", 0, None, True))["identitiesonly"] == "yes"
    assert effective(ssh_options.session_arguments("/run/x", 0, None, False))["identitiesonly"] == "no"

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples of docs/onboarding.md run: its commands are playbooks that Ansible accepts, its variables are the role's."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "docs" / "onboarding.md").read_text("utf-8")
COMMANDS = [line for block in re.findall(r"```console\n(.*?)```", TEXT, re.DOTALL) for line in block.splitlines()]
EXAMPLES = [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)]
SPECS = yaml.safe_load((ROOT / "roles" / "unattended_client" / "meta" / "argument_specs.yml").read_text("utf-8"))["argument_specs"]["main"]["options"]


def ansible(folder, command, *more):
    words = [word.replace("inventories/production", "inventories/example") for word in shlex.split(command)]
    words[0] = str(Path(sys.executable).with_name(words[0]))
    environment = {**os.environ, "ANSIBLE_COLLECTIONS_PATH": str(ROOT / ".ansible" / "collections"), "ANSIBLE_HOME": str(folder), "ANSIBLE_NOCOLOR": "1"}
    return subprocess.run([*words, *more], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_there_is_one_command_for_each_playbook():
    assert [re.search(r"remote_maintenance\.(\w+)", command)[1] for command in COMMANDS] == ["onboard", "register", "offboard"]


@pytest.mark.parametrize("command", COMMANDS)
def test_ansible_accepts_the_command(tmp_path, command):
    done = ansible(tmp_path, command, "--syntax-check")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_without_its_customer_the_command_does_nothing(tmp_path, command):
    """Nobody is logged in to: the guard rails come first."""
    done = ansible(tmp_path, re.sub(r" -e maintenance_customer=\S+", "", command))
    assert done.returncode == 2
    assert "maintenance_customer is not given on the command line" in done.stdout + done.stderr
    assert "Begin the run" not in done.stdout


def test_the_play_is_one_that_ansible_accepts(tmp_path):
    (play,) = [example for example in EXAMPLES if isinstance(example, list)]
    path = tmp_path / "play.yml"
    path.write_text(yaml.safe_dump(play), "utf-8")
    done = ansible(tmp_path, f"ansible-playbook -i inventories/production {path}", "--syntax-check")
    assert done.returncode == 0, done.stdout + done.stderr


def test_its_variables_are_the_roles():
    named = {name for example in EXAMPLES if isinstance(example, dict) for name in example}
    assert named >= {"maintenance_assignment_id", "unattended_client_file"}
    assert named <= SPECS.keys()
    assert set(re.findall(r"`(unattended_client_\w+)`", TEXT)) <= SPECS.keys()

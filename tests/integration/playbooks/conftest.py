# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A control node for each test, and hosts in every state."""

from __future__ import annotations

import loopback_sshd
import pytest
from playbook_control import Control


@pytest.fixture
def control(tmp_path, ansible):
    return Control(tmp_path, ansible("ansible-playbook"))


@pytest.fixture(scope="session")
def sshd(tmp_path_factory):
    if loopback_sshd.SSHD is None:
        pytest.skip(loopback_sshd.WHY_NOT)
    with loopback_sshd.LoopbackSshd(tmp_path_factory.mktemp("sshd")) as running:
        yield running


@pytest.fixture
def local():
    return {"ansible_connection": "local"}


@pytest.fixture
def down():
    """A host that refuses: port 9 of a loopback address that nothing listens on."""
    return {"ansible_host": "127.0.0.1", "ansible_port": 9, "ansible_ssh_common_args": "-F none"}


@pytest.fixture
def no_lookup():
    return {"ansible_password": "{{ lookup('ansible.builtin.file', '/nowhere/password') }}"}

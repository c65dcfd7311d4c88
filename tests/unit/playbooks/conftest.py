# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ansible as a user without a configuration starts it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas import validate as schemas

# Not resolved: Ansible must find the collection where this test did.
COLLECTION = Path(schemas.__file__).parents[3]


@pytest.fixture
def ansible(tmp_path):
    """Runs one of Ansible's commands (`playbook`, `adhoc`); returns its exit code and all that it said."""

    def run(command, *arguments, **environment):
        done = subprocess.run(
            [sys.executable, "-m", "ansible", command, *arguments],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            env={
                **os.environ,
                "ANSIBLE_COLLECTIONS_PATH": str(COLLECTION.parents[2]),
                "ANSIBLE_HOME": str(tmp_path / "home"),
                "ANSIBLE_LOCALHOST_WARNING": "false",
                "ANSIBLE_NOCOLOR": "true",
                **environment,
            },
        )
        return done.returncode, done.stdout + done.stderr

    return run

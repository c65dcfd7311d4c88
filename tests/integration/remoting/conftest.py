# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One run of the compliance playbook over every situation, by Ansible's own `winrm` and `psrp`."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))


@pytest.fixture(scope="session")
def stage(tmp_path_factory):
    """The listeners, and who may log in to them."""
    with importlib.import_module("stage").Stage(tmp_path_factory.mktemp("stage")) as stage:
        yield stage


@pytest.fixture
def control(tmp_path, ansible):
    return importlib.import_module("playbook_control").Control(tmp_path, ansible("ansible-playbook"))

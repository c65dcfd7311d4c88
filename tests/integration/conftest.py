# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Playbook runs over the lab, and the rounds in which scenarios share one."""
from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))


@pytest.fixture
def playbooks(lab, ansible, tmp_path):
    """With a state directory of the test's own."""
    return importlib.import_module("scenario.playbooks").Playbooks(lab, ansible, tmp_path)

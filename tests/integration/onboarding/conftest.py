# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Onboarding on the lab: the vendor's doubles serve, and each test begins with hosts that never had a client of ours."""
from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


@pytest.fixture
def teamviewer(lab):
    with lab.teamviewer.serving("15.58.4", "15.61.3") as serving:
        yield serving


@pytest.fixture
def onboarding(lab, ansible, tmp_path, teamviewer):
    """Runs the playbooks on hosts of the customer nordwind; leaves its hosts as they were."""
    work = importlib.import_module("onboarding_on_the_lab").Onboarding(lab, ansible, tmp_path, teamviewer)
    yield work
    work.clean_up()

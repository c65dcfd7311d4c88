# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))
machines = importlib.import_module("machines")


@pytest.fixture(scope="session")
def found(tmp_path_factory, ansible):
    """The machines that the inventory names."""
    inventory = os.environ.get(machines.INVENTORY)
    if not inventory:
        pytest.skip(f"no inventory: make test-windows INVENTORY=... names one ({machines.INVENTORY})")
    return machines.Machines(Path(inventory).resolve(), tmp_path_factory.mktemp("machines"), ansible("ansible-playbook"), ansible("ansible-inventory"))

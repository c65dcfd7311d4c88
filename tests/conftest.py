# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What tests share: a PostgreSQL, and the lab: one for the session, used by one session at a time, taken down at the end unless it was up before."""
from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent / "lab"))


@pytest.fixture(scope="session")
def lab():
    obstacle = importlib.import_module("lab.packages").obstacle()
    if obstacle:
        pytest.skip(obstacle)
    lab = importlib.import_module("lab.lab").Lab()
    with lab.exclusive():
        was_up = lab.is_up()
        lab.up()
        lab.reset_firewalls()
        yield lab
        if not was_up:
            lab.down()


@pytest.fixture(scope="session")
def ansible():
    """Path of a program of the Ansible that runs beside this Python."""
    def program(name: str) -> str:
        path = Path(sys.executable).parent / name
        if not path.exists():
            pytest.skip(f"no {name} beside {sys.executable}")
        return str(path)
    return program


@pytest.fixture(scope="session")
def postgresql():
    """A PostgreSQL of this session's own."""
    server = importlib.import_module("postgresql")
    missing = server.obstacle()
    if missing:
        pytest.skip(missing)
    running = server.PostgreSQL()
    try:
        running.create()
        yield running
    finally:
        running.remove()

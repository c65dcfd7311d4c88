# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of a look at a machine: one that hangs or fails costs itself only."""

from __future__ import annotations

import sys
import threading
import time

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.homes import Homes
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software import collect

QUERY = {"system": "linux", "products": {"acme": {"programs": ["/opt/acme/acmed"]}}}


def look(query, root, seconds=60):
    found, errors = {"signals": [], "products": {}}, []
    collect.collect_software(query, str(root), homes=Homes(), found=found, errors=errors, cutoff=time.monotonic() + seconds)
    return found, errors


@pytest.fixture
def machine(tmp_path):
    (tmp_path / "proc").mkdir()
    (tmp_path / "opt/acme").mkdir(parents=True)
    (tmp_path / "opt/acme/acmed").touch(0o755)
    return tmp_path


def only(monkeypatch, *parts):
    monkeypatch.setattr(collect, "COLLECTORS", {"linux": parts})


def test_one_that_hangs_is_left_behind(machine, monkeypatch):
    released = threading.Event()
    monkeypatch.setattr(collect, "PATIENCE", 0.05)
    monkeypatch.setattr(collect, "PART_OF_WHAT_IS_LEFT", 0.001)
    only(monkeypatch, ("package database", lambda scan: released.wait(30)), ("paths", collect.paths.find))
    found, errors = look(QUERY, machine)
    released.set()
    assert [signal["value"] for signal in found["signals"]] == ["/opt/acme/acmed"]
    assert len(errors) == 1 and errors[0].startswith("package database: took longer")


@pytest.mark.parametrize(("left", "seconds"), [(60.0, 30.0), (10.0, 5.0), (6.0, 4.0), (1.0, 1.0)])
def test_one_part_may_take_half_of_what_is_left_and_always_a_few_seconds(machine, monkeypatch, left, seconds):
    given = []
    monkeypatch.setattr(collect, "_run", lambda scan, name, collector, patience: given.append(patience))
    look(QUERY, machine, left)
    assert given == pytest.approx([seconds] * len(given), abs=0.5)
    assert given


def test_one_that_fails_says_so_without_its_words(machine, monkeypatch):
    def fail(scan):
        raise ValueError("a secret in the message")

    only(monkeypatch, ("broken", fail), ("paths", collect.paths.find))
    found, errors = look(QUERY, machine)
    assert len(found["signals"]) == 1
    assert errors == ["broken: ValueError"]


def test_nothing_begins_after_the_cutoff(machine):
    found, errors = look(QUERY, machine, seconds=-1)
    assert found == {"signals": [], "products": {}}
    assert all(error.endswith("no time left") for error in errors) and len(errors) == len(collect.COLLECTORS["linux"]) + 2


def test_a_machine_takes_its_own_systems_query(machine, monkeypatch):
    queries = {"format": 1, "systems": {"linux": QUERY, "macos": {"system": "macos", "products": {}}}}
    monkeypatch.setattr(sys, "platform", "linux")
    assert len(look(queries, machine)[0]["signals"]) == 1
    monkeypatch.setattr(sys, "platform", "darwin")
    assert look(queries, machine)[0]["signals"] == []


def test_another_system_is_said_not_to_be_looked_at(machine):
    assert look({"system": "freebsd", "products": {}}, machine)[1] == ["no way to look for software on this system"]


def test_an_empty_query_finds_nothing(machine):
    assert look({"system": "linux", "products": {}}, machine) == ({"signals": [], "products": {}}, [])

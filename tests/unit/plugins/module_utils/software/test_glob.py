# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is not looked at is told, without anybody's name."""
from __future__ import annotations

import os

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.homes import Homes
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software import glob, portable, systemd
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.scan import Person, Scan

QUERY = {"products": {"acme": {"portable": ["acme*"], "units": ["acmed.service"]}}}


@pytest.fixture
def scan(tmp_path):
    made = Scan(QUERY, str(tmp_path), Homes(), {"signals": [], "products": {}}, [])
    (tmp_path / "home/anna/Downloads").mkdir(parents=True)
    made.homes.add("/home/anna")
    made.people.append(Person("/home/anna", made.homes.name("/home/anna")))
    return made


@pytest.fixture
def denied(monkeypatch):
    """Nobody may look anywhere."""
    def refuse(path):
        raise PermissionError(path)

    monkeypatch.setattr(os, "scandir", refuse)
    monkeypatch.setattr(os, "stat", refuse)


def test_a_folder_with_more_than_is_looked_at(scan, monkeypatch):
    monkeypatch.setattr(glob, "MOST_ENTRIES", 2)
    downloads = os.path.join(scan.root, "home/anna/Downloads")
    for name in "abc":
        open(os.path.join(downloads, name), "wb").close()
    assert len(glob.names(scan, downloads)) == 2
    assert [error[-37:] for error in scan.errors] == ["Downloads: more entries than are looked at"[-37:]]


def test_more_paths_than_are_looked_at(scan, monkeypatch):
    monkeypatch.setattr(glob, "MOST_PATHS", 1)
    for name in "ab":
        os.mkdir(os.path.join(scan.root, "home/anna/.acme" + name))
    assert glob.expand(scan, "/home/anna/.acme*") == ["/home/anna/.acmea"]
    assert scan.errors == ["~user1/.acme*: more paths than are looked at"]


def test_more_folders_than_are_looked_into(scan, monkeypatch):
    """Files do not count."""
    monkeypatch.setattr(portable, "_MOST_SUBFOLDERS", 2)
    downloads = os.path.join(scan.root, "home/anna/Downloads")
    for name in "abcd":
        open(os.path.join(downloads, name), "wb").close()
    for name in "yz":
        os.mkdir(os.path.join(downloads, name))
    portable.find(scan)
    assert scan.errors == []
    os.mkdir(os.path.join(downloads, "x"))
    portable.find(scan)
    assert scan.errors == ["~user1/Downloads: more folders than are looked into"]


@pytest.mark.parametrize(("account", "told"), [(0, 1), (1000, 0)])
def test_a_closed_folder_is_told_by_who_should_see_everything(scan, denied, monkeypatch, account, told):
    monkeypatch.setattr(os, "geteuid", lambda: account)
    assert glob.names(scan, "/closed") == []
    assert len(scan.errors) == told


@pytest.mark.parametrize("missing", ["/gone", "/etc/passwd/below"])
def test_nothing_there_is_nothing_to_tell(scan, missing):
    assert (glob.names(scan, missing), scan.errors) == ([], [])


def test_a_unit_whose_program_may_not_be_seen_is_no_leftover(scan, monkeypatch):
    units = os.path.join(scan.root, "etc/systemd/system")
    os.makedirs(units)
    with open(os.path.join(units, "acmed.service"), "w", encoding="utf-8") as unit:
        unit.write("[Service]\nExecStart=/opt/acme/acmed\n")
    systemd.find(scan)
    stat = os.stat

    def refuse(path, *arguments, **more):
        if str(path).endswith("/acmed"):
            raise PermissionError(path)
        return stat(path, *arguments, **more)

    monkeypatch.setattr(os, "stat", refuse)
    systemd.find(scan)
    assert [signal["state"] for signal in scan.found["signals"]] == ["residual", "present"]

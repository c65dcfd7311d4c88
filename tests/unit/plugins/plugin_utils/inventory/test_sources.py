# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from ansible.inventory.manager import InventoryManager
from ansible.parsing.dataloader import DataLoader

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.inventory.sources import unread_sources

GOOD = "all: {children: {acme: {hosts: {web1: null}}}}\n"
HALF = "all: {children: {acme: {hosts: {web1: null}}, beta: {hosts: {'web[2': null}}}}\n"


@pytest.fixture
def unread(tmp_path):
    def inventory(*sources):
        return unread_sources(InventoryManager(DataLoader(), [source if "," in source else str(tmp_path / source) for source in sources]))

    (tmp_path / "good.yml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "half.yml").write_text(HALF, encoding="utf-8")
    (tmp_path / "folder" / "group_vars").mkdir(parents=True)
    (tmp_path / "folder" / "group_vars" / "all.yml").write_text("a: [", encoding="utf-8")
    (tmp_path / "folder" / "hosts.yml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "folder" / "old.yml.bak").write_text("[", encoding="utf-8")
    return inventory


def test_what_could_be_read_is_not_named(unread):
    assert unread("good.yml", "folder", "localhost,") == []


def test_a_source_of_which_only_the_beginning_counts_is_named(unread, tmp_path):
    (line,) = unread("good.yml", "half.yml")
    assert str(tmp_path / "half.yml") in line and "missing" in line


def test_a_file_within_a_folder_is_named(unread, tmp_path):
    (tmp_path / "folder" / "broken.yml").write_text(HALF, encoding="utf-8")
    (line,) = unread("folder")
    assert str(tmp_path / "folder" / "broken.yml") in line


def test_an_inventory_that_does_not_tell_is_not_accused():
    assert unread_sources(object()) == []

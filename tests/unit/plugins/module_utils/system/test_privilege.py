# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.system import privilege

ALL = "CapEff:\t000001ffffffffff\n"
OUTSIDE = "         0          0 4294967295\n"
INSIDE = "         0     100000      65536\n"


@pytest.fixture
def tree(tmp_path):
    def make(uid_map, status, own="user:[1]", inits="user:[1]"):
        for process, namespace in (("self", own), ("1", inits)):
            folder = tmp_path / "proc" / process / "ns"
            folder.mkdir(parents=True)
            os.symlink(namespace, folder / "user")
        (tmp_path / "proc" / "self" / "uid_map").write_text(uid_map)
        (tmp_path / "proc" / "self" / "status").write_text(status)
        return str(tmp_path)

    return make


def seen(root, user=0):
    found = {}
    privilege.collect_privilege(root, found, user)
    return found


def test_root(tree):
    assert seen(tree(OUTSIDE, ALL)) == {"account": "root", "administrative": True, "confined": None}


def test_an_ordinary_account(tree):
    assert seen(tree(OUTSIDE, ALL), 1000) == {"account": "ordinary", "administrative": False, "confined": None}


def test_root_of_a_container_administers_it(tree):
    assert seen(tree(INSIDE, ALL)) == {"account": "root", "administrative": True, "confined": None}


def test_root_of_a_namespace_of_its_own_does_not(tree):
    assert seen(tree(INSIDE, ALL, own="user:[2]")) == {"account": "root", "administrative": False, "confined": "user_namespace"}


def test_root_without_capabilities_is_confined(tree):
    assert seen(tree(OUTSIDE, "CapEff:\t00000000a80425fb\n")) == {"account": "root", "administrative": True, "confined": "without net_admin, sys_admin"}


def test_a_system_without_proc(tmp_path):
    assert seen(str(tmp_path)) == {"account": "root", "administrative": True, "confined": None}


@given(st.text(), st.text())
def test_any_content(uid_map, status):
    assert privilege.in_user_namespace(uid_map) in (True, False)
    assert isinstance(privilege.missing_capabilities("CapEff:" + status), list)

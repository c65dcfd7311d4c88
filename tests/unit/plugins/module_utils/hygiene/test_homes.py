# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.homes import Homes


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("/home/anna/.config/x", "~user1/.config/x"),
        ("/home/anna", "~user1"),
        ("/Users/anna/Library and /home/ben/x", "~user1/Library and ~user2/x"),
        ("/Users/Shared/x", "/Users/Shared/x"),
        ("C:\\Users\\Anna\\AppData", "~user1\\AppData"),
        ("/root/.ssh", "~user1/.ssh"),
        ("/var/root/x", "~user1/x"),
        ("/rootfs /homestead", "/rootfs /homestead"),
        ("--dir=/home/anna/x", "--dir=~user1/x"),
    ],
)
def test_home_folders_are_numbered(text, masked):
    assert Homes().mask(text) == masked


def test_the_same_folder_keeps_its_number():
    homes = Homes()
    assert [homes.mask(f"/home/{name}/x") for name in ("anna", "ben", "anna")] == ["~user1/x", "~user2/x", "~user1/x"]
    assert homes.name("/home/ben/") == "~user2"
    assert homes.mask("c:\\users\\anna") == homes.mask("C:\\Users\\anna") == "~user3"


def test_homes_elsewhere_are_made_known():
    homes = Homes()
    homes.add("/srv/people/carla")
    homes.add("/var/lib/postgresql")
    homes.add("/")
    assert homes.mask("/srv/people/carla/x /srv/people/carlas /var/lib/postgresql") == "~user1/x /srv/people/carlas /var/lib/postgresql"


@given(st.one_of(st.text(), st.binary()))
def test_anything_gives_bounded_text(value):
    assert len(Homes().mask(value, 40)) <= 40


@given(st.text(alphabet="abcdefgh\u00e4\u00f6.-_1", min_size=1, max_size=20))
def test_no_name_of_a_person_stays(name):
    assert "/home/" not in Homes().mask(f"/home/{name}/file")

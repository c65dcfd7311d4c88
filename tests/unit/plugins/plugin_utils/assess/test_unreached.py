# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess import unreached
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.variables import Variables

ROUTER = {"ansible_connection": "ansible.netcommon.network_cli", "ansible_network_os": "cisco.ios.ios"}


class Loader:
    """Plugins by name."""

    def __init__(self, *names):
        self.names = names

    def has_plugin(self, name):
        return name in self.names


@pytest.fixture
def access(monkeypatch):
    """What is said of a host with these variables, on a control node with these plugins and Python libraries."""

    def said(raw, connections=("ansible.netcommon.network_cli", "paramiko", "ssh"), systems=("cisco.ios.ios",), libraries=("pylibsshext",)):
        monkeypatch.setattr(unreached, "connection_loader", Loader(*connections))
        monkeypatch.setattr(unreached, "_BY_SYSTEM", {"network_cli": Loader(*systems)})
        monkeypatch.setattr(unreached, "find_spec", lambda name: name if name in libraries else None)
        made = unreached.access_of_unreached(raw, Variables(raw, lambda value: value))
        return made.reason, made.detail

    return said


def test_nothing_is_missing(access):
    assert access(ROUTER) == ("not_reached", None)
    assert access(ROUTER, libraries=("paramiko",)) == ("not_reached", None)


@pytest.mark.parametrize(
    ("raw", "missing", "lacking"),
    [
        ({"ansible_connection": "nobody.knows.this"}, {}, "nobody.knows.this"),
        ({**ROUTER, "ansible_network_os": None}, {}, "ansible_network_os"),
        ({"ansible_connection": ROUTER["ansible_connection"]}, {}, "ansible_network_os"),
        (ROUTER, {"systems": ()}, "cisco.ios.ios"),
        (ROUTER, {"libraries": ()}, "ansible-pylibssh"),
        (ROUTER, {"libraries": ("paramiko",), "connections": ("ansible.netcommon.network_cli",)}, "ansible-pylibssh"),
    ],
)
def test_what_the_control_node_lacks_is_named(access, raw, missing, lacking):
    assert access(raw, **missing) == ("control_node_unfit", lacking)

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The state comes from named keys of the client's file, whatever else stands there."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.teamviewer.state import State, read_state

CONFIGURATION = "opt/teamviewer/config/global.conf"
PROGRAM = "usr/bin/teamviewer"


def machine(folder, configuration=None, program=True):
    for path, content in ((CONFIGURATION, configuration), (PROGRAM, b"" if program else None)):
        if content is not None:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(folder)


def test_no_client(tmp_path):
    assert read_state(machine(tmp_path, program=False)) == State()


def test_a_client_before_its_first_connection(tmp_path):
    assert read_state(machine(tmp_path)) == State(installed=True)
    assert read_state(machine(tmp_path, "[int32] EulaAccepted = 1\n[int32] ClientID = 0\n")) == State(installed=True)


def test_what_a_removed_client_left(tmp_path):
    assert read_state(machine(tmp_path, "[int32] ClientID = 1122334455\n", program=False)) == State(client_id="1122334455")


def test_an_assigned_client(tmp_path):
    state = read_state(machine(tmp_path, (
        '[int32] ClientID = -2094967296\n[strng] Version = "15.61.3 "\n[strng] DeviceManagementV2\\ManagementId = "{a-1}"\n'
        '[strng] OwningManagerCompanyName = "Example IT"\n[strng] OwningManagerAccountName = "Support"\n[strng] InstallationConfigurationId = "6abc"\n'
        '[bin  ] PermanentPassword = "SECRET"\n'
    )))
    assert state == State(True, "2200000000", "15.61.3", True, "a-1", "Support", "Example IT", "6abc")
    assert "SECRET" not in repr(state)
    assert set(state.shown()) == set(State._fields) - {"error"}


def test_an_unmanaged_client_has_an_id_all_the_same(tmp_path):
    text = '[strng] DeviceManagementV2\\ManagementId = "{a-1}"\n[int32] DeviceManagementV2\\Unmanaged = 1\n'
    state = read_state(machine(tmp_path, text))
    assert (state.managed, state.management_id) == (False, "a-1")


def test_what_cannot_be_read_is_not_unassigned(tmp_path):
    (tmp_path / CONFIGURATION).mkdir(parents=True)
    state = read_state(machine(tmp_path))
    assert state.managed is None
    assert state.error


def test_a_file_that_is_too_long_is_not_unassigned(tmp_path):
    assert read_state(machine(tmp_path, b"#" * (1024 * 1024 + 1))).managed is None


@given(before=some.binary(max_size=300), after=some.binary(max_size=300))
def test_noise_around_the_keys(tmp_path_factory, before, after):
    keys = b'\n[int32] ClientID = 1122334455\n[strng] DeviceManagementV2\\ManagementId = "{a-1}"\n'
    state = read_state(machine(tmp_path_factory.mktemp("noise"), b"\n" + before.replace(b"[", b"") + keys + after.replace(b"[", b"")))
    assert (state.client_id, state.managed, state.management_id) == ("1122334455", True, "a-1")


@given(some.binary(max_size=600))
def test_any_bytes(tmp_path_factory, content):
    state = read_state(machine(tmp_path_factory.mktemp("any"), content))
    assert state.client_id is None or state.client_id.isdigit()

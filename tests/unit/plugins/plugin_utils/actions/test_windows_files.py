# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A file that a machine fetches: what is said where it does not arrive, without what admits a machine to an account."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from ansible.errors import AnsibleActionFail

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.windows_files import WindowsFilesAction

URL = "https://x.servicedesk.example/GetAgent/Msi/?customerId=36&integratorLogin=rmm%40example.com"
ASKED, OTHER = "0" * 64, "AB" * 32


class Action(WindowsFilesAction):
    NOT_DONE = "The package was not installed"


@pytest.fixture
def brought(monkeypatch):
    """`brought(result)`: what the action does with that answer of the module that fetches."""

    def brought(**result):
        action = object.__new__(Action)
        action._connection = SimpleNamespace(_shell=SimpleNamespace(join_path=lambda *parts: "\\".join(parts)))
        monkeypatch.setattr(Action, "_execute_module", lambda self, **asked: result)
        return action.brought(URL, "C:\\tmp", "package.msi", f"sha256:{ASKED}", {})

    return brought


def test_where_it_is_afterwards(brought):
    assert brought(changed=True, status_code=200) == "C:\\tmp\\package.msi"


@pytest.mark.parametrize(("result", "said"), [
    ({"status_code": 404}, "the machine could not fetch it, the server answered with HTTP status 404"),
    ({}, "the machine could not fetch it. Look at its name resolution, its proxy, its clock and whether it trusts the server's certificate"),
    ({"status_code": "secret", "checksum_src": "secret"}, "the machine could not fetch it. Look at"),
    ({"status_code": 200, "checksum_src": ASKED}, "the machine could not fetch it. Look at"),
    ({"status_code": 200, "checksum_src": OTHER}, f"what the machine fetched has the SHA-256 {OTHER.lower()}, not {ASKED}"),
])
@pytest.mark.parametrize("spelling", [URL, URL.replace("%40", "@"), URL.upper()])
def test_what_is_said_where_it_does_not_arrive_holds_nothing_of_the_address(brought, result, said, spelling):
    with pytest.raises(AnsibleActionFail) as failed:
        brought(failed=True, msg=f"Error downloading '{spelling}' to 'C:\\tmp\\package.msi': no", **result)
    assert str(failed.value).startswith(f"The package was not installed: {said}")
    assert not any(part in str(failed.value).lower() for part in ("servicedesk", "example.com", "secret"))

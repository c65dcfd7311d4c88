# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import hashlib

import pytest
from ansible.errors import AnsibleActionFail

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.pinned import pinned_file

DIGEST = hashlib.sha256(b"x").hexdigest()


@pytest.fixture
def file(tmp_path):
    (tmp_path / "file").write_bytes(b"x")
    return tmp_path / "file"


def test_the_file_that_was_meant(file):
    arguments = {"file": str(file), "checksum": DIGEST}
    assert pinned_file(arguments, "Not done") == file
    assert arguments == {"checksum": DIGEST}


@pytest.mark.parametrize("given", [{}, {"file": ""}, {"file": None, "url": "https://x/y"}])
def test_none_where_the_machine_fetches_it(given):
    assert pinned_file({**given, "checksum": DIGEST}, "Not done") is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"checksum": "0" * 64}, "has the SHA-256"),
        ({"checksum": None}, "checksum must be a SHA-256"),
        ({"checksum": "md5:x"}, "checksum must be a SHA-256"),
        ({"url": "https://x/CANARY"}, "either url or file is given, not both"),
        ({"file": "/nowhere/CANARY"}, "cannot be read (No such file or directory)"),
    ],
)
def test_anything_else_is_refused_before_it_is_sent(file, changes, said):
    with pytest.raises(AnsibleActionFail) as caught:
        pinned_file({"file": str(file), "checksum": DIGEST, **changes}, "Not done")
    assert str(caught.value).startswith("Not done: ")
    assert said in str(caught.value)

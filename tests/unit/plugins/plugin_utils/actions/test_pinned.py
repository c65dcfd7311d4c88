# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import hashlib
import multiprocessing

import pytest
from ansible import constants
from ansible.errors import AnsibleActionFail
from opened import times_opened

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.pinned import pinned_file

DIGEST = hashlib.sha256(b"x").hexdigest()


@pytest.fixture(autouse=True)
def shared(tmp_path, monkeypatch):
    """The folder that all workers of one Ansible share."""
    monkeypatch.setattr(constants, "DEFAULT_LOCAL_TMP", str(tmp_path / "shared"))
    (tmp_path / "shared").mkdir()


@pytest.fixture
def file(tmp_path):
    (tmp_path / "file").write_bytes(b"x")
    return tmp_path / "file"


def test_the_file_that_was_meant(file):
    arguments = {"file": str(file), "checksum": DIGEST}
    copy = pinned_file(arguments, "Not done")
    assert (copy.read_bytes(), copy.stat().st_mode & 0o077) == (b"x", 0)
    assert arguments == {"checksum": DIGEST}


def test_many_workers_read_it_once(file):
    with times_opened(file) as count, multiprocessing.get_context("fork").Pool(4) as workers:
        copies = workers.starmap(pinned_file, [({"file": str(file), "checksum": DIGEST}, "Not done") for _host in range(8)])
        assert count() == 1
    assert [copy.read_bytes() for copy in set(copies)] == [b"x"]


def test_a_file_that_has_changed_since_is_read_anew(file):
    pinned_file({"file": str(file), "checksum": DIGEST}, "Not done")
    file.write_bytes(b"yz")
    with pytest.raises(AnsibleActionFail, match="has the SHA-256"):
        pinned_file({"file": str(file), "checksum": DIGEST}, "Not done")
    assert pinned_file({"file": str(file), "checksum": hashlib.sha256(b"yz").hexdigest()}, "Not done").read_bytes() == b"yz"


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

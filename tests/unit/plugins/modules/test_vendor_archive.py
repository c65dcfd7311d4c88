# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import hashlib
import io
import json
import tarfile

import pytest
from ansible.module_utils.testing import patch_module_args

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.installing import folder as folders
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.installing.note import NAME
from ansible_collections.bauer_group.remote_maintenance.plugins.modules import vendor_archive


class Archive:
    def __init__(self, path, content):
        with tarfile.open(path, "w:gz") as target:
            entry = tarfile.TarInfo("teamviewerqs/teamviewer")
            entry.size = len(content)
            target.addfile(entry, io.BytesIO(content))
        self.path = str(path)
        self.digest = hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def first(tmp_path):
    return Archive(tmp_path / "first", b"1")


@pytest.fixture
def second(tmp_path):
    return Archive(tmp_path / "second", b"2")


@pytest.fixture
def dest(tmp_path):
    return tmp_path / "opt" / "teamviewerqs"


@pytest.fixture
def run(capsys, dest):
    def made(archive=None, **arguments):
        given = {"dest": str(dest), **({"path": archive.path, "checksum": archive.digest} if archive else {}), **arguments}
        with patch_module_args(given), pytest.raises(SystemExit):
            vendor_archive.main()
        return json.loads(capsys.readouterr().out)

    return made


def content(dest):
    return {path.name: path.read_text() for path in dest.iterdir() if path.name != NAME}


def test_unpacked_once(run, dest, first):
    assert run(first)["changed"] is True
    assert content(dest) == {"teamviewer": "1"}
    again = run(first)
    assert (again["changed"], again["previous"]) == (False, first.digest)
    assert [path.name for path in dest.parent.iterdir()] == ["teamviewerqs"]


def test_another_archive_takes_its_place(run, dest, first, second):
    run(first)
    result = run(second)
    assert (result["changed"], result["previous"], result["count"]) == (True, first.digest, 1)
    assert result["diff"]["before"] == f"unpacked from sha256:{first.digest}\n"
    assert result["diff"]["after"] == f"unpacked from sha256:{second.digest}\n"
    assert content(dest) == {"teamviewer": "2"}


def test_check_mode_predicts(run, dest, first, second):
    assert run(first, _ansible_check_mode=True)["changed"] is True
    assert not dest.exists()
    run(first)
    assert run(first, _ansible_check_mode=True)["changed"] is False
    assert run(second, _ansible_check_mode=True)["changed"] is True
    assert run(state="absent", _ansible_check_mode=True)["changed"] is True
    assert content(dest) == {"teamviewer": "1"}


def test_absent(run, dest, first):
    run(first)
    assert run(state="absent")["changed"] is True
    assert list(dest.parent.iterdir()) == []
    assert run(state="absent")["changed"] is False


@pytest.mark.parametrize("state", ["present", "absent"])
def test_what_somebody_else_put_there_stays(run, dest, first, state):
    dest.mkdir(parents=True)
    (dest / "theirs").write_text("x")
    result = run(first, state=state)
    assert result["failed"] is True
    assert "was not put there by this module" in result["msg"]
    assert content(dest) == {"theirs": "x"}
    assert run(first, state=state, adopt=True)["changed"] is True
    assert content(dest) == {"teamviewer": "1"} if state == "present" else not dest.exists()


def test_what_was_broken_off_is_cleared(run, dest, first):
    run(first)
    broken = folders.new_beside(str(dest))
    assert run(first)["changed"] is True
    assert folders.remains(str(dest)) == []
    folders.new_beside(str(dest))
    assert run(state="absent")["changed"] is True
    assert list(dest.parent.iterdir()) == []
    assert broken


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"checksum": "0" * 64}, "The archive was not unpacked: the archive has the SHA-256 "),
        ({"checksum": None}, "The archive was not unpacked: checksum must be a SHA-256"),
        ({"path": None}, "Nothing to unpack"),
        ({"path": None, "url": "http://x/y"}, "The archive was not unpacked: url must begin with https://"),
        ({"dest": "opt/x"}, "dest must be the absolute path of a folder"),
        ({"dest": "/"}, "dest must be the absolute path of a folder"),
    ],
)
def test_a_failure_leaves_the_old_one(run, dest, first, second, arguments, said):
    run(first)
    result = run(second, **arguments)
    assert result["failed"] is True
    assert result["msg"].startswith(said)
    assert content(dest) == {"teamviewer": "1"}
    assert folders.remains(str(dest)) == []

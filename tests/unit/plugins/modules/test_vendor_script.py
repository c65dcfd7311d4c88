# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

import pytest
from ansible.module_utils.testing import patch_module_args

from ansible_collections.bauer_group.remote_maintenance.plugins.modules import vendor_script

SECRET = "CANARY-of-the-account"


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    (tmp_path / "memory").mkdir()
    monkeypatch.setattr(vendor_script, "IN_MEMORY", str(tmp_path / "memory"))

    def made(script="", **arguments):
        given = {"content": base64.b64encode(script.encode()).decode(), "checksum": hashlib.sha256(script.encode()).hexdigest(), **arguments}
        with patch_module_args(given), pytest.raises(SystemExit):
            vendor_script.main()
        told = capsys.readouterr().out
        assert SECRET not in told
        assert list((tmp_path / "memory").iterdir()) == []
        return json.loads(told)

    return made


def test_it_runs_as_it_is(run, tmp_path):
    left = tmp_path / "left"
    result = run(f'printf "%s|" "$@" "$(umask)" > {left}; pwd >> {left}', arguments=["; reboot", SECRET])
    assert (result["changed"], result["rc"]) == (True, 0)
    assert left.read_text() == f"; reboot|{SECRET}|0022|/\n"


def test_it_lies_where_only_root_may_look(run, tmp_path):
    left = tmp_path / "left"
    run(f'stat -c %a "$0" "$(dirname "$0")" > {left}')
    assert left.read_text() == "600\n700\n"


def test_check_mode_runs_nothing(run, tmp_path):
    result = run(f"touch {tmp_path / 'left'}", _ansible_check_mode=True)
    assert result["changed"] is True
    assert not (tmp_path / "left").exists()


def test_a_failure_is_told_without_secrets(run):
    result = run(f"echo 'E: no lshw for {SECRET}' >&2; for n in $(seq 100); do echo line $n; done; exit 7", arguments=[SECRET])
    assert (result["failed"], result["rc"], result["changed"]) == (True, 7, True)
    assert result["msg"] == "The install script failed with exit code 7"
    assert result["said"][-1] == "E: no lshw for ***"
    assert len(result["said"]) == vendor_script.LINES


def test_what_stands_in_the_script_may_be_a_secret(run):
    result = run(f"token={SECRET}\nlogin='anna@mueller.example'\necho Registering $token of $login; false; echo 'not permitted'; exit 3")
    assert result["said"] == ["Registering *** of ***", "not permitted"]


def test_one_that_never_ends_is_ended(run, tmp_path):
    result = run(f"sleep 1000 & echo $! > {tmp_path / 'pid'}; wait", timeout=1)
    assert result["failed"] is True
    assert result["msg"] == "The install script was ended after 1 s"
    assert not Path("/proc", (tmp_path / "pid").read_text().strip(), "exe").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"checksum": "0" * 64}, "The install script was not run: the script has the SHA-256 "),
        ({"checksum": "none"}, "The install script was not run: checksum must be a SHA-256"),
        ({"content": "%%%"}, "The install script was not run: it arrived damaged"),
        ({"content": None}, "Nothing to run"),
        ({"url": f"http://x/{SECRET}", "content": None}, "The install script was not run: url must begin with https://"),
    ],
)
def test_what_is_not_right_is_not_run(run, tmp_path, arguments, said):
    result = run(f"touch {tmp_path / 'left'}", **arguments)
    assert result["failed"] is True
    assert result["msg"].startswith(said)
    assert not (tmp_path / "left").exists()

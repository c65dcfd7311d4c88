# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The program, under every interpreter that a target may have and this machine has."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from loopback_servers import be_silent, over_tls

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.probe import command
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import validator

VERSIONS = ("3.8", "3.9", "3.10", "3.11", "3.12", "3.13", "3.14")
COLLECTIONS = Path(command.__file__).parents[6]
MODULE = "ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.probe.command"


def interpreter(version):
    """Return an interpreter of that version, or skip."""
    if version == ".".join(map(str, sys.version_info[:2])):
        return sys.executable
    root = os.environ.get("PYENV_ROOT", os.path.expanduser("~/.pyenv"))
    installed = sorted(Path(root).glob(f"versions/{version}.*/bin/python")) if os.path.isdir(root) else []
    found = str(installed[-1]) if installed else shutil.which(f"python{version}")
    if not found or subprocess.run([found, "-c", ""], capture_output=True, check=False).returncode:
        pytest.skip(f"no Python {version} on this machine")
    return found


def run(plan, python=sys.executable):
    environment = {**os.environ, "PYTHONPATH": str(COLLECTIONS), "PYTHONDONTWRITEBYTECODE": "1"}
    asked = plan if isinstance(plan, str) else json.dumps(plan)
    return subprocess.run([python, "-W", "error", "-m", MODULE], input=asked, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("version", VERSIONS)
def test_under_each_interpreter(version, serve, authority, stranger):
    python = interpreter(version)
    trusted, _leaf = authority.context()
    foreign, _leaf = stranger.context()
    ports = [serve(over_tls(context, be_silent)).port for context in (trusted, foreign)]
    plan = {
        "trust_anchor": authority.pem,
        "deadline": 30,
        "software": {"system": "linux"},
        "dns_queries": [],
        "endpoints": [{"id": f"{port}/tls", "name": "127.0.0.1", "port": port, "protocol": "tls"} for port in ports],
    }
    done = run(plan, python)
    assert (done.returncode, done.stderr) == (0, "")
    seen = json.loads(done.stdout)
    validator("observation").validate(seen)
    assert seen["collector"]["runtime"].startswith(f"python {version}.")
    tls = {entry["id"]: entry["tls"] for entry in seen["endpoints"] if entry["via"] == "direct"}
    assert [tls[f"{port}/tls"]["verified"] for port in ports] == [True, False]
    assert [len(tls[f"{port}/tls"]["chain"]) for port in ports] == [2, 2]


def test_a_wrong_plan_is_said_in_one_line():
    done = run({"deadline": -1})
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "deadline: must be greater than 0 and at most 300 seconds\n")


@pytest.mark.parametrize("plan", ["", "{", "[]", "null", "1"])
def test_what_is_no_plan(plan):
    done = run(plan)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import base64
import gzip
import json

import pytest
from ansible.executor.powershell import module_manifest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.compact import compact

SCRIPT = "# Zeichen: ÄÖÜ 日本\nexit 0\n"


def wrapped(script: str = SCRIPT, name: str = "exec_wrapper") -> bytes:
    """As Ansible makes it, of one script."""
    manifest = {"scripts": {"a.ps1": {"path": "/a.ps1", "script": base64.b64encode(script.encode()).decode()}}, "actions": [], "signed_hashlist": []}
    return json.dumps({"name": name, "script": "& $x", "params": {"TempPath": None}}).encode() + b"\n\0\0\0\0\n" + json.dumps(manifest).encode()


def unpacked(sent: bytes) -> tuple[dict, dict, list[str]]:
    """What unpack.ps1 takes out of it: wrapper, manifest, scripts."""
    _unpack, line = sent.split(b"\n\0\0\0\0\n")
    wrapper, manifest, *scripts = gzip.decompress(base64.b64decode(line)).decode().split("\0")
    return json.loads(wrapper), json.loads(manifest), scripts


def test_nothing_is_lost():
    wrapper, manifest, scripts = unpacked(compact(wrapped()))
    assert wrapper == {"name": "exec_wrapper", "script": "& $x", "params": {"TempPath": None}}
    assert manifest["scripts"] == {"a.ps1": {"path": "/a.ps1", "script": "unpack:0"}}
    assert scripts == [SCRIPT]


def test_runs_the_unpacking_script_first():
    first = json.loads(compact(wrapped()).split(b"\n")[0])
    assert first["name"] == "unpack"
    assert "param([Parameter(ValueFromPipeline)]" in first["script"]


@pytest.mark.parametrize("sent", [
    None,
    b"",
    b"import sys\n",
    wrapped(name="another_wrapper"),
    wrapped(script="a\0b"),
    wrapped()[:-5],
    b"{}\n\0\0\0\0\n{}",
    wrapped() + b"\n\0\0\0\0\nmore input",
], ids=["nothing", "empty", "python", "another wrapper", "NUL in a script", "cut", "other documents", "further input"])
def test_goes_as_it_is(sent):
    assert compact(sent) == sent


def test_is_what_this_ansible_sends():
    """A newer ansible-core that sends another form must not go unnoticed: its payload would be several times as large."""
    sent, sample = module_manifest._bootstrap_powershell_script("powershell_mkdtemp.ps1", {"Directory": "C:/x", "Name": "y"})
    assert sent
    assert len(compact(sample)) < len(sample)

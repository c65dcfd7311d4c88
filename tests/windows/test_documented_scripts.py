# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The scripts for PowerShell in docs/windows.md: all are read, those that only write to the registry run."""
from __future__ import annotations

import os
import re

import pytest
from consoles import ROOT
from test_gates import GATE

SCRIPTS = re.findall(r"```powershell\n(.*?)```", (ROOT / "docs" / "windows.md").read_text("utf-8"), re.DOTALL)
TO_THE_REGISTRY = [script for script in SCRIPTS if script.startswith(r"New-ItemProperty -Path HKLM:")]
PARSE = """
$tokens = $errors = $null
$null = [System.Management.Automation.Language.Parser]::ParseFile('{file}', [ref]$tokens, [ref]$errors)
$errors | ForEach-Object {{ $_.Message }}
exit @($errors).Count
"""


@pytest.fixture
def files(tmp_path):
    for number, script in enumerate(SCRIPTS):
        (tmp_path / f"{number}.ps1").write_text(script)
    return sorted(tmp_path.glob("*.ps1"))


def test_there_are_scripts():
    assert (len(SCRIPTS), len(TO_THE_REGISTRY)) == (5, 2)


def test_the_engine_can_read_them(linux, files):
    for file in files:
        done = linux.run("-Command", PARSE.format(file=file))
        assert (done.returncode, done.stdout) == (0, ""), file.read_text()


def test_what_is_no_script_is_found(linux, tmp_path):
    """A check that never fails checks nothing."""
    file = tmp_path / "broken.ps1"
    file.write_text("New-Item -Path 'x")
    assert linux.run("-Command", PARSE.format(file=file)).returncode == 1


def test_powershell_5_1_has_what_they_use(linux, files):
    gate = os.environ.get(GATE)
    if not gate:
        pytest.skip(f"no check of PowerShell 5.1: {GATE} names none")
    done = linux.run("-File", gate, *map(str, files))
    assert (done.returncode, done.stdout) == (0, "")


def test_what_they_write_to_the_registry_is_there(windows, tmp_path):
    windows.import_registry(tmp_path / "openssh.reg", "[HKEY_LOCAL_MACHINE\\SOFTWARE\\OpenSSH]\n")  # the server's setup makes it
    script = tmp_path / "registry.ps1"
    script.write_text("$ErrorActionPreference = 'Stop'\n" + "".join(TO_THE_REGISTRY))
    done = windows.console.run("-File", windows.console.path(script))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "v1.0\\powershell.exe" in windows.wine("reg", "query", r"HKLM\SOFTWARE\OpenSSH", "/v", "DefaultShell")
    policies = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System"
    assert windows.wine("reg", "query", policies, "/v", "LocalAccountTokenFilterPolicy").split()[-2:] == ["REG_DWORD", "0x1"]

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What customers' machines run: Windows PowerShell 5.1 on .NET Framework 4.6.2. Nothing here has it; these gates read the code for it."""
from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
from consoles import ROOT, SOURCES

GATE = "WINDOWS_TEST_CHECK51"


def tracked(*endings: str) -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z", "plugins", "roles"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return [ROOT / name for name in listed if name.endswith(endings)]


MODULES = [path for path in tracked(".ps1") if path.parent.name == "modules"]


def test_powershell_runs_on_5_1(linux):
    gate = os.environ.get(GATE)
    if not gate:
        pytest.skip(f"no check of PowerShell 5.1: {GATE} names none")
    files = tracked(".ps1", ".psm1")
    assert ROOT / "plugins" / "modules" / "win_probe.ps1" in MODULES
    done = linux.run("-File", gate, *map(str, files))
    assert (done.returncode, done.stdout) == (0, "")


def test_csharp_compiles_for_the_framework(linux, framework):
    files = tracked(".cs")
    assert len(files) > 40
    done = linux.run("-File", str(Path(__file__).with_name("check_csharp.ps1")), str(framework), *map(str, files))
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize(("code", "said"), [
    ('public class A { public string B => "x"; }', "expression-bodied"),
    ("public class A { public void B() { System.Convert.ToHexString(new byte[0]); } }", "ToHexString"),
    ("public class A { public void B() { int unused = 1; } }", "never used"),
])
def test_the_compiler_is_as_strict_as_the_machines(linux, framework, tmp_path, code, said):
    """A check that never fails checks nothing."""
    file = tmp_path / "a.cs"
    file.write_text(code)
    done = linux.run("-File", str(Path(__file__).with_name("check_csharp.ps1")), str(framework), str(file))
    assert done.returncode == 1
    assert said in done.stdout


CALLS = re.compile(r"\b(?:FromAsync|Task\.Run|ContinueWith|StartNew)\((?P<arguments>(?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*)\)")
BARE = re.compile(r"(?:^|,)\s*(?!null\b|this\b)[A-Za-z_][\w.]*\s*(?=,|$)")
SINGLE = ("CancellationToken.None", "TaskContinuationOptions.OnlyOnFaulted", "TaskScheduler.Default")


def bare_methods(code: str) -> list[str]:
    """Methods given by name alone to what takes delegates of several kinds."""
    outer = [re.sub(r"\([^()]*\)", "", re.sub(r"\([^()]*\)", "", call["arguments"])) for call in CALLS.finditer(code)]
    return [found for arguments in outer for found in (bare.strip(" ,\n") for bare in BARE.findall(arguments)) if found not in SINGLE]


def test_no_call_that_the_frameworks_own_compiler_finds_ambiguous():
    """It does not look at what a method returns (C# 5; Roslyn does, whatever version it is told): CS0121. A lambda says it."""
    assert {file.name: bare_methods(file.read_text()) for file in tracked(".cs") if bare_methods(file.read_text())} == {}
    assert bare_methods("FromAsync((callback, state) => socket.BeginReceive(buffer, callback, state), socket.EndReceive, null)") == ["socket.EndReceive"]
    assert bare_methods("Task.Run(Work)") == ["Work"]


def named(module: Path) -> set[str]:
    return set(re.findall(r"^#AnsibleRequires -CSharpUtil \.\.module_utils\.windows\.([\w.]+)$", module.read_text(), re.MULTILINE))


def test_every_file_travels():
    """A file that no module names is compiled here and missing there."""
    assert set().union(*map(named, MODULES)) == {str(file.relative_to(SOURCES).with_suffix("")).replace("/", ".") for file in tracked(".cs")}


@pytest.mark.parametrize("module", list(filter(named, MODULES)), ids=lambda module: module.stem)
def test_each_module_names_all_that_it_needs(linux, framework, module):
    files = [str(SOURCES / (name.replace(".", "/") + ".cs")) for name in sorted(named(module))]
    done = linux.run("-File", str(Path(__file__).with_name("check_csharp.ps1")), str(framework), *files)
    assert (done.returncode, done.stdout) == (0, "")


def test_no_warning_is_switched_off_twice():
    """Ansible's compiler takes each of them once only, over all files."""
    switches = [match for file in SOURCES.rglob("*.cs") for match in re.findall(r"^//NoWarn .*$", file.read_text(), re.MULTILINE)]
    assert len(switches) == len(set(switches)) == 1

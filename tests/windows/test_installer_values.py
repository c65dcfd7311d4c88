# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Awkward values of properties and transforms in their order arrive at Windows Installer. The values are secrets, and in nothing that is told."""
from __future__ import annotations

import hashlib
import json

import pytest
from tasks import WindowsTasks, module
from vendor import RECORDED, recording

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act import windows_installer

VALUES = {
    "First": "C:\\Kunden\\Müller & Söhne; Bau\\",
    "Second": "CANARY 保守 'einfach' $(x) %PATH% ^& | < > ` {0} [MÜLLER]",
    "Third": "/qn SECOND=x",
}
QUOTED = {"Fourth": "", "Fifth": '"CANARY" sagt nein \\', "Sixth": 'Größe "5" \\'}
CODE = recording().product_code


@pytest.fixture
def machine(windows_anew, ansible, tmp_path):
    return WindowsTasks(ansible("ansible-playbook"), tmp_path, windows_anew, **{f"secret_{name}": value for name, value in VALUES.items()})


@pytest.fixture
def package(vendor):
    """The task that installs nobody's product."""
    file = vendor.msi(recording())
    pinned = {"file": str(file), "checksum": hashlib.sha256(file.read_bytes()).hexdigest()}
    return lambda **options: module("win_vendor_package", None, **pinned, **options)


def recorded(windows):
    """The values in that Windows' registry, as it exports them."""
    file = windows.file(r"doubles\recorded.reg")
    windows.wine("reg", "export", RECORDED, r"C:\doubles\recorded.reg", "/y")
    lines = file.read_text("utf-16").splitlines()
    found = dict(line.split("=", 1) for line in lines if line.startswith('"'))
    return {json.loads(name): json.loads(value) for name, value in found.items()}


def test_what_is_handed_over_arrives(machine, package, vendor, tmp_path):
    windows = machine.windows
    first = vendor.transform(windows, tmp_path / "a.mst", FIFTH="vom ersten: Größe", SIXTH="保守")
    second = vendor.transform(windows, tmp_path / "b.mst", SIXTH="vom zweiten; 保守")
    properties = {name: f"{{{{ secret_{name} }}}}" for name in VALUES}
    removed = module("win_vendor_package", None, product_id=CODE, state="absent")
    installed, again = machine.run(package(properties=properties, transforms=[str(first), str(second)]), package(properties=properties))
    assert (installed["changed"], installed["exit_code"], again["changed"]) == (True, 0, False), machine.output[-3000:]
    assert recorded(windows) == {**VALUES, "Fourth": "", "Fifth": "vom ersten: Größe", "Sixth": "vom zweiten; 保守"}
    gone, missing, broken = machine.run(removed, package(transforms=[str(tmp_path / "c.mst")]), package(properties={"FIRST": "CANARY\ntwo"}))
    assert gone["changed"]
    assert (missing["failed"], "the transform" in missing["msg"], broken["failed"]) == (True, True, True)
    nothing_is_told(machine)
    as_windows_installer_reads_it(windows, vendor)


def nothing_is_told(machine):
    assert not [value for value in VALUES.values() if value in machine.output]
    assert "CANARY" not in machine.output
    assert "CANARY" not in (machine.folder / "log").read_text()
    assert [path for path in machine.temporary.rglob("*") if path.is_file()] == []


def as_windows_installer_reads_it(windows, vendor):
    """Wine's msiexec takes the command line apart itself: it loses quotation marks, and what stands behind an empty value.
    Windows Installer itself does not, but where another property follows on a value that ends with a quotation mark: Wine takes that for more of the value.
    """
    vendor.install(windows, recording(), windows_installer.command_line({**VALUES, **QUOTED}))
    assert recorded(windows) == {**VALUES, **QUOTED}

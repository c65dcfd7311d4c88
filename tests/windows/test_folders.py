# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where programs lie, under Wine: in folders that OneDrive holds, that were moved, that are everybody's, that are too large or closed."""
from __future__ import annotations

import os
from dataclasses import replace

import pytest
from registry import SID, registry

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.catalogue import load_products
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.installations import installations
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.query import compile_query
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.ownership.evidence import Knowledge

PLAN = {"deadline": 120, "sections": ["privilege", "software"], "software": compile_query(load_products(), "windows")}
TOO_MANY = {**PLAN, "before": r"""
1..1001 | ForEach-Object { $null = [System.IO.Directory]::CreateDirectory("C:\users\anna\Documents\$_") }
$services = [Microsoft.Win32.Registry]::LocalMachine.OpenSubKey('SYSTEM\CurrentControlSet\Services', $true)
Set-Value 'HKU\{sid}\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders' Personal 'D:\%NOBODY_KNOWS%\Documents'
1..51 | ForEach-Object { $services.CreateSubKey("AnyDeskOld$_").Dispose() }
""".replace("{sid}", SID)}
COPIES = {
    r"users\anna\OneDrive - Beispiel GmbH\Desktop\TeamViewerQS.exe": r"~user1\OneDrive - Beispiel GmbH\Desktop\TeamViewerQS.exe",
    r"users\anna\OneDrive - Beispiel GmbH\Dokumente\Werkzeug\AnyDesk.exe": r"~user1\OneDrive - Beispiel GmbH\Dokumente\Werkzeug\AnyDesk.exe",
    r"users\Public\Desktop\AnyDesk.exe": r"C:\users\Public\Desktop\AnyDesk.exe",
    r"users\anna\Downloads\TeamViewerQS_x64.exe": r"~user1\Downloads\TeamViewerQS_x64.exe",
}


HOMES = (
    r"C:\Users\max\x.exe", r"\Device\HarddiskVolume3\Users\max\x.exe", r"%SystemDrive%\Users\max\x.exe", r"C:\\Users\\max\\x.exe", r"\Users\max\x.exe",
    r"\\server\home$\max\x.exe", r"\\server\share\x.exe", r"C:\Users\Public\x.exe", r"C:\Vendor\Users\x.exe",
)
MASKED = {"ask": "$homes = [RemoteMaintenance.Homes]::new(); " + ", ".join(f"$homes.Mask('{path}')" for path in HOMES)}
# A Remote Desktop that was moved to another port.
MOVED = {"ask": r"""
Set-Value 'HKLM\SYSTEM\CurrentControlSet\Control\Terminal Server\WinStations\RDP-Tcp' 'PortNumber' 3390
$query = [Collections.Generic.Dictionary[string, object]]::new()
$query['products'] = @{ 'remote-desktop-services' = @{ listeners = [object[]]'3389/tcp' } }
$scan = [RemoteMaintenance.Scan]::new($query, [RemoteMaintenance.Deadline]::new(20))
$scan.Running('remote-desktop-services', 4711)
$all = [Collections.Generic.List[RemoteMaintenance.Listener]]::new()
foreach ($port in 3389, 3390, 3391) { $all.Add([RemoteMaintenance.Listener]@{ Port = $port; Process = 4711 }) }
[RemoteMaintenance.Listeners]::Report($scan, $all)
$scan.Observed()['signals']
"""}


# Each of thirty people has a copy of their own.
THIRTY = {"ask": r"""
$scan = [RemoteMaintenance.Scan]::new([Collections.Generic.Dictionary[string, object]]::new(), [RemoteMaintenance.Deadline]::new(20))
foreach ($person in 1..30) { foreach ($copy in 1..2) { $scan.Add('anydesk', 'path', "$person\$copy", 'present', $null, "~user$person", $null, $null) } }
$scan.Observed()['signals']
"""}
SPACIOUS = r"Program Files (x86)\AnyDesk"


@pytest.fixture(scope="module")
def machine(windows, tmp_path_factory):
    """A person's folders, partly with OneDrive and on another disk, and services whose programs are there, gone or not to be seen."""
    for copy in COPIES:
        windows.file(copy).write_bytes(b"MZ")
    other_disk = tmp_path_factory.mktemp("other disk")
    (windows.console.prefix / "dosdevices" / "d:").symlink_to(other_disk)
    moved = other_disk / "Anna Beispiel" / "Downloads" / "AnyDesk (1).exe"
    moved.parent.mkdir(parents=True)
    moved.write_bytes(b"MZ")
    for program in (r"Far away\agent.exe", r"Foo.exe folder\svc.exe", r"Locked\MeshAgent.exe"):
        windows.file("Program Files\\" + program).write_bytes(b"MZ")
    for number in range(50):
        windows.file(rf"{SPACIOUS}\{number}\text").touch()
    windows.import_registry(tmp_path_factory.mktemp("registry") / "folders.reg", registry("folders"))
    return windows


@pytest.fixture(scope="module")
def seen(machine, tmp_path_factory):
    return machine.console.collect(tmp_path_factory.mktemp("seen"), PLAN, TOO_MANY, MASKED, MOVED, THIRTY)


@pytest.fixture(scope="module")
def closed(machine, seen, tmp_path_factory):
    """By an administrator who may not look into two folders, and by one without the rights: Wine keeps to this machine's own access rights."""
    tmp_path = tmp_path_factory.mktemp("closed")
    folders = [machine.file(r"Program Files\Locked\MeshAgent.exe").parent, machine.file(r"users\anna\Downloads\TeamViewerQS_x64.exe").parent]
    console = machine.console
    if os.geteuid() == 0:
        # What lets root look everywhere.
        script = tmp_path / "pwsh"
        script.write_text(f'#!/bin/sh\nexec setpriv --bounding-set=-dac_override,-dac_read_search "{console.program}" "$@"\n', encoding="utf-8")
        script.chmod(0o755)
        console = replace(console, program=script)
    machine.switch_off()
    for folder in folders:
        folder.chmod(0)
    try:
        return [console.collect(tmp_path, PLAN)[0], console.collect(tmp_path, PLAN, filtered=True)[0]]
    finally:
        for folder in folders:
            folder.chmod(0o755)
        machine.switch_off()


def errors(observation: dict) -> list[str]:
    return observation["sections"]["software"].get("errors", [])


def copies(observation: dict) -> dict[str, str]:
    return {one["value"]: one["user"] for one in observation["software"]["signals"] if one["kind"] == "path" and one.get("user")}


def services(observation: dict) -> dict[str, str]:
    return {one["value"]: one["state"] for one in observation["software"]["signals"] if one["kind"] == "service"}


def test_copies_where_people_have_their_folders(seen):
    found = copies(seen[0])
    assert set(found) == {*COPIES.values(), r"~user1\Downloads\AnyDesk (1).exe"}
    assert {user for copy, user in found.items() if copy.startswith("~user1")} == {"~user1"}
    assert "Anna" not in str(seen)
    assert errors(seen[0]) == []


def test_everybodys_copy_is_told_as_one(seen):
    presence = {one.product.id: one.presence for one in installations(load_products(), "windows", seen[0]["software"], {"name": "-"}, Knowledge())}
    assert presence["anydesk"] == "installed"  # its service is there too


def test_a_service_whose_program_is_there_is_no_leftover(seen):
    """However its command line is read: without quotes, without .exe, on a disk that is not there now."""
    there = {"AnyDesk", "AteraAgent", "Mesh Agent", "tvnserver"}
    assert {name: state for name, state in services(seen[0]).items() if name != "TermService"} == {**dict.fromkeys(there, "stopped"), "TeamViewer": "residual"}


def test_a_folder_with_more_folders_than_are_looked_into_is_no_leftover(seen):
    (state,) = [one["state"] for one in seen[0]["software"]["signals"] if one["kind"] == "path" and one["value"].rstrip("\\") == rf"C:\{SPACIOUS}"]
    assert state == "present"


def test_each_persons_copy_is_told(seen):
    assert {one["user"] for one in seen[4]["answer"]} == {f"~user{number}" for number in range(1, 31)}


def test_a_folder_that_nobody_can_tell_is_told(seen):
    assert "~user1: a folder of this person's cannot be told" in errors(seen[1])


def test_what_is_too_much_to_be_looked_at_is_told(seen):
    assert seen[1]["sections"]["software"]["complete"] is False
    told = {r"~user1\Documents: more folders than are looked into", "registry: more keys like AnyDesk* than are looked at"}
    assert {error for error in errors(seen[1]) if "looked" in error} == told


def test_a_name_is_hidden_however_its_home_is_written(seen):
    """One folder, one number; what follows a server's share is taken for somebody's."""
    assert seen[2]["answer"] == [
        r"~user1\x.exe", r"~user1\x.exe", r"~user1\x.exe", r"~user1\\x.exe", r"~user1\x.exe", r"\\server\home$\~user2\x.exe", r"\\server\share\x.exe",
        r"C:\Users\Public\x.exe", r"C:\Vendor\Users\x.exe",
    ]


def test_remote_desktop_on_another_port(seen):
    assert sorted(one["value"] for one in seen[3]["answer"]) == ["3389/tcp", "3390/tcp"]
    signals = [{"product": "remote-desktop-services", "kind": "service", "value": "TermService", "state": "running"}, *seen[3]["answer"][1:]]
    (found,) = installations(load_products(), "windows", {"signals": signals}, {"name": "-"}, Knowledge())
    assert found.presence == "running"


def test_closed_folders(closed):
    administrator, without_the_rights = closed
    assert services(administrator)["Mesh Agent"] == services(without_the_rights)["Mesh Agent"] == "stopped"
    assert r"~user1\Downloads: cannot be looked at" in errors(administrator)
    assert administrator["sections"]["software"]["complete"] is False
    # It never sees everything, and its findings say so.
    assert without_the_rights["privilege"]["administrative"] is False
    assert [error for error in errors(without_the_rights) if "cannot be looked at" in error] == []

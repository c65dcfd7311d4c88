# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Odd things where a vendor's file is expected: each costs a line of error at most, never the look at the rest."""

from __future__ import annotations

import json
import os
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.homes import Homes
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.inspectors.inspect import INSPECTORS
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.packages.package import UnreadableDatabase
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.packages.rpm_header import read_header
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.packages.rpm_ndb import packages as ndb_packages
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.scan import Person, Scan
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import validator

FILES = [
    "/opt/teamviewer/config/global.conf",
    "/etc/anydesk/system.conf",
    "/etc/anydesk/service.conf",
    "/etc/atera-agent/regstore.json",
    "/opt/splashtop-streamer/config/global.conf",
    "/home/anna/.config/rustdesk/RustDesk.toml",
    "/home/anna/.config/rustdesk/RustDesk2.toml",
    "/opt/screenconnect-0123456789abcdef/ClientLaunchParameters.txt",
    "/usr/local/mesh_services/meshagent/meshagent.msh",
    "/home/anna/.vnc/config",
    "/etc/xrdp/xrdp.ini",
    "/etc/systemd/system/x11vnc.service",
    "/home/anna/.x11vncrc",
    "/var/lib/bauer_group/remote_maintenance/enrolments.json",
    "/home/anna/.config/autostart/anydesk.desktop",
    "/etc/passwd",
]
PROGRAMS = [
    "/usr/bin/teamviewer",
    "/usr/bin/anydesk",
    "/usr/lib/atera-agent/AteraAgent",
    "/opt/splashtop-streamer/SRFeature",
    "/usr/bin/rustdesk",
    "/opt/screenconnect-0123456789abcdef/client.jar",
    "/usr/local/mesh_services/meshagent/meshagent",
    "/usr/bin/Xtigervnc",
    "/usr/sbin/xrdp",
    "/usr/bin/x11vnc",
]


BEGINNINGS = [b"ad.anynet.id=", b"[int32] ClientID = ", b"?e=Access&h=", b"[options]\n", b"MeshServer=", b"{"]


def with_programs(built):
    built.home("anna", 1000)
    for path in PROGRAMS:
        built.program(path)
    return built


def checked(built):
    """What was found, which must fit its schema and its size whatever lay there."""
    found, errors = built.look()
    software = validator("observation").evolve(schema=validator("observation").schema["properties"]["software"])
    assert [error.message for error in software.iter_errors(found)] == []
    assert len(json.dumps(found).encode()) <= 64 * 1024
    assert {signal["product"] for signal in found["signals"]} >= {"teamviewer", "anydesk", "xrdp", "rustdesk"}
    return found, errors


def fifo(place):
    os.mkfifo(place)


def folder(place):
    place.mkdir()


def loop(place):
    place.symlink_to(place.name)


def zeros(place):
    place.symlink_to("/dev/zero")


def huge(place):
    with place.open("wb") as target:
        target.write(b"[strng] PermanentPassword = 'x'\nad.anynet.pwd_hash=\n")
        target.truncate(100 * 1024 * 1024)


def utf16(place):
    place.write_bytes("[int32] ClientID = 123456789\r\nad.anynet.id=123456789\r\n".encode("utf-16"))


def one_long_line(place):
    place.write_bytes(b"ad.anynet.alias=" + b"a" * 900_000)


def deep(place):
    place.write_bytes(b"[" * 200_000)


@pytest.mark.parametrize("odd", [fifo, folder, loop, zeros, huge, utf16, one_long_line, deep], ids=lambda odd: odd.__name__)
def test_odd_files(machine, odd):
    built = with_programs(machine())
    for path in FILES[:-1]:
        place = built.path(path)
        place.parent.mkdir(parents=True, exist_ok=True)
        odd(place)
    began = time.process_time()
    checked(built)
    assert time.process_time() - began < 20


def test_what_is_too_long_to_be_read_whole_is_not_called_safe(machine):
    built = with_programs(machine())
    built.file("/etc/anydesk/service.conf", b"x=y\n")
    built.file("/etc/anydesk/system.conf", b"#\n" * 700_000 + b"ad.security.pwd=here\n")
    (inspection,) = checked(built)[0]["products"]["anydesk"]
    assert inspection["unattended"] is None and inspection["errors"]


def test_an_unreadable_folder_of_a_vendor_is_not_called_empty(machine):
    built = with_programs(machine())
    built.path("/opt/teamviewer/config").mkdir(parents=True)
    fifo(built.path("/opt/teamviewer/config/global.conf"))
    (inspection,) = checked(built)[0]["products"]["teamviewer"]
    assert inspection["unattended"] is None and inspection["errors"]


def test_many_instances_are_bounded(machine):
    built = with_programs(machine())
    for number in range(60):
        built.file(f"/etc/anydesk-ad_{number}/system.conf", f"ad.anynet.id={100000000 + number}\nad.anynet.alias={'a' * 300}\n")
    found, errors = checked(built)
    assert len(found["products"]["anydesk"]) == 16
    assert "anydesk: more instances than are sent" in errors


def test_many_signals_of_a_kind_are_bounded(machine):
    built = with_programs(machine())
    for number in range(60):
        built.process(exe=f"/srv/{number}/anydesk")
    found, errors = checked(built)
    assert len([signal for signal in found["signals"] if signal["kind"] == "process"]) == 20
    assert errors == []


def test_what_does_not_fit_is_said(machine, monkeypatch):
    monkeypatch.setattr(f"{Scan.__module__}.SIGNALS_SIZE", 1500)
    built = with_programs(machine())
    for number in range(20):
        built.process(exe=f"/srv/{'x' * 200}{number}/anydesk")
    found, errors = built.look()
    assert errors == ["more signals than are sent"] and found["signals"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=400), lines=st.lists(st.sampled_from(BEGINNINGS), max_size=3))
def test_any_bytes_in_every_file(tmp_path_factory, content, lines):
    root = tmp_path_factory.mktemp("root")
    for path in FILES:
        place = root / path.lstrip("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(b"".join(line + content for line in lines) or content)
    for system in ("linux", "macos"):
        scan = Scan({"system": system, "products": {}}, str(root), Homes(), {"signals": [], "products": {}}, [])
        scan.people = [Person("/home/anna", "~user1")]
        for inspector in INSPECTORS.values():
            for inspection in inspector(scan):
                schema = validator("observation").schema["$defs"]["inspection"]
                assert [error.message for error in validator("observation").evolve(schema=schema).iter_errors(inspection)] == []
                json.dumps(inspection).encode()


@given(content=st.binary(max_size=600))
def test_any_bytes_as_a_package_header(content):
    package = read_header(content)
    assert package is None or package.name


@settings(deadline=None)
@given(tail=st.binary(max_size=5000), number=st.integers(0, 2**32 - 1))
def test_any_bytes_as_a_package_database(tail, number):
    content = b"RpmP" + (0).to_bytes(4, "little") * 2 + number.to_bytes(4, "little") + b"\0" * 16 + tail
    try:
        names = [package.name for package in ndb_packages(content)]
    except UnreadableDatabase:
        return
    assert all(names)

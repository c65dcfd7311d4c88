# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The doubled TeamViewer behaves as ``vendor/README.md`` says: repositories and their keys, the client's command line, the console."""
from __future__ import annotations

import json
import urllib.parse

import pytest
from lab.vendors.packages import deb_architecture

HOST = "nw-server"
OURS, THEIRS = "/etc/apt/sources.list.d/our-teamviewer.list", "/etc/apt/sources.list.d/teamviewer.list"
KEYRING = "/usr/share/keyrings/our-teamviewer.asc"
ENTRY = f"deb [signed-by={KEYRING}] https://linux.teamviewer.com/deb stable main\n"
DNF_ENTRY = """\
[our-teamviewer]
name=ours
baseurl=https://linux.teamviewer.com/yum/stable/main/binary-$basearch/
gpgkey=file:///etc/pki/our.asc
gpgcheck=1
repo_gpgcheck=1
skip_if_unavailable=0
sslcacert=/etc/ssl/certs/ca-certificates.crt
"""
LOG = "/var/log/teamviewer15/TeamViewer15_Logfile.log"


@pytest.fixture
def vendor(lab):
    with lab.teamviewer.serving("15.58.4", "15.61.3") as vendor:
        yield vendor


@pytest.fixture
def apt(lab, vendor):
    """Runs apt-get on a host whose only source is the doubled vendor's repository, under a file name of its own."""
    machine = lab.machines[HOST]
    with lab.faults(HOST).file("/etc/apt/sources.list", ""), lab.faults(HOST).file(OURS, ENTRY), lab.faults(HOST).file(KEYRING, vendor.key.armored):
        yield lambda *words: machine.attempt("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y", *words)
        machine.execute("dpkg", "--purge", "teamviewer-host")
        machine.path(THEIRS).unlink(missing_ok=True)


def said(done):
    return done.stdout + done.stderr


def version(machine):
    return machine.execute("dpkg-query", "--show", "--showformat", "${Version}", "teamviewer-host")


def test_apt_installs_and_upgrades_from_the_signed_repository(lab, apt):
    machine = lab.machines[HOST]
    assert apt("update").returncode == 0
    assert apt("install", "teamviewer-host=15.58.4").returncode == 0
    assert machine.execute("systemctl", "is-active", "teamviewerd.service") == "active\n"
    # Two entries for one source, each with a keyring of its own: nothing works until one of them is gone.
    assert "Conflicting values set for option Signed-By" in said(apt("update"))
    machine.execute("teamviewer", "repo", "disable")
    assert apt("update").returncode == 0
    assert apt("install", "teamviewer-host").returncode == 0
    assert version(machine) == "15.61.3"
    assert machine.execute("systemctl", "is-active", "teamviewerd.service") == "active\n"


def test_dpkg_asks_where_a_file_of_its_name_was_there_before(lab, vendor):
    machine = lab.machines[HOST]
    machine.write(THEIRS, "# somebody's own\n")
    machine.write("/root/double.deb", vendor.package("15.61.3"))
    try:
        asked = machine.attempt("dpkg", "--install", "/root/double.deb")
        assert asked.returncode == 1
        assert "end of file on stdin at conffile prompt" in said(asked)
        assert machine.attempt("dpkg", "--force-confold", "--configure", "teamviewer-host").returncode == 0
        assert machine.read(THEIRS) == "# somebody's own\n"
    finally:
        machine.execute("dpkg", "--purge", "teamviewer-host")
        for path in ("/root/double.deb", THEIRS):
            machine.path(path).unlink(missing_ok=True)


@pytest.mark.parametrize(("change", "complaint"), [("rotate_key", "NO_PUBKEY"), ("unreachable", "404  Not Found")])
def test_a_source_that_is_not_what_it_was(apt, vendor, change, complaint):
    getattr(vendor, change)()
    assert complaint in said(apt("update"))


def test_an_expired_key(lab, apt, vendor):
    vendor.rotate_key(expired=True)
    lab.machines[HOST].write(KEYRING, vendor.key.armored)
    assert "EXPKEYSIG" in said(apt("update"))


@pytest.mark.parametrize(("damage", "complaint"), [("truncate", "unexpected size"), ("falsify", "Hash Sum mismatch")])
def test_a_package_that_is_damaged(lab, apt, vendor, damage, complaint):
    assert apt("update").returncode == 0
    getattr(vendor, damage)("15.61.3")
    done = apt("install", "teamviewer-host")
    assert done.returncode == 100
    assert complaint in said(done)
    assert lab.machines[HOST].attempt("dpkg-query", "--show", "teamviewer-host").returncode == 1


def test_a_build_whose_daemon_does_not_start(lab, apt, vendor):
    vendor.publish("15.64.2", starts=False)
    apt("update")
    apt("install", "teamviewer-host")
    assert lab.machines[HOST].attempt("systemctl", "is-active", "teamviewerd.service").stdout == "failed\n"


def test_dnf_installs_upgrades_and_checks_signatures(lab):
    with lab.teamviewer.serving("15.58.4", "15.61.3", dnf=True) as vendor, lab.software(HOST).image("dnf-host"):
        machine = lab.machines[HOST]
        machine.write("/etc/pki/our.asc", vendor.key.armored)
        machine.write("/etc/yum.repos.d/our-teamviewer.repo", DNF_ENTRY)
        assert machine.attempt("dnf", "-q", "-y", "install", "teamviewer-host-15.58.4").returncode == 0
        assert machine.execute("systemctl", "is-active", "teamviewerd.service") == "active\n"
        assert machine.attempt("dnf", "-q", "-y", "upgrade", "teamviewer-host").returncode == 0
        assert machine.execute("rpm", "--query", "teamviewer-host").startswith("teamviewer-host-15.61.3")
        machine.path("/etc/yum.repos.d/teamviewer.repo").unlink()
        vendor.publish("15.64.2")
        vendor.rotate_key()
        refused = machine.attempt("dnf", "-q", "-y", "--refresh", "upgrade", "teamviewer-host")
        assert refused.returncode == 1
        assert "repomd.xml GPG signature verification error" in said(refused)
        assert machine.attempt("dnf", "-q", "-y", "remove", "teamviewer-host").returncode == 0


@pytest.mark.parametrize(("release", "again"), [("15.58.4", ""), ("15.61.3", "{number}\n")])
def test_info(vendor, release, again):
    with vendor.installed(HOST, release) as machine:
        number = vendor.client_id(HOST)
        assert machine.execute("teamviewer", "info").endswith(f"\x1b[1m TeamViewer ID:                      \x1b[0m  {number} \n{again.format(number=number)}")
        ordinary = machine.attempt("runuser", "-u", "gast", "teamviewer", "info")
        assert "grep: /opt/teamviewer/config/global.conf: Permission denied" in ordinary.stderr
        assert number not in said(ordinary)


def test_exit_codes_by_version(vendor):
    codes = {}
    for release in ("15.58.4", "15.61.3"):
        with vendor.installed(HOST, release) as machine:
            codes[release] = [machine.attempt("teamviewer", *words).returncode for words in (
                ("assignment",), ("assignment", "--id", "wrong"), ("assignment", "--id", "x", "--device-alias=y"),
            )]
            machine.execute("systemctl", "stop", "teamviewerd.service")
            codes[release].append(machine.attempt("teamviewer", "assignment", "--id", "x").returncode)
    assert codes == {"15.58.4": [1, 144, 1, 145], "15.61.3": [1, 40, 1, 41]}


def test_the_id_waits_for_the_licence_and_the_console(lab, vendor):
    machine = lab.machines[HOST]
    vendor.console.set_mode("down")
    machine.write("/root/double.deb", vendor.package("15.61.3", source=False))
    try:
        machine.execute("dpkg", "--install", "/root/double.deb")
        assert vendor.client_id(HOST) == ""
        machine.execute("teamviewer", "license", "accept")
        vendor.wait_for(HOST, "EulaAccepted")
        assert vendor.client_id(HOST) == ""
        vendor.console.set_mode()
        assert vendor.wait_for(HOST, "ClientID") == vendor.console.devices()[0]["client_id"]
    finally:
        machine.execute("dpkg", "--purge", "teamviewer-host")
        machine.path("/root/double.deb").unlink()


def test_what_is_changed_in_the_console_reaches_the_client(vendor):
    with vendor.installed(HOST, assigned_to="ours/nordwind"):
        vendor.console.remove(vendor.client_id(HOST))
        assert vendor.wait_for(HOST, "Unmanaged") == "1"


def test_the_web_api(lab, vendor):
    view = lab.view("control")
    with vendor.installed(HOST, assigned_to="ours/nordwind"):
        device = urllib.parse.quote(vendor.management_id(HOST).strip("{}"))
        address = f"https://webapi.teamviewer.com/api/v1/managed/devices/{device}"
        assert view.http(address).startswith("401 ")
        asked = {
            account: lab.control.attempt("curl", "--silent", "--header", f"Authorization: Bearer {vendor.console.token(account)}", address).stdout
            for account in ("ours", "other")
        }
        assert json.loads(asked["ours"])["teamviewerId"] == int(vendor.client_id(HOST))
        assert json.loads(asked["other"])["error"] == "not_found"


def test_nothing_is_written_of_what_was_given(vendor):
    with vendor.installed(HOST, assigned_to="ours/nordwind") as machine:
        machine.attempt("teamviewer", "assignment", "--id", "CANARY-given")
        assert "assign: 400" in machine.read(LOG)
        assert "CANARY" not in machine.read(LOG)
        assert "CANARY" not in vendor.console.log()
        assert vendor.console.assignment_id() not in machine.read("/opt/teamviewer/config/global.conf")


def test_the_published_files_have_addresses(lab, vendor):
    address = f"https://linux.teamviewer.com/deb/pool/main/t/teamviewer-host/teamviewer-host_15.61.3_{deb_architecture()}.deb"
    status = ("curl", "--silent", "--output", "/dev/null", "--write-out", "%{http_code}", address)
    assert lab.control.attempt(*status).stdout == "200"
    vendor.withdraw("15.61.3")
    assert lab.control.attempt(*status).stdout == "404"

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a machine fetches itself, over HTTPS only: what arrives is what was pinned, from a server it trusts, or nothing is done and nothing stays behind."""
from __future__ import annotations

import hashlib

import pytest
from servers import Downloads
from tasks import WindowsTasks, module
from vendor import recording

SECRET = "CANARYofThisCustomer"
QUERY = f"?customer={SECRET}%40x"
PROGRAM = b"MZ, and nothing that runs"
TRUST = """
$store = [System.Security.Cryptography.X509Certificates.X509Store]::new('Root', 'LocalMachine')
$store.Open('ReadWrite')
$store.Add([System.Security.Cryptography.X509Certificates.X509Certificate2]::new('{}'))
$store.Close()
"""


@pytest.fixture
def machine(windows_anew, ansible, tmp_path):
    return WindowsTasks(ansible("ansible-playbook"), tmp_path, windows_anew)


@pytest.fixture
def downloads(windows_anew, tmp_path):
    """A server that this Windows trusts."""
    with Downloads(tmp_path) as downloads:
        anchor = windows_anew.file(r"doubles\anchor.pem")
        anchor.write_text(downloads.authority.anchor)
        script = windows_anew.file(r"doubles\trust.ps1")
        script.write_text(TRUST.format(r"C:\doubles\anchor.pem"))
        done = windows_anew.console.run("-File", r"C:\doubles\trust.ps1")
        assert done.returncode == 0, done.stdout + done.stderr
        yield downloads


@pytest.fixture
def untrusted(tmp_path):
    folder = tmp_path / "untrusted"
    folder.mkdir()
    with Downloads(folder) as untrusted:
        yield untrusted


def test_what_a_machine_fetches_itself(machine, downloads, untrusted, vendor):
    content = vendor.msi(recording()).read_bytes()
    checksum = hashlib.sha256(content).hexdigest()

    def package(url, keywords=None, checksum=checksum):
        return module("win_vendor_package", keywords, url=url, checksum=checksum)

    there, cut = downloads.file(f"/a.msi{QUERY}", content), downloads.file(f"/cut{QUERY}", content[:5000], told=len(content))
    moved = downloads.answer(f"/moved{QUERY}", "302 Found", Location=there)
    cases = {
        "plain": package(there.replace("https:", "http:")),
        "predicted": package(there, {"check_mode": True}),
        "untrusted": package(untrusted.file(f"/a.msi{QUERY}", content)),
        "away": package(downloads.answer(f"/away{QUERY}", "404 Not Found")),
        "cut": package(cut),
        "other": package(downloads.file(f"/other{QUERY}", b"something else")),
        "unpinned": package(there, checksum=""),
        "program": module("win_vendor_program", None, folder="Help", program="help.exe", title="Help", url=downloads.file(f"/help{QUERY}", PROGRAM),
                          checksum=hashlib.sha256(PROGRAM).hexdigest()),
        "moved": package(moved),
    }
    told = dict(zip(cases, machine.run(*cases.values()), strict=True))
    failed = {name: one["msg"].removeprefix("The package was not installed: ") for name, one in told.items() if one["failed"]}
    begins = {
        "plain": "it needs a file on the control node, or a url that begins with https://",
        "untrusted": "the machine could not fetch it. Look at its name resolution, its proxy, its clock and whether it trusts the server's certificate",
        "away": "the machine could not fetch it, the server answered with HTTP status 404",
        "cut": "the machine could not fetch it. Look at",
        "other": f"what the machine fetched has the SHA-256 {hashlib.sha256(b'something else').hexdigest()}, not {checksum}",
        "unpinned": "checksum must be a SHA-256",
    }
    assert failed.keys() == begins.keys()
    assert {name: text[:len(begins[name])] for name, text in failed.items()} == begins
    assert [told[name]["changed"] for name in ("predicted", "program", "moved")] == [True, True, True]
    # Prediction fetches nothing, and nobody is asked where no certificate is trusted.
    assert downloads.asked == [f"/{name}{QUERY}" for name in ("away", "cut", "other", "help", "moved", "a.msi")]
    assert untrusted.asked == []
    everything_is_in_its_place(machine)


def everything_is_in_its_place(machine):
    windows = machine.windows
    programs = windows.console.prefix / "drive_c" / "Program Files"
    assert (programs / "Help" / "help.exe").read_bytes() == PROGRAM
    assert (programs / "Recording" / "Recording.exe").exists()
    assert [path for path in machine.temporary.rglob("*") if path.is_file()] == []
    assert SECRET not in machine.output
    assert SECRET not in (machine.folder / "log").read_text()

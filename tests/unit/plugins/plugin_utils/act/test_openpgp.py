# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fingerprints, held against those that GnuPG tells, and what is no key."""

from __future__ import annotations

import base64
import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.openpgp import check_key, fingerprints
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import InputError

# A packet of 6 bytes of key material as RFC 9580 has it: version 4, a time, algorithm 1.
BODY = b"\x04\x00\x00\x00\x01\x01"


def armoured(data: bytes) -> str:
    return f"-----BEGIN PGP PUBLIC KEY BLOCK-----\nComment: made up\n\n{base64.b64encode(data).decode()}\n=AAAA\n-----END PGP PUBLIC KEY BLOCK-----\n"


KEY = armoured(b"\xc6\x06" + BODY)


@pytest.fixture(scope="module")
def gnupg(tmp_path_factory):
    """Two real keys with the fingerprints that GnuPG tells."""
    if shutil.which("gpg") is None:
        pytest.skip("no gpg on this machine")
    home = tmp_path_factory.mktemp("gnupg")
    home.chmod(0o700)
    gpg = ["gpg", "--homedir", str(home), "--batch", "--quiet", "--passphrase", ""]
    for number, kind in enumerate(("rsa2048", "ed25519")):
        subprocess.run([*gpg, "--quick-generate-key", f"Key {number}", kind, "sign", "never"], check=True, capture_output=True)
    text = subprocess.run([*gpg, "--armor", "--export"], check=True, capture_output=True, text=True).stdout
    listing = subprocess.run([*gpg, "--with-colons", "--list-keys"], check=True, capture_output=True, text=True).stdout
    subprocess.run(["gpgconf", "--homedir", str(home), "--kill", "all"], check=False, capture_output=True)
    return text, [line.split(":")[9] for line in listing.splitlines() if line.startswith("fpr:")]


def test_as_gnupg_tells_them(gnupg):
    text, known = gnupg
    assert sorted(fingerprints(text)) == sorted(known)


def test_every_key_of_a_file_must_be_expected(gnupg):
    text, known = gnupg
    spaced = " ".join(known[0][place : place + 4] for place in range(0, 40, 4))
    assert sorted(check_key(text, [spaced.lower(), known[1]], "repository x")) == sorted(known)
    with pytest.raises(InputError, match=f"a key with fingerprint {known[1]}"):
        check_key(text, [known[0]], "repository x")


@pytest.mark.parametrize("expected", [None, [], ["EF9DBDC73B7D1A07"], ["x" * 40]])
def test_without_a_whole_fingerprint_nothing_is_trusted(expected):
    with pytest.raises(InputError, match="repository x: fingerprints"):
        check_key(KEY, expected, "repository x")


def test_a_key_in_the_old_form_of_packets():
    assert fingerprints(armoured(b"\x98\x06" + BODY)) == fingerprints(KEY)


@pytest.mark.parametrize("text", ["", "<html>", armoured(b""), armoured(b"\x00"), armoured(b"\xc6\xff"), armoured(b"\xc6\x06\x04"), armoured(b"\xc6\x01\x03"),
                                  KEY.replace("=AAAA", "").replace("xgYE", "x!YE")])
def test_what_is_no_key(text):
    with pytest.raises(InputError, match="no OpenPGP key"):
        check_key(text, ["A" * 40], "repository x")


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_key_or_none(data):
    try:
        assert all(len(found) in (40, 64) for found in fingerprints(armoured(data)))
    except ValueError:
        pass

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import stat

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.keys import KeyProblem, key_id, signer, trusted


def pem(private):
    return private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


def public_pem(private):
    return private.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def test_the_state_directory_s_own_key_is_made_once_and_private(tmp_path):
    first = signer(tmp_path)
    assert signer(tmp_path).key_id == first.key_id
    assert stat.S_IMODE((tmp_path / "evidence_key.pem").stat().st_mode) == 0o600


def test_a_signature_is_believed_with_its_key_only(tmp_path):
    ours = signer(tmp_path)
    keys = trusted(tmp_path)
    assert keys.verifies(ours.key_id, ours.sign("text"), "text")
    assert not keys.verifies(ours.key_id, ours.sign("text"), "another")
    assert not keys.verifies("0" * 64, ours.sign("text"), "text")
    assert not keys.verifies(ours.key_id, "no base64!", "text")


def test_a_key_of_one_s_own_and_those_that_were_in_use_before(tmp_path):
    new, old = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    (tmp_path / "new.pem").write_bytes(pem(new))
    (tmp_path / "old.pub").write_bytes(public_pem(old))
    assert signer(tmp_path, str(tmp_path / "new.pem")).key_id == key_id(new.public_key())
    keys = trusted(tmp_path, str(tmp_path / "new.pem"), [str(tmp_path / "old.pub")])
    assert set(keys.keys) == {key_id(new.public_key()), key_id(old.public_key())}
    assert not (tmp_path / "evidence_key.pem").exists()


def test_who_only_verifies_makes_no_key(tmp_path):
    assert trusted(tmp_path).keys == {}
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("content", [b"", b"no key", pem(ec.generate_private_key(ec.SECP256R1()))], ids=["empty", "text", "elliptic"])
def test_what_is_no_key_is_said_and_not_shown(tmp_path, content):
    path = tmp_path / "key.pem"
    path.write_bytes(content)
    for read in (lambda: signer(tmp_path, str(path)), lambda: trusted(tmp_path, None, [str(path)])):
        with pytest.raises(KeyProblem) as raised:
            read()
        assert str(path) in str(raised.value)
        assert "BEGIN" not in str(raised.value)


def test_a_key_that_is_named_must_be_there(tmp_path):
    with pytest.raises(KeyProblem, match="cannot be read"):
        signer(tmp_path, str(tmp_path / "nowhere.pem"))

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import hashlib
import ssl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.tls import authorities as module
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.tls.authorities import Authorities, of_control_node, of_pem
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.tls.certificate import read_certificate


@pytest.fixture
def no_store(monkeypatch):
    def paths(cafile=None, capath=None):
        monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: ssl.DefaultVerifyPaths(cafile, capath, "", "", "", ""))

    paths()
    return paths


def roots(*issuers):
    return Authorities(lambda: [issuer.root for issuer in issuers])


def test_signatures_lead_to_a_root_that_was_not_sent(authority):
    leaf = read_certificate(authority.issue("www.example"))
    assert roots(authority).anchor(leaf, [])[0]


def test_signatures_lead_through_the_middle(authority, middle):
    issuer, certificate = middle
    leaf, above = read_certificate(issuer.issue("www.example")), read_certificate(certificate)
    assert roots(authority).anchor(leaf, [above]) == (True, above)
    assert roots(authority).anchor(leaf, []) == (False, leaf)


def test_an_authority_of_the_same_name_is_another_one(authority, other_authority):
    leaf, root = read_certificate(other_authority.issue("www.example")), read_certificate(other_authority.root)
    assert roots(authority).anchor(leaf, [root]) == (False, root)


def test_certificates_that_sign_each_other_end_somewhere(other_authority, authority):
    root = read_certificate(other_authority.root)
    assert roots(authority).anchor(root, [root, root]) == (False, root)


def test_without_any_root_nobody_is_known(authority):
    nobody = Authorities(list)
    leaf = read_certificate(authority.issue("www.example"))
    assert not nobody
    assert nobody.verify("www.example", leaf, [], leaf.not_before) is False


def test_the_trust_store_is_a_file(tmp_path, no_store, authority):
    (tmp_path / "bundle.pem").write_text("a comment\n" + authority.pem())
    no_store(cafile=str(tmp_path / "bundle.pem"))
    assert of_control_node().anchor(read_certificate(authority.issue("www.example")), [])[0]


def test_the_trust_store_is_a_folder_of_hashed_names(tmp_path, no_store, authority, other_authority):
    (tmp_path / "01234567.0").write_text(authority.pem())
    (tmp_path / "README").write_text(other_authority.pem())
    no_store(capath=str(tmp_path))
    known = of_control_node()
    assert known.anchor(read_certificate(authority.root), [])[0]
    assert not known.anchor(read_certificate(other_authority.root), [])[0]


def test_the_trust_anchor_counts_like_a_public_root(no_store, authority):
    assert not of_control_node()
    assert of_control_node(authority.pem()).anchor(read_certificate(authority.root), [])[0]


def test_nothing_is_read_before_it_is_needed(monkeypatch):
    monkeypatch.setattr(module, "_trust_store", lambda: pytest.fail("read too early"))
    of_control_node()


def test_an_unreadable_store_is_an_empty_one(tmp_path, no_store):
    no_store(cafile=str(tmp_path / "missing.pem"))
    assert not of_control_node()


@given(st.text(), st.text(alphabet="ABCabc+/= \n-"))
def test_any_text_gives_what_certificates_it_holds(before, inside):
    found = of_pem(f"{before}-----BEGIN CERTIFICATE-----{inside}-----END CERTIFICATE-----")
    assert all(isinstance(der, bytes) for der in found)
    assert Authorities(lambda: found).anchor is not None
    assert not Authorities(lambda: found)


def test_the_root_itself_is_found_again(authority):
    assert [hashlib.sha256(der).digest() for der in of_pem(authority.pem())] == [hashlib.sha256(authority.root).digest()]

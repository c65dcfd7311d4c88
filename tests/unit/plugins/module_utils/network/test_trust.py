# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import ssl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.trust import Trust, check_anchor

NOWHERE = ssl.DefaultVerifyPaths(None, None, "", "", "", "")


def test_the_contexts_of_one_observation_are_shared(authority):
    trust = Trust(authority.pem)
    assert trust.verifying() is trust.verifying()
    assert trust.reading() is trust.reading()
    assert trust.reading(ssl.TLSVersion.TLSv1_2) is not trust.reading()


def test_who_verifies_asks_for_certificate_and_name(authority):
    context = Trust(authority.pem).verifying()
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
    assert authority.der in context.get_ca_certs(binary_form=True)


def test_a_bundle_stands_in_for_an_interpreter_that_looks_elsewhere(authority, monkeypatch, tmp_path):
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: NOWHERE)
    bundle = tmp_path / "bundle.pem"
    bundle.write_text(authority.pem)
    trust = Trust(bundles=(str(tmp_path / "none.pem"), str(bundle)))
    assert trust.verifying().get_ca_certs(binary_form=True) == [authority.der]
    assert trust.has_authorities


def test_a_machine_without_authorities(authority, monkeypatch):
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: NOWHERE)
    trust = Trust(bundles=())
    assert trust.verifying().get_ca_certs() == []
    assert not trust.has_authorities
    anchored = Trust(authority.pem, bundles=())
    anchored.verifying()
    assert anchored.has_authorities


@given(st.text(min_size=1))
def test_what_is_no_anchor(text):
    with pytest.raises(ValueError, match="no certificate in PEM"):
        check_anchor(text)


def test_what_is_an_anchor(authority):
    check_anchor("")
    check_anchor(authority.pem)
    check_anchor("# M\u00fcllers Zertifikat\n" + authority.pem)

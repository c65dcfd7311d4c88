# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.tls.certificate import is_issued_by, read_certificate


def test_what_a_certificate_says(authority):
    leaf = read_certificate(authority.issue("WWW.example", "*.api.example"))
    assert leaf.names == ("www.example", "*.api.example")
    assert (leaf.subject, leaf.issuer) == ("CN=WWW.example", "CN=Public Root")
    assert (leaf.not_before, leaf.not_after) == (datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC))
    assert not leaf.authority
    assert not leaf.self_signed


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("www.example", True),
        ("WWW.EXAMPLE.", True),
        ("a.api.example", True),
        ("api.example", False),
        ("a.b.api.example", False),
        ("example", False),
        ("", False),
    ],
)
def test_which_names_it_is_for(authority, name, expected):
    assert read_certificate(authority.issue("www.example", "*.api.example")).is_for(name) is expected


def test_a_common_name_alone_names_nothing(authority):
    leaf = read_certificate(authority.issue("www.example", names=False))
    assert leaf.names == ()
    assert not leaf.is_for("www.example")


def test_who_issued_it(authority, other_authority):
    leaf, root, other = map(read_certificate, (authority.issue("www.example"), authority.root, other_authority.root))
    assert is_issued_by(leaf, root)
    assert root.self_signed
    # The same name with another key, and the right key without the right to issue.
    assert not is_issued_by(leaf, other)
    assert not is_issued_by(read_certificate(authority.issue("x.example", issuer="www.example")), leaf)


@given(st.binary(max_size=2000))
def test_any_bytes_give_a_certificate_or_none(der):
    assert read_certificate(der) is None


@pytest.fixture(scope="module")
def whole(authority):
    return authority.issue("www.example")


# A version that no certificate has.
@example(where=12, inserted=b"\x01")
@given(where=st.integers(min_value=0), inserted=st.binary(min_size=1, max_size=3))
def test_a_spoiled_certificate_is_none_or_nobody_issued_it(authority, whole, where, inserted):
    position = where % len(whole)
    spoiled = whole[:position] + inserted + whole[position + 1 :]
    certificate = read_certificate(spoiled)
    if certificate is not None and is_issued_by(certificate, read_certificate(authority.root)):
        # How the signature is written leaves some room, what it signs does not.
        assert certificate.x509.tbs_certificate_bytes == read_certificate(whole).x509.tbs_certificate_bytes

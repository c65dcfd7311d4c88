# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.tls.authorities import Authorities
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.tls.chain import classify

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
NAME = "www.example"
IN_TIME = timedelta(0)


@pytest.fixture
def judged(authority):
    def judge(chain, verified=True, known=(), now=NOW, offset=IN_TIME, roots=(authority.root,)):
        return classify(NAME, verified, chain, known, Authorities(lambda: roots), now, offset).judgement

    return judge


def test_a_public_peer(judged, authority, middle):
    issuer, certificate = middle
    assert judged([authority.issue(NAME)]) == "valid"
    assert judged([authority.issue(NAME), authority.root]) == "valid"
    assert judged([issuer.issue(NAME), certificate]) == "valid"


@pytest.mark.parametrize("verified", [True, False, None])
def test_a_private_authority_is_interception_whoever_trusts_it(judged, other_authority, verified):
    assert judged([other_authority.issue(NAME), other_authority.root], verified) == "intercepted"
    assert judged([other_authority.issue(NAME)], verified) == "intercepted"


def test_the_last_issuer_is_named(authority, other_authority):
    peer = classify(NAME, True, [other_authority.issue(NAME)], [], Authorities(lambda: [authority.root]), NOW, IN_TIME)
    assert (peer.issuer, peer.subject) == ("CN=Public Root", "CN=www.example")


@pytest.mark.parametrize("verified", [True, False, None])
def test_expired_and_not_yet_valid(judged, authority, verified):
    assert judged([authority.issue(NAME)], verified, now=NOW + timedelta(days=30)) == "expired"
    assert judged([authority.issue(NAME)], verified, now=NOW - timedelta(days=30)) == "not_yet_valid"


def test_a_certificate_for_another_name(judged, authority):
    assert judged([authority.issue("other.example")], False) == "wrong_name"
    assert judged([authority.issue("other.example")], True) == "wrong_name"


def test_a_right_certificate_that_the_machine_does_not_take(judged, authority):
    assert judged([authority.issue(NAME)], False) == "untrusted"
    assert judged([authority.issue(NAME)], False, offset=timedelta(days=365)) == "clock_wrong"
    assert judged([authority.issue(NAME)], None) == "unfinished"


def test_a_gap_is_closed_by_what_the_reference_saw(judged, middle):
    issuer, certificate = middle
    assert judged([issuer.issue(NAME)], False) == "intercepted"
    assert judged([issuer.issue(NAME)], False, known=[certificate]) == "untrusted"


def test_an_expired_middle_is_never_valid(judged, authority, middle):
    issuer, _certificate = middle
    past = {"first": NOW - timedelta(days=9), "last": NOW - timedelta(days=1)}
    stale = authority.make("Public Middle", authority.name, issuer.key.public_key(), authority=True, **past)
    assert judged([issuer.issue(NAME), stale], True) == "unclear"


@pytest.mark.parametrize("verified", [True, False])
def test_what_cannot_be_read_is_unclear(judged, authority, verified):
    assert judged([], verified) == "unclear"
    assert judged([b"no certificate"], verified) == "unclear"
    assert judged([authority.issue(NAME)], verified, roots=()) == "unclear"


def test_a_handshake_without_a_certificate_was_not_finished(judged):
    assert judged([], None) == "unfinished"


@given(st.lists(st.binary(max_size=100), max_size=4), st.sampled_from([True, False, None]))
def test_any_bytes_are_never_valid(judged_once, chain, verified):
    assert judged_once(chain, verified) in {"unclear", "unfinished"}


@pytest.fixture(scope="module")
def judged_once(authority):
    known = Authorities(lambda: [authority.root])
    return lambda chain, verified: classify(NAME, verified, chain, [], known, NOW, IN_TIME).judgement

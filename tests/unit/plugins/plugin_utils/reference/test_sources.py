# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.reference.sources import with_failed_sources

PLAN = {"deadline": 10.0, "endpoints": [{"id": "a"}], "dns_queries": [{"id": "b"}], "trust_anchor": "PEM"}
URL = "http://deb.debian.org/debian/dists/trixie/InRelease"
ID = "deb.debian.org:80/http/debian/dists/trixie/InRelease"


def attempt(outcome="timeout", endpoint=ID, **more):
    return {"id": endpoint, "via": "direct", "family": "ipv4", "address": None, "outcome": outcome, **more}


def source(*attempts, url=URL, **more):
    return {"id": "1", "manager": "apt", "name": "trixie main", "url": url, "attempts": list(attempts), **more}


def asked(*sources, distribution="debian"):
    observation = {"platform": {"distribution": distribution}, "updates": {"managers": ["apt"], "sources": list(sources)}}
    return with_failed_sources(PLAN, observation)["endpoints"]


def test_a_source_that_failed_is_asked_for_under_its_own_id():
    assert asked(source(attempt(), attempt("refused"))) == [
        {
            "id": ID,
            "name": "deb.debian.org",
            "port": 80,
            "protocol": "http",
            "scheme": "http",
            "path": "/debian/dists/trixie/InRelease",
            "body": True,
        }
    ]


def test_nothing_else_of_the_plan_is_asked_again():
    plan = with_failed_sources(PLAN, {"platform": {"distribution": "debian"}})
    assert plan == {**PLAN, "endpoints": [], "dns_queries": []}


@pytest.mark.parametrize(
    "attempts",
    [
        [attempt("open", http={"status": 200})],
        [attempt("timeout"), attempt("open", http={"status": 200})],
    ],
)
def test_a_source_that_answers_is_not_asked_for(attempts):
    assert asked(source(*attempts)) == []


@pytest.mark.parametrize(
    "attempts",
    [
        [attempt("open", http={"status": 302})],
        [attempt("open", http={"status": 403})],
        [attempt("open", http={"status": 200}, tls={"verified": False, "chain": []})],
        [attempt("open", http={"status": 200}, tls={"verified": True, "chain": []})],  # by an authority that inspects and that the machine trusts
    ],
)
def test_an_answer_that_may_be_anybodys_is_asked_for(attempts):
    assert len(asked(source(*attempts))) == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1:8080/",
        "http://internal.provider.example/",
        "http://mirror.example/debian",
        "http://deb.debian.org@169.254.169.254/",
        "file:///etc/passwd",
        "http://[",
        "",
    ],
)
def test_a_customers_machine_cannot_make_us_open_what_it_likes(url):
    assert asked(source(attempt(), url=url, origin="Debian", signed_by="/usr/share/keyrings/debian-archive-keyring.gpg")) == []


@pytest.mark.parametrize(
    ("url", "endpoint"),
    [
        ("http://deb.debian.org:81/x", ID),
        ("http://security.debian.org/x", ID),
        ("https://deb.debian.org:80/debian/dists/trixie/InRelease", ID),
        (URL, "router1.teamviewer.com:5938/tcp"),
        (URL, "erp.other-customer.example:443/tls"),
        (URL, "deb.debian.org:80/tcp"),
        (URL, "deb.debian.org:80"),
        (URL, f"{ID}/{'x' * 200}"),
    ],
)
def test_no_machine_can_answer_for_an_endpoint_that_it_did_not_ask(url, endpoint):
    assert asked(source(attempt(endpoint=endpoint), url=url)) == []


def test_what_is_asked_is_what_the_id_says():
    other = ID.replace("InRelease", "Release")
    assert [(one["id"], one["path"]) for one in asked(source(attempt(), attempt(endpoint=other)))] == [
        (ID, "/debian/dists/trixie/InRelease"),
        (other, "/debian/dists/trixie/Release"),
    ]


def test_of_an_unknown_system_nothing_is_asked():
    assert asked(source(attempt()), distribution="unheard-of") == []


def test_no_machine_can_keep_us_busy():
    assert len(asked(*(source(attempt(endpoint=f"deb.debian.org:80/http/{number}")) for number in range(100)))) == 10


@given(st.text(), st.text())
def test_any_url_gives_requests_to_a_vendors_host_or_none(text, path):
    for url in (text, f"http://{text}", f"http://deb.debian.org/{path}", f"http://deb.debian.org{text}/{path}"):
        assert all(endpoint["name"].endswith("debian.org") for endpoint in asked(source(attempt(), url=url)))

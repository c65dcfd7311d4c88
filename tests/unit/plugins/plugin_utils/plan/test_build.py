# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.load import load_endpoints
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.build import build_plan
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.settings import HttpProbe, HttpsProbe, Settings
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import schema

CATALOGUE = load_endpoints()
ALL = frozenset(schema("finding")["$defs"]["requirement"]["enum"])
QUERY = {"packages": ["teamviewer"]}


def plan(requirements=ALL, settings=None, with_software=True):
    return build_plan(CATALOGUE, settings or Settings(), requirements, QUERY if with_software else None, "t0ken")


def ids(requirements=ALL, settings=None):
    return [endpoint["id"] for endpoint in plan(requirements, settings)["endpoints"]]


def test_the_plan_is_json():
    built = plan()
    assert json.loads(json.dumps(built)) == built


@pytest.mark.parametrize(
    ("requirement", "sections"),
    [
        ("access.credentials", []),
        ("dns.udp", ["resolvers", "dns"]),
        ("internet.http", ["proxies", "endpoints"]),
        ("internet.https", ["proxies", "endpoints"]),
        ("endpoints.atera", ["proxies", "endpoints"]),
        ("updates.source", ["proxies", "updates"]),
        ("client.attended", ["proxies", "endpoints", "software"]),
        ("client.exclusive", ["software"]),
        ("software.other", ["software"]),
        ("agent.monitoring", ["software"]),
    ],
)
def test_only_what_a_requirement_needs_is_collected(requirement, sections):
    built = plan({requirement})
    assert built["sections"] == ["platform", "privilege", *sections]
    assert bool(built["dns_queries"]) is ("dns" in sections)
    assert bool(built["endpoints"]) is ("endpoints" in sections)
    assert built["software"] == (QUERY if "software" in sections else None)


def test_all_requirements_need_all_sections():
    assert set(plan()["sections"]) == set(schema("observation")["properties"]["sections"]["propertyNames"]["enum"])


def test_without_a_query_software_is_not_asked_for():
    built = plan(with_software=False)
    assert "software" not in built["sections"]
    assert built["software"] is None


def test_every_name_and_port_of_the_catalogue_is_asked_once():
    expected = {
        f"{name}:{port}/{protocol}"
        for group in CATALOGUE.groups
        if group.id != "links"
        for entry in group.entries
        for name in entry.names
        for port, protocol in entry.ports
    }
    asked = ids()
    assert len(asked) == len(set(asked))
    assert {endpoint for endpoint in asked if "/http" not in endpoint} == expected


def test_an_endpoint_says_what_to_do():
    endpoints = {endpoint["id"]: endpoint for endpoint in plan()["endpoints"]}
    assert endpoints["router1.teamviewer.com:5938/tcp"] == {
        "id": "router1.teamviewer.com:5938/tcp",
        "name": "router1.teamviewer.com",
        "port": 5938,
        "protocol": "tcp",
    }
    assert endpoints["webapi.teamviewer.com:443/tls"]["protocol"] == "tls"
    assert "go.bauer-group.com:80/http/ra-client" in endpoints


def test_selected_requirements_select_endpoints():
    assert {endpoint.partition(":")[0] for endpoint in ids({"endpoints.teamviewer"})} >= {"router16.teamviewer.com", "go.teamviewer.com"}
    assert not [endpoint for endpoint in ids({"endpoints.teamviewer"}) if "atera" in endpoint or "bauer-group" in endpoint]
    assert ids({"internet.http"}) == ["detectportal.firefox.com:80/http/success.txt"]
    assert all(endpoint.startswith("go.bauer-group.com:") for endpoint in ids({"client.attended"}))


@pytest.mark.parametrize(("body", "wanted"), [("success", True), ("", True), (None, False)])
def test_the_answers_text_is_fetched_where_it_is_compared(body, wanted):
    (endpoint,) = plan({"internet.http"}, Settings(http_probe=HttpProbe("http://x.example:8080/y", 200, body)))["endpoints"]
    assert (endpoint["id"], endpoint["body"]) == ("x.example:8080/http/y", wanted)


def test_settings_reach_the_plan():
    built = plan(settings=Settings(deadline=3.0, https_probe=HttpsProbe("lab.example"), nxdomain_zone="lab.example", trust_anchor_pem="PEM"))
    assert (built["deadline"], built["trust_anchor"], built["root"]) == (3.0, "PEM", "/")
    assert (built["known_certificates"], built["dns_resolvers"]) == ([], [])
    assert "lab.example:443/tls" in [endpoint["id"] for endpoint in built["endpoints"]]
    assert "www.mozilla.org:443/tls" not in [endpoint["id"] for endpoint in built["endpoints"]]
    assert built["dns_queries"][-1]["id"] == "nxdomain:t0ken.lab.example"

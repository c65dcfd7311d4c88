# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.load import load_endpoints
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.links import link_requests, links_group
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.settings import Links

(DEFAULT,) = [group for group in load_endpoints().groups if group.id == "links"]


def ids(links):
    return {use: [request["id"] for request in requests] for use, requests in link_requests(links).items()}


def test_a_link_without_tls_is_asked_with_it_too():
    assert ids(Links()) == {
        "attended": ["go.bauer-group.com:80/http/ra-client", "go.bauer-group.com:443/http/ra-client"],
        "attended_mac": ["go.bauer-group.com:80/http/ra-macclient", "go.bauer-group.com:443/http/ra-macclient"],
    }


def test_other_links_are_asked_as_they_are():
    assert ids(Links(attended="https://a.example/x", attended_mac="http://a.example:8080/y")) == {
        "attended": ["a.example:443/http/x"],
        "attended_mac": ["a.example:8080/http/y"],
    }


def test_the_catalogues_group_stands_for_the_default_links():
    assert links_group(Links(), DEFAULT) is DEFAULT
    assert {name for entry in DEFAULT.entries for name in entry.names} == {"go.bauer-group.com"}


def test_other_links_lead_to_other_hosts():
    group = links_group(Links(unattended="http://a.example/h", attended="https://a.example/c", attended_mac="https://b.example:8443/m"), DEFAULT)
    assert (group.id, group.requirement, group.semantics) == ("links", "client.attended", "any_port")
    assert [(entry.names, entry.pattern, entry.ports) for entry in group.entries] == [
        (("a.example",), "a.example", ((443, "tls"), (80, "tcp"))),
        (("b.example",), "b.example", ((8443, "tls"),)),
    ]

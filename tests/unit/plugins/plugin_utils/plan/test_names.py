# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from base64 import b64decode

import dns.message

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.load import load_endpoints
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.names import dns_queries, names_to_resolve

CATALOGUE = load_endpoints()


def test_a_few_required_names_of_each_products_groups():
    assert names_to_resolve(CATALOGUE) == [
        "router1.teamviewer.com",
        "router2.teamviewer.com",
        "account.teamviewer.com",
        "client.teamviewer.com",
        "app.atera.com",
        "agent-api.atera.com",
        "update.splashtop.com",
        "update-g3.splashtop.com",
    ]
    assert names_to_resolve(CATALOGUE.for_products({"atera"})) == names_to_resolve(CATALOGUE)[4:]


def test_every_query_asks_what_its_id_says():
    for query in dns_queries(CATALOGUE, "zone.example", "t0ken"):
        kind, name, *record_type = query["id"].split(":")
        (question,) = dns.message.from_wire(b64decode(query["packet"])).question
        assert question.name.to_text(omit_final_dot=True) == name
        assert question.rdtype.name == (record_type[0].upper() if kind == "resolve" else "A")
        assert query["transports"] == ["udp", "tcp"]


def test_one_query_for_the_transport_and_one_for_what_must_not_exist():
    ids = [query["id"] for query in dns_queries(CATALOGUE, "zone.example", "t0ken")]
    assert (ids[0], ids[-1]) == ("transport:zone.example", "nxdomain:t0ken.zone.example")
    assert len(ids) == len(set(ids)) == 2 + 2 * len(names_to_resolve(CATALOGUE))

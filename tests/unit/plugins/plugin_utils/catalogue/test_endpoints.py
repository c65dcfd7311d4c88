# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.endpoints import (
    EndpointCatalogue,
    EndpointEntry,
    EndpointGroup,
    endpoint_id,
)
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.load import load_endpoints


def entry(**changes):
    values = {"pattern": "a", "names": ("a.example",), "ports": ((443, "tls"),), "required": True, "confidence": "vendor", "source": "x", "date": "2026-01-01"}
    return EndpointEntry(**{**values, **changes})


def group(name, requirement="internet.https"):
    return EndpointGroup(id=name, requirement=requirement, semantics="all", entries=(entry(),))


@pytest.mark.parametrize(
    ("changes", "protocol", "judged"),
    [({}, "tls", True), ({}, "tcp", True), ({}, "udp", False), ({"required": False}, "tls", False), ({"names": ()}, "tls", False)],
)
def test_what_is_judged(changes, protocol, judged):
    assert entry(**changes).judged(protocol) is judged


@pytest.mark.parametrize(
    ("requirement", "product"), [("endpoints.teamviewer", "teamviewer"), ("endpoints.atera", "atera"), ("internet.https", None), ("client.attended", None)]
)
def test_the_requirement_says_which_product_needs_a_group(requirement, product):
    assert group("x", requirement).product == product


def test_groups_by_requirement():
    catalogue = EndpointCatalogue((group("a"), group("b", "endpoints.atera"), group("c")))
    assert [found.id for found in catalogue.for_requirement("internet.https")] == ["a", "c"]


def test_groups_that_a_contract_does_not_need_can_be_left_out():
    catalogue = EndpointCatalogue((group("a"), group("b", "endpoints.atera"), group("c", "endpoints.teamviewer")))
    assert [found.id for found in catalogue.for_products({"atera"}).groups] == ["a", "b"]
    assert [found.id for found in catalogue.for_products(()).groups] == ["a"]


def test_a_catalogue_survives_its_way_through_json():
    catalogue = load_endpoints()
    assert EndpointCatalogue.from_json(catalogue.to_json()) == catalogue


def test_ids_of_endpoints():
    assert endpoint_id("a.example", 443, "tls") == "a.example:443/tls"
    assert endpoint_id("a.example", 80, "http", "/x?y") == "a.example:80/http/x?y"

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.errors import CatalogueError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.catalogue import load_products
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.listing import listing

PROVIDER = {"name": "BAUER GROUP", "company_names": ["BAUER GROUP"]}


def observation(signals=(), products=None, *, complete=True, errors=(), administrative=True, system="linux"):
    section = {"complete": complete, "elapsed": 0.1}
    if errors:
        section["errors"] = list(errors)
    return {
        "format": 1,
        "collector": {"name": "probe", "version": "0.1.0", "runtime": "python 3.11.2"},
        "complete": complete,
        "started_at": "2026-11-22T12:00:00Z",
        "elapsed": 0.2,
        "deadline": 10.0,
        "sections": {"software": section},
        "platform": {"system": system},
        "privilege": {"administrative": administrative, "account": "root" if administrative else "ordinary"},
        "software": {"signals": list(signals), "products": products or {}},
    }


def signal(product, kind, value, **more):
    return {"product": product, "kind": kind, "value": value, **more}


def test_a_client_with_what_its_files_say():
    said = {
        "instance": "teamviewer",
        "client_id": "123456789",
        "unattended": True,
        "secrets": {"permanent_password": True},
        "values": {"managed": True, "owner_company_name": "Bauer Group"},
    }
    seen = observation([signal("teamviewer", "unit", "teamviewerd.service", state="running", starts_at_boot=True)], {"teamviewer": [said]})
    result = listing(seen, load_products(), PROVIDER)
    (found,) = result["products"]
    assert (found["presence"], found["ownership"], found["unattended"], found["client_id"]) == ("running", "ours", True, "123456789")
    assert found["details"]["owner_company_name"] == "Bauer Group" and found["secrets"] == {"permanent_password": True}
    assert found["signals"] == ["unit teamviewerd.service (running)"] and found["category"] == "remote_control"
    assert (result["complete"], result["errors"], result["limited"]) == (True, [], False)


def test_what_runs_comes_first_and_leftovers_last():
    seen = observation(
        [
            signal("anydesk", "path", "/etc/anydesk/system.conf", state="residual"),
            signal("xrdp", "package", "xrdp", state="present", version="0.9"),
            signal("rustdesk", "process", "/usr/bin/rustdesk", state="running"),
        ]
    )
    assert [found["product"] for found in listing(seen, load_products(), PROVIDER)["products"]] == ["rustdesk", "xrdp", "anydesk"]


@pytest.mark.parametrize(
    ("given", "complete", "limited"),
    [({"complete": False}, False, False), ({"errors": ["rpm: did not answer"]}, False, False), ({"administrative": False}, True, True)],
)
def test_what_was_not_seen_is_said(given, complete, limited):
    result = listing(observation(**given), load_products(), PROVIDER)
    assert (result["complete"], result["limited"]) == (complete, limited)


def test_a_signal_that_no_catalogue_asked_for_decides_nothing():
    seen = observation([signal("teamviewer", "package", "made-up", state="present"), signal("no-such-product", "package", "x", state="present")])
    assert [(found["product"], found["presence"]) for found in listing(seen, load_products(), PROVIDER)["products"]] == [("teamviewer", "suspected")]


@pytest.mark.parametrize("seen", [None, [], {}, {"software": "x"}, "text"])
def test_what_is_no_observation_is_a_clear_error(seen):
    with pytest.raises(CatalogueError, match="what the machine sent"):
        listing(seen, load_products(), PROVIDER)

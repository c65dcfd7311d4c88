# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.load import load_endpoints
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.effective import effective_catalogue
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.settings import HttpsProbe, Links, Settings

CATALOGUE = load_endpoints()
CHANGED = Settings(https_probe=HttpsProbe("lab.example", 8443), links=Links(attended="https://lab.example/a"))


def test_default_settings_change_nothing():
    assert effective_catalogue(CATALOGUE, Settings()) == CATALOGUE


def test_a_named_host_stands_for_the_internet():
    more = [
        {
            "id": "more",
            "requirement": "internet.https",
            "semantics": "any",
            "entries": [
                {
                    "pattern": "x.example",
                    "names": ["x.example"],
                    "ports": ["443/tls"],
                    "required": True,
                    "confidence": "vendor",
                    "source": "x",
                    "date": "2026-01-01",
                }
            ],
        }
    ]
    (internet,) = effective_catalogue(load_endpoints(None, more), CHANGED).for_requirement("internet.https")
    (entry,) = internet.entries
    assert (internet.id, internet.semantics, entry.names, entry.ports, entry.required) == ("internet", "any", ("lab.example",), ((8443, "tls"),), True)


def test_changed_links_change_their_group_only():
    changed = effective_catalogue(CATALOGUE, Settings(links=CHANGED.links))
    assert [group.id for group in changed.groups] == [group.id for group in CATALOGUE.groups]
    assert [group.id for group, before in zip(changed.groups, CATALOGUE.groups) if group != before] == ["links"]


def test_doing_it_twice_changes_nothing():
    once = effective_catalogue(CATALOGUE, CHANGED)
    assert effective_catalogue(once, CHANGED) == once

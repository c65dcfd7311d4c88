# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.look import as_data, from_data, look, looks
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.catalogue import load_products
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.installations import installations
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.ownership.evidence import Knowledge

PACKAGE = {"product": "teamviewer", "kind": "package", "value": "teamviewer-host", "state": "present", "version": "15.61.3"}
UNIT = {"product": "teamviewer", "kind": "unit", "value": "teamviewerd.service", "state": "running", "starts_at_boot": True}
SAID = {"instance": "teamviewer", "client_id": "123456789", "version": "15.58.4", "unattended": True, "values": {"managed": True, "management_id": "m-1"}}


def looked(*signals):
    software = {"signals": list(signals), "products": {"teamviewer": [SAID]}}
    (found,) = installations(load_products(), "linux", software, {"name": "us"}, Knowledge())
    return look(found)


def test_the_package_manager_knows_the_version_better_than_a_file_that_the_product_has_not_written_yet():
    assert looked(PACKAGE, UNIT).version == "15.61.3"
    assert looked(UNIT).version == "15.58.4"


def test_a_look_is_what_was_put_on_file():
    seen = looked(PACKAGE, UNIT)
    assert (seen.runs, seen.starts_at_boot, seen.client_id, seen.management_id, seen.packages) == (True, True, "123456789", "m-1", ("teamviewer-host",))
    assert from_data(json.loads(json.dumps(as_data([seen])))) == (seen,)


WHOLE = {"complete": True, "elapsed": 0.1}
SIGNALS = {"signals": [PACKAGE, UNIT], "products": {"teamviewer": [SAID]}}


def case(observation, products=None):
    return SimpleNamespace(observation=observation, products=products, provider={}, console=None)


@pytest.mark.parametrize(("observation", "found"), [
    ({"software": SIGNALS, "sections": {"software": WHOLE}, "deadline": 20}, ["teamviewer"]),
    ({"software": {"signals": [], "products": {}}, "sections": {"software": WHOLE}, "deadline": 20}, []),
    ({"software": SIGNALS, "sections": {"software": {**WHOLE, "complete": False, "errors": ["rpm: locked"]}}, "deadline": 20}, None),
    ({"software": SIGNALS, "sections": {"software": WHOLE}, "deadline": 20, "dropped": {"software": 3}}, None),
    ({"sections": {}, "deadline": 20}, None),
    (None, None),
])
def test_what_was_not_seen_whole_is_no_look_at_nothing(observation, found):
    seen = looks(case(observation, load_products()))
    assert (None if seen is None else [one.product for one in seen]) == found


def test_without_a_catalogue_nothing_was_looked_for():
    assert looks(case({"software": SIGNALS, "sections": {"software": WHOLE}, "deadline": 20})) is None

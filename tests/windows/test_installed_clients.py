# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Vendors' doubles, installed by Windows Installer with services that run: what the collector sees of them, and of them once they are gone."""
from __future__ import annotations

import json

import pytest
from vendor import CUSTOM, anydesk, atera, splashtop, teamviewer

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.catalogue import load_products
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.query import compile_query
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import validator

PLAN = {"deadline": 120, "sections": ["software"], "software": compile_query(load_products(), "windows")}
PROPERTIES = ("IntegratorLogin=partner@example.com", "CompanyId=7", "AccountId=001A")
SERVICES = {"teamviewer": "TeamViewer", "anydesk": "AnyDesk", "atera": "AteraAgent", "splashtop-streamer": "SplashtopRemoteService"}


def msiexec(windows, *words):
    windows.wine("msiexec", *words, "/qn")


@pytest.fixture(scope="module")
def packages():
    return [teamviewer(), anydesk(), anydesk(CUSTOM), atera(), splashtop()]


@pytest.fixture(scope="module")
def installed(windows, vendor, packages, tmp_path_factory):
    for package in packages:
        msiexec(windows, "/i", windows.console.path(vendor.msi(package)), *(PROPERTIES if package.name == "atera" else ()))
    folder = tmp_path_factory.mktemp("installed")
    settings = windows.console.prefix / "drive_c" / "ProgramData" / "AnyDesk"
    windows.wine(rf"C:\Program Files (x86)\{CUSTOM}\{CUSTOM}.exe", "--set-password")
    assert (settings / "ad_muster" / "service.conf").exists()
    return windows.console.collect(folder, PLAN)[0]


def signals(observation, product, kind):
    of_product = [one for one in observation["software"]["signals"] if (one["product"], one["kind"]) == (product, kind)]
    return {(one["value"], one.get("state"), one.get("starts_at_boot")) for one in of_product}


def test_they_are_seen_running(installed):
    assert list(validator("observation").iter_errors(installed)) == []
    assert "CANARY" not in json.dumps(installed)
    for product, service in SERVICES.items():
        assert (service, "running", True) in signals(installed, product, "service")
        assert any(state == "present" for _name, state, _boots in signals(installed, product, "uninstall"))
    assert (CUSTOM, "running", True) in signals(installed, "anydesk", "service")


def test_what_their_settings_say(installed):
    products = installed["software"]["products"]
    by_prefix = {one["values"].get("prefix", ""): one for one in products["anydesk"]}
    assert {prefix: (one["client_id"], one["unattended"]) for prefix, one in by_prefix.items()} == {"": ("987654321", False), "muster": ("987654321", True)}
    (agent,) = products["atera"]
    assert {name: agent["values"][name] for name in ("account_id", "company_id", "integrator_login")} == {
        "account_id": "001A", "company_id": "7", "integrator_login": "partner@example.com",
    }
    assert agent["client_id"]
    (streamer,) = products["splashtop-streamer"]
    assert (streamer["values"]["team"], streamer["secrets"], streamer["unattended"]) == ("Partner Team", {"deployment_code": True}, True)
    (client,) = products["teamviewer"]
    assert (client["version"], client["values"]["managed"], client.get("client_id")) == ("15.61.3", False, None)


def test_removed_they_are_no_longer_there(installed, windows, packages, tmp_path):
    for package in packages:
        msiexec(windows, "/x", package.product_code)
    seen = windows.console.collect(tmp_path, PLAN)[0]
    left = {(one["product"], one["kind"], one["value"]) for one in seen["software"]["signals"] if one.get("state") in ("present", "running", "stopped")}
    assert {line for line in left if line[0] in SERVICES} == set()

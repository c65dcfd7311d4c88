# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the account may see, under Wine, whose registry keeps to its access lists: keys that nobody may read, and an administrator without the rights."""
from __future__ import annotations

import json

import pytest
from registry import SID, registry

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.provider import load_provider
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.catalogue import load_products
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.listing import listing
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.query import compile_query
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import validator

CURRENT = r"Microsoft\Windows\CurrentVersion"
UNINSTALL = rf"HKLM\SOFTWARE\{CURRENT}\Uninstall"
SERVICES = r"HKLM\SYSTEM\CurrentControlSet\Services"
POLICIES = r"HKLM\SOFTWARE\Policies\Microsoft"
SPLASHTOP = r"HKLM\SOFTWARE\WOW6432Node\Splashtop Inc.\Splashtop Remote Server"
CLOSED = [
    rf"{UNINSTALL}\TeamViewer",
    UNINSTALL + r"\{00000000-0000-0000-0000-000000000005}",
    r"HKLM\SOFTWARE\TeamViewer",
    rf"{SERVICES}\AteraAgent",
    r"HKLM\SOFTWARE\ATERA Networks\AlphaAgent",
    rf"{SERVICES}\Somebody",
    r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Schedule\TaskCache\Tree\Aufgabe von Frau Müller",
    rf"HKU\{SID}\Software\{CURRENT}\Run",
    rf"HKU\{SID}\Software\{CURRENT}\Internet Settings",
    rf"{POLICIES}\Windows\WindowsUpdate",
    rf"{POLICIES}\Windows NT\Terminal Services",
    r"HKLM\SOFTWARE\TightVNC\Server",
]
LISTS = [UNINSTALL, SERVICES, r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList"]
PROVIDER = load_provider({"name": "Example IT", "company_names": ["Example IT GmbH"], "atera_account_ids": ["001A"]})


def closing(keys: list[str]) -> str:
    return "\n".join(f"Close-Key '{key}'" for key in keys)


def plan(before: str, *more: str) -> dict:
    return {"deadline": 120, "sections": ["platform", "privilege", "software", *more], "software": compile_query(load_products(), "windows"), "before": before}


FOR_ADMINISTRATORS = plan(f"Set-Administrators '{SPLASHTOP}'")


@pytest.fixture(scope="module")
def seen(windows, tmp_path_factory):
    """By an administrator: a key for administrators alone, keys that are closed, and the lists closed that everything else stands in."""
    folder = tmp_path_factory.mktemp("rights")
    windows.import_registry(folder / "denied.reg", registry("denied"))
    return windows.console.collect(
        folder, FOR_ADMINISTRATORS, plan(closing(CLOSED), "updates", "proxies"), plan(closing(LISTS)),
        *({"ask": f"[RemoteMaintenance.Privilege]::WithoutTheRights({attributes})"} for attributes in ("$null", "0x7", "0x19")),
    )


@pytest.fixture(scope="module")
def closed(seen):
    return seen[1]


@pytest.fixture(scope="module")
def filtered(windows, seen, tmp_path_factory):
    """By the same administrator without the rights."""
    return windows.console.collect(tmp_path_factory.mktemp("filtered"), FOR_ADMINISTRATORS, filtered=True)[0]


def listed(observation: dict) -> dict:
    return listing(observation, load_products(), PROVIDER)


def products(observation: dict) -> dict:
    return {one["product"]: one for one in listed(observation)["products"]}


def of(observation: dict, product: str, kind: str) -> list[tuple]:
    """Of a product's signals of a kind value, state and start."""
    found = [one for one in observation["software"]["signals"] if (one["product"], one["kind"]) == (product, kind)]
    return [(one["value"], one["state"], one.get("starts_at_boot")) for one in found]


def test_schema(seen, filtered):
    for observation in (*seen[:3], filtered):
        assert list(validator("observation").iter_errors(observation)) == []


def test_what_cannot_be_read_is_told_by_what_can(closed):
    assert of(closed, "teamviewer", "uninstall") == [("TeamViewer", "present", None)]
    assert of(closed, "atera", "service") == [("AteraAgent", "stopped", None)]
    assert (rf"{SERVICES}\AteraAgent", "present", None) in of(closed, "atera", "registry")


def test_nothing_else_is_called_absent(closed):
    """Supremo and AnyDesk are there, behind names that say nothing."""
    section = closed["sections"]["software"]
    assert section["complete"] is False
    refused = {f"{about}: SecurityException" for about in ("a scheduled task", rf"{SERVICES}\Somebody", rf"HKU\*\Software\{CURRENT}\Run")}
    assert refused | {"installed software: an entry cannot be read"} <= set(section["errors"])
    assert listed(closed)["complete"] is False


def test_nobodys_owner_and_nobodys_access_is_made_up(closed):
    told = products(closed)
    assert (told["teamviewer"]["ownership"], told["teamviewer"]["ownership_reason"], told["teamviewer"]["unattended"]) == ("unknown", "not_readable", None)
    assert (told["atera"]["ownership"], told["atera"]["ownership_reason"], told["atera"]["client_id"]) == ("unknown", "not_readable", None)
    assert (told["tightvnc"]["details"], told["tightvnc"]["unattended"]) == ({"authentication": "unknown"}, None)
    # The policy that cannot be read switches it on again.
    (desktop,) = closed["software"]["products"]["remote-desktop-services"]
    assert (desktop["values"], desktop["unattended"]) == ({}, None)


def test_a_policy_that_cannot_be_read_may_name_any_source(closed):
    assert closed["updates"] == {"managers": [], "disabled_by_policy": None, "sources": []}
    assert closed["sections"]["updates"]["complete"] is False


def test_a_persons_proxy_that_cannot_be_read_is_noted(closed):
    """The machine's services use none of it."""
    section = closed["sections"]["proxies"]
    assert (section["complete"], section["errors"]) == (True, [rf"HKU\*\Software\{CURRENT}\Internet Settings: SecurityException"])


def test_who_the_keys_belong_to_stays_there(closed):
    said = json.dumps(closed, ensure_ascii=False)
    assert SID not in said
    assert "Müller" not in said


def test_closed_lists(seen):
    section = seen[2]["sections"]["software"]
    assert section["complete"] is False
    assert {f"{key}: SecurityException" for key in LISTS} <= set(section["errors"])


def test_an_administrator(seen):
    observation = seen[0]
    assert observation["privilege"] == {"administrative": True, "account": "administrator", "confined": None}
    assert listed(observation)["limited"] is False
    assert products(observation)["splashtop-streamer"]["details"] == {"team": "Partner Team"}


def test_an_administrator_without_the_rights(filtered):
    """A process whose token has the group for denials only, as User Account Control leaves it: what is for administrators cannot be read."""
    assert filtered["privilege"] == {"administrative": False, "account": "filtered_administrator", "confined": None}
    assert listed(filtered)["limited"] is True
    (streamer,) = filtered["software"]["products"]["splashtop-streamer"]
    assert (streamer["values"], streamer["unattended"], streamer["errors"]) == ({}, None, [f"{SPLASHTOP}: SecurityException"])


def test_who_else_there_is(seen):
    """Wine makes no token without that group: the rule alone is asked, for no such group, for one that counts, for one that is for denials only."""
    assert [one["answer"] for one in seen[3:]] == ["ordinary", "ordinary", "filtered_administrator"]

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of remote access software as a task on a Windows under Wine, with Ansible at its most talkative: what it says, and what it does not."""
from __future__ import annotations

import json
import re

import pytest
from registry import registry
from tasks import Tasks, module

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.catalogue import load_products
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.query import compile_query

PROVIDER = {"name": "Example IT", "company_names": ["Example IT GmbH"], "atera_account_ids": ["0014X00002CANDY"]}


@pytest.fixture
def machine(windows_anew, ansible, tmp_path):
    windows_anew.import_registry(tmp_path / "hostile.reg", registry("hostile", LONG="A" * 1000))
    windows_anew.import_registry(tmp_path / "clients.reg", registry("clients", ACTIONS="00"))
    windows_anew.import_registry(tmp_path / "settings.reg", registry("settings", WINHTTP="00"))
    windows_anew.file(r"ProgramData\AnyDesk\service.conf").write_text("ad.anynet.pwd_hash=CANARY-hash\nad.anynet.pkey=CANARY-private\n")
    windows_anew.file(r"ProgramData\AnyDesk\system.conf").write_text("ad.anynet.id=987654321\nad.security.acl_list=*@partner:true\n")
    windows_anew.file(r"Program Files\TeamViewer\TeamViewer.exe").write_bytes(b"MZ")
    return Tasks(ansible("ansible-playbook"), tmp_path, windows_anew, maintenance_collector="powershell")


def kept(machine, folder) -> bytes:
    """What stands in the registry of all software."""
    file = folder / "software.reg"
    machine.windows.wine("reg", "export", r"HKLM\SOFTWARE", machine.windows.console.path(file), "/y")
    return file.read_bytes()


def test_the_list(machine, tmp_path):
    before = kept(machine, tmp_path)
    sections = ["platform", "privilege", "proxies", "updates", "software"]
    found, checked, probed = machine.run(
        module("remote_access_info", None, provider=PROVIDER), module("remote_access_info", {"check_mode": True}, provider=PROVIDER),
        module("win_probe", None, sections=sections, software=compile_query(load_products(), "windows"), deadline=120),
    )
    assert (found["changed"], found["limited"], found["complete"], found["errors"]) == (False, False, True, [])
    assert {name: checked[name] for name in ("changed", "products", "complete", "limited")} == {
        name: found[name] for name in ("changed", "products", "complete", "limited")}
    products = {one["product"]: one for one in found["products"]}
    told = {name: (products[name]["presence"], products[name]["ownership"], products[name]["unattended"]) for name in ("teamviewer", "anydesk", "atera")}
    assert told == {"teamviewer": ("installed", "foreign", True), "anydesk": ("installed", "foreign", True), "atera": ("installed", "ours", True)}
    assert (products["anydesk"]["client_id"], products["anydesk"]["secrets"]) == ("987654321", {"unattended_password": True})
    assert products["teamviewer"]["details"]["owner_company_name"] == "Partner GmbH"
    assert any("リモート für Müller" in signal for signal in products["teamviewer"]["signals"])
    assert probed["changed"] is False
    assert probed["observation"]["updates"]["sources"]
    assert probed["observation"]["proxies"]

    # Nothing of the secrets that the machine was full of is in any result, nor in what Ansible said or wrote down.
    everything = machine.output + json.dumps([found, checked, probed]) + (tmp_path / "log").read_text()
    assert "987654321" in everything
    assert re.findall(r"CANARY[\w-]*", everything) == []
    # Nothing was changed.
    assert kept(machine, tmp_path) == before

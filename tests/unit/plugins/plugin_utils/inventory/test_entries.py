# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from ansible.inventory.manager import InventoryManager
from ansible.parsing.dataloader import DataLoader
from ansible.vars.hostvars import HostVars
from ansible.vars.manager import VariableManager

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.inventory import entries
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.inventory.entries import EntryReader

HOSTS = """
all:
  vars:
    language: de
    maintenance_deadline: "{{ 2 + 3 }}"
  children:
    mueller:
      vars:
        maintenance_customer: mueller
        maintenance_contract: {customer: Müller, language: "{{ language }}", number: "{{ undefined_number | default('M1') }}"}
        ansible_password: "{{ lookup('ansible.builtin.file', '/nonexistent') }}"
      hosts:
        pc01: {maintenance_device_class: "{{ 'server' }}", maintenance_site: hq}
        pc02: {maintenance_device_class: "{{ nowhere }}"}
        pc03: {maintenance_contract: "{{ nowhere }}"}
"""


@pytest.fixture
def reader(tmp_path):
    path = tmp_path / "hosts.yml"
    path.write_text(HOSTS, encoding="utf-8")
    loader = DataLoader()
    inventory = InventoryManager(loader=loader, sources=[str(path)])
    return EntryReader(HostVars(inventory, VariableManager(loader=loader, inventory=inventory), loader), loader)


def test_variables_are_resolved_and_others_left_alone(reader):
    entry = reader.read("pc01")
    assert (entry.name, entry.groups, entry.unresolved) == ("pc01", ("mueller",), {})
    assert entry.variables == {
        "maintenance_customer": "mueller",
        "maintenance_device_class": "server",
        "maintenance_site": "hq",
        "maintenance_contract": {"customer": "Müller", "language": "de", "number": "M1"},
        "maintenance_deadline": 5,
    }


@pytest.mark.parametrize(("host", "variable"), [("pc02", "maintenance_device_class"), ("pc03", "maintenance_contract")])
def test_what_cannot_be_resolved_is_told(reader, host, variable):
    entry = reader.read(host)
    assert list(entry.unresolved) == [variable]
    assert "nowhere" in entry.unresolved[variable]
    assert variable not in entry.variables


def test_what_hosts_have_in_common_is_resolved_once(reader, monkeypatch):
    resolved = []
    monkeypatch.setattr(entries, "_resolve", lambda templar, variable, raw: (resolved.append(variable), (raw, None))[1])
    for host in ("pc01", "pc02", "pc01"):
        reader.read(host)
    assert resolved.count("maintenance_contract") == 1
    assert resolved.count("maintenance_device_class") == 3

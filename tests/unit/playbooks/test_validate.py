# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""The playbook as a whole, with inventories made of files. No host of them exists, and none is connected to."""

import shutil
from pathlib import Path

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas import validate as schemas

# Not resolved: Ansible must find the collection where this test did.
COLLECTION = Path(schemas.__file__).parents[3]
EXAMPLE = COLLECTION / "inventories" / "example"


@pytest.fixture
def run(ansible):
    return lambda inventory, *arguments: ansible("playbook", "bauer_group.remote_maintenance.validate", "-i", str(inventory), *arguments)


@pytest.fixture
def inventory(tmp_path):
    """A copy of the example to be spoiled."""
    shutil.copytree(EXAMPLE.parent / "catalogues", tmp_path / "catalogues")
    return Path(shutil.copytree(EXAMPLE, tmp_path / "example"))


def spoil(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_example_is_valid(run):
    status, output = run(EXAMPLE)
    assert "All contracts are valid (customers: 3)." in output
    assert "WARNING" not in output
    assert status == 0


def test_one_wrong_contract_of_three(run, inventory):
    spoil(inventory / "group_vars" / "weber.yml", "language: en", "language: fr")
    status, output = run(inventory)
    assert "weber (1 hosts):\n  error: maintenance_contract: language is 'fr'; allowed: one of de, en\nTo be corrected: 1 of 3." in output
    assert "mueller (" not in output
    assert status == 2


def test_everything_that_is_wrong_is_listed_by_customer(run, inventory):
    spoil(inventory / "group_vars" / "mueller.yml", "requirement: endpoints.atera\n      hosts", "requirement: endpoint.atera\n      hosts")
    spoil(inventory / "group_vars" / "weber.yml", "MV-2026-0121", "MV-2025-0042")
    spoil(inventory / "hosts.yml", "    weber:\n", "    leer: {vars: {maintenance_customer: leer}}\n    weber:\n")
    spoil(inventory / "hosts.yml", "        weber-srv01:\n", "        weber-srv02: {maintenance_device_class: server}\n        weber-srv01:\n")
    spoil(inventory / "hosts.yml", "              maintenance_device_class: workstation\n", "              maintenance_site: hafen\n")
    spoil(inventory / "hosts.yml", "schmidt_hamburg:\n", "schmidt_hamburg:\n          children: {beide: {hosts: {weber-srv01: {}}}}\n")
    status, output = run(inventory)
    assert "leer (0 hosts):\n  warning: leer has no host" in output
    assert "mueller (8 hosts):\n  error: maintenance_contract: waivers[0].requirement is 'endpoint.atera'; allowed: one of client.installed" in output
    assert "  error: maintenance_device_class is (missing); allowed: one of server, workstation, network_device (on schmidt-pc01)" in output
    assert "  error: maintenance_contract: number is 'MV-2025-0042'; allowed: a number of its own; weber has this one too" in output
    assert output.count("one customer a host; this one is in the groups of schmidt, weber (on weber-srv01)\n") == 2
    assert "To be corrected: 3 of 5." in output
    assert status == 2


def test_a_limit_judges_the_customers_in_it_against_all_others(run, inventory):
    spoil(inventory / "group_vars" / "mueller.yml", "language: de", "language: fr")
    status, output = run(inventory, "--limit", "weber")
    assert ("All contracts are valid (customers: 1)." in output, status) == (True, 0)
    spoil(inventory / "group_vars" / "weber.yml", "MV-2026-0121", "MV-2026-0117")
    status, output = run(inventory, "--limit", "weber")
    assert "number is 'MV-2026-0117'; allowed: a number of its own; mueller has this one too" in output
    assert "language" not in output
    assert status == 2


def test_no_connection_variable_is_needed(run, inventory):
    """Not even for the host that happens to be the first one."""
    nothing = "{{ lookup('ansible.builtin.file', '/nonexistent') }}"
    with open(inventory / "group_vars" / "all.yml", "a", encoding="utf-8") as file:
        file.write(f'\nansible_password: "{nothing}"\nansible_become_password: "{nothing}"\nansible_connection: nonexistent.collection.connection\n')
    status, output = run(inventory)
    assert "All contracts are valid (customers: 3)." in output
    assert status == 0


def test_check_mode_is_the_same(run):
    status, output = run(EXAMPLE, "--check")
    assert ("All contracts are valid (customers: 3)." in output, "changed=0" in output, status) == (True, True, 0)

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from ansible.inventory.manager import InventoryManager
from ansible.parsing.dataloader import DataLoader
from ansible.vars.hostvars import HostVars
from ansible.vars.manager import VariableManager

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.inventory.customers import customer_groups, inventory_of


@pytest.fixture
def customers(tmp_path):
    """The customers of an inventory made of files, below a folder whose parent is the playbook's."""

    def found(**files):
        for name, content in files.items():
            path = tmp_path.joinpath(*name.split("__")).with_suffix(".yml")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        loader = DataLoader()
        source = str(tmp_path / "inventory" / "hosts.yml")
        inventory = InventoryManager(loader=loader, sources=[source])
        hostvars = HostVars(inventory, VariableManager(loader=loader, inventory=inventory), loader)
        assert inventory_of(hostvars) is inventory
        return customer_groups(inventory, loader, [source], str(tmp_path))

    return found


HOSTS = """
all:
  children:
    mueller:
      children:
        office: {hosts: {pc01: {}}}
    schmidt: {hosts: {srv01: {}}}
    linux: {hosts: {srv01: {}}}
"""


def test_a_group_that_names_itself_is_a_customer(customers):
    assert customers(inventory__hosts=HOSTS, inventory__group_vars__mueller="maintenance_customer: mueller") == {"mueller"}


def test_variables_count_where_they_stand(customers):
    assert customers(
        inventory__hosts=HOSTS.replace("linux: {", "linux: {vars: {maintenance_customer: linux}, "),
        inventory__group_vars__mueller="maintenance_customer: mueller",
        group_vars__schmidt="maintenance_customer: schmidt",
    ) == {"mueller", "schmidt", "linux"}


def test_a_customer_without_a_host_is_one(customers):
    assert customers(inventory__hosts=HOSTS + "    empty: {vars: {maintenance_customer: empty}}\n") == {"empty"}


def test_another_group_may_name_the_customer(customers):
    assert customers(inventory__hosts=HOSTS, inventory__group_vars__office="maintenance_customer: mueller") == {"mueller"}


def test_a_contract_makes_a_customer(customers):
    assert customers(inventory__hosts=HOSTS, inventory__group_vars__schmidt="maintenance_contract: {}") == {"schmidt"}


def test_a_part_of_a_customers_group_is_no_customer(customers):
    assert customers(
        inventory__hosts=HOSTS,
        inventory__group_vars__mueller="maintenance_customer: mueller",
        inventory__group_vars__office="maintenance_contract: {}",
    ) == {"mueller"}


@pytest.mark.parametrize("declared", ["nowhere", "7", "{a: 1}", "null", '"{{ group_names | first }}"'])
def test_what_names_no_group_makes_no_customer(customers, declared):
    assert customers(inventory__hosts=HOSTS, inventory__group_vars__mueller=f"maintenance_customer: {declared}") == frozenset()


def test_everybody_together_is_no_customer(customers):
    assert customers(inventory__hosts=HOSTS, inventory__group_vars__all="maintenance_customer: all\nmaintenance_contract: {}") == frozenset()


def test_a_default_for_all_names_its_customer(customers):
    assert customers(inventory__hosts=HOSTS, inventory__group_vars__all="maintenance_customer: schmidt") == {"schmidt"}

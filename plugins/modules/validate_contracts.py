#!/usr/bin/python
# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: validate_contracts
short_description: Check the contracts of an inventory without connecting to any host
version_added: 0.1.0
description:
  - Checks the contract of every customer that has a host in the play, and what the inventory says of these hosts, and lists everything
    that is wrong by customer.
  - Checks what spans customers too, as a contract number that is used twice or a host that is in two customers.
  - Customers without a host are warned of.
  - The task fails at the end if anything is wrong. No host is connected to.
author:
  - BAUER GROUP (@bauer-group)
extends_documentation_fragment:
  - bauer_group.remote_maintenance._attributes
  - bauer_group.remote_maintenance._attributes.control_node
  - bauer_group.remote_maintenance._attributes.action_group
  - bauer_group.remote_maintenance._attributes.action
  - bauer_group.remote_maintenance._attributes.info_module
notes:
  - Run it once, delegated to localhost, as the playbook C(bauer_group.remote_maintenance.validate) does.
  - docs/contract.md lists every key of a contract.
"""

EXAMPLES = r"""
- name: Validate the contracts of all customers
  hosts: all
  gather_facts: false
  tasks:
    - name: Check what the inventory says
      bauer_group.remote_maintenance.validate_contracts:
      run_once: true
      delegate_to: localhost
"""

RETURN = r"""
customers:
  description: What was found, by the name of the customer's group.
  returned: always
  type: dict
  contains:
    hosts:
      description: How many hosts of the play are the customer's.
      type: int
      returned: always
    number:
      description: The contract's number, null where the contract cannot be used.
      type: str
      returned: always
    errors:
      description: What is wrong, one line each, with the key, its value and what is allowed.
      type: list
      elements: str
      returned: always
    warnings:
      description: What may be meant that way.
      type: list
      elements: str
      returned: always
  sample:
    mueller:
      hosts: 12
      number: MV-2026-0117
      errors: ["maintenance_contract: language is 'fr'; allowed: one of de, en"]
      warnings: []
unassigned:
  description: The same for hosts whose customer cannot be told.
  returned: always
  type: dict
msg:
  description: All errors and warnings by customer, for people.
  returned: always
  type: str
"""

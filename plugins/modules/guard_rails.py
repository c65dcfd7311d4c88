#!/usr/bin/python
# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: guard_rails
short_description: Check what must be said on the command line before a run may act
version_added: 0.2.0
description:
  - The customer must be named with C(-e maintenance_customer), and all hosts of the play must be its own.
  - Where something is taken away, C(-e maintenance_confirm) must repeat the number of the contract. A wrong number is refused in any case.
  - One run reaches no more hosts than O(host_limit).
author:
  - BAUER GROUP (@bauer-group)
extends_documentation_fragment:
  - bauer_group.remote_maintenance._attributes
  - bauer_group.remote_maintenance._attributes.control_node
  - bauer_group.remote_maintenance._attributes.action
attributes:
  check_mode:
    support: full
    details:
      - The same.
  diff_mode:
    support: none
options:
  confirmation:
    description:
      - Whether the number of the contract must be given.
    type: bool
    default: false
  host_limit:
    description:
      - How many hosts one run may have.
    type: int
    default: 50
seealso:
  - module: bauer_group.remote_maintenance.plan_waves
"""

EXAMPLES = r"""
- name: Check the guard rails
  bauer_group.remote_maintenance.guard_rails:
    confirmation: true
  run_once: true
  delegate_to: localhost
"""

RETURN = r"""
customer:
  description: The customer.
  returned: success
  type: str
hosts:
  description: How many hosts the play has.
  returned: success
  type: int
"""

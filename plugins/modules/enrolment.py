#!/usr/bin/python
# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: enrolment
short_description: Keep the register of enrolments
version_added: 0.2.0
description:
  - Enters into the store's register which client on the host was assigned to the provider's account, or that it is no longer.
  - The register is what tells a client of ours from anybody else's; what a customer's machine says of itself could be forged.
  - Makes no connection to the host.
  - Where the store cannot be written, the task fails, and what was done is kept on the control node until the store is used again.
author:
  - BAUER GROUP (@bauer-group)
extends_documentation_fragment:
  - bauer_group.remote_maintenance._attributes
  - bauer_group.remote_maintenance._attributes.control_node
  - bauer_group.remote_maintenance._attributes.action_group
  - bauer_group.remote_maintenance._attributes.action
  - bauer_group.remote_maintenance._run
  - bauer_group.remote_maintenance._run.store
attributes:
  check_mode:
    support: full
  diff_mode:
    support: full
options:
  state:
    description:
      - V(present) enters the client, V(absent) ends its enrolment.
    type: str
    choices: [present, absent]
    default: present
  customer:
    description: The customer, which is the name of one of the host's groups.
    type: str
    required: true
  product:
    description: Id of the product, as V(teamviewer).
    type: str
    required: true
  client_id:
    description: Number of the client, as its user would read it out.
    type: str
  management_id:
    description: What the client's assignment is known by.
    type: str
  alias:
    description: Name of the client in the vendor's console.
    type: str
  assignment_id:
    description:
      - The secret by which the client was assigned. Of it the register keeps a salted SHA-256 only.
    type: str
  adopted:
    description: The client was there before, and was taken for the provider's own on the inventory's word.
    type: bool
    default: false
  run_id:
    description:
      - The run that did it. What it assesses of this host from now on is judged by the register as it is then.
    type: str
seealso:
  - module: bauer_group.remote_maintenance.begin_run
"""

EXAMPLES = r"""
- name: Enter the client that was just assigned
  bauer_group.remote_maintenance.enrolment:
    customer: mueller
    product: teamviewer
    client_id: "{{ assignment.client_id }}"
    management_id: "{{ assignment.management_id }}"
    alias: "{{ assignment.alias }}"
    assignment_id: "{{ maintenance_assignment_id }}"
    run_id: "{{ run.run_id }}"

- name: The client was taken back
  bauer_group.remote_maintenance.enrolment:
    state: absent
    customer: mueller
    product: teamviewer
"""

RETURN = r"""
enrolment:
  description: What the register holds of the host and product now; null where nothing.
  returned: success
  type: dict
  contains:
    product:
      description: Id of the product.
      type: str
    client_id:
      description: Number of the client.
      type: str
    management_id:
      description: What its assignment is known by.
      type: str
    alias:
      description: Its name in the console.
      type: str
    enrolled_at:
      description: When it was entered, in UTC.
      type: str
    adopted:
      description: Whether it was taken over rather than assigned.
      type: bool
"""

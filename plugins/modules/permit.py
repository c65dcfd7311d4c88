#!/usr/bin/python
# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: permit
short_description: Ask whether a role may act on a host, and what differs
version_added: 0.2.0
description:
  - Holds the host's assessment in this run, its contract and our register against the rules of one product. Access, the contract's dates,
    consent, exclusivity and ownership must be met.
  - Returns the steps that are missing, or the refusal in the finding's words. Nothing is done, and the host is not connected to.
  - Where there are steps, the host is locked for this run until M(bauer_group.remote_maintenance.conclude) releases it. A second run on
    this control node is refused meanwhile.
  - The module M(bauer_group.remote_maintenance.assess) must have run with O(bauer_group.remote_maintenance.assess#module:acting=true).
author:
  - BAUER GROUP (@bauer-group)
extends_documentation_fragment:
  - bauer_group.remote_maintenance._attributes
  - bauer_group.remote_maintenance._attributes.control_node
  - bauer_group.remote_maintenance._attributes.action
  - bauer_group.remote_maintenance._run
  - bauer_group.remote_maintenance._run.begun
attributes:
  check_mode:
    support: full
    details:
      - The same, without locking the host.
  diff_mode:
    support: none
options:
  product:
    description:
      - The product, by its id in the catalogue.
    type: str
    choices: [teamviewer, atera, teamviewer-quicksupport]
    required: true
  state:
    description:
      - What is to be brought about.
    type: str
    choices: [present, absent]
    default: present
  only:
    description:
      - Take no other steps than these. By default all that are missing are taken.
    type: list
    elements: str
seealso:
  - module: bauer_group.remote_maintenance.assess
  - module: bauer_group.remote_maintenance.conclude
  - module: bauer_group.remote_maintenance.plan_waves
"""

EXAMPLES = r"""
- name: Act on one host where that is permitted
  hosts: erp01
  gather_facts: false
  become: true
  tasks:
    - name: Begin a run
      bauer_group.remote_maintenance.begin_run:
      register: run

    - name: Assess the host
      bauer_group.remote_maintenance.assess:
        run_id: "{{ run.run_id }}"
        acting: true

    - name: Ask for leave
      bauer_group.remote_maintenance.permit:
        run_id: "{{ run.run_id }}"
        product: teamviewer
      register: leave

    - name: Say what would be done
      ansible.builtin.debug:
        msg: "{{ leave.refusal.text if leave.refusal else leave.steps }}"
"""

RETURN = r"""
permitted:
  description: Whether the role may act. Also true where nothing differs.
  returned: success
  type: bool
refusal:
  description: Why not, with V(requirement), V(reason) and V(text) in the language of the contract. Null where it may.
  returned: success
  type: dict
verify:
  description: Whether the host is to be assessed again, since something is done, or since C(--tags verify) asks for nothing else.
  returned: success
  type: bool
steps:
  description: What is missing, in the order in which it has to be done.
  returned: success
  type: list
  elements: str
customer:
  description: The host's customer.
  returned: success
  type: str
system:
  description: What the host is, V(linux) or V(windows) where there are steps. It names the folder of the tasks that differ.
  returned: success
  type: str
look:
  description: What is there of the product. Null where nothing is.
  returned: success
  type: dict
details:
  description: What the product's tasks need beside the steps.
  returned: success
  type: dict
"""

#!/usr/bin/python
# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: conclude
short_description: Note what became of a role on a host
version_added: 0.2.0
description:
  - With O(product), notes that the role is done, or its O(failure).
  - Without it, holds what all roles did on the host against the host's newest assessment in this run, and releases the host's lock.
  - What is noted is what M(bauer_group.remote_maintenance.summarize_acts) shows, and what stops a roll-out.
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
      - Notes that the steps were predicted.
  diff_mode:
    support: none
options:
  product:
    description:
      - The product whose role is done.
    type: str
    choices: [teamviewer, atera, teamviewer-quicksupport]
  state:
    description:
      - What was to be brought about.
    type: str
    choices: [present, absent]
    default: present
  failure:
    description:
      - The result of the task that failed, or a text.
    type: raw
seealso:
  - module: bauer_group.remote_maintenance.permit
  - module: bauer_group.remote_maintenance.summarize_acts
"""

EXAMPLES = r"""
- name: Do what is missing
  when: leave.steps | length > 0
  block:
    - name: Have the client run
      bauer_group.remote_maintenance.teamviewer_daemon:

    - name: Note that it is done
      bauer_group.remote_maintenance.conclude:
        run_id: "{{ run.run_id }}"
        product: teamviewer
  rescue:
    - name: Note how far it came
      bauer_group.remote_maintenance.conclude:
        run_id: "{{ run.run_id }}"
        product: teamviewer
        failure: "{{ ansible_failed_result }}"

- name: Assess the host again
  bauer_group.remote_maintenance.assess:
    run_id: "{{ run.run_id }}"
    acting: true

- name: Hold what was done against what is there now
  bauer_group.remote_maintenance.conclude:
    run_id: "{{ run.run_id }}"
"""

RETURN = r"""
outcome:
  description: What was noted of the role.
  returned: with O(product)
  type: str
message:
  description: Why it failed.
  returned: with O(product)
  type: str
verify:
  description: Whether the role did something that wants to be verified.
  returned: with O(product)
  type: bool
outcomes:
  description: What became of each product's role.
  returned: without O(product)
  type: dict
failed_roles:
  description: The products whose role failed, or whose state the assessment does not show.
  returned: without O(product)
  type: list
  elements: str
"""

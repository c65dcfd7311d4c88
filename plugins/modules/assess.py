#!/usr/bin/python
# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: assess
short_description: Assess one host against its maintenance contract
version_added: 0.1.0
description:
  - Logs in to the host once and has M(bauer_group.remote_maintenance.probe) look.
  - Judges what it saw against the contract, and puts the assessment on file on the control node.
  - A host that cannot be reached or logged in to has an assessment too; the task then still succeeds.
  - A credential that was refused is not tried again until it changed or C(maintenance_retry_rejected_after) hours have passed.
  - What the inventory must say of a host, and all settings, are variables; docs/variables.md lists them.
  - Nothing is changed or written on the host.
author:
  - BAUER GROUP (@bauer-group)
extends_documentation_fragment:
  - bauer_group.remote_maintenance._attributes
  - bauer_group.remote_maintenance._attributes.machine
  - bauer_group.remote_maintenance._attributes.action_group
  - bauer_group.remote_maintenance._attributes.action
  - bauer_group.remote_maintenance._attributes.info_module
options:
  run_id:
    description:
      - The run, as RV(bauer_group.remote_maintenance.begin_run#module:run_id) named it.
      - By default that of the variable C(assessment_run), in which the role P(bauer_group.remote_maintenance.assessment#role) registers
        the result of M(bauer_group.remote_maintenance.begin_run). It costs less than a template, which Ansible compiles anew for every host.
    type: str
  state_dir:
    description:
      - With O(run_id), the folder on the control node that keeps runs, their history, and the memory of refused credentials;
        by default C(~/.local/state/bauer_group/remote_maintenance).
    type: str
  acting:
    description:
      - Also keep in the run's folder what roles that act on the host need to know of its software.
      - By default what the variable C(assessment_acting) says, else V(false).
    type: bool
seealso:
  - module: bauer_group.remote_maintenance.begin_run
  - module: bauer_group.remote_maintenance.complete_run
  - module: bauer_group.remote_maintenance.verdict
"""

EXAMPLES = r"""
- name: Assess the host, in a run that begin_run has begun
  bauer_group.remote_maintenance.assess:
    run_id: "{{ run.run_id }}"
  ignore_errors: true
  ignore_unreachable: true
  register: assessed

- name: The same, without a template for each host
  hosts: all
  gather_facts: false
  tasks:
    - name: Begin the run
      bauer_group.remote_maintenance.begin_run:
      run_once: true
      delegate_to: localhost
      register: assessment_run

    - name: Assess the host
      bauer_group.remote_maintenance.assess:
      ignore_errors: true
      ignore_unreachable: true
"""

RETURN = r"""
access:
  description: Whether the host could be logged in to.
  returned: success
  type: str
  sample: valid
statuses:
  description: Status of each requirement, by its id.
  returned: success
  type: dict
  sample:
    access.credentials: met
    dns.udp: unmet
"""

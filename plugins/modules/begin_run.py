#!/usr/bin/python
# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: begin_run
short_description: Begin a run over many hosts
version_added: 0.1.0
description:
  - Makes the run's folder on the control node, and decides which requirements the run assesses.
  - Probes from the control node what the hosts are about to be asked.
  - Within one playbook process the run that was begun is joined, so that a play with C(serial) has one run and not one per batch.
  - Run it once, delegated to localhost.
author:
  - BAUER GROUP (@bauer-group)
extends_documentation_fragment:
  - bauer_group.remote_maintenance._attributes
  - bauer_group.remote_maintenance._attributes.control_node
  - bauer_group.remote_maintenance._attributes.action_group
  - bauer_group.remote_maintenance._attributes.action
  - bauer_group.remote_maintenance._attributes.info_module
  - bauer_group.remote_maintenance._run
options:
  run_id:
    description:
      - Name of the run, 1 to 100 letters, digits, dots, hyphens and underscores. It must not exist yet.
      - By default it is made of the time and a random part.
    type: str
  requirements:
    description:
      - Ids of the requirements to assess, or families as V(dns), as a list or separated by commas. All by default.
      - Tags of the command line that are such an id or family narrow it down further.
    type: raw
  store_url:
    description:
      - The store, C(sqlite:///<absolute path>) or C(postgresql://<user>:<password>@<host>:<port>/<database>). Its register of enrolments
        is what the run's clients are judged by.
      - By default a SQLite file in O(state_dir). A job of AWX must name one on another machine, or it fails here.
    type: str
seealso:
  - module: bauer_group.remote_maintenance.assess
  - module: bauer_group.remote_maintenance.complete_run
  - module: bauer_group.remote_maintenance.verdict
"""

EXAMPLES = r"""
- name: Assess all hosts
  hosts: all
  gather_facts: false
  tasks:
    - name: Begin the run
      bauer_group.remote_maintenance.begin_run:
      run_once: true
      delegate_to: localhost
      register: run

    - name: Assess the host
      bauer_group.remote_maintenance.assess:
        run_id: "{{ run.run_id }}"
      ignore_errors: true
      ignore_unreachable: true
      register: assessed

    - name: Complete the run
      bauer_group.remote_maintenance.complete_run:
        run_id: "{{ run.run_id }}"
      run_once: true
      delegate_to: localhost

    - name: Give the verdict
      bauer_group.remote_maintenance.verdict:
        run_id: "{{ run.run_id }}"
        fail_on: unmet
      run_once: true
      delegate_to: localhost
"""

RETURN = r"""
run_id:
  description: Name of the run.
  returned: success
  type: str
  sample: 20261122T231500Z-8d1f0c3a
state_dir:
  description: Where the run is kept, with the home folder put in.
  returned: success
  type: str
  sample: /home/ansible/.local/state/bauer_group/remote_maintenance
"""

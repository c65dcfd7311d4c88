#!/usr/bin/python
# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: verify_evidence
short_description: Verify that the evidence is what was recorded
version_added: 0.2.0
description:
  - Reads the whole evidence of the store and names, for each customer, the first record that does not fit.
  - Finds records that were changed, are missing or were cut off, signatures that do not fit, and heads that others have kept and that the
    evidence does not hold.
  - Heads that the run folders of this control node remember are held against it too.
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
  - bauer_group.remote_maintenance._run.store
options:
  customer:
    description: The customer whose evidence is verified. By default that of all.
    type: str
  head:
    description:
      - The head that an old report of O(customer) prints, a number, a colon and 64 hexadecimal digits.
    type: str
  evidence_key:
    description:
      - Path of the private key whose signatures count. By default C(evidence_key.pem) in O(state_dir), if it is there.
    type: path
  public_keys:
    description: Paths of further public keys in PEM whose signatures count, as those of keys that were in use before.
    type: list
    elements: path
    default: []
seealso:
  - module: bauer_group.remote_maintenance.complete_run
  - module: bauer_group.remote_maintenance.erase_person
"""

EXAMPLES = r"""
- name: Verify the evidence against the report of last March
  bauer_group.remote_maintenance.verify_evidence:
    customer: mueller
    head: "4711:5f0c0f2ab3f0a0b1c2d3e4f5061728394a5b6c7d8e9fa0b1c2d3e4f506172839"
  run_once: true
  delegate_to: localhost
"""

RETURN = r"""
customers:
  description: What was found for each customer.
  returned: always
  type: list
  elements: dict
  contains:
    customer:
      description: The customer; null for hosts without one.
      type: str
    records:
      description: How many records fit before the first that does not.
      type: int
    since:
      description: The first record that is still there; the ones before it were removed by retention.
      type: int
    erased:
      description: How many names of persons were erased.
      type: int
    head:
      description: The last record and its SHA-256; null where something does not fit.
      type: str
    problem:
      description: The first thing that does not fit; null where everything does.
      type: str
trusted_keys:
  description: SHA-256 of the public keys whose signatures counted.
  returned: always
  type: list
  elements: str
"""

#!/usr/bin/python
# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: await_software
short_description: Wait until remote access software runs and knows its own number
version_added: 0.2.0
description:
  - Looks at the machine as M(bauer_group.remote_maintenance.remote_access_info) does, until the product runs and has the number that it gets
    at its first contact with its vendor, or until the time is up.
  - A product that runs without telling a number is no failure; one that does not run is, but with O(state=any).
  - Changes nothing.
author:
  - BAUER GROUP (@bauer-group)
extends_documentation_fragment:
  - bauer_group.remote_maintenance._attributes
  - bauer_group.remote_maintenance._attributes.machine
  - bauer_group.remote_maintenance._attributes.action_group
  - bauer_group.remote_maintenance._attributes.action
  - bauer_group.remote_maintenance._attributes.info_module
requirements:
  - Python 3.8 or newer on the machine, standard library only.
options:
  product:
    description:
      - The product's id in the catalogue.
    type: str
    required: true
  seconds:
    description:
      - How long to wait at most.
    type: float
    default: 60.0
  state:
    description:
      - What is waited for. With V(any) whatever there is of it is told as soon as the machine could be looked at, as before it is removed.
    type: str
    choices: [running, any]
    default: running
  catalogues:
    description:
      - Paths of further product catalogues on the control node.
      - The value of the variable C(maintenance_catalogues) by default.
    type: list
    elements: str
  provider:
    description:
      - Who we are, so that our own software is told from others'.
      - The value of the variable C(maintenance_provider) by default.
    type: dict
  deadline:
    description:
      - Seconds that one look may take.
    type: float
    default: 10.0
seealso:
  - module: bauer_group.remote_maintenance.remote_access_info
"""

EXAMPLES = r"""
- name: Wait until the monitoring agent runs
  bauer_group.remote_maintenance.await_software:
    product: atera
    seconds: 90
  become: true
  register: agent

- name: Stop where it belongs to somebody else
  ansible.builtin.assert:
    that: agent.ownership != 'foreign'
"""

RETURN = r"""
presence:
  description: As in RV(bauer_group.remote_maintenance.remote_access_info#module:products), null where nothing was found.
  returned: always
  type: str
  sample: running
ownership:
  description: V(ours), V(foreign), V(unmanaged) or V(unknown).
  returned: always
  type: str
  sample: ours
ownership_reason:
  description: By what that was told.
  returned: always
  type: str
  sample: account_id
client_id:
  description: The number, null where it is not known.
  returned: always
  type: str
  sample: '4711'
version:
  description: The version, where a package or the vendor's files tell it.
  returned: always
  type: str
  sample: 1.8.2
details:
  description: What the vendor's own files say, without secrets.
  returned: always
  type: dict
  sample: {account_id: 001Q300000AbCdE}
"""

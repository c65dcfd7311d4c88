#!/usr/bin/python
# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: plan_waves
short_description: Decide for all hosts of a play, and divide those with something to do into waves
version_added: 0.2.0
description:
  - Asks for every host of the play what M(bauer_group.remote_maintenance.permit) would say, from what is on file. No host is connected to.
  - Refused hosts are noted and left out. Hosts on which nothing differs are in no wave.
  - Run it once, delegated to localhost, after all hosts have been assessed.
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
      - The same.
  diff_mode:
    support: none
options:
  products:
    description:
      - The products whose roles are to act, by their ids in the catalogue.
    type: list
    elements: str
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
  waves:
    description:
      - Sizes of the waves, numbers or shares of the hosts with something to do. The last one repeats.
    type: list
    elements: raw
    default: [1, 10%, 100%]
  site_limit:
    description:
      - How many hosts of one site a wave may hold.
    type: int
    default: 5
  failure_limit:
    description:
      - Percent of the hosts tried so far that may have failed before no further wave is begun.
    type: float
    default: 10.0
seealso:
  - module: bauer_group.remote_maintenance.permit
  - module: bauer_group.remote_maintenance.open_wave
"""

EXAMPLES = r"""
- name: Divide the hosts into waves
  bauer_group.remote_maintenance.plan_waves:
    run_id: "{{ run.run_id }}"
    products: [teamviewer]
    waves: [1, 5, 25%]
  run_once: true
  delegate_to: localhost
"""

RETURN = r"""
waves:
  description: The numbers of the waves, from 0.
  returned: success
  type: list
  elements: int
hosts:
  description: How many hosts have something to do.
  returned: success
  type: int
"""

#!/usr/bin/python
# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: open_wave
short_description: Name the hosts of a wave, unless too many have failed before
version_added: 0.2.0
description:
  - Counts the hosts of the earlier waves that failed. Where they are too many, this wave and all later ones have no hosts.
  - Run it once, delegated to localhost, when all hosts of the wave before are done.
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
  wave:
    description:
      - Number of the wave, from 0.
    type: int
    required: true
seealso:
  - module: bauer_group.remote_maintenance.plan_waves
  - module: bauer_group.remote_maintenance.summarize_acts
"""

EXAMPLES = r"""
- name: Open the first wave
  bauer_group.remote_maintenance.open_wave:
    run_id: "{{ run.run_id }}"
    wave: 0
  run_once: true
  delegate_to: localhost
  register: opened
"""

RETURN = r"""
hosts:
  description: The hosts that act now.
  returned: success
  type: list
  elements: str
"""

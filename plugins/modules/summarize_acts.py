#!/usr/bin/python
# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: summarize_acts
short_description: Say what roles did, refused and left undone in a run
version_added: 0.2.0
description:
  - Shows one line for each host and role that something was done, refused or left undone for, what failed first.
  - Run it once, delegated to localhost, at the end of a roll-out.
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
seealso:
  - module: bauer_group.remote_maintenance.conclude
  - module: bauer_group.remote_maintenance.verdict
"""

EXAMPLES = r"""
- name: Say what was done
  bauer_group.remote_maintenance.summarize_acts:
    run_id: "{{ run.run_id }}"
  run_once: true
  delegate_to: localhost
"""

RETURN = r"""
lines:
  description: The lines shown, at most 200.
  returned: success
  type: list
  elements: str
counts:
  description: How many roles on hosts came to which outcome.
  returned: success
  type: dict
reasons:
  description: Why the run has failed, for O(bauer_group.remote_maintenance.verdict#module:reasons). Refusals are none.
  returned: success
  type: list
  elements: str
"""

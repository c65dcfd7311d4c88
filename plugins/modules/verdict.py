#!/usr/bin/python
# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: verdict
short_description: Fail where a complete run calls for it
version_added: 0.1.0
description:
  - Decides the exit code of a run.
  - What breaks the run's integrity always fails it, as a contract that cannot be used or a host whose findings were lost.
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
  - bauer_group.remote_maintenance._run.begun
options:
  fail_on:
    description:
      - Which findings fail the run. Notices never do.
      - With V(new) it is what is unmet and was not at the host's last run; a host without an earlier run has nothing new.
    type: str
    choices: [never, new, unmet, unmet_or_unknown]
    default: new
  reasons:
    description:
      - Further reasons for which the run has failed, such as RV(bauer_group.remote_maintenance.summarize_acts#module:reasons).
    type: list
    elements: str
seealso:
  - module: bauer_group.remote_maintenance.begin_run
  - module: bauer_group.remote_maintenance.assess
  - module: bauer_group.remote_maintenance.complete_run
"""

EXAMPLES = r"""
- name: Fail where anything is unmet
  bauer_group.remote_maintenance.verdict:
    run_id: "{{ run.run_id }}"
    fail_on: unmet
  run_once: true
  delegate_to: localhost
"""

RETURN = r"""
reasons:
  description: Why the run has failed, one line each.
  returned: always
  type: list
  elements: str
  sample: [3 requirements are unmet that were not at the last run]
"""

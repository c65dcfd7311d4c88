#!/usr/bin/python
# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: erase_person
short_description: Erase a person's name from the evidence
version_added: 0.2.0
description:
  - Erases the name (or mail address, or account) of a person from the store's evidence of one customer. The evidence stays whole.
  - Reports and run folders that are on file still hold the name, and have to be removed as files.
author:
  - BAUER GROUP (@bauer-group)
extends_documentation_fragment:
  - bauer_group.remote_maintenance._attributes
  - bauer_group.remote_maintenance._attributes.control_node
  - bauer_group.remote_maintenance._attributes.action_group
  - bauer_group.remote_maintenance._attributes.action
  - bauer_group.remote_maintenance._run
  - bauer_group.remote_maintenance._run.store
attributes:
  check_mode:
    support: full
  diff_mode:
    support: none
options:
  customer:
    description: The customer in whose evidence the name stands.
    type: str
    required: true
  person:
    description: The name exactly as it was recorded.
    type: str
    required: true
seealso:
  - module: bauer_group.remote_maintenance.verify_evidence
"""

EXAMPLES = r"""
- name: Erase somebody who has left
  bauer_group.remote_maintenance.erase_person:
    customer: mueller
    person: "{{ maintenance_person }}"
  run_once: true
  delegate_to: localhost
"""

RETURN = r"""
names:
  description: How many entries of that name were there.
  returned: success
  type: int
traces:
  description:
    - Whether the files of the store's database may still hold the name, which nobody can ask the store for any more.
    - With SQLite, false; true where somebody else was reading the store for a whole minute. Repeat it then.
    - With PostgreSQL, true where a name was erased; it is there until the table C(persons) is vacuumed.
  returned: success
  type: bool
"""

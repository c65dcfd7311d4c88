#!/usr/bin/python
# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: import_catalogue
short_description: Import LOLRMM's public list of remote access tools as a second product catalogue
version_added: 0.1.0
description:
  - Turns LOLRMM's list of tools into a catalogue file of class C(known), whose products can be told on a machine, but not whose they are.
  - Writes it beside the inventory, never into the installed collection, which works without it. Name the file in
    C(maintenance_catalogues) to use it.
  - Generic names and shared signals are left out or need a second signal. Where the collection has an entry of its own, that one is kept.
    The result lists everything that was left out, and why.
  - Runs on the control node only.
author:
  - BAUER GROUP (@bauer-group)
extends_documentation_fragment:
  - bauer_group.remote_maintenance._attributes
  - bauer_group.remote_maintenance._attributes.control_node
  - bauer_group.remote_maintenance._attributes.action
attributes:
  check_mode:
    support: full
  diff_mode:
    support: none
options:
  source:
    description:
      - An https URL or a file on the control node with the list in JSON.
    type: str
    default: https://lolrmm.io/api/rmm_tools.json
  dest:
    description:
      - The catalogue file to write.
      - By default C(catalogues/lolrmm.yml) beside the first inventory.
    type: str
notes:
  - Run it once, delegated to localhost, as the playbook C(bauer_group.remote_maintenance.update_catalogue) does.
  - The list is published under the Apache License 2.0.
seealso:
  - module: bauer_group.remote_maintenance.remote_access_info
"""

EXAMPLES = r"""
- name: Import the list from a file that was downloaded before
  bauer_group.remote_maintenance.import_catalogue:
    source: /srv/downloads/rmm_tools.json
    dest: /etc/ansible/catalogues/lolrmm.yml
  run_once: true
  delegate_to: localhost
"""

RETURN = r"""
dest:
  description: The file.
  returned: success
  type: str
products:
  description: The ids of the products in it.
  returned: success
  type: list
  elements: str
left_out:
  description: What was not taken over. An empty RV(left_out[].what) stands for a whole tool.
  returned: success
  type: list
  elements: dict
  contains:
    tool:
      description: Its name in the list.
      type: str
      returned: success
    what:
      description: The signal.
      type: str
      returned: success
    reason:
      description: A code for the reason.
      type: str
      returned: success
    why:
      description: The reason in words.
      type: str
      returned: success
  sample:
    - {tool: AnyDesk, what: '', reason: curated, why: the collection has an entry of its own}
report:
  description: The same for people, one line each.
  returned: success
  type: list
  elements: str
msg:
  description: A summary for people.
  returned: success
  type: str
"""

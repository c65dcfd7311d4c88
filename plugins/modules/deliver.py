#!/usr/bin/python
# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: deliver
short_description: Tell customers and the provider what is new and what is resolved
version_added: 0.1.0
description:
  - Sends the unmet findings of a run that have not been told yet, and those told before that are resolved, by mail (SMTP) and to a webhook (JSON over HTTPS).
  - The variable C(maintenance_delivery) of a customer's group says where that customer's news go, C(maintenance_provider_delivery) where all go.
    A customer is told of what the customer must do, the provider of everything.
  - Each finding is told once by each channel. What the other side did not take is told the next time, and fails the task at its end.
  - No host is connected to. Run it once, delegated to localhost.
author:
  - BAUER GROUP (@bauer-group)
extends_documentation_fragment:
  - bauer_group.remote_maintenance._attributes
  - bauer_group.remote_maintenance._attributes.control_node
  - bauer_group.remote_maintenance._attributes.action_group
  - bauer_group.remote_maintenance._attributes.action
  - bauer_group.remote_maintenance._run
  - bauer_group.remote_maintenance._run.store
  - bauer_group.remote_maintenance._run.on_file
attributes:
  check_mode:
    support: full
    details:
      - Sends nothing and remembers nothing; RV(delivered) is what would be sent.
  diff_mode:
    support: none
seealso:
  - module: bauer_group.remote_maintenance.write_reports
"""

EXAMPLES = r"""
- name: Tell what is new
  hosts: all
  gather_facts: false
  tasks:
    - name: Deliver
      bauer_group.remote_maintenance.deliver:
      run_once: true
      delegate_to: localhost
"""

RETURN = r"""
run_id:
  description: The run whose findings were told.
  returned: success
  type: str
delivered:
  description: What was sent, one entry for each message.
  returned: success
  type: list
  elements: dict
  contains:
    customer:
      description: The customer's group; null for the provider's message.
      type: str
      returned: always
    channel:
      description: By what it was sent, C(mail) or C(webhook).
      type: str
      returned: always
    to:
      description: The address of a mail; null for a webhook.
      type: str
      returned: always
    new:
      description: How many findings are new.
      type: int
      returned: always
    resolved:
      description: How many findings are resolved.
      type: int
      returned: always
problems:
  description: What went wrong, one line each. The task fails if there are any.
  returned: success
  type: list
  elements: str
"""

#!/usr/bin/python
# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: write_letters
short_description: Write letters to customers, and rules for their firewalls
version_added: 0.1.0
description:
  - Writes, for each customer, the letters that a run gives reason for, in the contract's language, and the rules that the customer's firewall needs
    as files for common firewalls.
  - A letter is written only where there is something to ask for.
  - With C(--limit), only the customers of the hosts in it get letters.
  - Nothing is sent, and no host is connected to. Run it once, delegated to localhost.
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
  - bauer_group.remote_maintenance._run.endpoints
attributes:
  check_mode:
    support: full
    details:
      - Writes the letters in check mode too, and never reports a change, since no customer's machine is touched.
  diff_mode:
    support: N/A
    details:
      - Nothing is changed.
options:
  kinds:
    description:
      - V(coordination) is about another provider's TeamViewer or AnyDesk, V(firewall) asks for exceptions, V(credentials) for credentials, V(consent)
        for the consent to unattended access to workstations.
    type: list
    elements: str
    choices: [coordination, firewall, credentials, consent]
    default: [coordination, firewall, credentials, consent]
  formats:
    description:
      - What letters are written as. V(pdf) needs WeasyPrint on the control node; without it a warning says what is missing, and RV(left_out) names it.
    type: list
    elements: str
    choices: [pdf, text]
    default: [pdf, text]
  rule_formats:
    description:
      - What firewall rules are written as. V(nftables) writes a configuration of dnsmasq too, by which names get into its sets.
    type: list
    elements: str
    choices: [csv, nftables, opnsense, fortigate, windows]
    default: [csv, nftables, opnsense, fortigate, windows]
  everything:
    description:
      - Ask for all that the contract requires of a firewall, instead of only what is proven to be blocked.
    type: bool
    default: false
  link:
    description:
      - Where the customer module for unattended access can be downloaded, for the consent.
    type: str
  link_proof:
    description:
      - By what a customer can tell that the downloaded file is ours, as its signer or its SHA-256. Without it no link stands in the letter.
    type: str
seealso:
  - module: bauer_group.remote_maintenance.write_reports
"""

EXAMPLES = r"""
- name: Ask customers' administrators for firewall exceptions
  hosts: all
  gather_facts: false
  tasks:
    - name: Write the request and the rules
      bauer_group.remote_maintenance.write_letters:
        kinds: [firewall]
        rule_formats: [csv, fortigate]
      run_once: true
      delegate_to: localhost
"""

RETURN = r"""
run_id:
  description: The run that the letters are about.
  returned: success
  type: str
customers:
  description: What was written for each customer.
  returned: success
  type: list
  elements: dict
  contains:
    customer:
      description: The customer's group.
      type: str
      returned: always
    letters:
      description: Paths of the letters by their kind.
      type: dict
      returned: always
    rules:
      description: Paths of the firewall rules.
      type: list
      elements: str
      returned: always
    unreadable:
      description: Places that a machine named and that are no names of hosts. They are in no rule.
      type: list
      elements: str
      returned: always
left_out:
  description: Formats that were asked for and could not be written for want of a library, with the remedy.
  returned: success
  type: list
  elements: str
problems:
  description: What went wrong, one line each. The task fails if there are any.
  returned: success
  type: list
  elements: str
"""

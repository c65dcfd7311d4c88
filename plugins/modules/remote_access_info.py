#!/usr/bin/python
# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: remote_access_info
short_description: List the remote access software on a machine, how it is set up, and whose it is
version_added: 0.1.0
description:
  - Looks for remote access software on a Linux, macOS or Windows machine, for remote control, monitoring agents and tunnels, as the product
    catalogue describes it, and lists each product with the signals that fired.
  - Says for each whether it allows access without a person's consent and, as far as it can be known, whose it is.
  - The catalogue is compiled on the control node. The machine returns matches only. Secrets in the vendors' files never leave it, only
    whether there are any.
  - Changes nothing. As an ordinary account it sees less, see RV(limited).
  - docs/detection.md says what is looked for and what the results mean.
author:
  - BAUER GROUP (@bauer-group)
extends_documentation_fragment:
  - bauer_group.remote_maintenance._attributes
  - bauer_group.remote_maintenance._attributes.machine
  - bauer_group.remote_maintenance._attributes.action_group
  - bauer_group.remote_maintenance._attributes.action
  - bauer_group.remote_maintenance._attributes.info_module
attributes:
  platform:
    platforms: posix, windows
requirements:
  - On Linux and macOS Python 3.8 or newer, standard library only. On Windows what M(bauer_group.remote_maintenance.win_probe) needs.
options:
  catalogues:
    description:
      - Paths of further product catalogues on the control node.
      - The value of the variable C(maintenance_catalogues) by default.
    type: list
    elements: str
  provider:
    description:
      - Who we are, so that our own software is told from others'.
      - The value of the variable C(maintenance_provider) by default. Without it nothing can be told to be ours.
    type: dict
  deadline:
    description:
      - Seconds after which whatever was found is reported.
    type: float
    default: 10.0
  query:
    description:
      - What to look for, as the control node compiles it. Set by the action, not by you.
    type: dict
seealso:
  - module: bauer_group.remote_maintenance.probe
  - module: bauer_group.remote_maintenance.assess
"""

EXAMPLES = r"""
# All hosts at once, from the command line:
# ansible all -m bauer_group.remote_maintenance.remote_access_info

- name: List the remote access software
  bauer_group.remote_maintenance.remote_access_info:
  become: true
  register: found

- name: Stop where somebody else's unattended client is set up
  ansible.builtin.assert:
    that: found.products | selectattr('ownership', 'eq', 'foreign') | selectattr('unattended') | length == 0

- name: Tell our own software by our own names, and look for a product of our own catalogue too
  bauer_group.remote_maintenance.remote_access_info:
    catalogues: [/etc/ansible/catalogues/products.yml]
    provider:
      name: Example IT
      company_names: [Example IT GmbH]
"""

RETURN = r"""
products:
  description: What was found, what runs first and what is left over last.
  returned: success
  type: list
  elements: dict
  contains:
    product:
      description: The product's id in the catalogue.
      type: str
      returned: success
    name:
      description: Its name, of a custom client with its prefix.
      type: str
      returned: success
    category:
      description: V(remote_control), V(rmm) or V(vpn_tunnel).
      type: str
      returned: success
    presence:
      description: V(running), V(installed), V(portable) (a person's own copy), V(suspected) (signals that do not decide) or V(leftover).
      type: str
      returned: success
    ownership:
      description: V(ours), V(foreign), V(unmanaged) or V(unknown).
      type: str
      returned: success
    ownership_reason:
      description: By what that was told.
      type: str
      returned: success
    unattended:
      description: Whether somebody gets in without a person's consent. Null where that could not be told.
      type: bool
      returned: success
    client_id:
      description: The number that a person would read out.
      type: str
      returned: success
    version:
      description: The version, where a package or the vendor's files tell it.
      type: str
      returned: success
    details:
      description: What the vendor's own files say, without secrets.
      type: dict
      returned: success
    secrets:
      description: Which secrets are set. Never their values.
      type: dict
      returned: success
    signals:
      description: The signals that fired.
      type: list
      elements: str
      returned: success
  sample:
    - product: anydesk
      name: AnyDesk
      category: remote_control
      presence: running
      ownership: foreign
      ownership_reason: namespace
      unattended: true
      client_id: '987654321'
      version: 6.3.2
      details: {alias: erp01@partner, namespaces: [partner]}
      secrets: {unattended_password: true}
      signals: [package anydesk, unit anydesk.service (running)]
complete:
  description: Whether everything could be looked at. Otherwise what is not listed may still be there.
  returned: success
  type: bool
errors:
  description: What could not be looked at.
  returned: success
  type: list
  elements: str
limited:
  description: Whether it was an ordinary account that looked.
  returned: success
  type: bool
"""

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.probe.observe import ParameterError, ProbeFailed, observe

ARGUMENTS = {
    "catalogues": {"type": "list", "elements": "str"},
    "provider": {"type": "dict"},
    "deadline": {"type": "float", "default": 10.0},
    "query": {"type": "dict"},
}
SECTIONS = ["platform", "privilege", "software"]


def main() -> None:
    module = AnsibleModule(argument_spec=ARGUMENTS, supports_check_mode=True)
    if module.params["query"] is None:
        module.fail_json(msg="Nothing to look for: this module's action on the control node compiles the query")
    try:
        observation = observe({"deadline": module.params["deadline"], "sections": SECTIONS, "software": module.params["query"]})
    except ParameterError as problem:
        module.fail_json(msg=str(problem))
    except ProbeFailed as problem:
        module.fail_json(msg=f"The probe failed: {problem}")
    module.exit_json(changed=False, observation=observation)


if __name__ == "__main__":
    main()

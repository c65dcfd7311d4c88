#!/usr/bin/python
# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: enrolment_hint
short_description: Leave a note on a machine that a client of it is ours
version_added: 0.2.0
description:
  - Writes which client we enrolled, for whoever looks at the machine later. Anyone who administers the machine could write it, so it proves nothing.
  - The note lies in V(/var/lib/bauer_group/remote_maintenance/enrolments.json) and holds no secret.
author:
  - BAUER GROUP (@bauer-group)
extends_documentation_fragment:
  - bauer_group.remote_maintenance._attributes
  - bauer_group.remote_maintenance._attributes.machine
  - bauer_group.remote_maintenance._attributes.action
attributes:
  check_mode:
    support: full
  diff_mode:
    support: full
options:
  state:
    description:
      - V(absent) removes the product's line, and the note with its last line.
    type: str
    choices: [present, absent]
    default: present
  product:
    description:
      - The product's id in the catalogue.
    type: str
    required: true
  client_id:
    description:
      - The number that a person would read out.
    type: str
  management_id:
    description:
      - The id under which our account manages the client.
    type: str
seealso:
  - module: bauer_group.remote_maintenance.enrolment
"""

EXAMPLES = r"""
- name: Note that the client is ours
  bauer_group.remote_maintenance.enrolment_hint:
    product: teamviewer
    client_id: "{{ assigned.client_id }}"
    management_id: "{{ assigned.management_id }}"
  become: true

- name: Take the note away
  bauer_group.remote_maintenance.enrolment_hint:
    product: teamviewer
    state: absent
  become: true
"""

RETURN = r"""
path:
  description: Where the note lies.
  returned: success
  type: str
"""

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.inspectors.hint import PLACES
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.installing.hints import changed_hints, read_hints_file, write_hints_file

ARGUMENTS = {
    "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
    "product": {"type": "str", "required": True},
    "client_id": {"type": "str"},
    "management_id": {"type": "str"},
}


def main() -> None:
    module = AnsibleModule(argument_spec=ARGUMENTS, supports_check_mode=True)
    path = PLACES["linux"]
    given = {name: module.params[name] for name in ("management_id", "client_id") if module.params[name]}
    try:
        before = read_hints_file(path)
        after = changed_hints(before, module.params["product"], given if module.params["state"] == "present" else None)
        if before != after and not module.check_mode:
            write_hints_file(path, after)
    except OSError as problem:
        module.fail_json(msg=f"{path}: {problem}")
    diff = {"diff": {"before_header": path, "after_header": path, "before": before, "after": after}} if module._diff else {}
    module.exit_json(changed=before != after, path=path, **diff)


if __name__ == "__main__":
    main()

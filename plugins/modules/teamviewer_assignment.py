#!/usr/bin/python
# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: teamviewer_assignment
short_description: Assign a TeamViewer client to our account, or release it
version_added: 0.2.0
description:
  - Assigns the TeamViewer client of a Linux machine to our account by an assignment id, or takes its assignment away.
  - Looks at whose assignment the client carries, not at whether it carries one. A client of somebody else is left alone.
  - Waits for the client's own files to show the result, within O(timeout). An exit code alone counts for nothing.
  - The state is read from the client's structured files. The output of its command line is never taken apart.
  - Other attempts are made only where the exit code says that time can help.
  - The assignment id is a secret. The vendor's program takes it on its command line only, where for a moment every account of that machine
    can see it in the process list, and audit logs and endpoint protection may keep it. docs/teamviewer.md says more.
author:
  - BAUER GROUP (@bauer-group)
extends_documentation_fragment:
  - bauer_group.remote_maintenance._teamviewer.assignment
  - bauer_group.remote_maintenance._attributes
  - bauer_group.remote_maintenance._attributes.machine
attributes:
  check_mode:
    support: full
    details:
      - A client that is not installed yet is predicted to be assigned.
      - Of a client that is to be adopted it is predicted that it is ours already.
  diff_mode:
    support: full
  platform:
    platforms: linux
requirements:
  - Python 3.8 or newer on the machine, standard library only.
  - Root, as the client's files are root's.
seealso:
  - module: bauer_group.remote_maintenance.win_teamviewer_assignment
  - module: bauer_group.remote_maintenance.remote_access_info
"""

EXAMPLES = r"""
- name: Assign a freshly installed client
  bauer_group.remote_maintenance.teamviewer_assignment:
    assignment_id: "{{ maintenance_assignment_id }}"
    alias: "{{ maintenance_customer }} - {{ inventory_hostname }}"
  become: true

- name: Leave one alone that is ours already
  bauer_group.remote_maintenance.teamviewer_assignment:
    assignment_id: "{{ maintenance_assignment_id }}"
    accepted:
      management_ids: ['{6f3c1a52-0d0e-4c9b-9a41-5d1c7e0b2f10}']
      owner_names: [Example IT GmbH]
  become: true

- name: Release a client of ours
  bauer_group.remote_maintenance.teamviewer_assignment:
    state: unassigned
    accepted:
      management_ids: ['{6f3c1a52-0d0e-4c9b-9a41-5d1c7e0b2f10}']
  become: true
"""

RETURN = r"""
client_id:
  description: The number that a person would read out, null where the client has none.
  returned: always
  type: str
  sample: '1122334455'
management_id:
  description: Under which the vendor's console knows the device, null where it is not assigned. In check mode of a new assignment not known.
  returned: always
  type: str
  sample: 6f3c1a52-0d0e-4c9b-9a41-5d1c7e0b2f10
alias:
  description: The name that was given in this run, null where none was.
  returned: always
  type: str
previous:
  description: The client before.
  returned: always
  type: dict
  contains:
    installed: {description: Whether there is one., type: bool, returned: always}
    client_id: {description: Its number., type: str, returned: always}
    version: {description: Its version., type: str, returned: always}
    managed: {description: Whether it was assigned., type: bool, returned: always}
    management_id: {description: Under which id., type: str, returned: always}
    owner_account_name: {description: 'The account, where the client names it.', type: str, returned: always}
    owner_company_name: {description: 'The company, where the client names it.', type: str, returned: always}
    configuration_id: {description: 'The module it was installed from, where the client names it.', type: str, returned: always}
ownership:
  description: Whose it was, V(ours), V(foreign), V(presumed) (installed from our module), V(unknown) or V(unassigned).
  returned: always
  type: str
exit_code:
  description: The last exit code as the program gave it, null where it was not called or did not end.
  returned: always
  type: int
outcome:
  description: That exit code's name, the same for all of the vendor's sets of codes.
  returned: always
  type: str
  sample: denied_by_policy
meaning:
  description: What it means.
  returned: always
  type: str
remedy:
  description: What to do about it.
  returned: always
  type: str
attempts:
  description: How often the program was called, not counting other spellings of an option.
  returned: always
  type: int
reason:
  description:
    - Why it failed, as a word. V(invalid), V(unsupported), V(not_installed), V(not_readable), V(not_running), V(no_client_id), V(foreign),
      V(unknown_owner), V(changed_meanwhile), V(refused) (see RV(outcome)) or V(state_not_reached).
  returned: failure
  type: str
"""

import sys

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.teamviewer.assignment import Failed, Result, Wish, assign, unassign
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.teamviewer.command_line import Refused, check_alias, check_assignment_id
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.teamviewer.state import State
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.teamviewer.whose import Accepted

_NAMES = {"type": "list", "elements": "str", "default": []}
ARGUMENTS = {
    "state": {"type": "str", "choices": ["assigned", "unassigned"], "default": "assigned"},
    "assignment_id": {"type": "str", "no_log": True},
    "alias": {"type": "str"},
    "accepted": {"type": "dict", "default": {}, "options": {"management_ids": _NAMES, "owner_names": _NAMES, "configuration_ids": _NAMES}},
    "adopt": {"type": "bool", "default": False},
    "reassign": {"type": "bool", "default": False},
    "retries": {"type": "int", "default": 5},
    "timeout": {"type": "int", "default": 120},
}


def main() -> None:
    module = AnsibleModule(argument_spec=ARGUMENTS, supports_check_mode=True, required_if=[("state", "assigned", ["assignment_id"])])
    options = module.params
    if not sys.platform.startswith("linux"):
        module.fail_json(msg="Only clients on Linux can be assigned by this module", reason="unsupported")
    try:
        if options["state"] == "assigned":
            check_assignment_id(options["assignment_id"])
            check_alias(options["alias"])
        if options["retries"] < 0 or options["timeout"] <= 0:
            raise Refused("retries is negative, or timeout is not above zero")
    except Refused as problem:
        module.fail_json(msg=str(problem), reason="invalid")
    wish = Wish(
        accepted=Accepted.of(options["accepted"]),
        assignment_id=options["assignment_id"] or "",
        alias=options["alias"],
        adopt=options["adopt"],
        reassign=options["reassign"],
        retries=options["retries"],
        timeout=float(options["timeout"]),
        check=module.check_mode,
    )
    try:
        result = (assign if options["state"] == "assigned" else unassign)(wish)
    except Failed as problem:
        module.fail_json(msg=str(problem), reason=problem.reason, **shown(problem.result))
    for warning in result.warnings:
        module.warn(warning)
    module.exit_json(**shown(result))


def shown(result: Result) -> dict:
    """A result as the module returns it, with its diff."""
    outcome = result.outcome
    return {
        "changed": result.changed,
        "client_id": result.after.client_id,
        "management_id": result.after.management_id if result.after.managed else None,
        "alias": result.alias,
        "previous": result.before.shown(),
        "ownership": result.ownership,
        "exit_code": result.exit_status,
        "outcome": outcome.name if outcome else None,
        "meaning": outcome.meaning if outcome else None,
        "remedy": outcome.remedy if outcome else None,
        "attempts": result.attempts,
        "diff": {"before": _side(result.before, None), "after": _side(result.after, result.alias)},
    }


def _side(state: State, alias: str | None) -> dict:
    side = {"assigned": bool(state.managed), "management_id": state.management_id if state.managed else None}
    return {**side, "alias": alias} if alias else side


if __name__ == "__main__":
    main()

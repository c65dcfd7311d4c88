#!/usr/bin/python
# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: teamviewer_daemon
short_description: Have TeamViewer's service run and known to the vendor's cloud
version_added: 0.2.0
description:
  - Accepts the licence where the client has no id yet, enables and starts the service, and waits until the client has its id.
  - It waits for the id, not for a time. The client gets it with its first connection to the vendor's servers.
author:
  - BAUER GROUP (@bauer-group)
extends_documentation_fragment:
  - bauer_group.remote_maintenance._teamviewer.daemon
  - bauer_group.remote_maintenance._attributes
  - bauer_group.remote_maintenance._attributes.machine
  - bauer_group.remote_maintenance._attributes.action
attributes:
  check_mode:
    support: full
  diff_mode:
    support: full
requirements:
  - Linux with systemd.
  - Python 3.8 or newer on the machine, standard library only.
seealso:
  - module: bauer_group.remote_maintenance.win_teamviewer_daemon
  - module: bauer_group.remote_maintenance.vendor_package
  - module: bauer_group.remote_maintenance.teamviewer_assignment
"""

EXAMPLES = r"""
- name: Have the client run
  bauer_group.remote_maintenance.teamviewer_daemon:
  become: true
  register: client

- name: Say its number
  ansible.builtin.debug:
    var: client.client_id
"""

RETURN = r"""
client_id:
  description: The client's id. Null where it has none yet, in check mode.
  returned: success
  type: str
version:
  description: The client's version, by its own files.
  returned: success
  type: str
reason:
  description: What kind of failure it was. V(not_installed), V(no_systemd), V(not_enabled), V(not_started), V(not_running), V(no_client_id), or
    V(failed) for anything else.
  returned: failure
  type: str
"""

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.teamviewer.daemon import Failed, bring_up

ARGUMENTS = {
    "installed_anew": {"type": "bool", "default": False},
    "timeout": {"type": "float", "default": 120.0},
}


def main() -> None:
    module = AnsibleModule(argument_spec=ARGUMENTS, supports_check_mode=True)
    try:
        result = bring_up(module.params["timeout"], module.params["installed_anew"], module.check_mode)
    except (Failed, OSError) as problem:
        module.fail_json(msg=str(problem), reason=getattr(problem, "reason", "failed"))
    diff = {"diff": {"before": result.before, "after": result.after}} if module._diff else {}
    module.exit_json(changed=result.changed, client_id=result.state.client_id or None, version=result.state.version or None, **diff)


if __name__ == "__main__":
    main()

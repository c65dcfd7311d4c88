# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The attributes every module of the collection documents; each module adds its own ``support``."""
from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options: {}
attributes:
  check_mode:
    description: Can run in C(check_mode) and return changed status prediction without modifying target.
  diff_mode:
    description: Will return details on what has changed (or possibly needs changing in C(check_mode)), when in diff mode.
"""

    # Modules that only look: extends bauer_group.remote_maintenance._attributes.info_module
    INFO_MODULE = r"""
options: {}
attributes:
  check_mode:
    support: full
    details:
      - This action does not modify state.
  diff_mode:
    support: N/A
    details:
      - This action does not modify state.
"""

    # Modules in the action group: extends bauer_group.remote_maintenance._attributes.action_group
    ACTION_GROUP = r"""
options: {}
attributes:
  action_group:
    description: Use C(group/bauer_group.remote_maintenance.maintenance) in C(module_defaults) to set defaults for this module.
    support: full
    membership:
      - bauer_group.remote_maintenance.maintenance
"""

    # Modules with a half on the control node: extends bauer_group.remote_maintenance._attributes.action
    ACTION = r"""
options: {}
attributes:
  action:
    description: Indicates this has a corresponding action plugin so some parts of the options can be executed on the controller.
    support: full
"""

    # Modules that connect to no host: extends bauer_group.remote_maintenance._attributes.control_node
    CONTROL_NODE = r"""
options: {}
attributes:
  platform:
    description: Runs on the control node.
    support: full
    platforms: posix
"""

    # Modules that act on a machine or look at it: extends bauer_group.remote_maintenance._attributes.machine
    MACHINE = r"""
options: {}
attributes:
  platform:
    description: Target OS/families that can be operated against.
    support: full
    platforms: posix
"""

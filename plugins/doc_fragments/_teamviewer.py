# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options that TeamViewer's modules for Linux and for Windows have in common."""
from __future__ import annotations


class ModuleDocFragment:
    # Extends bauer_group.remote_maintenance._teamviewer.assignment
    ASSIGNMENT = r"""
options:
  state:
    description:
      - V(assigned), to the account of the assignment id.
      - V(unassigned), to nobody. Only a client that O(accepted) calls ours is released.
    type: str
    choices: [assigned, unassigned]
    default: assigned
  assignment_id:
    description:
      - The id of a roll-out configuration in our account. Needed for O(state=assigned).
    type: str
  alias:
    description:
      - The name that the device gets in the console, at the moment of its assignment. Clients since 15.44 take one.
      - No file of the client holds it. So a client of ours keeps the name it has, whatever that is.
    type: str
  accepted:
    description:
      - By what a client's assignment is known to be ours already. An empty list tells nothing.
    type: dict
    default: {}
    suboptions:
      management_ids:
        description:
          - Ids under which our console or register knows this client.
        type: list
        elements: str
        default: []
      owner_names:
        description:
          - Our companies' and accounts' names. A client whose files name another owner is somebody else's.
        type: list
        elements: str
        default: []
      configuration_ids:
        description:
          - Ids of our own modules. Of a client installed from one of them, the vendor is asked whether it is assigned to us.
          - A client installed from another module is somebody else's.
        type: list
        elements: str
        default: []
  adopt:
    description:
      - What to do with a client that is assigned to an account that the machine cannot name.
      - With V(true) the assignment is asked for without O(reassign), and "already assigned with this roll-out configuration" proves that it is ours.
        For O(state=unassigned) the client is released.
      - That the vendor leaves somebody else's client alone in this case is an assumption.
    type: bool
    default: false
  reassign:
    description:
      - Take a client away from whoever has it, with its managers and policies. This cannot be undone by us.
    type: bool
    default: false
  retries:
    description:
      - How many more attempts to make where time can help.
    type: int
    default: 5
  timeout:
    description:
      - Seconds for all of it, the wait for the client's id and for the result included. One call that lasts is ended a little later.
    type: int
    default: 120
"""

    # Extends bauer_group.remote_maintenance._teamviewer.daemon
    DAEMON = r"""
options:
  installed_anew:
    description:
      - The package was installed or replaced just now, so that its licence is accepted whatever the client's files say.
    type: bool
    default: false
  timeout:
    description:
      - Seconds to wait for the id.
    type: float
    default: 120.0
"""

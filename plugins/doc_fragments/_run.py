# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of the modules that work on a run's files on the control node."""
from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  state_dir:
    description:
      - Folder on the control node that keeps runs, their history, and the memory of refused credentials.
    type: str
    default: ~/.local/state/bauer_group/remote_maintenance
"""

    # Modules that take part in a run that was begun: extends bauer_group.remote_maintenance._run.begun
    BEGUN = r"""
options:
  run_id:
    description:
      - The run, as RV(bauer_group.remote_maintenance.begin_run#module:run_id) named it.
    type: str
    required: true
"""

    # Modules that use the store: extends bauer_group.remote_maintenance._run.store
    STORE = r"""
options:
  store_url:
    description:
      - The store, C(sqlite:///<absolute path>) or C(postgresql://<user>:<password>@<host>:<port>/<database>).
      - By default a SQLite file in O(state_dir).
    type: str
"""

    # Modules that work on a run that has ended: extends bauer_group.remote_maintenance._run.on_file, and _run.store
    ON_FILE = r"""
options:
  run_id:
    description:
      - The run. By default the one that began last, whether or not it came to its end.
      - A run that this control node does not have on file, as those of AWX's jobs and their slices, is taken from the store.
    type: str
  report_dir:
    description:
      - Folder of the reports. What a run has to say to a customer lies in C(<report_dir>/<run_id>/<customer>).
      - By default the folder C(reports) in O(state_dir).
    type: str
"""

    # Modules that name what a firewall has to open: extends bauer_group.remote_maintenance._run.endpoints
    ENDPOINTS = r"""
options:
  catalogues:
    description:
      - Paths of further catalogues of endpoints on the control node, for the rules that a firewall needs.
    type: raw
  endpoints:
    description:
      - Further groups of endpoints, likewise.
    type: raw
"""

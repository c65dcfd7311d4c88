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

#!/usr/bin/python
# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: complete_run
short_description: Complete a run
version_added: 0.1.0
description:
  - Gives every host of the play that left no assessment one that says why, and finds what several findings have in common.
  - Records the run in the store as evidence, together with earlier runs that broke off or could not be recorded, signs its head, and leaves
    in the run's folder what reports tell of its history.
  - With C(serial) it completes the run after the last batch.
  - Run it once, delegated to localhost.
author:
  - BAUER GROUP (@bauer-group)
extends_documentation_fragment:
  - bauer_group.remote_maintenance._attributes
  - bauer_group.remote_maintenance._attributes.control_node
  - bauer_group.remote_maintenance._attributes.action_group
  - bauer_group.remote_maintenance._attributes.action
  - bauer_group.remote_maintenance._attributes.info_module
  - bauer_group.remote_maintenance._run
  - bauer_group.remote_maintenance._run.begun
options:
  store_url:
    description:
      - The store, C(sqlite:///<absolute path>) or C(postgresql://<user>:<password>@<host>:<port>/<database>).
      - By default a SQLite file in O(state_dir).
      - Where it cannot be written, the run's folder stays, the next run takes it in, and M(bauer_group.remote_maintenance.verdict) fails.
    type: str
  evidence_key:
    description:
      - Path of the Ed25519 private key in PEM, without a passphrase, by which the run's heads are signed.
      - By default C(evidence_key.pem) in O(state_dir), which is made at its first use.
    type: path
  evidence_days:
    description:
      - Removes evidence that is older than this many days, and signs where. By default all of it stays.
      - Age is counted up to the newest run that is itself a week old, so that a clock that jumps ahead does not remove what is young.
    type: int
  stale_after:
    description: Days after which a host that nobody logged in to is stale. An assessment speaks for no longer than that.
    type: int
    default: 7
seealso:
  - module: bauer_group.remote_maintenance.begin_run
  - module: bauer_group.remote_maintenance.assess
  - module: bauer_group.remote_maintenance.verdict
"""

EXAMPLES = r"""
- name: Complete the run, after all hosts
  bauer_group.remote_maintenance.complete_run:
    run_id: "{{ run.run_id }}"
  run_once: true
  delegate_to: localhost
"""

RETURN = r"""
complete:
  description: Whether all hosts of the play have had their turn, and the run is complete.
  returned: success
  type: bool
hosts:
  description: How many hosts the run assessed.
  returned: when RV(complete)
  type: int
unmet:
  description: How many requirements are unmet, notices aside.
  returned: when RV(complete)
  type: int
unknown:
  description: How many requirements could not be judged, notices aside.
  returned: when RV(complete)
  type: int
new:
  description: How many requirements are unmet that were not at the host's last run.
  returned: when RV(complete)
  type: int
"""

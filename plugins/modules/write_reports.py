#!/usr/bin/python
# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: write_reports
short_description: Write the reports of a run, one for each customer
version_added: 0.1.0
description:
  - Writes C(report.html), C(report.csv), C(report.json) and what else O(formats) asks for, for each customer, from what a run has on file,
    and shows a summary of each. C(overview.html) leads to all of them, and lists what to do next across all customers.
  - Hosts of the play that the run has no assessment of are listed as not assessed, with the time of their last assessment. So are
    customers without a host, and hosts whose customer cannot be told (in the folder C(unassigned)).
  - With C(--limit), only the customers of the hosts in it get a report.
  - A report that cannot be written fails the task at the end; the other customers get theirs.
  - No host is connected to. Run it once, delegated to localhost.
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
      - Writes the reports in check mode too, and never reports a change, since no customer's machine is touched.
  diff_mode:
    support: N/A
    details:
      - Nothing is changed.
options:
  formats:
    description:
      - What is written. V(html) is for the technician, V(pdf) for the customer, V(csv) for spreadsheets, V(json) for programs,
        V(prometheus) and V(junit) for whoever watches.
      - V(pdf) needs WeasyPrint on the control node. Without it the other formats are written, a warning says what is missing, and
        RV(left_out) names it.
    type: list
    elements: str
    choices: [json, csv, html, pdf, prometheus, junit]
    default: [json, csv, html]
seealso:
  - module: bauer_group.remote_maintenance.complete_run
  - module: bauer_group.remote_maintenance.write_letters
"""

EXAMPLES = r"""
- name: Report on the newest run
  hosts: all
  gather_facts: false
  tasks:
    - name: Write the reports
      bauer_group.remote_maintenance.write_reports:
      run_once: true
      delegate_to: localhost
"""

RETURN = r"""
run_id:
  description: The run that the reports are on.
  returned: success
  type: str
reports:
  description: The reports that were written.
  returned: success
  type: list
  elements: dict
  contains:
    customer:
      description: The customer's group; null for hosts whose customer cannot be told.
      type: str
      returned: always
    html:
      description: Path of the technician's page. This and the following paths are there for the formats that were written.
      type: str
      returned: if written
    csv:
      description: Path of the table for spreadsheets.
      type: str
      returned: if written
    json:
      description: Path of the file for programs.
      type: str
      returned: if written
    pdf:
      description: Path of the customer's report.
      type: str
      returned: if written
    prometheus:
      description: Path of the metrics.
      type: str
      returned: if written
    junit:
      description: Path of the test results.
      type: str
      returned: if written
    counts:
      description: Numbers of hosts, and of findings by status.
      type: dict
      returned: always
overview:
  description: Path of the page across all customers.
  returned: if formats has html and the play has no limit
  type: str
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

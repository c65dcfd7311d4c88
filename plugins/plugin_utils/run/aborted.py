# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The hosts that an aborted run was to assess and never came to: nothing is known of them, and the report says so."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access.status import NOT_REACHED
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.begin import intended_hosts
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.lost import lost_assessment
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import ABORTED, RunDirectory


def never_reached(run: RunDirectory, customer: str | None, hosts: Collection[str]) -> Iterator[dict]:
    """An assessment for each of these hosts of a customer that the run did not come to before it was aborted; none of any other run."""
    document = run.run
    if document["status"] != ABORTED:
        return
    for host in sorted(intended_hosts(run).intersection(hosts)):
        if not run.has_assessment(customer, host):
            yield lost_assessment(document, host, customer, NOT_REACHED)

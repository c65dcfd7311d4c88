# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One customer's report of one run."""

from __future__ import annotations

from dataclasses import dataclass

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.records import HostRecords


@dataclass(frozen=True)
class Report:
    """One customer's report of one run.

    `head` is report.json (schemas/report.json) without its `hosts`; `shows_software`: at least one host tells of remote
    access software or of an id that a person would have to read out.
    """

    head: dict
    hosts: HostRecords
    shows_software: bool

    def as_dict(self) -> dict:
        """The whole of report.json; for small fleets, since every host becomes a dict again."""
        return {**self.head, "hosts": list(self.hosts)}

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which update sources that failed on a device the control node tries too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.update_vendors import vendor_of
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.sources import speaks_for_itself
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.urls import parts_of, request

_MOST = 10


def with_failed_sources(plan: Mapping, observation: Mapping) -> dict:
    """The plan for `Reference.cover` that asks for the update sources of which no attempt is beyond doubt.

    The URLs come from the customer's machine, which must not make the control node open what it likes: only hosts that the catalogue
    lists as a vendor's are tried, and few of them. The endpoints carry the ids of the device's own attempts.
    """
    return {**plan, "endpoints": list(islice(_requests(observation), _MOST)), "dns_queries": []}


def _requests(observation: Mapping) -> Iterator[dict]:
    vendor = vendor_of(observation.get("platform", {}))
    if vendor is None:
        return
    for source in observation.get("updates", {}).get("sources", ()):
        parts = parts_of(source["url"])
        if parts is None or not vendor.hosts_name(parts.name) or any(map(_is_beyond_doubt, source["attempts"])):
            continue
        for endpoint in dict.fromkeys(attempt["id"] for attempt in source["attempts"]):
            # A portal and a source are told apart by what they answer.
            yield {**request(parts, body=True), "id": endpoint}


def _is_beyond_doubt(attempt: Mapping) -> bool:
    """A machine may trust an authority that inspects its TLS, so that over TLS only the control node's peer tells whose answer it was."""
    return speaks_for_itself(attempt) and not attempt.get("tls")

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which update sources that failed on a device the control node tries too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.update_vendors import vendor_of
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.sources import speaks_for_itself
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.urls import UrlParts, parts_of, request

_MOST = 10
_ID = re.compile(r"(?P<name>[^/:\s]{1,253}):(?P<port>[0-9]{1,5})/http(?P<path>/[!-~]*)")
_LONGEST_ID = 199  # characters; a longer one ends in a digest instead of its path
_NEVER = {("http", 443), ("https", 80)}


def with_failed_sources(plan: Mapping, observation: Mapping) -> dict:
    """The plan for `Reference.cover` that asks for the update sources of which no attempt is beyond doubt.

    The URLs come from the customer's machine, which must not make the control node open what it likes: only hosts that the catalogue
    lists as a vendor's are tried, and few of them. The endpoints carry the ids of the device's own attempts, and what is asked is what
    the id says: all hosts share the reference, and no machine may put its own words there for another's endpoint.
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
            asked = _named_by(endpoint, parts)
            if asked is not None:
                # A portal and a source are told apart by what they answer.
                yield {**request(asked, body=True), "id": endpoint}


def _named_by(endpoint: str, source: UrlParts) -> UrlParts | None:
    """What an attempt's id stands for, None where that is not at the source's own host."""
    found = _ID.fullmatch(endpoint)
    if found is None or len(endpoint) > _LONGEST_ID or (found["name"], int(found["port"])) != (source.name, source.port):
        return None
    return None if (source.scheme, source.port) in _NEVER else source._replace(path=found["path"])


def _is_beyond_doubt(attempt: Mapping) -> bool:
    """A machine may trust an authority that inspects its TLS, so that over TLS only the control node's peer tells whose answer it was."""
    return speaks_for_itself(attempt) and not attempt.get("tls")

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The observation's size limit: what is left out first, and counted."""

from __future__ import annotations

import json
from typing import Callable, Iterator

LIMIT = 128 * 1024

# The counts of what was left out need room too.
_RESERVE = 512


def size_of(value: object) -> int:
    """Return the bytes of `value` as JSON."""
    return len(json.dumps(value))


def fit(observation: dict, limit: int = LIMIT) -> dict:
    """Leave out, until the observation fits, and say how much of what in `dropped`. In this order:

    1. certificates of peers that were verified, intermediate ones before leaves, then all others (their digests stay);
    2. attempts at endpoints that say the same over another family;
    3. software's signals, update sources, DNS answers and attempts, each from the end. Their section is then incomplete.
    """
    excess = size_of(observation) + _RESERVE - limit
    if excess <= 0:
        return observation
    dropped: dict[str, int] = {}
    excess = _drop(excess, _certificates(observation), "certificates", dropped)
    excess = _drop(excess, _repeated_attempts(observation), "endpoints", dropped)
    for name, entries in _lists(observation):
        excess = _drop(excess, _from_the_end(entries), name, dropped, observation["sections"])
    observation["dropped"] = dropped
    return observation


def _drop(excess: int, pieces: Iterator[tuple[int, Callable[[], object]]], name: str, dropped: dict[str, int], sections: dict | None = None) -> int:
    for size, remove in pieces:
        if excess <= 0:
            break
        remove()
        excess -= size
        dropped[name] = dropped.get(name, 0) + 1
        if sections is not None and name in sections:
            sections[name]["complete"] = False
    return excess


def _certificates(observation: dict) -> Iterator[tuple[int, Callable[[], object]]]:
    certificates = observation.get("certificates", {})
    weights: dict[str, tuple[bool, bool]] = {}
    for attempt in _all_attempts(observation):
        tls = attempt.get("tls") or {}
        for position, digest in enumerate(tls.get("chain", [])):
            weight = (tls.get("verified") is not True, position == 0)
            weights[digest] = max(weight, weights.get(digest, weight))
    for digest in sorted(certificates, key=lambda digest: weights.get(digest, (False, False))):
        yield len(certificates[digest]) + 72, lambda digest=digest: certificates.pop(digest)


def _all_attempts(observation: dict) -> Iterator[dict]:
    yield from observation.get("endpoints", [])
    for source in observation.get("updates", {}).get("sources", []):
        yield from source["attempts"]


def _repeated_attempts(observation: dict) -> Iterator[tuple[int, Callable[[], object]]]:
    attempts = observation.get("endpoints", [])
    seen = set()
    for attempt in list(attempts):
        said = (attempt["id"], attempt["via"], attempt["outcome"], size_of(attempt.get("tls")), json.dumps(attempt.get("http")))
        if said in seen:
            yield size_of(attempt) + 2, lambda attempt=attempt: attempts.remove(attempt)
        seen.add(said)


def _lists(observation: dict) -> Iterator[tuple[str, list]]:
    yield "software", observation.get("software", {}).get("signals", [])
    yield "updates", observation.get("updates", {}).get("sources", [])
    yield "dns", observation.get("dns", [])
    yield "endpoints", observation.get("endpoints", [])


def _from_the_end(entries: list) -> Iterator[tuple[int, Callable[[], object]]]:
    for entry in reversed(list(entries)):
        yield size_of(entry) + 2, entries.pop

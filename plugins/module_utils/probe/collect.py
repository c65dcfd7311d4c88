# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One observation: all sections at once, under one deadline."""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from typing import Any, Awaitable, Callable, Mapping

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.text import error_text
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.probe.local import Local
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.probe.network import Network
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.probe.observation import Observation
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.probe.parameters import Parameters, read_parameters
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.probe.sections import Section

# Seconds behind the deadline in which what ended at it is put down.
GRACE = 0.5

RUNTIME = "python " + ".".join(map(str, sys.version_info[:3]))


def collect(params: Mapping[str, Any]) -> dict:
    """Return the observation (schema `observation.json`) for a plan; raises ParameterError.

    Returns at most half a second behind the deadline. Threads may then still hang; whoever calls ends by `os._exit`.
    """
    return collect_for(read_parameters(params))


def collect_for(parameters: Parameters) -> dict:
    """As `collect`, for a plan that was checked already."""
    observation = Observation(parameters)
    ended = threading.Event()
    # In a thread too: whatever holds up the loop itself, this one looks at the clock.
    threading.Thread(target=_run, args=(parameters, observation, ended), name="loop", daemon=True).start()
    ended.wait(max(0.0, observation.cutoff + GRACE - time.monotonic()))
    return observation.observed(RUNTIME)


def hung(parameters: Parameters) -> dict:
    """Return the observation of a probe that did not come back."""
    observation = Observation(parameters)
    for section in observation.sections.values():
        section.lack("the process that probes did not answer")
    return observation.observed(RUNTIME)


def _run(parameters: Parameters, observation: Observation, ended: threading.Event) -> None:
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    try:
        loop.run_until_complete(_observe(parameters, observation))
    finally:
        # The loop is left open: threads that hang may still call it, and nothing comes behind it.
        ended.set()


async def _observe(parameters: Parameters, observation: Observation) -> None:
    network = Network(parameters, observation)
    local = Local(parameters, observation)
    work: dict[str, Callable[[Section], Awaitable[None]]] = {
        "platform": local.observe_platform,
        "privilege": local.observe_privilege,
        "resolvers": network.observe_resolvers,
        "dns": network.observe_dns,
        "proxies": network.observe_proxies,
        "endpoints": network.observe_endpoints,
        "updates": network.observe_updates,
        "software": local.observe_software,
    }
    await asyncio.gather(*(_section(observation, section, work[name]) for name, section in observation.sections.items()))


async def _section(observation: Observation, section: Section, work: Callable[[Section], Awaitable[None]]) -> None:
    """Let one section work until shortly behind the deadline: what it asked at the last moment is put down too."""
    complete = False
    try:
        await asyncio.wait_for(work(section), max(0.0, observation.cutoff + GRACE / 2 - time.monotonic()))
        complete = True
    except asyncio.TimeoutError:
        section.lack("cut off by the deadline")
    except OSError as problem:
        section.lack(error_text(problem))
    finally:
        section.end(complete)

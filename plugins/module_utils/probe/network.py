# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The sections that need the network, and what they share: names, trust, and what the machine is configured with."""

from __future__ import annotations

import asyncio
import base64
import os
import time
from typing import Callable

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.text import error_text
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.attempts import Attempts
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.dns import Gate, ask_tcp, ask_udp
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.endpoint import Attempt, Endpoint
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.names import Names
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.outcomes import outcome_of
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.threads import in_thread
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.trust import Trust
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.probe.observation import Observation
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.probe.parameters import Parameters, Query
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.probe.sections import Section
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.proxies.collect import collect_proxies
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.resolvers.collect import collect_resolvers, requested
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.resolvers.model import DEFAULT, STUB, Resolver
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.system.platform import system_of
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.updates.collect import collect_sources
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.updates.model import Source, Target, target_of

# Of a source's answer only so many bytes are asked for: enough to tell a release file from a portal's page.
SOURCE_BODY = 64
SOURCE_HEADERS = (("Range", f"bytes=0-{SOURCE_BODY - 1}"), ("Cache-Control", "max-age=0"))

NOT_FOUND = 404


class Network:
    """Belongs to one event loop."""

    def __init__(self, parameters: Parameters, observation: Observation) -> None:
        self._parameters = parameters
        self._observation = observation
        loop = asyncio.get_running_loop()
        self._cutoff = loop.time() + observation.cutoff - time.monotonic()
        self._attempts = Attempts(Names(), Trust(parameters.trust_anchor), self._cutoff)
        self._gates: dict[tuple[str, int], Gate] = {}
        self._proxies: asyncio.Future | None = None
        self._resolvers: asyncio.Future | None = None

    async def observe_resolvers(self, section: Section) -> None:
        """The section `resolvers`."""
        await self._know_resolvers(section.errors)

    async def observe_proxies(self, section: Section) -> None:
        """The section `proxies`."""
        await self._know_proxies(section.errors)
        if section.errors:
            # The one that could not be read, or not be tried, may lead to what the direct way does not reach.
            section.lack("not every proxy could be looked at")

    async def observe_dns(self, section: Section) -> None:
        """The section `dns`: named resolvers are asked at once, the machine's own as soon as they are known."""
        named = requested(list(self._parameters.resolvers), section.errors)
        await asyncio.gather(self._ask_all(named), self._ask_configured(named, section))

    async def observe_endpoints(self, section: Section) -> None:
        """The section `endpoints`: directly at once, through proxies as soon as they are known."""
        await asyncio.gather(
            self._ask_through_proxies(section),
            *(self._attempts.directly(endpoint, self._observation.endpoints.append) for endpoint in self._parameters.endpoints),
        )

    async def observe_updates(self, section: Section) -> None:
        """The section `updates`."""
        root = self._parameters.root
        sources = await in_thread(lambda: collect_sources(root, system_of(root), self._observation.managers, section.errors), "updates")
        if section.errors:
            # A source in a file that could not be read may be one that does not answer.
            section.lack("not every source could be looked at")
        pairs = [(source, []) for source in sources]
        self._observation.sources.extend(pairs)
        try:
            await self._know_proxies([])
        except OSError as problem:
            section.lack(error_text(problem, "proxies"))
        await asyncio.gather(*(self._ask_source(source, attempts.append) for source, attempts in pairs))

    async def _know_resolvers(self, errors: list[str]) -> None:
        if self._resolvers is None:
            root = self._parameters.root
            found = self._observation.resolvers
            commands = self._observation.commands
            self._resolvers = in_thread(lambda: collect_resolvers(root, system_of(root), commands, found, errors), "resolvers")
        await asyncio.shield(self._resolvers)

    async def _know_proxies(self, errors: list[str]) -> None:
        if self._proxies is None:
            root = self._parameters.root
            found = self._observation.proxies
            # A tree of files is not what this session's environment speaks of.
            variables = dict(os.environ) if self._observation.commands else {}
            commands = self._observation.commands and system_of(root) == "macos"
            self._proxies = in_thread(lambda: collect_proxies(root, variables, commands, found, errors), "proxies")
        await asyncio.shield(self._proxies)

    async def _ask_configured(self, named: list[Resolver], section: Section) -> None:
        try:
            await self._know_resolvers([])
        except OSError as problem:
            section.lack(error_text(problem, "resolvers"))
            return
        known = {(entry.address, entry.port) for entry in named}
        default, stubs = [], []
        for entry in self._observation.resolvers:
            if (entry.address, entry.port) not in known and entry.scope in (DEFAULT, STUB):
                known.add((entry.address, entry.port))
                (stubs if entry.scope == STUB else default).append(entry)
        # A stub's upstreams are what counts; whether it is there itself, one question tells.
        await asyncio.gather(self._ask_all(default), self._ask_all(stubs, self._parameters.queries[:1]))

    async def _ask_all(self, resolvers: list[Resolver], queries: tuple[Query, ...] | None = None) -> None:
        queries = self._parameters.queries if queries is None else queries
        await asyncio.gather(*(
            self._ask(query, resolver, transport) for resolver in resolvers for query in queries for transport in query.transports
        ))

    async def _ask(self, query: Query, resolver: Resolver, transport: str) -> None:
        loop = asyncio.get_running_loop()
        gate = self._gates.setdefault((resolver.address, resolver.port), Gate())
        end_turn = await gate.enter()
        started = loop.time()
        answer = None
        try:
            left = max(0.0, self._cutoff - started)
            if transport == "udp":
                answer = await ask_udp(resolver.address, resolver.port, query.packet, self._cutoff)
            else:
                answer = await asyncio.wait_for(ask_tcp(resolver.address, resolver.port, query.packet), left)
            outcome = "answered"
        except (OSError, asyncio.TimeoutError) as problem:
            outcome = outcome_of(problem)
        finally:
            end_turn()
        self._observation.dns.append({
            "query": query.id,
            "resolver": resolver.address,
            "port": resolver.port,
            "transport": transport,
            "outcome": outcome,
            "answer": None if answer is None else base64.b64encode(answer).decode("ascii"),
            "elapsed": round(loop.time() - started, 4),
        })

    async def _ask_through_proxies(self, section: Section) -> None:
        try:
            await self._know_proxies([])
        except OSError as problem:
            section.lack(error_text(problem, "proxies"))
            return
        keep = self._observation.endpoints.append
        await asyncio.gather(*(
            self._attempts.through(endpoint, proxy, keep)
            for endpoint in self._parameters.endpoints
            if endpoint.protocol != "udp"
            for proxy in self._observation.proxies.leading_to(endpoint.proxy_scheme(), endpoint.name, endpoint.port)
        ))

    async def _ask_source(self, source: Source, keep: Callable[[Attempt], None]) -> None:
        attempts = await self._ask_target(source, target_of(source.url), keep)
        if source.fallback and any(attempt.response is not None and attempt.response.status == NOT_FOUND for attempt in attempts):
            await self._ask_target(source, target_of(source.fallback), keep)

    async def _ask_target(self, source: Source, target: Target | None, keep: Callable[[Attempt], None]) -> list[Attempt]:
        if source.kind == "local" or target is None:
            return []
        endpoint = Endpoint(
            target.attempt_id(),
            target.host,
            target.port,
            "http",
            target.scheme,
            target.path,
            body_limit=SOURCE_BODY,
            headers=SOURCE_HEADERS,
            urgent=True,
        )
        ways = self._observation.proxies.of_manager(source.manager, source.part, target.scheme, target.host, target.port, source.without_proxy)
        done = await asyncio.gather(*(
            self._attempts.directly(endpoint, keep) if way is None else self._attempts.through(endpoint, way, keep) for way in ways
        ))
        return [attempt for attempts in done for attempt in attempts]

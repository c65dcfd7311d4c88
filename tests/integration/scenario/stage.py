# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A scenario's steps, done to the lab."""
from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator

from lab.lab import Lab

from scenario.table import Scenario, Step


@contextlib.contextmanager
def staged(lab: Lab, scenarios: Iterable[Scenario]) -> Iterator[None]:
    """While all these hold."""
    with contextlib.ExitStack() as stack:
        _forget_names(lab)
        for scenario in scenarios:
            for step in scenario.given:
                stack.enter_context(_fault(lab, step))
        yield


def _forget_names(lab: Lab) -> None:
    """What systemd-resolved has in its cache it would tell whatever is wrong with the resolvers behind it."""
    for host in lab.plan.hosts:
        if host.resolving == "resolved":
            lab.machines[host.name].execute("resolvectl", "flush-caches")


def _fault(lab: Lab, step: Step) -> contextlib.AbstractContextManager[object]:
    of_host = step.at in lab.machines and hasattr(lab.faults(step.at), step.do)
    actor = lab.faults(step.at) if of_host else lab.firewall(step.at)
    options = {name: _value(lab, step.at, name, value) for name, value in step.options.items()}
    return getattr(actor, step.do)(*step.arguments, **options)


def _value(lab: Lab, at: str, name: str, value: object) -> object:
    """The table names proxies: as they are, or for ``url`` as they are reached (``of_router``: at the site's own router)."""
    if name == "proxy":
        return lab.plan.proxies[str(value)]
    if name == "url":
        proxy, _space, where = str(value).partition(" ")
        site = lab.plan.host(at).site.name
        return lab.firewall(site).proxy_url(lab.plan.proxies[proxy]) if where == "of_router" else lab.plan.proxies[proxy].url
    return value

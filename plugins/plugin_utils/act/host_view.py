# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the run directory and a host's variables to its view."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act import records
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.gate import Product
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.view import View
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.host import read_host
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.variables import Variables
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import clock
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.register import register_of
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RunDirectory

ADOPT = "maintenance_adopt"


def read_view(
    run: RunDirectory, name: str, groups: Collection[str], customers: Collection[str], variables: Variables, products: Collection[Product], confirm: str | None
) -> View:
    """The host's view, with the settings of these products. Raises InputError for a setting that cannot be used, RunError for the run's files."""
    host = read_host(name, groups, customers, variables)
    assessment = run.read_assessment(host.customer, name) or {}
    looks = records.looks_of(run, host.customer, name)
    return View(
        host=name,
        groups=host.groups,
        customer=host.customer,
        site=host.site,
        device_class=host.device_class,
        contract=host.contract,
        provider=host.provider,
        findings={finding["id"]: finding for finding in assessment.get("findings", ())},
        looks=looks or (),
        seen=looks is not None,
        platform=assessment.get("platform"),
        register=tuple(register_of(run, host.customer, name)),
        adopt=variables.flag(ADOPT, False),
        confirm=confirm,
        settings=_settings(variables, products),
        now=clock.now(),
    )


def _settings(variables: Variables, products: Collection[Product]) -> Mapping:
    return {name: variables.get(name, default) for product in products for name, default in product.SETTINGS.items()}

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.host import read_host
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.variables import Variables

GOOD = {
    "maintenance_provider": {"name": "Example MSP"},
    "maintenance_customer": "acme",
    "maintenance_site": "hq",
    "maintenance_device_class": "server",
    "maintenance_contract": {"customer": "Acme", "number": "A-1", "language": "en", "starts_on": "2026-01-01", "products": ["atera"]},
}


def read(**changes):
    raw = {name: value for name, value in {**GOOD, **changes}.items() if value != "gone"}
    return read_host("web1", ["acme", "servers"], ["acme", "beta"], Variables(raw, lambda value: value))


def test_everything_that_is_right():
    host = read()
    assert (host.customer, host.site, host.device_class, host.collector, host.problems) == ("acme", "hq", "server", "auto", [])
    assert host.contract.number == "A-1"
    assert host.provider["name"] == "Example MSP"
    assert not host.credentials_declared_missing


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"maintenance_customer": "gone"}, "maintenance_customer"),
        ({"maintenance_customer": "beta"}, "maintenance_customer"),
        ({"maintenance_contract": "gone"}, "maintenance_contract of acme"),
        ({"maintenance_contract": {"customer": "Acme"}}, "maintenance_contract of acme: number"),
        ({"maintenance_device_class": "printer"}, "maintenance_device_class"),
        ({"maintenance_collector": "magic"}, "maintenance_collector"),
        ({"maintenance_provider": {"nmae": "x"}}, "maintenance_provider"),
        ({"maintenance_site": ["x"]}, "maintenance_site"),
    ],
)
def test_whatever_is_wrong_is_said_and_there_is_no_contract(changes, named):
    host = read(**changes)
    assert host.contract is None
    assert any(problem.startswith(named) for problem in host.problems), host.problems


def test_all_problems_at_once():
    assert len(read(maintenance_site=1, maintenance_collector="x", maintenance_device_class="y").problems) == 3


def test_no_device_class_is_not_the_contracts_fault():
    host = read(maintenance_device_class="gone")
    assert host.device_class is None
    assert host.contract is not None


@pytest.mark.parametrize("value", ["none", "None", "NONE"])
def test_credentials_declared_missing(value):
    assert read(maintenance_credentials=value).credentials_declared_missing

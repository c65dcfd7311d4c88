# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lab plays every endpoint that the collection's catalogue asks for. Needs no root: it compares data."""
from __future__ import annotations

import pytest
import yaml
from lab.paths import REPOSITORY
from lab.topology import topology

_KINDS = {"tcp": ("tcp", "tls", "http"), "tls": ("tls",), "http": ("http",)}


def asked() -> list[tuple[str, int, str]]:
    catalogue = yaml.safe_load((REPOSITORY / "plugins/plugin_utils/catalogue/endpoints.yml").read_text("utf-8"))
    return sorted({
        (name, int(port.partition("/")[0]), port.partition("/")[2])
        for group in catalogue["endpoints"] for entry in group["entries"] for name in entry["names"] for port in entry["ports"]
        if not port.endswith("/udp")
    })


@pytest.mark.parametrize("name, port, protocol", asked())
def test_the_catalogues_endpoints_have_a_server(name, port, protocol):
    plan = topology()
    wildcard = "*." + name.partition(".")[2]
    services = [service for service in plan.services if name in service.names or wildcard in service.names]
    assert any(port in getattr(service, kind) for service in services for kind in _KINDS[protocol])

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same servers, asked by `probe` and by `win_probe`: what both say must be the same."""
from __future__ import annotations

import copy

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.reference.probe_here import probe_here
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import validator

# Words of two TLS libraries for one thing; their number is OpenSSL's in both.
_WORDS = ("verify ", "handshake: ", "chain: ")


def plans(net) -> list[dict]:
    anchored = {**net.plan(), "trust_anchor": net.anchor}
    nowhere = {"deadline": 5.0, "sections": ["endpoints"], "endpoints": [
        {"id": "drop", "name": "192.0.2.1", "port": 443, "protocol": "tcp"}, {"id": "no-name", "name": "name.invalid", "port": 443, "protocol": "tls"}]}
    return [net.plan(), anchored, nowhere]


@pytest.fixture(scope="module")
def by_python(net):
    return [probe_here(plan, 60.0) for plan in plans(net)]


@pytest.fixture(scope="module")
def on_linux(linux, net, tmp_path_factory):
    return linux.collect(tmp_path_factory.mktemp("linux"), *plans(net))


@pytest.fixture(scope="module")
def on_wine(windows, net, tmp_path_factory):
    return windows.console.collect(tmp_path_factory.mktemp("wine"), *plans(net))


def comparable(observation: dict) -> dict:
    """Without what may differ: times, and in which words a library says why it does not trust."""
    seen = copy.deepcopy({name: observation[name] for name in ("dns", "endpoints", "certificates") if name in observation})
    for entry in seen.get("dns", []) + seen.get("endpoints", []):
        del entry["elapsed"]
    for attempt in seen.get("endpoints", []):
        if attempt.get("tls"):
            error = attempt["tls"]["error"] or ""
            attempt["tls"]["error"] = next((word for word in _WORDS if error.startswith(word)), error)
    for name in ("dns", "endpoints"):
        seen.get(name, []).sort(key=str)
    return seen


@pytest.mark.parametrize("number", [0, 1, 2], ids=["all servers", "with a trust anchor", "nowhere"])
@pytest.mark.parametrize("console", ["on_linux", "on_wine"])
class TestSame:
    def test_schema(self, request, console, number):
        assert list(validator("observation").iter_errors(request.getfixturevalue(console)[number])) == []

    def test_what_is_seen(self, request, console, number, by_python):
        assert comparable(request.getfixturevalue(console)[number]) == comparable(by_python[number])

    def test_completeness(self, request, console, number, by_python):
        seen = request.getfixturevalue(console)[number]["sections"]
        assert {name: state["complete"] for name, state in seen.items()} == {name: state["complete"] for name, state in by_python[number]["sections"].items()}


def test_the_outcomes_are_those_of_the_servers(by_python, net):
    """Two collectors that both see nothing are the same too."""
    outcomes = {attempt["id"]: attempt["outcome"] for attempt in by_python[0]["endpoints"] if attempt["family"] != "ipv6"}
    assert outcomes[f"127.0.0.1:{net.open_port}/tcp"] == "open"
    assert outcomes[f"127.0.0.1:{net.refused_port}/tcp"] == "refused"
    assert outcomes[f"127.0.0.1:{net.resetting_port}/http"] == "reset"
    assert outcomes[f"127.0.0.1:{net.silent_port}/http"] == "timeout"
    assert outcomes[f"127.0.0.1:{net.other_port}/http"] == "unexpected_answer"
    assert outcomes[f"localhost:{net.tls_port}/tls"] == "open"
    assert [entry["outcome"] for entry in by_python[0]["dns"] if entry["port"] == net.dns_port] == ["answered", "answered"]


@pytest.mark.parametrize("console", ["on_linux", "on_wine"])
def test_nothing_secret_comes_back(request, console):
    assert "CANARY" not in str(request.getfixturevalue(console))

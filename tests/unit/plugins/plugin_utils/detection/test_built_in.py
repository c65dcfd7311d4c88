# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The products that come along hold what was collected of them."""

from __future__ import annotations

from itertools import chain

import pytest
import yaml

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.catalogue import OWN, load_products, products_of
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.keys import SYSTEMS
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.query import LIMIT, compile_query, query_size

EXPECTED = [
    "teamviewer",
    "atera",
    "anydesk",
    "pcvisit",
    "fastviewer",
    "supremo",
    "isl-online",
    "rustdesk",
    "meshcentral",
    "screenconnect",
    "splashtop-streamer",
    "logmein",
    "logmein-rescue",
    "goto-resolve",
    "gotomypc",
    "ninjaone",
    "nable-ncentral",
    "nable-nsight",
    "nable-takecontrol",
    "datto-rmm",
    "kaseya-vsa",
    "syncro",
    "action1",
    "tactical-rmm",
    "level",
    "pulseway",
    "zoho-assist",
    "beyondtrust",
    "dwservice",
    "remotepc",
    "chrome-remote-desktop",
    "realvnc",
    "tightvnc",
    "ultravnc",
    "tigervnc",
    "x11vnc",
    "nomachine",
    "xrdp",
    "parsec",
    "radmin",
    "dameware",
    "ammyy",
    "ultraviewer",
    "hoptodesk",
    "getscreen",
    "baramundi",
    "riverbird",
    "servereye",
    "quick-assist",
    "aeroadmin",
    "remote-utilities",
    "netsupport",
    "simplehelp",
    "manageengine-uems",
    "connectwise-automate",
    "anyviewer",
    "iperius",
    "litemanager",
    "awesun",
    "todesk",
    "mikogo",
    "beamyourscreen",
    "netop",
    "acronis-connect",
    "xeox",
    "netlock-rmm",
    "pdq-connect",
    "superops",
    "itarian",
    "msp360",
    "immybot",
    "remotely",
    "helpwire",
    "veyon",
    "x2go",
    "glpi-agent",
    "tailscale",
    "netbird",
    "zerotier",
    "ngrok",
    "cloudflared",
    "vscode-tunnel",
]
GENERIC = {
    ("windows", "agent.exe"),
    ("windows", "winagent.exe"),
    ("windows", "Connect.exe"),
    ("windows", "client32.exe"),
    ("windows", "Client32"),
    ("windows", "RCService"),
    ("linux", "vncserver@.service"),
    ("linux", "Level.service"),
    ("linux", "rmmagent.service"),
    ("windows", "*VNC Server*"),
}


def test_every_collected_product_is_there():
    assert set(EXPECTED) <= set(load_products().products)
    assert len(EXPECTED) == 82


def test_the_files_keep_to_the_schema_and_to_sense():
    entries = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(OWN.glob("*.yml"))]
    assert dict(load_products().products) == {product.id: product for product, _replaces in products_of({"products": entries}, "own")}


@pytest.mark.parametrize("path", sorted(OWN.glob("*.yml")), ids=lambda path: path.stem)
def test_a_file_is_named_after_its_product(path):
    assert yaml.safe_load(path.read_text(encoding="utf-8"))["id"].replace("-", "_") == path.stem


def test_generic_names_need_a_second_signal():
    signals = chain.from_iterable(((system, signal) for signal in product.on(system)) for product in load_products() for system in SYSTEMS)
    alone = {(system, signal.match) for system, signal in signals if signal.decides}
    assert not alone & GENERIC


def test_ports_never_decide():
    for product in load_products():
        for system in SYSTEMS:
            assert not [signal for signal in product.on(system) if signal.kind == "listener" and signal.decides], product.id


def test_what_brings_another_along_is_a_product():
    catalogue = load_products()
    assert all(catalogue.get(parent) for product in catalogue for parent in product.comes_with)


def test_a_product_without_signals_says_why():
    assert all(product.signals or product.note for product in load_products())


def test_only_teamviewer_and_anydesk_rule_ours_out():
    assert {product.id for product in load_products() if product.excludes_ours} == {"teamviewer", "anydesk"}


@pytest.mark.parametrize("client", ["remmina", "openssh-client", "openssh-server", "freerdp2-x11", "tigervnc-viewer", "x2goclient", "vinagre", "krdc"])
def test_clients_are_no_signal(client):
    matches = {signal.match for product in load_products() for signal in product.on("linux")}
    assert client not in matches


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_query_leaves_room_for_more(system):
    assert query_size(compile_query(load_products(), system)) < LIMIT * 2 // 3

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""software_situations.yml, row by row."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access.status import Access
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.endpoints import EndpointCatalogue
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.model import Agreement, Consent, Contract
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.catalogue import load_products
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.rows import identifiers, software_rows
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.case import Case
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.judge import judge
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.reasons import Reason
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.links import link_requests
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.settings import Settings
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import validator

NOW = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)
SITUATIONS = yaml.safe_load((Path(__file__).parent / "software_situations.yml").read_text(encoding="utf-8"))
ROWS = [(name, requirement) for name, situation in SITUATIONS.items() for requirement in situation["expect"]]

PROVIDER = {
    "name": "BAUER GROUP",
    "company_names": ["BAUER GROUP"],
    "teamviewer_configuration_ids": ["ours12"],
    "teamviewer_account_names": [],
    "atera_account_ids": ["A-1"],
    "atera_integrator_logins": [],
    "anydesk_namespaces": ["bauer"],
}
OWNERS = {
    "teamviewer": {
        "ours": {"managed": True, "management_id": "{M-OURS}", "owner_company_name": "BAUER GROUP"},
        "registered": {"managed": True, "management_id": "{M-REGISTERED}"},
        "module": {"managed": True, "management_id": "{M-MODULE}", "configuration_id": "OURS12"},
        "foreign": {"managed": True, "management_id": "{M-FOREIGN}", "owner_company_name": "Other IT GmbH"},
        "unknown": {"managed": True, "management_id": "{M-UNKNOWN}"},
        "unmanaged": {"managed": False},
    },
    "anydesk": {"ours": {"namespaces": ["bauer"]}, "foreign": {"namespaces": ["partner"]}, "unknown": {}},
}
# What each product shows where it is installed, and where it is not.
UNITS = {"teamviewer": "teamviewerd.service", "atera": "AteraAgent.service", "meshcentral": "meshagent.service", "tactical-rmm": "tacticalagent.service"}
PORTABLE = {"teamviewer": "/Downloads/teamviewer/tv_bin", "anydesk": "/Downloads/anydesk", "teamviewer-quicksupport": "/Downloads/teamviewerqs/tv_bin"}
TRACES = {"teamviewer": "/etc/teamviewer/global.conf", "anydesk": "/etc/anydesk/system.conf", "atera": "/etc/atera-agent"}
PROGRAMS = {"atera": ("/usr/lib/atera-agent/", "AteraAgent")}
SUSPECTED = {"teamviewer": ("package", "teamviewer-host"), "level": ("unit", "Level.service")}


def signals(found):
    product, presence = found["product"], found.get("presence")
    if presence == "leftover":
        return [{"product": product, "kind": "path", "value": TRACES[product], "state": "residual"}]
    if presence == "portable":
        return [{"product": product, "kind": "path", "value": "~user1" + PORTABLE[product], "user": "~user1", "state": "present"}]
    if presence == "without_service":
        folder, program = PROGRAMS[product]
        shown = {"path": (folder, "present"), "process": (folder + program, "running")}
        return [{"product": product, "kind": kind, "value": value, "state": state} for kind, (value, state) in shown.items()]
    if presence == "suspected":
        kind, value = SUSPECTED[product]
        return [{"product": product, "kind": kind, "value": value, "state": "present"}]
    unit = {"product": product, "kind": "unit", "value": UNITS.get(product) or unit_of(product), "state": "running" if found.get("runs", True) else "stopped"}
    boots = found.get("boots", True)
    return [unit if boots is None else {**unit, "starts_at_boot": boots}]


def unit_of(product):
    units = [signal for signal in load_products().get(product).on("linux") if signal.key == "units"]
    return units[0].match.replace("*", "0123456789")


def inspection(found):
    values = {**OWNERS.get(found["product"], {}).get(found.get("owner", "unknown"), {}), **found.get("values", {})}
    if "owner" not in found and not values:
        return None
    return {
        "instance": found.get("instance", found["product"]),
        "client_id": "123456789",
        "unattended": found.get("unattended", True),
        "values": values,
        "secrets": {},
    }


def software(situation):
    result = {"signals": [], "products": {}}
    for found in situation["software"]:
        result["signals"] += signals(found)
        said = inspection(found)
        if said is not None:
            result["products"].setdefault(found["product"], []).append(said)
    return result


def attempts(kind, system):
    use = "attended_mac" if system == "macos" else "attended"
    answers = {"redirect": {"status": 302, "location": "https://get.teamviewer.com/x"}, "portal": {"status": 302, "location": "http://portal.example/"}}
    outcome = "open" if kind in answers else kind
    return [
        {"id": request["id"], "via": "direct", "family": "ipv4", "address": "5.45.100.1", "outcome": outcome, "elapsed": 0.1, "http": answers.get(kind)}
        for request in link_requests(Settings().links)[use]
        if request["scheme"] == "http"
    ]


def case(situation):
    terms = {"starts_on": "2026-01-01", "ends_on": None, "products": ["teamviewer", "atera"], "consents": [], "agreements": [], **situation.get("contract", {})}
    contract = Contract(
        customer="Müller Maschinenbau GmbH",
        number="MV-1",
        starts_on=day(terms["starts_on"]),
        ends_on=day(terms["ends_on"]),
        products=frozenset(terms["products"]),
        consents=tuple(consent(one) for one in terms["consents"]),
        agreements=tuple(agreement(one) for one in terms["agreements"]),
    )
    system = situation.get("system", "linux")
    links = situation.get("links", {})
    whole = {"complete": not situation.get("incomplete", False), "elapsed": 0.1}
    observation = {
        "format": 1,
        "complete": whole["complete"],
        "started_at": "2026-11-22T12:00:00Z",
        "elapsed": 1.0,
        "deadline": 10.0,
        "sections": {"platform": {"complete": True, "elapsed": 0}, "endpoints": {"complete": True, "elapsed": 0}, "proxies": {"complete": True, "elapsed": 0}},
        "platform": {"system": system},
        "endpoints": attempts(links["device"], system) if links else [],
        "proxies": [],
    }
    if situation["software"] is not None:
        observation["sections"]["software"] = whole
        observation["software"] = software(situation)
    told = attempts(links["reference"], system) if links else []
    reference = SimpleNamespace(
        attempts=lambda endpoint: [one for one in told if one["id"] == endpoint], answers=lambda query: [], certificates={}, online=True
    )
    known = situation.get("known") or {}
    return Case(
        host="erp01",
        groups=("mueller", "office"),
        customer="mueller",
        site=None,
        device_class=situation.get("device_class", "server"),
        contract=contract,
        provider=PROVIDER,
        access=Access.because("logged_in", privileged=True),
        observation=observation,
        reference=reference,
        catalogue=EndpointCatalogue(),
        plan={"endpoints": []},
        settings=Settings(),
        now=NOW,
        products=load_products(),
        console={"register": [{"product": "teamviewer", "management_id": "m-registered"}], **known},
    )


def day(text):
    return None if text is None else datetime.fromisoformat(str(text)).date()


def consent(one):
    return Consent("Frau Müller", day(one["given_on"]), "written", hosts=hosts(one), withdrawn_on=day(one.get("withdrawn_on")))


def agreement(one):
    return Agreement(
        product=one["product"],
        provider="Other IT GmbH",
        identity=one["identity"],
        action=one.get("action", "coexist"),
        given_by="Frau Müller",
        agreed_on=day(one.get("agreed_on", "2026-01-01")),
        hosts=hosts(one),
        valid_until=day(one.get("valid_until")),
    )


def hosts(one):
    return tuple(one["hosts"]) if "hosts" in one else None


@pytest.mark.parametrize(("name", "requirement"), ROWS, ids=[f"{name}:{requirement}" for name, requirement in ROWS])
def test_situation(name, requirement):
    (finding,) = judge(case(SITUATIONS[name]), [requirement])
    assert [finding["status"], finding["responsible"], finding["reason"]] == SITUATIONS[name]["expect"][requirement], finding["data"]
    assert [error.message for error in validator("finding").iter_errors(finding)] == []


@pytest.mark.parametrize("name", SITUATIONS)
def test_rows_fit_the_assessment(name):
    rows = software_rows(case(SITUATIONS[name]))
    schema = validator("assessment").schema["properties"]
    assert [error.message for error in validator("assessment").evolve(schema=schema["software"]).iter_errors(rows)] == []
    assert [error.message for error in validator("assessment").evolve(schema=schema["identifiers"]).iter_errors(identifiers(rows))] == []


def test_other_software_is_a_notice_only():
    (finding,) = judge(case(SITUATIONS["xrdp_on_a_server"]), ["software.other"])
    assert finding["severity"] == "notice"


def test_one_cause_is_one_line():
    findings = {finding["id"]: finding for finding in judge(case(SITUATIONS["foreign_teamviewer"]))}
    assert findings["client.installed"]["caused_by"] == "client.exclusive"
    assert findings["client.registered"]["caused_by"] == "client.exclusive"
    findings = {finding["id"]: finding for finding in judge(case(SITUATIONS["server_without_any_software"]))}
    assert findings["client.registered"]["caused_by"] == "client.installed"


def test_there_are_enough_rows_and_every_reason_is_met():
    own = {
        str(reason) for reason in Reason if reason.startswith(("client_", "consent_", "attended_", "agent_", "other_software", "foreign_client", "exclusive_"))
    }
    expected = {SITUATIONS[name]["expect"][requirement][2] for name, requirement in ROWS}
    assert len(ROWS) >= 60
    assert own - expected == {"agent_suspected"}

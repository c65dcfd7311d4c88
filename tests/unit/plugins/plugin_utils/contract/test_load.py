# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from copy import deepcopy
from datetime import date, datetime

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.errors import ContractError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.load import load_contract
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.model import Agreement, Consent, Contact, Contract, Waiver

COMPLETE = yaml.safe_load("""
customer: Müller Maschinenbau GmbH
number: MV-2026-0117
language: de
contact: {name: Jürgen Müller, email: it@mueller.example}
starts_on: 2026-11-01
ends_on: null
products: [teamviewer, atera]
consents:
  - {scope: workstations, hosts: [mueller_office], given_by: J. Müller, given_on: 2026-11-02, source: written, withdrawn_on: null}
agreements:
  - product: anydesk
    provider: ERP Systemhaus AG
    identity: {namespace: erp}
    hosts: [erp01]
    action: coexist
    given_by: J. Müller
    agreed_on: 2026-11-02
    valid_until: 2027-10-31
waivers:
  - {requirement: endpoints.atera, hosts: [erp01], reason: New firewall in January, given_by: J. Müller, until: 2027-01-31}
""")
LEAST = {"customer": "Weber", "number": "1", "language": "en", "starts_on": "2026-12-01", "products": []}

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.dates() | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text() | st.integers() | st.none() | st.dates(), inner, max_size=3),
    max_leaves=8,
)


def problems(value):
    with pytest.raises(ContractError) as raised:
        load_contract(value, "group_vars/mueller.yml")
    return {problem.path: problem for problem in raised.value.errors}


def changed(path, value):
    contract = deepcopy(COMPLETE)
    *parents, key = path
    inner = contract
    for step in parents:
        inner = inner[step]
    inner[key] = value
    return contract


def test_every_term_of_a_contract_is_read():
    assert load_contract(COMPLETE, "here") == Contract(
        customer="Müller Maschinenbau GmbH",
        number="MV-2026-0117",
        language="de",
        contact=Contact("Jürgen Müller", "it@mueller.example"),
        starts_on=date(2026, 11, 1),
        ends_on=None,
        products=frozenset({"teamviewer", "atera"}),
        consents=(Consent(given_by="J. Müller", given_on=date(2026, 11, 2), source="written", hosts=("mueller_office",)),),
        agreements=(
            Agreement(
                product="anydesk",
                provider="ERP Systemhaus AG",
                identity={"namespace": "erp"},
                action="coexist",
                given_by="J. Müller",
                agreed_on=date(2026, 11, 2),
                hosts=("erp01",),
                valid_until=date(2027, 10, 31),
            ),
        ),
        waivers=(Waiver(requirement="endpoints.atera", reason="New firewall in January", given_by="J. Müller", until=date(2027, 1, 31), hosts=("erp01",)),),
    )


def test_the_least_that_a_contract_says():
    contract = load_contract(LEAST, "here")
    assert contract == Contract(customer="Weber", number="1", starts_on=date(2026, 12, 1), products=frozenset(), language="en")
    assert (contract.contact, contract.ends_on, contract.consents, contract.agreements, contract.waivers) == (Contact(), None, (), (), ())


@pytest.mark.parametrize("key", ["contact", "ends_on", "consents", "agreements", "waivers"])
def test_what_may_be_left_out_may_be_null(key):
    assert load_contract({**LEAST, key: None}, "here") == load_contract(LEAST, "here")


def test_dates_count_as_yaml_reads_them_and_as_text():
    as_text = changed(["starts_on"], "2026-11-01")
    assert load_contract(as_text, "here") == load_contract(COMPLETE, "here")


def test_terms_without_hosts_are_for_all_hosts():
    contract = deepcopy(COMPLETE)
    for terms in ("consents", "agreements", "waivers"):
        del contract[terms][0]["hosts"]
    loaded = load_contract(contract, "here")
    assert (loaded.consents[0].hosts, loaded.agreements[0].hosts, loaded.waivers[0].hosts) == (None, None, None)


@pytest.mark.parametrize("key", ["customer", "number", "language", "starts_on", "products"])
def test_what_every_contract_needs(key):
    found = problems({name: value for name, value in LEAST.items() if name != key})
    assert list(found) == [key]
    assert found[key].value == "(missing)"
    assert found[key].allowed


@pytest.mark.parametrize(
    ("terms", "needed"),
    [
        ("consents", ["scope", "given_by", "given_on", "source"]),
        ("agreements", ["product", "provider", "identity", "action", "given_by", "agreed_on"]),
        ("waivers", ["requirement", "reason", "given_by", "until"]),
    ],
)
def test_a_term_is_complete_or_refused(terms, needed):
    assert set(problems({**LEAST, terms: [{}]})) == {f"{terms}[0].{key}" for key in needed}


@pytest.mark.parametrize(
    ("path", "value", "where", "allowed"),
    [
        (["language"], "fr", "language", "one of de, en"),
        (["number"], 20260117, "number", "in quotes"),
        (["customer"], "", "customer", "text of 1 to 300 characters"),
        (["customer"], "   ", "customer", "text of 1 to 300 characters"),
        (["customer"], "Evil\x1b[2J", "customer", "without control characters"),
        (["customer"], "Müller\n", "customer", "without control characters"),
        (["contact", "email"], "nobody", "contact.email", "one e-mail address"),
        (["starts_on"], "01.11.2026", "starts_on", "YYYY-MM-DD"),
        (["starts_on"], "20261101", "starts_on", "YYYY-MM-DD"),
        (["starts_on"], 2026, "starts_on", "YYYY-MM-DD"),
        (["starts_on"], "2026-02-30", "starts_on", "a day that the calendar has"),
        (["starts_on"], datetime(2026, 11, 1, 12), "starts_on", "YYYY-MM-DD"),
        (["ends_on"], date(2026, 10, 31), "ends_on", "2026-11-01 (starts_on) or later"),
        (["products"], ["teamviwer"], "products[0]", "did you mean teamviewer?"),
        (["products"], ["atera", "atera"], "products", "nothing twice"),
        (["products"], "atera", "products", "a list"),
        (["consents", 0, "scope"], "servers", "consents[0].scope", "one of workstations"),
        (["consents", 0, "source"], "hearsay", "consents[0].source", "written, email, module"),
        (["consents", 0, "withdrawn_on"], date(2026, 11, 1), "consents[0].withdrawn_on", "2026-11-02 (consents[0].given_on) or later"),
        (["consents", 0, "hosts"], [], "consents[0].hosts", "leave the key out"),
        (["consents", 0, "hosts"], "mueller_office", "consents[0].hosts", "a list"),
        (["consents", 0, "hosts"], [7], "consents[0].hosts[0]", "the name of a host or group"),
        (["agreements", 0, "action"], "ignore", "agreements[0].action", "one of coexist, replace"),
        (["agreements", 0, "identity"], {}, "agreements[0].identity", "a mapping with keys out of namespace"),
        (["agreements", 0, "identity"], {"name_space": "x"}, "agreements[0].identity.name_space", "did you mean namespace?"),
        (["agreements", 0, "valid_until"], date(2026, 11, 1), "agreements[0].valid_until", "2026-11-02 (agreements[0].agreed_on) or later"),
        (["waivers", 0, "requirement"], "endpoint.atera", "waivers[0].requirement", "did you mean endpoints.atera?"),
        (["waivers", 0, "until"], None, "waivers[0].until", "YYYY-MM-DD"),
        (["waivers", 0, "untill"], "2027-01-01", "waivers[0].untill", "did you mean until?"),
        (["langauge"], "de", "langauge", "did you mean language?"),
        (["waivers"], {"requirement": "dns.udp"}, "waivers", "a list"),
    ],
)
def test_the_message_says_where_what_and_what_is_allowed(path, value, where, allowed):
    found = problems(changed(path, value))
    assert list(found) == [where]
    assert allowed in found[where].allowed
    assert str(found[where]).startswith(f"group_vars/mueller.yml: {where} is ")


def test_a_value_in_a_message_cannot_drive_a_terminal():
    assert "\x1b" not in str(problems(changed(["customer"], "\x1b[2J"))["customer"])


def test_all_errors_come_at_once():
    contract = changed(["language"], "fr")
    contract["ends_on"] = date(2020, 1, 1)
    contract["waivers"][0]["until"] = "2027-13-01"
    contract["agreements"][0].update(action="replace", hosts=None)
    assert set(problems(contract)) == {"language", "ends_on", "waivers[0].until", "agreements[0].hosts"}


@pytest.mark.parametrize("hosts", [None, ["all"], ["erp01", "all"]])
def test_replacing_never_takes_all_hosts(hosts):
    contract = changed(["agreements", 0, "action"], "replace")
    contract["agreements"][0]["hosts"] = hosts
    found = problems(contract)
    assert list(found) == ["agreements[0].hosts"]
    assert "never all" in found["agreements[0].hosts"].allowed


def test_replacing_named_hosts_is_a_term():
    assert load_contract(changed(["agreements", 0, "action"], "replace"), "here").agreements[0].action == "replace"


@pytest.mark.parametrize("value", [None, [], {}, "contract", 7, b"", date(2026, 1, 1), object()])
def test_what_is_no_contract_is_refused(value):
    assert problems(value)


def test_a_structure_that_holds_itself_is_refused():
    endless = {**LEAST}
    endless["contact"] = endless
    assert problems(endless)


@given(ANYTHING)
def test_any_value_gives_a_contract_or_a_clear_error(value):
    with pytest.raises(ContractError) as raised:
        load_contract(value, "here")
    assert all(problem.allowed and problem.where == "here" for problem in raised.value.errors)


@given(key=st.sampled_from(sorted(COMPLETE)), value=ANYTHING)
def test_any_value_below_any_key_gives_a_contract_or_a_clear_error(key, value):
    contract = {**COMPLETE, key: value}
    try:
        loaded = load_contract(contract, "here")
    except ContractError as error:
        assert all(problem.path.startswith(key) for problem in error.errors)
    else:
        assert isinstance(loaded, Contract)


@given(terms=st.sampled_from(["consents", "agreements", "waivers"]), data=st.data())
def test_any_value_in_any_term_gives_a_contract_or_a_clear_error(terms, data):
    key = data.draw(st.sampled_from(sorted(COMPLETE[terms][0])))
    contract = {**COMPLETE, terms: [{**COMPLETE[terms][0], key: data.draw(ANYTHING)}]}
    try:
        load_contract(contract, "here")
    except ContractError as error:
        assert all(problem.path.startswith(f"{terms}[0].") for problem in error.errors)

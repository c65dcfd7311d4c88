# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from copy import deepcopy

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.inventory.entry import HostEntry
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.inventory.validation import CustomerResult, validate

CUSTOMERS = frozenset({"mueller", "schmidt", "weber"})
CONTRACT = {"customer": "Müller", "number": "M1", "language": "de", "starts_on": "2026-11-01", "products": ["atera"]}
NUMBERS = {"mueller": "M1", "schmidt": "S1", "weber": "W1"}
MEMBERS = {"mueller": {"all", "mueller", "office", "pc01", "pc02"}}


def host(name="pc01", customer="mueller", groups=None, unresolved=None, **variables):
    own = {
        "maintenance_customer": customer,
        "maintenance_device_class": "server",
        "maintenance_contract": {**CONTRACT, "number": NUMBERS.get(customer, "X")},
        **variables,
    }
    own = {key: value for key, value in own.items() if value is not None}
    return HostEntry(name, tuple(groups or ("all", "office", customer)), own, unresolved or {})


def found(*entries, others=(), **members):
    members = members or MEMBERS
    return validate(entries, CUSTOMERS, members, others)


def errors(*entries, **more):
    results = found(*entries, **more)
    return {customer: result.errors for customer, result in results.items() if result.errors}


def contract(**changes):
    return {"maintenance_contract": {**CONTRACT, **changes}}


def test_nothing_is_wrong_with_what_is_right():
    assert found(host("pc01"), host("pc02")) == {"mueller": CustomerResult(hosts=2, number="M1")}


def test_each_customer_stands_for_itself():
    results = found(host(), host("srv", "schmidt", maintenance_contract={}), mueller=MEMBERS["mueller"], schmidt={"srv"})
    assert results["mueller"] == CustomerResult(hosts=1, number="M1")
    assert len(results["schmidt"].errors) == 5


def test_a_wrong_contract_is_told_once_however_many_hosts_have_it():
    hosts = [host(f"pc{number}", **contract(language="fr")) for number in range(50)]
    assert errors(*hosts) == {"mueller": ["maintenance_contract: language is 'fr'; allowed: one of de, en"]}


def test_a_contract_that_is_missing():
    (line,) = errors(host(maintenance_contract=None))["mueller"]
    assert line.startswith("maintenance_contract is (missing); allowed: a mapping")


def test_one_contract_a_customer():
    (line,) = errors(host("pc01"), host("pc02", **contract(number="M2")))["mueller"]
    assert line == "maintenance_contract is not the same on all hosts of mueller; allowed: one contract a customer"


def test_hosts_without_a_device_class_are_named_together():
    hosts = [host(f"pc{number:02}", maintenance_device_class=None) for number in range(12)]
    (line,) = errors(*hosts)["mueller"]
    assert line.startswith("maintenance_device_class is (missing); allowed: one of server, workstation, network_device (on pc00, pc01,")
    assert line.endswith("pc09 and 2 more)")


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("maintenance_device_class", "printer"),
        ("maintenance_site", 7),
        ("maintenance_collector", "ruby"),
        ("maintenance_requirements", ["dnss"]),
        ("maintenance_requirements", 7),
        ("maintenance_provider", {"company_names": "x"}),
        ("maintenance_catalogues", ["/nonexistent.yml"]),
        ("maintenance_endpoints", [{"id": "x"}]),
        ("maintenance_deadline", -1),
    ],
)
def test_what_else_the_inventory_says_is_checked(variable, value):
    lines = errors(host(**{variable: value}))["mueller"]
    assert lines
    assert all("allowed: " in line for line in lines)
    assert variable in lines[0] or variable == "maintenance_catalogues"


def test_a_host_in_two_customers_is_an_error_of_both():
    results = found(host("pc01"), host("both", groups=("mueller", "schmidt")), mueller=MEMBERS["mueller"], schmidt={"both"})
    for customer in ("mueller", "schmidt"):
        assert results[customer].errors == [
            "maintenance_customer is 'mueller'; allowed: one customer a host; this one is in the groups of mueller, schmidt (on both)"
        ]
    assert (results["mueller"].hosts, results["schmidt"].hosts, results[None].hosts) == (1, 0, 1)


def test_an_error_of_a_customer_outside_the_play_is_not_lost():
    assert set(errors(host("both", groups=("mueller", "schmidt")))) == {"mueller", "schmidt"}


@pytest.mark.parametrize(("customer", "groups"), [(None, ("all",)), ("nowhere", ("all", "office")), ("", ("office",))])
def test_a_host_without_a_customer_is_an_error(customer, groups):
    results = found(host("lonely", customer, groups))
    assert results[None].hosts == 1
    assert results[None].errors[0].startswith("maintenance_customer is ")
    assert results[None].errors[0].endswith("(on lonely)")


def test_a_variable_that_cannot_be_resolved_is_an_error():
    entry = host(maintenance_device_class=None, unresolved={"maintenance_device_class": "'x' is undefined\x1b"})
    (line,) = errors(entry)["mueller"]
    assert line.startswith("maintenance_device_class is not resolved: 'x' is undefined\\x1b; allowed: ")


def test_a_contract_that_cannot_be_resolved_is_an_error():
    (line,) = errors(host(maintenance_contract=None, unresolved={"maintenance_contract": "no"}))["mueller"]
    assert line.startswith("maintenance_contract is not resolved: no")


def test_a_customer_that_cannot_be_resolved_is_an_error():
    results = found(host(customer=None, groups=("mueller",), unresolved={"maintenance_customer": "no"}))
    assert results[None].errors[0].startswith("maintenance_customer is not resolved: no")


@pytest.mark.parametrize("term", ["waivers", "consents", "agreements"])
def test_terms_name_hosts_of_the_customer(term):
    terms = [{"hosts": ["pc01", "office", "all", "pc1"]}]
    lines = errors(host(**contract(**{term: terms})))["mueller"]
    assert f"maintenance_contract: {term}[0].hosts is 'pc1'; allowed: the name of a host of this customer, or of a group that one is in" in lines
    assert not [line for line in lines if "'pc01'" in line or "'office'" in line or "'all'" in line]


def test_agreements_are_about_products_that_are_known():
    agreement = {"product": "anydesk", "provider": "x", "identity": {"namespace": "x"}, "action": "coexist", "given_by": "y", "agreed_on": "2026-11-02"}
    assert errors(host(**contract(agreements=[agreement]))) == {}
    (line,) = errors(host(**contract(agreements=[agreement, {**agreement, "product": "anydessk"}])))["mueller"]
    assert line == (
        "maintenance_contract: agreements[1].product is 'anydessk'; allowed: a product's id in the product catalogue (did you mean anydesk?)"
    )


def test_a_catalogue_that_makes_the_query_too_large_is_named(tmp_path):
    product = {"vendor": "x", "category": "rmm", "confidence": "high", "date": "2026-11-01", "sources": ["own"]}
    tools = [{**product, "id": f"tool-{number}", "name": f"Tool {number}", "linux": {"packages": [f"a-rather-long-name-{number}"]}} for number in range(900)]
    path = tmp_path / "own.yml"
    path.write_text(yaml.safe_dump({"products": tools}), encoding="utf-8")
    lines = errors(host(maintenance_catalogues=[str(path)]))["mueller"]
    assert len(lines) == 1 and "linux" in lines[0] and "bytes of query" in lines[0]


def test_products_of_the_inventorys_own_catalogues_are_known(tmp_path):
    path = tmp_path / "products.yml"
    path.write_text("products: [{id: anydessk}]", encoding="utf-8")
    agreement = {"product": "anydessk", "provider": "x", "identity": {"namespace": "x"}, "action": "coexist", "given_by": "y", "agreed_on": "2026-11-02"}
    lines = errors(host(maintenance_catalogues=[str(path)], **contract(agreements=[agreement])))["mueller"]
    assert lines
    assert all(str(path) in line for line in lines), "what is wrong with the catalogue, and nothing that follows from it"


def test_another_customers_host_is_no_host_of_this_one():
    waiver = {"requirement": "dns.udp", "reason": "x", "given_by": "y", "until": "2027-01-01", "hosts": ["srv"]}
    results = found(host(**contract(waivers=[waiver])), host("srv", "schmidt"), mueller=MEMBERS["mueller"], schmidt={"srv"})
    assert [line.split(" is ")[0] for line in results["mueller"].errors] == ["maintenance_contract: waivers[0].hosts"]


def test_an_unknown_requirement_in_a_waiver_is_an_error():
    waiver = {"requirement": "endpoint.atera", "reason": "x", "given_by": "y", "until": "2027-01-01"}
    (line,) = errors(host(**contract(waivers=[waiver])))["mueller"]
    assert line.startswith("maintenance_contract: waivers[0].requirement is 'endpoint.atera'; allowed: one of client.installed")
    assert line.endswith("(did you mean endpoints.atera?)")


def test_a_number_of_two_customers_is_an_error_of_both_even_where_a_contract_is_wrong():
    results = found(
        host(**contract(language="fr")),
        host("srv", "schmidt", **contract(customer="Schmidt")),
        mueller=MEMBERS["mueller"],
        schmidt={"srv"},
    )
    assert results["mueller"].errors[-1] == "maintenance_contract: number is 'M1'; allowed: a number of its own; schmidt has this one too"
    assert results["schmidt"].errors == ["maintenance_contract: number is 'M1'; allowed: a number of its own; mueller has this one too"]


def test_numbers_are_compared_with_customers_outside_the_play():
    other = host("srv", "schmidt", **contract())
    assert errors(host(), others=[other]) == {
        "mueller": ["maintenance_contract: number is 'M1'; allowed: a number of its own; schmidt has this one too"]
    }


def test_what_is_wrong_with_customers_outside_the_play_is_not_asked_for():
    broken = [host("srv", "schmidt", maintenance_contract=7), host("x", "nowhere"), host("y", None, ("weber",))]
    assert errors(host(), others=broken) == {}


def test_an_empty_customer_is_warned_of():
    results = found(host(), mueller=MEMBERS["mueller"], weber=())
    assert results["weber"] == CustomerResult(hosts=0, warnings=["weber has no host"])
    assert not results["weber"].errors


def test_names_cannot_drive_a_terminal():
    lines = errors(host("pc\x1b[2J", maintenance_device_class=None))["mueller"]
    assert "\x1b" not in lines[0]
    assert "pc\\x1b[2J" in lines[0]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(st.data())
def test_whatever_the_inventory_says_no_host_is_lost(data):
    variables = {
        name: data.draw(ANYTHING)
        for name in (
            "maintenance_customer",
            "maintenance_device_class",
            "maintenance_contract",
            "maintenance_provider",
            "maintenance_endpoints",
            "maintenance_catalogues",
            "maintenance_deadline",
            "maintenance_requirements",
        )
        if data.draw(st.booleans())
    }
    entries = [HostEntry("one", ("mueller",), variables), host(), HostEntry("two", ("mueller", "weber"), variables)]
    results = validate(deepcopy(entries), CUSTOMERS, MEMBERS)
    assert sum(result.hosts for result in results.values()) == 3

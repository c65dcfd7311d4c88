# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from copy import deepcopy
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue import load
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.endpoints import EndpointEntry, EndpointGroup
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.errors import CatalogueError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.load import load_endpoints
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.plain import plain
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import schema_problems

ENTRY = {
    "pattern": "*.customer.example",
    "names": ["rmm.customer.example"],
    "ports": ["443/tls", "8443/tcp"],
    "required": True,
    "confidence": "unconfirmed",
    "source": "a letter",
    "date": "2026-11-03",
}
GROUP = {"id": "customer.rmm", "requirement": "endpoints.atera", "semantics": "all", "entries": [ENTRY]}
LOADED = EndpointGroup(
    id="customer.rmm",
    requirement="endpoints.atera",
    semantics="all",
    entries=(
        EndpointEntry(
            pattern="*.customer.example",
            names=("rmm.customer.example",),
            ports=((443, "tls"), (8443, "tcp")),
            required=True,
            confidence="unconfirmed",
            source="a letter",
            date="2026-11-03",
        ),
    ),
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture
def written(tmp_path):
    def write(content, name="extra.yml"):
        path = tmp_path / name
        path.write_text(content if isinstance(content, str) else yaml.safe_dump(content), encoding="utf-8")
        return str(path)

    return write


def problems(paths=None, inline=None):
    with pytest.raises(CatalogueError) as raised:
        load_endpoints(paths, inline)
    return raised.value.errors


def changed(*path, value):
    group = deepcopy(GROUP)
    *parents, key = path
    inner = group
    for step in parents:
        inner = inner[step]
    inner[key] = value
    return group


class TestOwnCatalogue:
    groups = load_endpoints().groups

    def entries(self, requirement):
        return [(group, entry) for group in load_endpoints().for_requirement(requirement) for entry in group.entries]

    def test_the_file_is_what_its_schema_asks_for(self):
        data = plain(yaml.safe_load(load.OWN.read_text(encoding="utf-8")))
        assert schema_problems("endpoints", data, "") == []
        ids = [group["id"] for group in data["endpoints"]]
        assert len(ids) == len(set(ids))
        for group in self.groups:
            endpoints = [(name, port) for entry in group.entries for name in entry.names for port in entry.ports]
            assert len(endpoints) == len(set(endpoints)), group.id

    def test_each_contracted_product_has_groups_and_the_internet_and_our_links_have_one(self):
        assert {group.id: group.semantics for group in self.groups if group.product is None} == {"internet": "any", "links": "any_port"}
        assert {group.product for group in self.groups} == {"teamviewer", "atera", None}

    def test_one_of_three_ports_is_enough_for_each_of_the_sixteen_relays(self):
        (relays,) = [group for group in self.groups if group.id == "teamviewer.relays"]
        probed = [entry for entry in relays.entries if entry.names]
        assert relays.semantics == "any_port"
        assert [entry.names for entry in probed] == [tuple(f"router{number}.teamviewer.com" for number in range(1, 17))]
        assert probed[0].ports == ((5938, "tcp"), (443, "tcp"), (80, "tcp"))

    def test_what_the_facts_name_is_in_it(self):
        names = {name for group in self.groups for entry in group.entries for name in entry.names}
        assert {"account.teamviewer.com", "webapi.teamviewer.com", "chatlivestorage.blob.core.windows.net", "linux.teamviewer.com"} <= names
        assert {"agent-api.atera.com", "ps.pndsn.com", "packagesstore.blob.core.windows.net", "update-g3.splashtop.com"} <= names
        assert "go.bauer-group.com" in names

    def test_every_entry_says_where_it_comes_from(self):
        for group in self.groups:
            for entry in group.entries:
                assert entry.source, group.id
                assert entry.date.startswith("2026-"), group.id
                assert entry.confidence in ("vendor", "community", "unconfirmed")

    def test_udp_and_patterns_without_names_are_never_judged(self):
        informing = [entry for group in self.groups for entry in group.entries if not entry.names or any(protocol == "udp" for _port, protocol in entry.ports)]
        assert informing
        for entry in informing:
            assert not entry.required
            assert not any(entry.judged(protocol) for _port, protocol in entry.ports)

    def test_names_match_their_pattern(self):
        for group in self.groups:
            for entry in group.entries:
                for name in entry.names:
                    assert fnmatchcase(name, entry.pattern), (group.id, name)

    def test_the_file_is_read_once(self):
        assert load._own_groups() is load._own_groups()


def test_files_and_inline_groups_come_after_our_own_in_their_order(written):
    first = written({"endpoints": [GROUP]})
    second = written({"endpoints": [{**GROUP, "id": "second"}]}, "second.yml")
    groups = load_endpoints([second, first], [{**GROUP, "id": "inline"}]).groups
    assert [group.id for group in groups[-3:]] == ["second", "customer.rmm", "inline"]
    assert groups[-2] == LOADED
    assert groups[:-3] == load_endpoints().groups


def test_a_file_with_other_kinds_of_entries_only_adds_nothing(written):
    assert load_endpoints([written({"products": [{"id": "x"}], "class": "known", "format": 1})]) == load_endpoints()


def test_a_group_can_be_replaced_in_its_place(written):
    replacement = {**GROUP, "id": "internet", "requirement": "internet.https", "semantics": "any", "replace": True}
    groups = load_endpoints([written({"endpoints": [replacement]})]).groups
    assert [group.id for group in groups] == [group.id for group in load_endpoints().groups]
    (internet,) = [group for group in groups if group.id == "internet"]
    assert [entry.names for entry in internet.entries] == [("rmm.customer.example",)]


def test_dates_count_as_yaml_reads_them(written):
    path = written("endpoints:\n- " + yaml.safe_dump(GROUP).replace("'2026-11-03'", "2026-11-03").replace("\n", "\n  "))
    assert load_endpoints([path]).groups[-1] == LOADED


@pytest.mark.parametrize(
    ("group", "path", "allowed"),
    [
        (changed("id", value="Customer RMM"), "[0].id", "in lower case"),
        (changed("requirement", value="endpoints.anydesk"), "[0].requirement", "endpoints.teamviewer, endpoints.atera"),
        (changed("semantics", value="some"), "[0].semantics", "one of all, any_port, any"),
        (changed("entries", value=[]), "[0].entries", "a list of at least 1"),
        (changed("entrys", value=[]), "[0].entrys", "did you mean entries?"),
        (changed("entries", 0, "ports", value=["443"]), "[0].entries[0].ports[0]", "5938/tcp"),
        (changed("entries", 0, "ports", value=["443/https"]), "[0].entries[0].ports[0]", "5938/tcp"),
        (changed("entries", 0, "ports", value=["0/tcp"]), "[0].entries[0].ports[0]", "5938/tcp"),
        (changed("entries", 0, "ports", value=["65536/tcp"]), "[0].entries[0].ports[0]", "5938/tcp"),
        (changed("entries", 0, "ports", value=443), "[0].entries[0].ports", "a list"),
        (changed("entries", 0, "names", value=["*.example"]), "[0].entries[0].names[0]", "a host name in lower case"),
        (changed("entries", 0, "names", value=["Rmm.Example"]), "[0].entries[0].names[0]", "a host name in lower case"),
        (changed("entries", 0, "names", value=["mueller.example/x"]), "[0].entries[0].names[0]", "a host name in lower case"),
        (changed("entries", 0, "pattern", value="*"), "[0].entries[0].pattern", "as a firewall rule would say it"),
        (changed("entries", 0, "required", value="yes"), "[0].entries[0].required", "true or false"),
        (changed("entries", 0, "confidence", value="sure"), "[0].entries[0].confidence", "vendor, community, unconfirmed"),
        (changed("entries", 0, "date", value="yesterday"), "[0].entries[0].date", "YYYY-MM-DD"),
        (changed("entries", 0, "source", value=None), "[0].entries[0].source", "text"),
    ],
)
def test_a_wrong_value_is_named_with_what_is_allowed(group, path, allowed, written):
    file = written({"endpoints": [group]})
    for where, prefix, found in (("maintenance_endpoints", "", problems(None, [group])), (file, "endpoints", problems([file]))):
        assert [(problem.where, problem.path) for problem in found] == [(where, prefix + path)]
        assert allowed in found[0].allowed


@pytest.mark.parametrize("port", ["1/tcp", "65535/udp", "443/tls", "5938/tcp", "10000/tcp", "60000/tcp"])
def test_every_port_that_exists_can_be_named(port):
    number, protocol = port.split("/")
    loaded = load_endpoints(None, [changed("entries", 0, "ports", value=[port])]).groups[-1]
    assert loaded.entries[0].ports == ((int(number), protocol),)


def test_an_id_that_another_catalogue_has_clashes(written):
    first, second = written({"endpoints": [GROUP]}, "first.yml"), written({"endpoints": [GROUP]}, "second.yml")
    (problem,) = problems([first, second])
    assert (problem.where, problem.path) == (second, "endpoints[0].id")
    assert first in problem.value
    assert "replace: true" in problem.allowed


def test_an_id_of_ours_clashes():
    (problem,) = problems(None, [{**GROUP, "id": "teamviewer.relays"}])
    assert "endpoints.yml" in problem.value


def test_there_must_be_something_to_replace():
    (problem,) = problems(None, [{**GROUP, "replace": True}])
    assert (problem.path, problem.value) == ("[0].id", "'customer.rmm', which no earlier catalogue has")


def test_an_endpoint_stands_once_in_a_group():
    again = {**ENTRY, "pattern": "rmm.customer.example", "ports": ["443/tls"]}
    (problem,) = problems(None, [changed("entries", value=[ENTRY, again])])
    assert (problem.path, problem.value) == ("[0].entries", "rmm.customer.example:443/tls more than once")


def test_unreadable_files_and_wrong_values_are_told_together(written):
    missing, broken, wrong = "/nonexistent/x.yml", written("endpoints: [", "broken.yml"), written({"endpoints": 7}, "wrong.yml")
    found = problems([missing, broken, wrong], 7)
    assert [problem.where for problem in found] == [missing, broken, wrong, "maintenance_endpoints"]
    assert "No such file" in found[0].value
    assert "not readable" in found[1].value


@pytest.mark.parametrize("paths", ["catalogue.yml", {"a": 1}, [7], [None], [""], ["x\0y"]])
def test_paths_must_be_paths(paths):
    assert {problem.where for problem in problems(paths)} == {"maintenance_catalogues"}


def test_a_home_folder_is_found(written, monkeypatch):
    path = Path(written({"endpoints": [GROUP]}))
    monkeypatch.setenv("HOME", str(path.parent))
    assert load_endpoints([f"~/{path.name}"]).groups[-1] == LOADED


@given(paths=ANYTHING, inline=ANYTHING)
def test_any_value_gives_a_catalogue_or_a_clear_error(paths, inline):
    try:
        assert load_endpoints(paths, inline).groups[: len(TestOwnCatalogue.groups)] == TestOwnCatalogue.groups
    except CatalogueError as error:
        assert all(problem.where and problem.allowed for problem in error.errors)


@given(key=st.sampled_from(sorted(ENTRY)), value=ANYTHING)
def test_any_value_in_an_entry_gives_a_catalogue_or_a_clear_error(key, value):
    try:
        load_endpoints(None, [changed("entries", 0, key, value=value)])
    except CatalogueError as error:
        assert all(problem.path.startswith("[0].entries") for problem in error.errors)


@given(value=ANYTHING)
def test_any_file_gives_a_catalogue_or_a_clear_error(tmp_path_factory, value):
    path = tmp_path_factory.mktemp("catalogue") / "x.yml"
    path.write_text(yaml.safe_dump({"endpoints": value}), encoding="utf-8")
    try:
        load_endpoints([str(path)])
    except CatalogueError as error:
        assert all(problem.where == str(path) for problem in error.errors)

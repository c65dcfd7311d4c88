# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
import multiprocessing
import time

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.reference.probe_here import ProbeFailed
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.reference.reference import FILE, Reference


def endpoint(name):
    return {"id": f"{name}:443/tls", "name": name, "port": 443, "protocol": "tls"}


def query(name):
    return {"id": f"resolve:{name}:a", "packet": "", "transports": ["udp"]}


def plan(*endpoints, queries=(), **more):
    asked = {"endpoints": list(endpoints), "dns_queries": list(queries)}
    return {"deadline": 4.0, "sections": ["platform"], "trust_anchor": "PEM", "software": {"x": 1}, **asked, **more}


def attempt(name, outcome="open"):
    return {"id": f"{name}:443/tls", "via": "direct", "family": "ipv4", "address": "192.0.2.1", "outcome": outcome}


def answer(name, outcome="answered"):
    return {"query": f"resolve:{name}:a", "resolver": "192.0.2.53", "port": 53, "transport": "udp", "outcome": outcome, "answer": None}


def observation(endpoints=(), dns=(), certificates=None):
    return {"format": 1, "endpoints": list(endpoints), "dns": list(dns), "certificates": certificates or {}}


class Collector:
    """Answers like the collector, and remembers what it was asked."""

    def __init__(self, outcome="open"):
        self.outcome = outcome
        self.asked = []

    def __call__(self, params, timeout):
        self.asked.append((params, timeout))
        names = [asked["name"] for asked in params["endpoints"]]
        return observation(
            [attempt(name, self.outcome) for name in names],
            [{**answer("x"), "query": asked["id"]} for asked in params["dns_queries"]],
            {f"certificate of {name}": "DER" for name in names},
        )


def test_a_new_run_has_an_empty_reference(tmp_path):
    reference = Reference.load(tmp_path)
    assert (reference.observations, reference.asked, reference.failures) == ((), frozenset(), ())
    assert reference.attempts("x") == []
    assert reference.answers("x") == []
    assert reference.certificates == {}
    assert reference.online is False
    assert list(tmp_path.iterdir()) == []


def test_what_was_seen_is_found_by_its_id():
    reference = Reference((observation([attempt("a"), attempt("b"), attempt("a", "timeout")]), observation([attempt("a", "reset")], [answer("n")])))
    assert [found["outcome"] for found in reference.attempts("a:443/tls")] == ["open", "timeout", "reset"]
    assert [found["outcome"] for found in reference.answers("resolve:n:a")] == ["answered"]


def test_certificates_of_all_observations_are_one_store():
    reference = Reference((observation(certificates={"1": "a"}), {"format": 1}, observation(certificates={"2": "b"})))
    assert reference.certificates == {"1": "a", "2": "b"}


@pytest.mark.parametrize(
    ("endpoints", "dns", "online"),
    [
        ([attempt("a", "timeout"), attempt("b")], [], True),
        ([attempt("a", "timeout")], [], False),
        ([attempt("a", "unresolved")], [answer("n")], False),
        ([], [answer("n")], True),
        ([], [answer("n", "timeout")], False),
        ([], [], False),
    ],
)
def test_online_is_where_anything_could_be_reached(endpoints, dns, online):
    assert Reference((observation(endpoints, dns),)).online is online


def test_only_endpoints_and_names_are_asked_of_the_control_node(tmp_path):
    collector = Collector()
    Reference.load(tmp_path).cover(plan(endpoint("a"), queries=[query("n")]), collector)
    ((params, timeout),) = collector.asked
    assert params["sections"] == ["proxies", "endpoints", "resolvers", "dns"]
    assert (params["software"], params["trust_anchor"], params["deadline"], timeout) == (None, "PEM", 4.0, 34.0)


@pytest.mark.parametrize(
    ("asked", "sections"), [(plan(endpoint("a")), ["proxies", "endpoints"]), (plan(queries=[query("n")]), ["resolvers", "dns"])]
)
def test_no_section_without_something_to_ask(tmp_path, asked, sections):
    collector = Collector()
    Reference.load(tmp_path).cover(asked, collector)
    assert collector.asked[0][0]["sections"] == sections


def test_only_what_is_new_is_asked_and_all_is_kept(tmp_path):
    collector = Collector()
    first = Reference.load(tmp_path).cover(plan(endpoint("a"), queries=[query("n")]), collector)
    second = first.cover(plan(endpoint("a"), endpoint("b"), queries=[query("n"), query("m")]), collector)
    again = second.cover(plan(endpoint("b"), queries=[query("m")]), collector)
    assert again is second
    assert len(collector.asked) == 2
    params = collector.asked[1][0]
    assert [asked["name"] for asked in params["endpoints"]] == ["b"]
    assert [asked["id"] for asked in params["dns_queries"]] == ["resolve:m:a"]
    assert params["known_certificates"] == ["certificate of a"]
    assert (len(second.attempts("a:443/tls")), len(second.attempts("b:443/tls"))) == (1, 1)
    assert Reference.load(tmp_path) == second


def test_an_empty_plan_asks_nothing(tmp_path):
    collector = Collector()
    Reference.load(tmp_path).cover(plan(), collector)
    assert collector.asked == []
    assert list(tmp_path.iterdir()) == []


def test_what_another_process_asked_meanwhile_is_not_asked_again(tmp_path):
    stale = Reference.load(tmp_path)
    Reference.load(tmp_path).cover(plan(endpoint("a")), Collector())
    collector = Collector()
    assert len(stale.cover(plan(endpoint("a")), collector).attempts("a:443/tls")) == 1
    assert collector.asked == []


def test_a_probe_that_fails_is_remembered_and_not_repeated_for_every_host(tmp_path):
    calls = []

    def failing(params, timeout):
        calls.append(params)
        raise ProbeFailed("no such luck")

    reference = Reference.load(tmp_path).cover(plan(endpoint("a")), failing)
    assert reference.failures == ("no such luck",)
    assert (reference.online, reference.attempts("a:443/tls")) == (False, [])
    Reference.load(tmp_path).cover(plan(endpoint("a")), failing)
    assert len(calls) == 1


def test_the_file_is_private(tmp_path):
    Reference.load(tmp_path).cover(plan(endpoint("a")), Collector())
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": 2, "observations": [], "asked": [], "failures": []}', '{"format": 1}'])
def test_a_broken_file_is_an_error_and_not_an_empty_reference(tmp_path, content):
    (tmp_path / FILE).write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match="."):
        Reference.load(tmp_path)


def _cover_slowly(directory, number):
    def slow(params, timeout):
        with open(f"{directory}/calls", "a", encoding="utf-8") as file:
            file.write(json.dumps([asked["name"] for asked in params["endpoints"]]) + "\n")
        time.sleep(0.2)
        return observation([attempt(asked["name"]) for asked in params["endpoints"]])

    Reference.load(directory).cover(plan(endpoint("shared"), endpoint(f"own{number}")), slow)


def test_hosts_at_once_ask_each_endpoint_once(tmp_path):
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=_cover_slowly, args=(str(tmp_path), number)) for number in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0, 0, 0]
    asked = [name for line in (tmp_path / "calls").read_text(encoding="utf-8").splitlines() for name in json.loads(line)]
    assert sorted(asked) == ["own0", "own1", "own2", "own3", "shared"]
    assert len(Reference.load(tmp_path).observations) == 4

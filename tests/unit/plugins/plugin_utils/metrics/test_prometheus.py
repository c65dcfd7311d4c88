# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections import Counter

import pytest
from hostile import HOSTILE
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_fleet import CHECKED_AT, assessment
from prometheus_client.openmetrics.parser import text_string_to_metric_families as open_metrics
from prometheus_client.parser import text_string_to_metric_families as prometheus

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.metrics.prometheus import prometheus_chunks
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import clock
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.visible import visible


def samples(report, parser=open_metrics):
    text = b"".join(prometheus_chunks(report)).decode()
    return [sample for family in parser(text) for sample in family.samples]


@pytest.mark.parametrize("parser", [open_metrics, prometheus])
def test_every_finding_is_a_series(fleet, parser):
    found = {(one.labels["host"], one.labels["requirement"]): one for one in samples(fleet, parser) if one.name == "maintenance_finding"}
    expected = {(host["host"], finding["id"]): finding for host in fleet.hosts for finding in host["findings"]}
    assert found.keys() == expected.keys()
    for key, finding in expected.items():
        labels = found[key].labels
        assert (labels["status"], labels["severity"], labels["responsible"]) == (finding["status"], finding["severity"], finding["responsible"] or "")
        assert found[key].value == 1


def test_no_series_is_there_twice(fleet):
    counted = Counter((one.name, tuple(sorted(one.labels.items()))) for one in samples(fleet))
    assert set(counted.values()) == {1}


def test_hosts_say_whether_and_when_they_were_seen(report_of):
    found = samples(report_of(assessment("a"), further_hosts=["b"]))
    assert {one.labels["host"]: one.value for one in found if one.name == "maintenance_host_up"} == {"a": 1, "b": 0}
    (seen,) = [one for one in found if one.name == "maintenance_host_assessed_timestamp_seconds"]
    assert (seen.labels["host"], seen.value) == ("a", clock.read(CHECKED_AT).timestamp())


def test_counts_add_up_to_the_findings(fleet):
    found = samples(fleet)
    assert sum(one.value for one in found if one.name == "maintenance_findings") == sum(one.name == "maintenance_finding" for one in found)


def test_a_customer_without_hosts_has_metrics(report_of):
    assert {one.name: one.value for one in samples(report_of()) if one.name in ("maintenance_hosts", "maintenance_run_complete")} == {
        "maintenance_hosts": 0,
        "maintenance_run_complete": 1,
    }


@settings(deadline=None, max_examples=50)
@given(st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=40)), min_size=1, max_size=4, unique=True))
def test_any_name_comes_back_as_it_is_shown(names):
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.build import build_report

    run = {"run_id": "r", "status": "complete", "started_at": CHECKED_AT, "finished_at": None, "requirements": [], "trust_anchor": False, "customers": {}}
    customer = {"id": names[0], "name": None, "number": None, "language": "en"}
    found = samples(build_report(run, customer, [assessment(name, site=name) for name in names], {}, CHECKED_AT))
    hosts = [one.labels["host"] for one in found if one.name == "maintenance_host_up"]
    assert len(set(hosts)) == len(names)
    assert {host.partition("~")[0] for host in hosts} == {visible(name).partition("~")[0] for name in names}

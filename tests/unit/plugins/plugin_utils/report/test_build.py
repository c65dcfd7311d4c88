# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import copy

import made_up_fleet
import pytest
from made_up_fleet import assessment, finding

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.build import build_report, counted_as
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import validator


def test_the_whole_fleet_follows_the_schema(whole_fleet):
    validator("report").validate(whole_fleet.as_dict())


def test_what_the_fleet_is_made_of_follows_its_schemas(run):
    validator("run").validate(run)
    for one in made_up_fleet.made_up_assessments():
        validator("assessment").validate(one)


def test_every_host_of_run_and_inventory_is_listed_once(run, customer):
    assessments = [assessment("erp01"), assessment("not in the run's list")]
    run["customers"] = {"mueller": {**run["customers"]["mueller"], "hosts": ["erp01", "lost"]}}
    report = build_report(run, customer(), assessments, {}, "2026-11-22T20:35:00Z", further_hosts=["erp01", "lost", "new in the inventory"])
    assert [host["host"] for host in report.hosts] == ["erp01", "lost", "new in the inventory", "not in the run's list"]
    assert [host["assessed"] for host in report.hosts] == [True, False, False, True]


def test_a_host_without_an_assessment_says_when_it_was_last_seen(report_of):
    report = report_of([], {"lost": {"seen_at": "2026-11-09T05:12:44Z"}}, further_hosts=["lost", "new"])
    lost, new = report.hosts
    assert (lost["assessed"], lost["seen"], lost["last_assessed_at"], lost["findings"]) == (False, False, "2026-11-09T05:12:44Z", [])
    assert new["last_assessed_at"] is None
    assert report.head["counts"]["hosts_not_assessed"] == 2
    validator("report").validate(report.as_dict())


@pytest.mark.parametrize(
    ("status", "seen"),
    [("valid", True), ("insufficient", True), ("missing", False), ("rejected", False), ("host_key_changed", False), ("unreachable", False)],
)
def test_seen_means_logged_in_to(report_of, status, seen):
    one = assessment("erp01", access={"status": status, "reason": "x", "attempted": True})
    (host,) = report_of([one], {"erp01": {"seen_at": "2026-11-09T05:12:44Z"}}).hosts
    assert host["seen"] is seen
    assert host["last_assessed_at"] == (one["assessed_at"] if seen else "2026-11-09T05:12:44Z")


@pytest.mark.parametrize(
    ("status", "severity", "kind"),
    [
        ("met", "failure", "met"),
        ("unmet", "failure", "unmet"),
        ("unknown", "failure", "unknown"),
        ("unmet", "notice", "notices"),
        ("unknown", "notice", "notices"),
        ("met", "notice", "met"),
        ("waived", "notice", "waived"),
        ("not_applicable", "notice", "not_applicable"),
    ],
)
def test_notices_count_for_themselves(status, severity, kind):
    assert counted_as(finding("dns.udp", status, severity=severity)) == kind


def test_counts_are_a_partition_of_all_findings(whole_fleet):
    counts = whole_fleet.head["counts"]
    findings = [one for host in whole_fleet.hosts for one in host["findings"]]
    assert sum(counts[kind] for kind in ("met", "unmet", "unknown", "waived", "not_applicable", "notices")) == len(findings)
    assert counts["unmet"] == sum(counts[f"unmet_{party}"] for party in ("customer", "provider", "undetermined"))
    assert counts["unknown"] == sum(counts[f"unknown_{party}"] for party in ("customer", "provider", "undetermined"))
    assert sum(number for kinds in whole_fleet.head["by_requirement"].values() for number in kinds.values()) == len(findings)


def test_a_host_counts_as_met_when_nothing_is_open(report_of):
    waived = finding("dns.udp", "waived", "x", data={"waiver_reason": "r", "waived_until": "2027-01-01", "waived_reason_code": "y"})
    notice = finding("software.other", "unmet", "x", severity="notice")
    open_one = finding("dns.tcp", "unmet", "x")
    hosts = [assessment("a", findings=[waived, notice]), assessment("b", findings=[open_one]), assessment("c", findings=[])]
    assert report_of(hosts).head["counts"]["hosts_met"] == 2


@pytest.mark.parametrize(("status", "partial"), [("complete", False), ("running", True), ("aborted", True)])
def test_only_a_complete_run_is_whole(report_of, status, partial):
    assert report_of(run_changes={"status": status}).head["partial"] is partial


@pytest.mark.parametrize(("of_run", "of_host", "said"), [(False, False, False), (True, False, True), (False, True, True)])
def test_an_additional_certificate_authority_is_said_whoever_trusted_it(report_of, of_run, of_host, said):
    assert report_of([assessment("erp01", trust_anchor=of_host)], run_changes={"trust_anchor": of_run}).head["trust_anchor"] is said


def test_common_causes_are_counted_over_hosts_and_findings(report_of):
    def down(*causes):
        return [finding(name, "unknown", "x", caused_by=cause) for name, cause in zip(("dns.udp", "dns.tcp", "internet.http"), causes, strict=False)]

    hosts = [assessment("a", findings=down("site:hq", "site:hq", "access.credentials")), assessment("b", findings=down("site:hq", "control_node"))]
    assert report_of(hosts).head["causes"] == [
        {"id": "site:hq", "customer": "mueller", "findings": 3, "hosts": 2},
        {"id": "control_node", "customer": "mueller", "findings": 1, "hosts": 1},
    ]


def test_a_customer_without_hosts_has_an_empty_report(report_of):
    report = report_of()
    assert report.as_dict()["hosts"] == []
    assert set(report.head["counts"].values()) == {0}
    validator("report").validate(report.as_dict())


def test_hosts_without_a_customer_have_a_report_too(report_of):
    report = report_of([assessment("stray", None)], customer_id=None, name=None, number=None, language="en", contact=None, provider=None)
    validator("report").validate(report.as_dict())
    assert report.head["customer"]["id"] is None


def test_software_and_ids_are_noticed_and_kept(report_of):
    software = [{"product": "anydesk", "presence": "running", "ownership": "foreign", "unattended": True}]
    assert report_of([assessment("a")]).shows_software is False
    report = report_of([assessment("a"), assessment("b", software=software)])
    assert report.shows_software is True
    assert [host["software"] for host in report.hosts] == [[], software]
    assert report_of([assessment("a", identifiers={"teamviewer_host": "1 234"})]).shows_software is True


def test_what_it_is_built_from_stays_as_it_is(run, customer):
    assessments = list(made_up_fleet.made_up_assessments())
    before = copy.deepcopy((run, assessments))
    build_report(run, customer(), assessments, {}, "2026-11-22T20:35:00Z")
    assert (run, assessments) == before

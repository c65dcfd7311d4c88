# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from made_up_fleet import assessment, finding

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.tasks import tasks
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.load import texts

BLOCKED = {"failed": [], "places": ["a.example:443"], "reached": 1, "needed": 2}


def todo(*hosts):
    return tasks(hosts, texts("de"))


def test_the_same_thing_on_several_hosts_is_one_task_and_what_concerns_most_hosts_comes_first():
    blocked = finding("endpoints.teamviewer", "unmet", "made_up_blocked", data=BLOCKED)
    refused = finding("access.credentials", "unmet", "credentials_rejected")
    listed = todo(assessment("a", findings=[refused]), assessment("b", findings=[blocked]), assessment("c", findings=[blocked]))["customer"]
    assert [list(task.hosts.values()) for task in listed] == [["b", "c"], ["a"]]
    assert "a.example:443" in listed[0].todo
    assert listed[0].requirements == ["endpoints.teamviewer"]


def test_each_party_has_its_tasks_and_notices_are_apart():
    found = todo(
        assessment(
            "a",
            findings=[
                finding("dns.udp", "unmet", "r1"),
                finding("dns.tcp", "unknown", "r2", responsible="provider"),
                finding("dns.resolution", "unknown", "r3", responsible="undetermined"),
                finding("software.other", "unmet", "r4", severity="notice"),
            ],
        )
    )
    assert {group: [task.requirements for task in listed] for group, listed in found.items()} == {
        "customer": [["dns.udp"]],
        "provider": [["dns.tcp"]],
        "undetermined": [["dns.resolution"]],
        "notices": [["software.other"]],
    }


def test_what_another_open_finding_of_the_host_explains_is_no_task_of_its_own():
    cause = finding("access.credentials", "unmet", "credentials_rejected")
    behind = finding("dns.udp", "unknown", "no_access", caused_by="access.credentials")
    assert [task.requirements for task in todo(assessment("a", findings=[cause, behind]))["customer"]] == [["access.credentials"]]


def test_a_finding_whose_cause_is_not_open_is_not_lost():
    waived = {"waiver_reason": "r", "waived_until": "2027-01-01", "waived_reason_code": "dns_udp_silent"}
    cause = finding("dns.udp", "waived", "dns_udp_silent", data=waived)
    behind = finding("internet.http", "unmet", "http_unresolved", caused_by="dns.udp")
    assert [task.requirements for task in todo(assessment("a", findings=[cause, behind]))["customer"]] == [["internet.http"]]


def test_a_common_cause_is_one_task_for_all_it_explains():
    down = [finding(name, "unknown", "no_access", responsible="undetermined", caused_by="site:hq") for name in ("access.credentials", "dns.udp")]
    (task,) = todo(assessment("a", findings=down), assessment("b", findings=down))["undetermined"]
    assert list(task.hosts.values()) == ["a", "b"]
    assert task.requirements == ["dns.udp", "access.credentials"]
    assert "hq" in task.todo


def test_met_waived_and_not_applicable_ask_for_nothing():
    assert not any(todo(assessment("a")).values())


def test_a_reason_without_words_is_still_a_task():
    (task,) = todo(assessment("a", findings=[finding("dns.udp", "unmet", "brand_new")]))["customer"]
    assert "brand_new" in task.todo

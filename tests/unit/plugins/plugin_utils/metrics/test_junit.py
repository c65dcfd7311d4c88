# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import shutil
import subprocess

import pytest
from defusedxml import ElementTree
from hostile import HOSTILE
from made_up_fleet import assessment, finding

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.metrics.junit import junit_chunks
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.load import texts
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.visible import visible

XMLLINT = shutil.which("xmllint")


def written(report):
    return b"".join(junit_chunks(report, texts("en")))


def test_every_finding_is_a_case_and_the_counts_are_right(fleet):
    root = ElementTree.fromstring(written(fleet))
    cases = {(case.get("classname"), case.get("name")): case for case in root.iter("testcase")}
    for host in fleet.hosts:
        for one in host["findings"]:
            assert (host["host"], one["id"]) in cases
    for element in (root, *root):
        for tag, attribute in (("testcase", "tests"), ("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
            assert int(element.get(attribute)) == len(list(element.iter(tag))), (element.get("name"), attribute)


@pytest.mark.parametrize(
    ("status", "severity", "element"),
    [
        ("met", "failure", None),
        ("unmet", "failure", "failure"),
        ("unknown", "failure", "error"),
        ("not_applicable", "failure", "skipped"),
        ("unmet", "notice", "system-out"),
    ],
)
def test_a_status_has_its_outcome(report_of, status, severity, element):
    root = ElementTree.fromstring(written(report_of(assessment("a", findings=[finding("dns.udp", status, "dns_unclear", severity=severity)]))))
    (case,) = [case for case in root.iter("testcase") if case.get("name") == "dns.udp"]
    assert [child.tag for child in case] == ([element] if element else [])


def test_a_host_that_was_not_assessed_is_an_error(report_of):
    root = ElementTree.fromstring(written(report_of(further_hosts=["lost"])))
    assert [(suite.get("name"), suite.get("errors")) for suite in root] == [("lost", "1")]


@pytest.mark.parametrize("word", HOSTILE)
def test_hostile_words_are_text(report_of, word):
    one = assessment(word[:255], findings=[finding("internet.https", "unmet", "https_intercepted", data={"endpoint": word, "issuer": word})])
    root = ElementTree.fromstring(written(report_of(one, name=word)))
    assert root.get("name") == visible(word)
    assert root[0].get("name") == visible(word[:255])
    (failure,) = root.iter("failure")
    assert visible(word) in failure.text


def test_xmllint_takes_it(fleet, tmp_path):
    if XMLLINT is None:
        pytest.skip("no xmllint on this machine (apt-get install libxml2-utils)")
    path = tmp_path / "report.xml"
    path.write_bytes(written(fleet))
    assert subprocess.run([XMLLINT, "--noout", "--nonet", str(path)], capture_output=True, text=True, check=False).stderr == ""

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json

import pytest
from hostile import HOSTILE
from made_up_fleet import assessment

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.json_file import json_chunks
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.records import canonical
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import validator


def test_the_file_is_the_canonical_json_of_the_whole_report(whole_fleet):
    written = b"".join(json_chunks(whole_fleet))
    assert written == canonical(whole_fleet.as_dict()) + b"\n"
    validator("report").validate(json.loads(written))


def test_a_report_without_hosts(report_of):
    report = report_of()
    assert json.loads(b"".join(json_chunks(report))) == report.as_dict()


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_words_come_back_as_they_were(report_of, name):
    written = b"".join(json_chunks(report_of([assessment(name)], name=name)))
    read = json.loads(written)
    assert read["hosts"][0]["host"] == name
    assert read["customer"]["name"] == name
    assert all(byte >= 0x20 for byte in written[:-1])

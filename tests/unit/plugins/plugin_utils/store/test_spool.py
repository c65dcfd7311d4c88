# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
import os
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.enrolment import Enrolment
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.open import open_store
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.spool import RECORD, WITHDRAW, Act, Spool

ERP = Enrolment("mueller", "erp01", "teamviewer", "2026-11-23T10:00:00Z", client_id="1200345678", adopted=True)
NAME = "00000000000000000001-0b2f6f0e-7c2a-4b9e-8f2d-1f6f0d3b9a11.json"
GOOD = {"format": 1, "event": "0b2f6f0e-7c2a-4b9e-8f2d-1f6f0d3b9a11", "kind": RECORD, "enrolment": ERP.as_data()}


def test_acts_are_taken_in_in_their_order(tmp_path):
    spool = Spool(tmp_path)
    spool.keep(Act.now(RECORD, ERP))
    spool.keep(Act.now(WITHDRAW, replace(ERP, enrolled_at="2026-11-23T11:00:00Z")))
    spool.keep(Act.now(RECORD, replace(ERP, host="erp02")))
    with open_store(tmp_path) as store:
        assert [one.host for one in store.enrolments.in_force()] == ["erp02"]
        assert store.problems == []


def test_a_file_that_comes_back_changes_nothing(tmp_path):
    path = Spool(tmp_path).keep(Act.now(RECORD, ERP))
    content = path.read_bytes()
    with open_store(tmp_path) as store:
        store.enrolments.withdraw("mueller", "erp01", "teamviewer", "2026-11-24T10:00:00Z")
    path.write_bytes(content)
    with open_store(tmp_path) as store:
        assert store.enrolments.in_force() == []
        assert len(store.enrolments.of_customer("mueller", history=True)) == 1
    assert not path.exists()


@pytest.mark.parametrize(
    "content",
    [
        "", "null", "[]", "{", '"text"', "[" * 100_000,
        json.dumps({**GOOD, "format": 2}),
        json.dumps({**GOOD, "kind": "drop"}),
        json.dumps({**GOOD, "event": "../../etc/passwd"}),
        json.dumps({**GOOD, "enrolment": {**ERP.as_data(), "further": 1}}),
        json.dumps({**GOOD, "enrolment": {**ERP.as_data(), "host": None}}),
        json.dumps({**GOOD, "enrolment": {**ERP.as_data(), "alias": "x" * 1001}}),
        json.dumps({**GOOD, "enrolment": {**ERP.as_data(), "alias": "a\0b"}}),
        json.dumps({**GOOD, "enrolment": {**ERP.as_data(), "adopted": "yes"}}),
        json.dumps({**GOOD, "enrolment": {**ERP.as_data(), "enrolled_at": "yesterday"}}),
        json.dumps({**GOOD, "padding": "x" * 65_000}),
    ],
    ids=range(16),
)  # fmt: skip
def test_a_file_that_is_none_of_ours_is_put_aside_and_said(tmp_path, content):
    folder = tmp_path / "spool"
    folder.mkdir()
    (folder / NAME).write_text(content)
    kept = Spool(tmp_path).keep(Act.now(RECORD, ERP))
    with open_store(tmp_path) as store:
        assert store.enrolments.in_force() == [ERP]
        assert len(store.problems) == 1
        assert NAME in store.problems[0]
    assert (folder / "unreadable" / NAME).read_text() == content
    assert not kept.exists()


def test_a_link_is_not_followed(tmp_path):
    folder = tmp_path / "spool"
    folder.mkdir()
    (tmp_path / "elsewhere").write_text(json.dumps(GOOD))
    os.symlink(tmp_path / "elsewhere", folder / NAME)
    with open_store(tmp_path) as store:
        assert store.enrolments.in_force() == []
        assert len(store.problems) == 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=300))
def test_arbitrary_bytes_never_stop_a_store_from_opening(tmp_path, content):
    folder = tmp_path / "spool"
    folder.mkdir(exist_ok=True)
    (folder / NAME).write_bytes(content)
    with open_store(tmp_path) as store:
        assert len(store.problems) == 1
        assert store.enrolments.in_force() == []

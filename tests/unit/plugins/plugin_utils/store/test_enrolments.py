# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import multiprocessing
from dataclasses import replace

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.enrolment import Enrolment
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.open import open_store

ERP = Enrolment("mueller", "erp01", "teamviewer", "2026-11-23T10:00:00Z", client_id="1200345678", management_id="{M-1}", alias="Müller - erp01")


@pytest.fixture
def store(tmp_path, url):
    with open_store(tmp_path, url) as opened:
        yield opened


def test_what_is_recorded_is_read_back_as_it_was(store):
    assert store.enrolments.record(ERP.with_assignment("secret"))
    [read] = store.enrolments.of_customer("mueller")
    assert replace(read, assignment_salt=None, assignment_digest=None) == ERP
    assert read.was_made_with("secret")
    assert not read.was_made_with("another")
    assert "secret" not in str(read)


def test_the_same_again_changes_nothing(store):
    store.enrolments.record(ERP)
    assert not store.enrolments.record(replace(ERP, enrolled_at="2026-11-24T10:00:00Z", run_id="later"))
    assert store.enrolments.of_host("mueller", "erp01") == [ERP]


def test_another_client_takes_the_place_of_the_one_before(store):
    store.enrolments.record(ERP)
    anew = replace(ERP, management_id="{M-2}", enrolled_at="2026-11-24T10:00:00Z")
    assert store.enrolments.record(anew)
    assert store.enrolments.of_host("mueller", "erp01") == [anew]
    assert store.enrolments.of_host("mueller", "erp01", history=True) == [replace(ERP, withdrawn_at=anew.enrolled_at), anew]


def test_what_comes_late_does_not_take_the_place_of_what_is_newer(store):
    store.enrolments.record(ERP)
    late = replace(ERP, management_id="{M-0}", enrolled_at="2026-11-22T10:00:00Z")
    assert store.enrolments.record(late)
    assert store.enrolments.of_host("mueller", "erp01") == [ERP]
    assert replace(late, withdrawn_at=ERP.enrolled_at) in store.enrolments.of_host("mueller", "erp01", history=True)


def test_a_withdrawn_one_is_history(store):
    store.enrolments.record(ERP)
    when = "2026-11-25T10:00:00Z"
    assert store.enrolments.withdraw("mueller", "erp01", "teamviewer", when) == replace(ERP, withdrawn_at=when)
    assert store.enrolments.of_customer("mueller") == []
    assert store.enrolments.of_customer("mueller", history=True) == [replace(ERP, withdrawn_at=when)]
    assert store.enrolments.withdraw("mueller", "erp01", "teamviewer", when) is None


def test_a_withdrawal_that_comes_late_leaves_a_newer_enrolment(store):
    store.enrolments.record(ERP)
    assert store.enrolments.withdraw("mueller", "erp01", "teamviewer", "2026-11-20T10:00:00Z") is None
    assert store.enrolments.of_host("mueller", "erp01") == [ERP]


def test_the_same_act_is_taken_in_once(store):
    event = "0b2f6f0e-7c2a-4b9e-8f2d-1f6f0d3b9a11"
    assert store.enrolments.record(ERP, event)
    store.enrolments.withdraw("mueller", "erp01", "teamviewer", "2026-11-25T10:00:00Z")
    assert not store.enrolments.record(ERP, event)
    assert store.enrolments.of_customer("mueller") == []


def test_customers_and_products_do_not_mix(store):
    others = [replace(ERP, customer="northwind"), replace(ERP, product="atera"), replace(ERP, host="erp02")]
    for one in (ERP, *others):
        store.enrolments.record(one)
    assert set(store.enrolments.in_force()) == {ERP, *others}
    store.enrolments.withdraw("mueller", "erp01", "teamviewer", "2026-11-25T10:00:00Z")
    assert set(store.enrolments.in_force()) == set(others)


def _write(state_dir, url, writer, count, start):
    start.wait()
    for number in range(count):
        with open_store(state_dir, url) as store:
            store.enrolments.record(replace(ERP, host=f"h{number}", client_id=str(writer), enrolled_at=f"2026-11-23T10:{number:02d}:{writer:02d}Z"))
            store.enrolments.record(replace(ERP, host=f"own-{writer}-{number}"))


def test_eight_writers_at_once_lose_nothing(tmp_path, url):
    """They also create the store, all at once."""
    writers, count = 8, 5
    context = multiprocessing.get_context("fork")
    start = context.Event()
    processes = [context.Process(target=_write, args=(tmp_path, url, writer, count, start)) for writer in range(writers)]
    for process in processes:
        process.start()
    start.set()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * writers
    with open_store(tmp_path, url) as store:
        everything = store.enrolments.of_customer("mueller", history=True)
        shared = [one for one in everything if one.host.startswith("h")]
        assert len([one for one in everything if one.host.startswith("own-")]) == writers * count
        assert len(shared) == writers * count
        assert sorted(one.client_id for one in shared if one.withdrawn_at is None) == [str(writers - 1)] * count

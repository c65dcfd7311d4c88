# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import multiprocessing
import os
import signal
import time

import pytest
from evidence_runs import dead_dns, write_run
from made_up_fleet import finding
from postgresql import PostgreSQL
from small_disk import NoSmallDisk, fill, small_disk
from sqlalchemy import text

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.chain import Chain
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.keys import signer, trusted
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.memory import Memory, Place
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.record_run import not_recorded, noted_heads, record_run
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.sightings import sightings
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.verify import verify
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.open import open_store


def recorded(store, customer="mueller"):
    return [(one.run_id, one.host) for one in sightings(store, customer)]


def fits(store, state_dir):
    return [one.problem for one in verify(store, trusted(state_dir))] or ["nothing there"]


def test_every_assessment_of_a_run_is_recorded_and_its_head_signed(tmp_path, store, key):
    run = write_run(tmp_path, 1, {"a": [], "b": [dead_dns()]})
    heads = record_run(store, run, key)
    assert recorded(store) == [("run-0001", "a"), ("run-0001", "b")]
    head = heads["mueller"]
    assert (head.sequence, head.run_id) == (3, "run-0001")
    assert head.is_signed(trusted(tmp_path))
    assert run.read_document("evidence")["heads"]["mueller"]["signature"] == head.signature
    assert fits(store, tmp_path) == [None]


def test_a_run_is_recorded_once(tmp_path, store, key):
    run = write_run(tmp_path, 1, {"a": [], "b": []})
    first = record_run(store, run, key)
    assert record_run(store, run, key) == first
    assert recorded(store) == [("run-0001", "a"), ("run-0001", "b")]


def test_what_a_run_had_not_yet_is_added_later(tmp_path, store, key):
    """As with the slices of one job, which share a run's id and nothing else."""
    record_run(store, write_run(tmp_path / "slice1", 1, {"a": []}), key)
    record_run(store, write_run(tmp_path / "slice2", 1, {"b": []}), key)
    assert recorded(store) == [("run-0001", "a"), ("run-0001", "b")]
    assert fits(store, tmp_path) == [None]


def test_customers_have_chains_of_their_own(tmp_path, store, key):
    record_run(store, write_run(tmp_path, 1, {"a": []}), key)
    record_run(store, write_run(tmp_path, 2, {"b": []}, customer="northwind"), key)
    record_run(store, write_run(tmp_path, 3, {"c": []}, customer=None), key)
    assert [recorded(store, name) for name in ("mueller", "northwind", None)] == [[("run-0001", "a")], [("run-0002", "b")], [("run-0003", "c")]]
    assert {one.head.partition(":")[0] for one in verify(store, trusted(tmp_path))} == {"2"}


@pytest.mark.parametrize("customer", ["mueller", "ü\0'"])
def test_names_that_no_database_likes(tmp_path, store, key, customer):
    odd = ["ü ß 漢字", "a'; DROP TABLE records; --", "nul\0byte", "x" * 200, "%41", "<script>"]
    hosts = {name: [finding("dns.tcp", "unmet", "x", responsible="customer", data={"given_by": name})] for name in odd}
    record_run(store, write_run(tmp_path, 1, hosts, customer=customer), key)
    assert len(recorded(store, customer)) == len(odd)
    assert fits(store, tmp_path) == [None]


def test_a_run_that_broke_off_is_recorded_with_what_it_had(tmp_path, store, key):
    write_run(tmp_path, 1, {"a": []}, status="running")
    [broken], problems = not_recorded(store, tmp_path, but="other")
    assert problems == []
    record_run(store, broken, key)
    with store.database.reading() as connection:
        summary = connection.execute(text("SELECT record FROM records WHERE kind = 'run'")).scalar()
    assert '"status":"aborted"' in summary
    assert not_recorded(store, tmp_path, but="other") == ([], [])


def test_a_run_that_goes_on_is_left_alone(tmp_path, store):
    run = write_run(tmp_path, 1, {"a": []}, status="running")
    assert not_recorded(store, tmp_path, but=run.run_id) == ([], [])


def test_a_damaged_run_is_said(tmp_path, store):
    run = write_run(tmp_path, 1, {"a": []})
    (run.path / "run.json").write_text("{")
    runs, [problem] = not_recorded(store, tmp_path, but="other")
    assert runs == []
    assert "run.json cannot be read" in problem


@pytest.mark.parametrize("heads", [{"mueller": 3}, [], {"mueller": {"sequence": 1}}, None])
def test_a_damaged_note_of_a_run_directory_is_none(tmp_path, heads):
    """The run is recorded anew, which adds nothing, and notes its heads again."""
    with open_store(tmp_path) as store:
        run = write_run(tmp_path, 1, {"a": []})
        noted = record_run(store, run, signer(tmp_path))
        run.write_document("evidence", {"store": store.store_id, "heads": heads})
        assert list(noted_heads(store, tmp_path)) == []
        [again], problems = not_recorded(store, tmp_path, but="none")
        record_run(store, again, signer(tmp_path))
        assert problems == []
        assert list(noted_heads(store, tmp_path)) == [("run-0001", "mueller", noted["mueller"].as_data())]
        assert recorded(store) == [("run-0001", "a")]


def test_another_store_takes_in_what_the_first_one_has(tmp_path, store, key):
    record_run(store, write_run(tmp_path, 1, {"a": []}), key)
    with open_store(tmp_path, f"sqlite:///{tmp_path}/other.sqlite") as other:
        [run], problems = not_recorded(other, tmp_path, but="none")
        record_run(other, run, key)
        assert problems == []
        assert recorded(other) == recorded(store)


def test_persons_stand_beside_the_chain(tmp_path, store, key):
    waived = finding("dns.tcp", "waived", "x", responsible="customer", data={"given_by": "Jörg Müller", "waiver_reason": "agreed"})
    record_run(store, write_run(tmp_path, 1, {"a": [waived]}), key)
    with store.database.reading() as connection:
        records = "".join(connection.execute(text("SELECT record FROM records")).scalars())
        names = set(connection.execute(text("SELECT name FROM persons")).scalars())
    assert "rg M" not in records
    assert "it@mueller" not in records
    assert names == {"Jörg Müller", "it@mueller.example", "root"}


def _record(state_dir, url, key_dir, writer, count, start):
    start.wait()
    for number in range(count):
        with open_store(state_dir, url) as store:
            record_run(store, write_run(state_dir / f"writer{writer}", number, {"a": [], f"h{writer}": []}, run_id=f"w{writer}-{number}"), signer(key_dir))


def test_eight_writers_at_once_lose_nothing(tmp_path, url):
    """Beginning with a store and a key that are not there yet."""
    writers, count = 8, 3
    context = multiprocessing.get_context("fork")
    start = context.Event()
    processes = [context.Process(target=_record, args=(tmp_path, url, tmp_path, writer, count, start)) for writer in range(writers)]
    for process in processes:
        process.start()
    start.set()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * writers
    with open_store(tmp_path, url) as store:
        expected = {(f"w{writer}-{number}", host) for writer in range(writers) for number in range(count) for host in ("a", f"h{writer}")}
        found = recorded(store)
        assert (len(found), set(found)) == (len(expected), expected)
        assert fits(store, tmp_path) == [None]


def test_a_damaged_run_holds_up_no_other(tmp_path):
    damaged, second = write_run(tmp_path, 1, {"a": []}), write_run(tmp_path, 2, {"a": []})
    one = next(damaged.read_assessments())
    for finding_of_it in one["findings"]:
        del finding_of_it["severity"]
    damaged.write_assessment(one)
    with Memory(Place(tmp_path)) as memory:
        memory.earlier(second, ["mueller"])
        memory.record(second)
    [problem] = memory.problems
    assert "run-0001 holds something that is no assessment" in problem
    with open_store(tmp_path) as store:
        assert recorded(store) == [("run-0002", "a")]
        assert fits(store, tmp_path) == [None]


def _record_and_die(state_dir, url, run, monkeypatch):
    monkeypatch.setattr(Chain, "sign", lambda *arguments: os.kill(os.getpid(), signal.SIGKILL))
    with open_store(state_dir, url) as store:
        record_run(store, run, signer(state_dir))


def test_a_process_that_is_killed_leaves_nothing_half_recorded(tmp_path, url, monkeypatch):
    run = write_run(tmp_path, 1, {"a": [], "b": []})
    signer(tmp_path)
    process = multiprocessing.get_context("fork").Process(target=_record_and_die, args=(tmp_path, url, run, monkeypatch))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    with open_store(tmp_path, url) as store:
        assert recorded(store) == []
        [left], _problems = not_recorded(store, tmp_path, but="none")
        record_run(store, left, signer(tmp_path))
        assert recorded(store) == [("run-0001", "a"), ("run-0001", "b")]
        assert fits(store, tmp_path) == [None]


def test_a_dead_postgresql_costs_nothing_but_the_run(tmp_path, postgresql):
    server = PostgreSQL()
    try:
        server.create()
        place = Place(tmp_path, server.new_database())
        first = write_run(tmp_path, 1, {"a": []})
        with Memory(place) as memory:
            memory.earlier(first, ["mueller"])
            server.stop()
            memory.record(first)
        [problem] = memory.problems
        assert "could not be recorded" in problem
        assert server.password not in problem
        server.start()
        second = write_run(tmp_path, 2, {"a": [dead_dns()]})
        with Memory(place) as memory:
            assert memory.earlier(second, ["mueller"])["mueller"]["a"]["dns.tcp"] == "met"
            memory.record(second)
        assert memory.problems == []
        with open_store(tmp_path, place.store_url) as store:
            assert recorded(store) == [("run-0001", "a"), ("run-0002", "a")]
            assert fits(store, tmp_path) == [None]
    finally:
        server.remove()


def test_a_full_disk_costs_nothing_but_the_run(tmp_path):
    """The store alone is on the small disk."""
    try:
        disk = small_disk(tmp_path / "disk", 2048)
        folder = disk.__enter__()
    except NoSmallDisk as error:
        pytest.skip(str(error))
    try:
        state_dir = tmp_path / "state"
        place = Place(state_dir, f"sqlite:///{folder}/store.sqlite")
        runs = [write_run(state_dir, number, {f"h{host}": [] for host in range(20)}) for number in range(3)]
        with Memory(place) as memory:
            memory.earlier(runs[0], ["mueller"])
            memory.record(runs[0])
        filler = fill(folder)
        with Memory(place) as memory:
            memory.earlier(runs[2], ["mueller"])
            memory.record(runs[2])
        assert len(memory.problems) == 1
        assert "could not be recorded" in memory.problems[0]
        filler.unlink()
        with Memory(place) as memory:
            memory.earlier(runs[2], ["mueller"])
            memory.record(runs[2])
        assert memory.problems == []
        with open_store(state_dir, place.store_url) as store:
            found = recorded(store)
            assert (len(found), len(set(found))) == (60, 60)
            assert fits(store, state_dir) == [None]
    finally:
        disk.__exit__(None, None, None)


def test_a_writer_waits_for_another(tmp_path):
    """SQLite has one writer; a second one waits instead of failing."""
    context = multiprocessing.get_context("fork")
    start = context.Event()
    # A process that is forked while a connection is open takes over SQLite's idea of who holds which lock.
    process = context.Process(target=_record, args=(tmp_path, None, tmp_path, 1, 1, start))
    process.start()
    with open_store(tmp_path) as store:
        with store.database.writing() as connection:
            connection.execute(text("SELECT 1"))
            start.set()
            time.sleep(0.5)
            assert process.is_alive()
        process.join()
        assert process.exitcode == 0
        assert len(recorded(store)) == 2

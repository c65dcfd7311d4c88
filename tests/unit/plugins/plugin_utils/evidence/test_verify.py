# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every way in which evidence could be tampered with is found, and the first place that does not fit is named."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from datetime import timedelta

import pytest
from evidence_runs import BEGINNING, dead_dns, write_run
from sqlalchemy import text

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.canonical import canonical, digest
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.erase import Erased, erase
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.keys import Trusted, signer, trusted
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.record_run import record_run
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.retention import cut
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.verify import Kept, verify
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import clock
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store import database
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.open import open_store


@pytest.fixture
def record(store, key, monkeypatch):
    """Records a run as of some days ago."""

    def recorded(run, days_ago=0):
        moment = clock.now() - timedelta(days=days_ago)
        with monkeypatch.context() as patched:
            patched.setattr(clock, "now", lambda: moment)
            return record_run(store, run, key)["mueller"]

    return recorded


@pytest.fixture
def heads(tmp_path, record):
    """Three runs of two hosts, signed 21, 20 and no days ago: records 1 to 9, heads at 3, 6 and 9."""
    return [record(write_run(tmp_path, number, {"a": [], "b": [dead_dns()]}), days_ago) for number, days_ago in ((1, 21), (2, 20), (3, 0))]


@pytest.fixture
def alter(store, heads):
    def statement(sql, **values):
        with store.database.writing() as connection:
            assert connection.execute(text(sql), values).rowcount > 0

    return statement


@pytest.fixture
def first_problem(tmp_path, store):
    def found(kept=(), keys=None):
        [checked] = verify(store, keys or trusted(tmp_path), ["mueller"], {"mueller": kept})
        return checked.problem

    return found


def kept(head, **changes):
    return Kept(**{"sequence": head.sequence, "digest": head.digest, "source": "the report", **changes})


def test_what_nobody_touched_fits(tmp_path, store, heads, first_problem):
    assert first_problem([kept(head) for head in heads]) is None
    [checked] = verify(store, trusted(tmp_path))
    assert (checked.customer, checked.records, checked.since, checked.head) == ("mueller", 9, 1, heads[-1].text)


@pytest.mark.parametrize("sequence", [1, 5, 9])
def test_a_changed_record(store, alter, first_problem, sequence):
    alter("UPDATE records SET record = replace(record, 'mueller', 'muellex') WHERE sequence = :n", n=sequence)
    assert f"record {sequence} " in first_problem()
    assert "was changed" in first_problem()


@pytest.mark.parametrize("sequence", [1, 5])
def test_a_record_changed_together_with_its_sum(store, alter, first_problem, sequence):
    rewrite(store, alter, sequence)
    assert f"record {sequence + 1} " in first_problem()
    assert "does not follow" in first_problem()


def rewrite(store, alter, sequence, **changes):
    with store.database.reading() as connection:
        value = json.loads(connection.execute(text("SELECT record FROM records WHERE sequence = :n"), {"n": sequence}).scalar())
    value["content"]["site"] = "another"
    value.update(changes)
    made = canonical(value)
    alter(
        "UPDATE records SET record = :r, digest = :d, content_digest = :c WHERE sequence = :n",
        r=made, d=digest(made), c=digest(canonical(value["content"])), n=sequence,
    )  # fmt: skip
    return digest(made)


def test_the_last_record_of_a_run_rewritten_is_against_its_signature(store, alter, first_problem):
    made = rewrite(store, alter, 9)
    assert "the signed head of run run-0003 names another" in first_problem()
    alter("UPDATE heads SET digest = :d WHERE sequence = 9", d=made)
    assert "not signed by the key that it names" in first_problem()


@pytest.mark.parametrize("sequence", [1, 5, 8])
def test_a_missing_record(alter, first_problem, sequence):
    alter("DELETE FROM records WHERE sequence = :n", n=sequence)
    assert first_problem().startswith(f"record {sequence} is missing")


def test_records_cut_off_at_the_end(alter, first_problem):
    alter("DELETE FROM records WHERE sequence > 7")
    assert "record 8 is missing" in first_problem()


def test_a_whole_run_cut_off_at_the_end_is_found_by_an_old_report(alter, heads, first_problem):
    alter("DELETE FROM records WHERE sequence > 6")
    alter("DELETE FROM heads WHERE sequence > 6")
    assert first_problem() is None
    assert "record 7 is missing: the report names record 9" in first_problem([kept(heads[2])])


def test_everything_gone_is_found_by_an_old_report(alter, heads, first_problem):
    alter("DELETE FROM records")
    alter("DELETE FROM heads")
    assert "record 1 is missing" in first_problem([kept(heads[0])])


def test_a_chain_made_anew_is_found_by_an_old_report(tmp_path, store, alter, heads, key, first_problem):
    alter("DELETE FROM records")
    alter("DELETE FROM heads")
    for number in (1, 2, 3):
        record_run(store, write_run(tmp_path / "anew", number, {"a": [], "b": []}), key)
    assert first_problem() is None
    assert "record 3 is not the one that the report names" in first_problem([kept(heads[0])])


def test_a_head_taken_away(alter, first_problem):
    alter("DELETE FROM heads WHERE sequence = 9")
    assert "no signed head covers it" in first_problem()


def test_a_signature_changed(alter, first_problem):
    alter("UPDATE heads SET signed_at = '2020-01-01T00:00:00Z' WHERE sequence = 3")
    assert "the head of run run-0001 at record 3 is not signed by the key" in first_problem()


def test_a_key_that_nobody_trusts(tmp_path, heads, first_problem):
    assert "not among the trusted ones" in first_problem(keys=Trusted())
    other = Trusted()
    other.add(signer(tmp_path / "other").public)
    assert "not among the trusted ones" in first_problem(keys=other)


@pytest.mark.parametrize(
    "column", ["outline = 'seen'", "host = 'c'", "run_id = 'r'", "\"at\" = '2020-01-01T00:00:00Z'", "kind = 'run'", "recorded_at = '2020-01-01T00:00:00Z'"]
)
def test_what_the_history_reads_changed(alter, first_problem, column):
    alter(f"UPDATE records SET {column} WHERE sequence = 4")
    assert "record 4 " in first_problem()


def test_an_erased_name_leaves_the_chain_whole(tmp_path, store, heads, first_problem):
    assert erase(store, "mueller", "Jörg Müller", dry=True) == Erased(1, traces=False)
    assert erase(store, "mueller", "Jörg Müller") == Erased(1, traces=not store.database.is_sqlite)
    assert erase(store, "mueller", "Jörg Müller") == Erased(0, traces=False)
    assert first_problem() is None
    [checked] = verify(store, trusted(tmp_path))
    assert checked.erased == 1
    with store.database.reading() as connection:
        assert connection.execute(text("SELECT name, salt FROM persons WHERE erased_at IS NOT NULL")).one() == (None, None)


def test_an_erased_name_is_not_left_in_the_file(tmp_path):
    """PostgreSQL keeps what was until it cleans up."""
    with open_store(tmp_path) as store:
        record_run(store, write_run(tmp_path / "runs_elsewhere", 1, {"a": []}), signer(tmp_path))
    file = tmp_path / "store.sqlite"
    assert "Jörg Müller".encode() in file.read_bytes()
    with open_store(tmp_path) as store:
        erase(store, "mueller", "Jörg Müller")
    assert not in_files(tmp_path, "Jörg Müller")


def in_files(folder, name):
    return name.encode() in b"".join(path.read_bytes() for path in folder.glob("store.sqlite*"))


@pytest.fixture
def shared(tmp_path, monkeypatch):
    """A store in SQLite with a run, and another process's connection to it: the last one to close would tidy up by itself."""
    monkeypatch.setattr(database, "PATIENCE", 0.1)
    with open_store(tmp_path) as store, contextlib.closing(sqlite3.connect(tmp_path / "store.sqlite", isolation_level=None)) as other:
        other.execute("SELECT count(*) FROM sqlite_master").fetchone()
        record_run(store, write_run(tmp_path / "runs_elsewhere", 1, {"a": []}), signer(tmp_path))
        yield store, other


def test_nor_while_another_has_the_store_open(tmp_path, shared):
    store, _other = shared
    assert in_files(tmp_path, "Jörg Müller")
    assert erase(store, "mueller", "Jörg Müller") == Erased(1, traces=False)
    assert not in_files(tmp_path, "Jörg Müller")


def test_as_long_as_another_reads_the_old_state_it_is_said_to_be_there(tmp_path, shared):
    store, other = shared
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM persons").fetchone()
    assert erase(store, "mueller", "Jörg Müller") == Erased(1, traces=True)
    assert in_files(tmp_path, "Jörg Müller")
    other.execute("COMMIT")
    assert erase(store, "mueller", "Jörg Müller") == Erased(0, traces=False)
    assert not in_files(tmp_path, "Jörg Müller")


def test_another_name_put_in(alter, first_problem):
    alter("UPDATE persons SET name = 'Somebody Else' WHERE name = 'Jörg Müller'")
    assert "the name of a person in it was changed" in first_problem()


def test_a_name_removed_without_a_trace(alter, first_problem):
    alter("DELETE FROM persons WHERE name = 'Jörg Müller'")
    assert "the name of a person in it was removed" in first_problem()


@pytest.fixture
def later(store):
    """What is signed now lies ten days back."""
    return clock.now() + timedelta(days=10)


def test_retention_cuts_at_a_signed_checkpoint(tmp_path, store, heads, key, later, first_problem):
    checkpoint = cut(store, "mueller", key, 5, later)
    assert (checkpoint.kind, checkpoint.sequence, checkpoint.digest) == ("checkpoint", 6, heads[1].digest)
    assert first_problem([kept(head) for head in heads]) is None
    [checked] = verify(store, trusted(tmp_path))
    assert (checked.records, checked.since) == (3, 7)
    assert cut(store, "mueller", key, 5, later) is None
    record_run(store, write_run(tmp_path, 4, {"a": []}), key)
    assert first_problem() is None


def test_retention_never_takes_the_last_run_nor_what_is_young(store, heads, key):
    assert cut(store, "mueller", key, 11, clock.now() + timedelta(days=10)).sequence == 6
    assert cut(store, "mueller", key, 0, clock.now() + timedelta(days=1000)) is None
    assert cut(store, "nobody", key, 5, clock.now()) is None


@pytest.mark.parametrize(
    ("signed", "today", "left"),
    [
        (["2026-11-20", "2020-01-01", "2026-11-21"], "2026-11-28", 1),  # the clock had gone back: what stands before is young
        (["2026-01-01", "2020-01-01", "2026-11-21"], "2026-11-28", 7),
        (["2099-01-01", "2026-01-02", "2026-11-21"], "2026-11-28", 7),  # the clock had been ahead: what stands behind is old
        (["2026-01-01", "2099-01-01", "2026-11-21"], "2026-11-28", 4),
        (["2026-11-19", "2026-11-20", "2036-11-21"], "2036-11-21", 1),  # the clock is ahead, and nobody has noticed yet
        (["2026-11-20", "2036-11-21", "2036-11-27"], "2036-11-27", 1),
        (["2026-11-20", "2036-11-21", "2036-11-28"], "2036-11-28", 4),  # in a week nobody has
        (["2026-01-01", "2026-01-02", "2026-11-21"], "2026-11-21", 1),  # a pause is no other thing
        (["2026-01-01", "2026-01-02", "2026-11-21"], "2026-11-28", 7),
        (["2026-08-01", "2026-09-15", "2026-11-01"], "2026-11-01", 4),  # runs that are rarer than what is kept
        (["x", "0", "x"], "2026-11-28", 1),
    ],
)
def test_retention_does_not_believe_a_clock_that_was_wrong(tmp_path, store, alter, heads, key, signed, today, left):
    for head, day in zip(heads, signed, strict=True):
        alter("UPDATE heads SET signed_at = :moment WHERE sequence = :n", moment=f"{day}T00:00:00Z", n=head.sequence)
    cut(store, "mueller", key, 30, clock.read(f"{today}T00:00:00Z"))
    with store.database.reading() as connection:
        assert connection.execute(text("SELECT min(sequence) FROM records")).scalar_one() == left


def test_an_old_report_speaks_against_a_cut_chain_too(store, heads, key, later, first_problem):
    cut(store, "mueller", key, 5, later)
    assert "record 3 is not the one" in first_problem([kept(heads[0], digest="0" * 64)])
    assert "was removed by retention" in first_problem([kept(heads[0], sequence=2)])


def test_a_checkpoint_that_nobody_signed(store, alter, heads, key, later, first_problem):
    cut(store, "mueller", key, 5, later)
    alter("DELETE FROM records WHERE sequence = 7")
    alter("UPDATE heads SET sequence = 7 WHERE kind = 'checkpoint'")
    assert "the checkpoint at record 7 is not signed" in first_problem()


def test_names_go_with_the_last_record_that_needs_them(tmp_path, store, key, record, later):
    record(write_run(tmp_path, 1, {"a": []}), days_ago=20)
    record(write_run(tmp_path, 2, {"a": []}, status="running"))
    cut(store, "mueller", key, 5, later)
    with store.database.reading() as connection:
        assert set(connection.execute(text("SELECT name FROM persons")).scalars()) == {"root"}


def test_the_sample_begins_before_now():
    assert clock.now() > BEGINNING

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import os
import stat
import subprocess
import sys

import pytest
from postgresql import PostgreSQL
from small_disk import NoSmallDisk, fill, small_disk

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store import migrate
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.enrolment import Enrolment
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.errors import StoreError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.open import open_store, store_exists
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.register import enrol, withdraw
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.spool import Spool

ERP = Enrolment("mueller", "erp01", "teamviewer", "2026-11-23T10:00:00Z", client_id="1200345678", management_id="{M-1}")


def test_the_default_is_a_file_that_nobody_else_can_read(tmp_path):
    state_dir = tmp_path / "state"
    assert not store_exists(state_dir)
    with open_store(state_dir) as store:
        store.enrolments.record(ERP)
        files = list(state_dir.glob("store.sqlite*"))
        assert state_dir / "store.sqlite" in files
        assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert stat.S_IMODE(state_dir.stat().st_mode) == 0o700
    assert store_exists(state_dir)


def test_no_library_is_loaded_by_whoever_only_asks_whether_there_is_a_store(tmp_path):
    code = (
        f"import sys; from pathlib import Path; from {store_exists.__module__} import store_exists; "
        f"print(store_exists(Path({str(tmp_path)!r})), 'sqlalchemy' in sys.modules)"
    )
    environment = {**os.environ, "PYTHONPATH": ":".join(sys.path)}
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert shown.stdout.split() == ["False", "False"]


def test_opening_again_keeps_what_is_there(tmp_path, url):
    with open_store(tmp_path, url) as store:
        store.enrolments.record(ERP)
    with open_store(tmp_path, url) as store:
        assert store.enrolments.in_force() == [ERP]


def test_the_newest_migration_is_the_one_that_the_code_knows():
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", os.path.dirname(migrate.__file__))
    assert ScriptDirectory.from_config(config).get_current_head() == migrate.HEAD


def test_postgresql_compresses_records_the_quick_way(tmp_path, postgresql):
    with open_store(tmp_path, postgresql.new_database()) as store, store.database.reading() as connection:
        offered = connection.exec_driver_sql("SELECT 'lz4' = ANY(enumvals) FROM pg_settings WHERE name = 'default_toast_compression'").scalar()
        column = "attrelid = 'records'::regclass AND attname = 'record'"
        assert connection.exec_driver_sql(f"SELECT attcompression FROM pg_attribute WHERE {column}").scalar() == ("l" if offered else "")


def test_a_store_made_before_is_brought_up_to_date(tmp_path, url, monkeypatch):
    with monkeypatch.context() as before:
        before.setattr(migrate, "HEAD", "r0001")
        with open_store(tmp_path, url) as store:
            store.enrolments.record(ERP)
    with open_store(tmp_path, url) as store:
        assert store.enrolments.in_force() == [ERP]
        assert store.store_id


def test_a_store_of_a_newer_version_is_left_alone(tmp_path, url):
    from sqlalchemy import text

    with open_store(tmp_path, url) as store, store.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'r9999'"))
    with pytest.raises(StoreError, match="newer version"), open_store(tmp_path, url):
        pass


def test_a_file_that_is_no_database_is_said_so(tmp_path):
    (tmp_path / "store.sqlite").write_text("no database " * 100)
    with pytest.raises(StoreError, match="not a database"), open_store(tmp_path):
        pass


def test_a_dead_postgresql_loses_nothing_that_was_done(tmp_path, postgresql):
    server = PostgreSQL()
    try:
        server.create()
        url = server.new_database()
        with open_store(tmp_path, url) as store:
            store.enrolments.record(ERP)
        server.stop()
        other = Enrolment("mueller", "erp02", "teamviewer", "2026-11-23T11:00:00Z", management_id="{M-2}")
        with pytest.raises(StoreError, match="kept in") as raised:
            enrol(tmp_path, url, other, "the assignment's secret")
        with pytest.raises(StoreError, match="kept in"):
            withdraw(tmp_path, url, Enrolment("mueller", "erp01", "teamviewer", "2026-11-23T12:00:00Z"))
        spooled = sorted((tmp_path / "spool").glob("*.json"))
        assert len(spooled) == 2
        assert {stat.S_IMODE(path.stat().st_mode) for path in spooled} == {0o600}
        assert "secret" not in "".join(path.read_text() for path in spooled)
        assert server.password not in str(raised.value)
        server.start()
        with open_store(tmp_path, url) as store:
            [read] = store.enrolments.in_force()
        assert (read.host, read.was_made_with("the assignment's secret")) == ("erp02", True)
        assert not list((tmp_path / "spool").glob("*.json"))
    finally:
        server.remove()


def test_a_wrong_password_is_not_shown(tmp_path, postgresql):
    url = postgresql.new_database().replace(postgresql.password, "wrong-Canary")
    with pytest.raises(StoreError, match="password authentication failed") as raised, open_store(tmp_path, url):
        pass
    assert "Canary" not in str(raised.value)
    assert raised.value.__suppress_context__


@pytest.mark.parametrize("dry", [True, False])
def test_a_full_disk_loses_nothing_that_was_done(tmp_path, dry):
    try:
        disk = small_disk(tmp_path / "disk", 1024)
        state_dir = disk.__enter__()
    except NoSmallDisk as error:
        pytest.skip(str(error))
    try:
        with open_store(state_dir) as store:
            store.enrolments.record(ERP)
        filler = fill(state_dir)
        other = Enrolment("mueller", "erp02", "teamviewer", "2026-11-23T11:00:00Z", management_id="{M-2}")
        with pytest.raises(StoreError, match="full|disk I/O error|unable to open") as raised:
            enrol(state_dir, None, other, dry=dry)
        assert ("kept in" in str(raised.value)) is not dry
        filler.unlink()
        with open_store(state_dir) as store:
            assert {one.host for one in store.enrolments.in_force()} == ({"erp01"} if dry else {"erp01", "erp02"})
        assert (state_dir / "spool" / "reserve").stat().st_size
    finally:
        disk.__exit__(None, None, None)


def test_what_can_be_kept_nowhere_is_said(tmp_path, monkeypatch):
    (tmp_path / "store.sqlite").write_text("no database " * 100)

    def full(self, act):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Spool, "keep", full)
    with pytest.raises(StoreError, match="note it down: record erp01.*M-1"):
        enrol(tmp_path, None, ERP)

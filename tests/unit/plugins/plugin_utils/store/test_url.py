# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.awx import MARK, check_store
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.errors import StoreError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.url import is_local, shown, store_url

LOCAL = [
    None,
    "sqlite:////var/lib/maintenance/store.sqlite",
    "postgresql:///maintenance",
    "postgresql://u:Canary@localhost/maintenance",
    "postgresql://u:Canary@127.0.0.1:5432/maintenance",
    "postgresql://u:Canary@[::1]/maintenance",
    "postgresql://u:Canary@/maintenance?host=/run/postgresql",
    "postgresql://u:Canary@db.example/maintenance?host=localhost",
]
ELSEWHERE = [
    "postgresql://u:Canary@db.example/maintenance",
    "postgres://u:Canary@10.1.2.3:6432/maintenance?sslmode=verify-full",
    "postgresql+psycopg://u:Canary@[2001:db8::1]/maintenance",
    "postgresql:///maintenance?host=db1.example,db2.example",
]
WRONG = ["nothing", "mysql://u:Canary@db/maintenance", "sqlite://", "sqlite:///relative", "postgresql://u:Canary@db", "postgresql://u:Canary@db:port/x", "://"]


@pytest.mark.parametrize("given", LOCAL)
def test_what_is_local(tmp_path, given):
    assert is_local(store_url(given, tmp_path))


@pytest.mark.parametrize("given", ELSEWHERE)
def test_what_is_not(tmp_path, given):
    assert not is_local(store_url(given, tmp_path))


@pytest.mark.parametrize("given", WRONG)
def test_what_cannot_be_used_is_refused_without_being_shown(tmp_path, given):
    with pytest.raises(StoreError) as raised:
        store_url(given, tmp_path)
    assert "Canary" not in str(raised.value)
    assert raised.value.__suppress_context__ or raised.value.__context__ is None


@pytest.mark.parametrize("given", [*LOCAL, *ELSEWHERE])
def test_a_message_shows_no_password(tmp_path, given):
    assert "Canary" not in shown(store_url(given, tmp_path))


def test_outside_awx_every_store_will_do(tmp_path):
    check_store(None, tmp_path, {})


@pytest.mark.parametrize("given", LOCAL)
def test_in_awx_a_local_store_is_refused(tmp_path, given):
    with pytest.raises(StoreError, match="in AWX"):
        check_store(given, tmp_path, {MARK: "/runner"})


@pytest.mark.parametrize("given", ELSEWHERE)
def test_in_awx_a_store_elsewhere_will_do(tmp_path, given):
    check_store(given, tmp_path, {MARK: "/runner"})

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access import rejections
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access.rejections import Rejections

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
DAY = timedelta(hours=24)


@pytest.fixture
def memory(tmp_path):
    return lambda host="web1", customer="acme": Rejections(tmp_path, customer, host)


def test_a_refused_credential_is_left_alone_until_it_changes_or_time_has_passed(memory):
    memory().remember(rejections.LOGIN, "mark", "credentials_rejected", NOW)
    known = memory().get(rejections.LOGIN)
    assert known.forbids("mark", NOW + timedelta(hours=23), DAY)
    assert not known.forbids("mark", NOW + DAY, DAY)
    assert not known.forbids("changed", NOW, DAY)
    assert not known.forbids("mark", NOW, timedelta(0))


def test_since_stays_with_the_credential_and_the_wait_begins_anew(memory):
    memory().remember(rejections.LOGIN, "mark", "credentials_rejected", NOW)
    again = memory().remember(rejections.LOGIN, "mark", "credentials_rejected", NOW + DAY)
    assert (again.since, again.tried_at) == ("2026-11-22T10:00:00Z", "2026-11-23T10:00:00Z")
    assert again.forbids("mark", NOW + DAY + timedelta(hours=1), DAY)
    assert memory().remember(rejections.LOGIN, "other", "credentials_rejected", NOW + DAY).since == "2026-11-23T10:00:00Z"


def test_hosts_customers_and_kinds_are_apart(memory):
    memory().remember(rejections.LOGIN, "mark", "credentials_rejected", NOW)
    assert memory().get(rejections.BECOME) is None
    assert memory("web2").get(rejections.LOGIN) is None
    assert memory(customer=None).get(rejections.LOGIN) is None


def test_what_works_again_is_forgotten(memory, tmp_path):
    memory().remember(rejections.LOGIN, "mark", "credentials_rejected", NOW)
    memory().remember(rejections.BECOME, "mark", "become_password_wrong", NOW)
    memory().forget(rejections.LOGIN)
    assert memory().get(rejections.LOGIN) is None
    assert memory().get(rejections.BECOME).reason == "become_password_wrong"
    memory().forget(rejections.BECOME)
    assert [path for path in (tmp_path / "rejected").rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("content", ["", "{", "[]", "17", '{"login": 1}', '{"login": {"fingerprint": "x"}}', '{"login": null}'])
def test_a_damaged_memory_is_none(memory, tmp_path, content):
    memory().remember(rejections.LOGIN, "mark", "credentials_rejected", NOW)
    (tmp_path / "rejected" / "acme" / "web1.json").write_text(content, encoding="utf-8")
    assert memory().get(rejections.LOGIN) is None

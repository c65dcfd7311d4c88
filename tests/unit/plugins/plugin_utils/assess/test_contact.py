# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access import status
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access.status import Access
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.collectors import PYTHON
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.contact import Policy, contact
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.host import Host
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.session import Outcome

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
ROOT = {
    "format": 1,
    "collector": {"name": "probe", "version": "0.1.0", "runtime": "python 3.11.2"},
    "complete": True,
    "started_at": "2026-11-22T10:00:00Z",
    "elapsed": 1.0,
    "deadline": 5.0,
    "sections": {},
    "privilege": {"administrative": True, "account": "root"},
}


class Machine:
    """A session with a machine that refuses the become password; `without` is what comes of the attempt without become."""

    uses_become = True

    def __init__(self, without):
        self.without = without
        self.asked_to_become = 0

    def collector(self, declared):
        return PYTHON

    def credentials(self):
        return {"password": "a"}

    def become_credentials(self):
        return {"become_pass": "b"}

    def run_probe(self, collector, plan, deadline):
        self.asked_to_become += 1
        return self.run_probe_without_become(collector, plan, deadline, Access.because(status.BECOME_PASSWORD_WRONG))

    def run_probe_without_become(self, collector, plan, deadline, why):
        return Outcome(Access.because(self.without[0]), self.without[1], become_failed=why)


class KeysOfAnAgent:
    """A session with a machine that hangs up before it was shown the right key."""

    uses_become = False

    def __init__(self):
        self.ssh_arguments = ""
        self.answer = status.TOO_MANY_KEYS
        self.log_ins = 0

    def collector(self, declared):
        return PYTHON

    def credentials(self):
        return {"key": "a"}

    def run_probe(self, collector, plan, deadline):
        self.log_ins += 1
        return Outcome(Access.because(self.answer))


def test_a_machine_that_hung_up_on_too_many_keys_is_left_alone_until_ssh_is_called_differently(tmp_path):
    session = KeysOfAnAgent()
    host = Host("db01", (), customer="mueller", device_class="server")

    def access(hour):
        return contact(host, session, {"deadline": 5.0}, Policy(tmp_path, timedelta(hours=24)), NOW + timedelta(hours=hour)).access

    first = access(0)
    assert (first.reason, first.attempted, first.since) == (status.TOO_MANY_KEYS, True, "2026-11-22T10:00:00Z")
    again = access(1)
    assert (again.reason, again.attempted, again.since) == (status.TOO_MANY_KEYS, False, first.since)
    assert session.log_ins == 1
    session.ssh_arguments = "-o IdentitiesOnly=yes"
    session.answer = status.NO_COLLECTOR
    assert access(2).reason == status.NO_COLLECTOR
    session.ssh_arguments = ""
    assert access(3).reason == status.NO_COLLECTOR  # what worked since is forgotten
    assert session.log_ins == 3


def test_a_refused_log_in_by_basic_is_told_as_such_until_the_inventory_changes(tmp_path):
    session = KeysOfAnAgent()
    session.answer = status.BASIC_REFUSED
    host = Host("erp01", (), customer="mueller", device_class="server")

    def access(hour):
        return contact(host, session, {"deadline": 5.0}, Policy(tmp_path, timedelta(hours=24)), NOW + timedelta(hours=hour)).access

    first, again = access(0), access(1)
    assert (first.reason, first.status, first.attempted) == (status.BASIC_REFUSED, status.REJECTED, True)
    assert (again.reason, again.status, again.attempted, again.since) == (status.BASIC_REFUSED, status.REJECTED, False, first.since)
    assert session.log_ins == 1


class CommandLine(Machine):
    """A session with a network device whose privilege is not to be had."""

    def __init__(self, reason):
        super().__init__(None)
        self.reason = reason

    def log_in_only(self, deadline, become_refused):
        if become_refused is None:
            self.asked_to_become += 1
        return Outcome(become_refused or Access.because(self.reason, privileged=False))


@pytest.mark.parametrize("reason", [status.BECOME_PASSWORD_WRONG, status.BECOME_FAILED])
def test_a_device_is_not_asked_for_privilege_again_with_the_same_password(tmp_path, reason):
    session = CommandLine(reason)
    host = Host("router", (), customer="mueller", device_class="network_device")
    for hour in range(4):
        made = contact(host, session, {"deadline": 5.0}, Policy(tmp_path, timedelta(hours=24)), NOW + timedelta(hours=hour)).access
        assert (made.reason, made.since) == (reason, "2026-11-22T10:00:00Z")
    assert session.asked_to_become == 1


@pytest.mark.parametrize(
    "without",
    [
        (status.INTERPRETER_MISSING, None),
        (status.CONNECTION_TIMEOUT, None),
        (status.LOGGED_IN, {"format": "no observation"}),
        (status.LOGGED_IN, ROOT),
    ],
)
def test_a_wrong_become_password_is_tried_once_whatever_else_is_wrong(tmp_path, without):
    machine = Machine(without)
    host = Host("db01", (), customer="mueller", device_class="server")
    for hour in range(4):
        contact(host, machine, {"deadline": 5.0}, Policy(tmp_path, timedelta(hours=24)), NOW + timedelta(hours=hour))
    assert machine.asked_to_become == 1

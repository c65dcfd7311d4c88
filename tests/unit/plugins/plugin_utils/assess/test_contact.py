# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access import status
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access.status import Access
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

    def credentials(self):
        return {"password": "a"}

    def become_credentials(self):
        return {"become_pass": "b"}

    def run_probe(self, plan, deadline):
        self.asked_to_become += 1
        return self.run_probe_without_become(plan, deadline, Access.because(status.BECOME_PASSWORD_WRONG))

    def run_probe_without_become(self, plan, deadline, why):
        return Outcome(Access.because(self.without[0]), self.without[1], become_failed=why)


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

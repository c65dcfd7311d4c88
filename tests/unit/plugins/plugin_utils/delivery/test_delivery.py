# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each new finding once: whatever is refused, and whenever the control node dies."""

from __future__ import annotations

import pytest
from made_up_fleet import CUSTOMERS, assessment, finding

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.delivery.delivery import Delivery
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.delivery.ledger import Ledger
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.delivery.settings import Webhook, load_channels

CREDENTIALS = finding("access.credentials", "unmet", "credentials_missing")


class Report:
    """As much of a report as delivery reads."""

    def __init__(self, run_id, *hosts):
        self.head = {"customer": {"id": "mueller", **CUSTOMERS["mueller"]}, "run": {"run_id": run_id}}
        self.hosts = [assessment(host, findings=findings) for host, findings in hosts]


@pytest.fixture
def tell(tmp_path):
    """Tells a customer of a report; what was delivered, and what went wrong."""

    def told(report, channels, **options):
        delivery = Delivery(Ledger(tmp_path), **options)
        delivery.to_customer("mueller", report, channels)
        return [(one["channel"], one["to"], one["new"], one["resolved"]) for one in delivery.delivered], delivery.problems

    return told


def test_a_refused_address_keeps_nothing_from_the_others(tell, mail_server, ca_file):
    server = mail_server()
    smtp = {"host": "localhost", "port": server.port, "sender": "msp@example.org", "ca_file": ca_file}
    channels = load_channels({"mail": {**smtp, "to": ["gone@mueller.example", "it@mueller.example"]}}, "v")
    report = Report("r1", ("a", [CREDENTIALS]))
    server.refuse, server.refused = "550 no such user", "gone@mueller.example"
    delivered, [problem] = tell(report, channels)
    assert delivered == [("mail", "it@mueller.example", 1, 0)]
    assert "gone@mueller.example" in problem
    assert tell(report, channels)[0] == []
    server.refuse = ""
    assert tell(Report("r2", ("a", [CREDENTIALS])), channels) == ([("mail", "gone@mueller.example", 1, 0)], [])
    assert [message["To"] for message in server.mails] == ["it@mueller.example", "gone@mueller.example"]


def test_a_server_that_is_not_there_is_tried_once_and_others_all_the_same(tell, serve, mail_server, ca_file):
    visits = []

    def hang_up(connection):
        visits.append(connection)
        connection.close()

    dead = serve(hang_up)
    smtp = {"host": "localhost", "sender": "msp@example.org", "ca_file": ca_file}
    gone = load_channels({"mail": {**smtp, "port": dead.port, "to": ["a@mueller.example", "b@mueller.example"]}}, "v")
    there = load_channels({"mail": {**smtp, "port": mail_server().port, "to": ["c@mueller.example"]}}, "v")
    delivered, problems = tell(Report("r1", ("a", [CREDENTIALS])), [*gone, *there])
    assert delivered == [("mail", "c@mueller.example", 1, 0)]
    assert [problem.split(": ")[1] for problem in problems] == [f"not delivered by mail {name}@mueller.example" for name in "ab"]
    assert all(f"localhost:{dead.port}" in problem for problem in problems)
    assert len(visits) == 1
    assert len(tell(Report("r2", ("a", [CREDENTIALS])), gone)[1]) == 2
    assert len(visits) == 2


def test_what_was_sent_and_not_remembered_comes_again_with_the_same_id(tell, hook_server, ca_file, monkeypatch):
    """Also where a run came in between."""
    channels = [Webhook(hook_server.url, ca_file=ca_file)]

    def die(*_arguments):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Ledger, "remember", die)
        with pytest.raises(KeyboardInterrupt):
            tell(Report("r1", ("a", [CREDENTIALS])), channels)
    for run_id, findings in (("r2", [CREDENTIALS]), ("r3", []), ("r4", [CREDENTIALS])):
        assert tell(Report(run_id, ("a", findings)), channels)[1] == []
    ids = [document["id"] for document in hook_server.documents]
    assert ids[0] == ids[1]
    assert len(set(ids)) == 3
    assert [(len(one["customers"][0]["new"]), len(one["customers"][0]["resolved"])) for one in hook_server.documents] == [(1, 0), (1, 0), (0, 1), (1, 0)]


def test_a_damaged_account_keeps_nothing_of_the_others_from_the_provider(tmp_path, hook_server, ca_file):
    (tmp_path / "deliveries").mkdir()
    (tmp_path / "deliveries" / "other.json").write_text("{")
    report = Report("r1", ("a", [CREDENTIALS]))
    delivery = Delivery(Ledger(tmp_path))
    delivery.to_provider({"other": report, "mueller": report}, [Webhook(hook_server.url, ca_file=ca_file)], "en")
    assert [len(document["customers"]) for document in hook_server.documents] == [1]
    [problem] = delivery.problems
    assert problem.startswith("other: not told to provider.webhook: ")


def test_what_is_predicted_is_neither_sent_nor_remembered(tell, hook_server, ca_file):
    channels = [Webhook(hook_server.url, ca_file=ca_file)]
    report = Report("r1", ("a", [CREDENTIALS]))
    assert tell(report, channels, predict=True) == tell(report, channels, predict=True) == ([("webhook", None, 1, 0)], [])
    assert hook_server.posts == []

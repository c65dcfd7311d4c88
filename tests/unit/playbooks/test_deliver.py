# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook as a whole, against a real SMTP server and a real HTTPS server on this machine."""

from __future__ import annotations

import made_up_fleet
import pytest
import yaml
from certificate_authority import Authority
from delivery_servers import HookServer, MailServer

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RunDirectory, runs_directory

SECRET = "c4nary-Secret"


@pytest.fixture
def state_dir(tmp_path):
    made_up_fleet.write_run(tmp_path / "state")
    return tmp_path / "state"


@pytest.fixture
def servers(tmp_path):
    authority = Authority(tmp_path)
    (tmp_path / "authority.pem").write_text(authority.pem)
    mail, hook = MailServer(authority.context()[0], password=SECRET), HookServer(authority.context()[0])
    yield mail, hook
    mail.close()
    hook.close()


@pytest.fixture
def play(ansible, tmp_path, state_dir, servers):
    mail, hook = servers
    ca_file = str(tmp_path / "authority.pem")

    def run(*arguments):
        smtp = {"host": "localhost", "port": mail.port, "sender": "msp@example.org", "username": "msp", "password": "{{ secret }}", "ca_file": ca_file}
        to_customer = {"mail": {**smtp, "to": ["it@mueller.example"]}}
        shared = {"secret": SECRET, "maintenance_provider_delivery": {"webhook": {"url": hook.url, "token": "{{ secret }}", "ca_file": ca_file}}}
        groups = {
            name: {"hosts": dict.fromkeys(made_up_fleet.CUSTOMERS[name]["hosts"]), "vars": {"maintenance_customer": name}} for name in made_up_fleet.CUSTOMERS
        }
        groups["mueller"]["vars"]["maintenance_delivery"] = to_customer
        inventory = tmp_path / "hosts.yml"
        inventory.write_text(yaml.safe_dump({"all": {"children": groups, "vars": shared}}))
        code, output = ansible(
            *("playbook", "bauer_group.remote_maintenance.deliver", "-i", str(inventory), "-vvv", "-e", f"maintenance_state_dir={state_dir}", *arguments)
        )
        assert SECRET not in output
        return code, output

    return run


def open_findings(customer=None):
    return {
        (one["host"], finding["id"])
        for one in made_up_fleet.made_up_assessments()
        for finding in one["findings"]
        if finding["status"] == "unmet" and finding["severity"] == "failure" and customer in (None, one["customer"])
    }


def test_each_new_finding_is_told_once_and_resolved_ones_too(play, servers, state_dir):
    mail, hook = servers
    code, output = play()
    assert code == 0, output
    (message,) = mail.mails
    assert message["To"] == "it@mueller.example"
    assert "empfang" in message.get_content()
    (document,) = hook.documents
    told = {(one["host"], one["id"]) for customer in document["customers"] for one in customer["new"]}
    assert told == open_findings()

    code, output = play()
    assert code == 0, output
    assert (len(mail.mails), len(hook.posts)) == (1, 1)

    RunDirectory.load(runs_directory(state_dir) / made_up_fleet.RUN_ID).write_assessment(made_up_fleet.assessment("fs01"))
    code, output = play()
    assert code == 0, output
    assert "Firewallausnahmen TeamViewer: fs01" in mail.mails[1].get_content()
    (customer,) = hook.documents[1]["customers"]
    assert [(one["host"], one["id"]) for one in customer["resolved"]] == [("fs01", "endpoints.teamviewer")]
    assert customer["new"] == []


def test_what_was_not_taken_fails_the_play_and_is_told_next_time(play, servers):
    mail, hook = servers
    hook.status = 503
    code, output = play()
    assert code != 0
    assert "503" in output
    assert len(mail.mails) == 1
    hook.status = 200
    code, output = play()
    assert code == 0, output
    assert (len(mail.mails), len(hook.posts)) == (1, 2)
    assert hook.documents[0]["id"] == hook.documents[1]["id"]


def test_check_mode_sends_and_remembers_nothing(play, servers, state_dir):
    mail, hook = servers
    code, output = play("--check")
    assert code == 0, output
    assert "mueller: would tell by mail it@mueller.example: " in output
    assert "provider: would tell by webhook: " in output
    assert (mail.mails, hook.posts) == ([], [])
    assert not list(state_dir.glob("deliveries/*.json"))
    code, _output = play()
    assert code == 0
    assert (len(mail.mails), len(hook.posts)) == (1, 1)


def test_wrong_settings_concern_their_customer_only(play, servers):
    _mail, hook = servers
    code, output = play("-e", '{"maintenance_delivery": {"mail": {"host": "x"}}}')
    assert code != 0
    assert "maintenance_delivery of mueller" in output
    assert len(hook.posts) == 1

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Routers over `network_cli`, with the real collections ansible.netcommon and cisco.ios against doubles with Cisco's command line.

All of them in one inventory: played twice as it is, and a third time with the passwords put right.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from loopback_router import Router
from playbook_control import ROOT, Control, Played, customer

OTHERS = ROOT / ".ansible" / "others"
REQUIREMENTS = ["access.credentials", "access.privilege", "internet.http", "dns.udp", "endpoints.teamviewer", "client.exclusive"]
ENABLE = {"ansible_become": True, "ansible_become_method": "ansible.netcommon.enable"}
SETUP = {"terminal length 0", "terminal width 512", "terminal width 0"}


@dataclass
class Device:
    """A router, and what the inventory says of it besides the right log-in; `right` puts its passwords right."""

    router: Router
    variables: dict = field(default_factory=dict)
    right: dict | None = None
    seen: list[tuple[int, int, int]] = field(default_factory=list)  # after each run: log-ins, refusals of the log-in, refusals of enable


def fleet() -> dict[str, Device]:
    """Every router by its name in the inventory."""
    return {
        "privileged": Device(Router(level=15)),
        "ordinary": Device(Router(level=1)),
        "nearly": Device(Router(level=14)),
        "silent": Device(Router(level=15, knows_privilege=False)),
        "enabled": Device(Router(), {**ENABLE, "ansible_become_password": "secret"}),
        "enabled-short": Device(Router(), {**ENABLE, "ansible_become_method": "enable", "ansible_become_password": "secret"}),
        "enable-wrong": Device(Router(), {**ENABLE, "ansible_become_password": "wrong"}, {"ansible_become_password": "secret"}),
        "enable-in-pieces": Device(Router(halting=True), {**ENABLE, "ansible_become_password": "wrong"}),
        "enable-nowhere": Device(Router(enable_secret=None), {**ENABLE, "ansible_become_password": "secret"}),
        "enable-without": Device(Router(), ENABLE),
        "wrong": Device(Router(), {"ansible_password": "wrong"}, {"ansible_password": "right"}),
        "absent": Device(Router(), {"ansible_port": 9}),
        "mute": Device(Router(mute=True)),
        "stranger": Device(Router(), {"ansible_host_key_checking": True}),
        "of-no-system": Device(Router(), {"ansible_network_os": None}),
        "of-unknown-system": Device(Router(), {"ansible_network_os": "nobody.knows.this"}),
        "over-http": Device(Router(), {"ansible_connection": "ansible.netcommon.httpapi"}),
        "local": Device(Router(), {"ansible_connection": "local"}),
        "canary": Device(Router(password="canary-of-the-login", enable_secret="canary-of-enable"), {**ENABLE, "ansible_become_password": "canary-of-enable"}),
    }


@dataclass
class Rounds:
    """What three runs over the fleet brought."""

    control: Control
    devices: dict[str, Device]
    played: list[Played] = field(default_factory=list)
    findings: list[dict[str, dict[str, tuple]]] = field(default_factory=list)
    access: list[dict[str, dict]] = field(default_factory=list)

    def play(self, right: bool = False) -> None:
        hosts = {
            name: {**device.router.variables(ansible_host_key_checking=False), **device.variables, **((right and device.right) or {})}
            for name, device in self.devices.items()
        }
        inventory = {"acme": customer("acme", "A-1", hosts, maintenance_requirements=REQUIREMENTS)}
        paths = f"{ROOT / '.ansible' / 'collections'}:{OTHERS}"
        played = self.control.play(inventory, "-vvvv", "--forks", "20", ANSIBLE_COLLECTIONS_PATH=paths, ANSIBLE_PERSISTENT_COMMAND_TIMEOUT="15")
        assessed = played.hosts
        self.played.append(played)
        self.findings.append(
            {host: {one["id"]: (one["status"], one["reason"], one["responsible"]) for one in made["findings"]} for host, made in assessed.items()}
        )
        self.access.append({host: made["access"] for host, made in assessed.items()})
        for device in self.devices.values():
            device.seen.append((device.router.log_ins, device.router.refusals, device.router.enable_refusals))


@pytest.fixture(scope="module")
def rounds(tmp_path_factory, ansible) -> Iterator[Rounds]:
    if not (OTHERS / "ansible_collections" / "ansible" / "netcommon").is_dir():
        pytest.skip("ansible.netcommon is not unpacked here (make .ansible/others)")
    devices = fleet()
    with contextlib.ExitStack() as running:
        for device in devices.values():
            running.enter_context(device.router)
        made = Rounds(Control(tmp_path_factory.mktemp("routers"), ansible("ansible-playbook")), devices)
        made.play()
        made.play()
        made.play(right=True)
        yield made


CREDENTIALS = {
    "privileged": ("met", "logged_in", None),
    "ordinary": ("met", "logged_in", None),
    "nearly": ("met", "logged_in", None),
    "silent": ("met", "logged_in", None),
    "enabled": ("met", "logged_in", None),
    "enabled-short": ("met", "logged_in", None),
    "enable-wrong": ("met", "logged_in", None),
    "enable-in-pieces": ("met", "logged_in", None),
    "enable-nowhere": ("met", "logged_in", None),
    "enable-without": ("met", "logged_in", None),
    "wrong": ("unmet", "credentials_rejected", "customer"),
    "absent": ("unknown", "connection_refused", "undetermined"),
    "mute": ("unknown", "connection_timeout", "undetermined"),
    "stranger": ("unknown", "host_key_unknown", "provider"),
    "of-no-system": ("unknown", "control_node_unfit", "provider"),
    "of-unknown-system": ("unknown", "control_node_unfit", "provider"),
    "over-http": ("unknown", "control_node_unfit", "provider"),
    "local": ("unknown", "no_way_in", "provider"),
    "canary": ("met", "logged_in", None),
}

PRIVILEGE = {
    "privileged": ("met", "administrative", None),
    "ordinary": ("unmet", "not_administrative", "customer"),
    "nearly": ("unmet", "not_administrative", "customer"),
    "silent": ("unknown", "privilege_not_seen", "provider"),
    "enabled": ("met", "administrative", None),
    "enabled-short": ("met", "administrative", None),
    "enable-wrong": ("unmet", "become_password_wrong", "customer"),
    "enable-in-pieces": ("unmet", "become_failed", "undetermined"),
    "enable-nowhere": ("unmet", "become_failed", "undetermined"),
    "enable-without": ("unmet", "become_password_missing", "customer"),
    "canary": ("met", "administrative", None),
}


@pytest.mark.parametrize("name", CREDENTIALS)
def test_the_log_in(rounds, name):
    assert rounds.findings[0][name]["access.credentials"] == CREDENTIALS[name], rounds.played[0].output


@pytest.mark.parametrize("name", CREDENTIALS)
def test_the_privilege(rounds, name):
    found = rounds.findings[0][name]["access.privilege"]
    assert found == PRIVILEGE[name] if name in PRIVILEGE else found[:2] == ("unknown", "no_access")


@pytest.mark.parametrize("name", PRIVILEGE)
def test_all_that_needs_a_collector_is_unknown(rounds, name):
    found = rounds.findings[0][name]
    assert {found[one] for one in ("internet.http", "dns.udp", "client.exclusive")} == {("unknown", "no_collector", "provider")}
    assert found["endpoints.teamviewer"] == ("not_applicable", "not_for_device_class", None)


@pytest.mark.parametrize("name", ["privileged", "ordinary", "nearly", "silent", "enabled", "enabled-short", "enable-nowhere", "canary"])
def test_one_log_in_a_run(rounds, name):
    assert rounds.devices[name].seen == [(1, 0, 0), (2, 0, 0), (3, 0, 0)]


def test_a_wrong_password_is_tried_once_and_not_again_until_it_changes(rounds):
    assert rounds.devices["wrong"].seen == [(0, 1, 0), (0, 1, 0), (1, 1, 0)]
    assert rounds.findings[1]["wrong"]["access.credentials"] == ("unmet", "credentials_rejected_before", "customer")
    assert rounds.findings[2]["wrong"]["access.credentials"] == ("met", "logged_in", None)


def test_a_wrong_password_for_enable_likewise(rounds):
    assert rounds.devices["enable-wrong"].seen == [(1, 0, 1), (2, 0, 1), (3, 0, 1)]
    assert rounds.findings[1]["enable-wrong"]["access.privilege"] == PRIVILEGE["enable-wrong"]
    assert rounds.access[1]["enable-wrong"]["since"] == rounds.access[0]["enable-wrong"]["since"]
    assert rounds.findings[2]["enable-wrong"]["access.privilege"] == ("met", "administrative", None)


def test_a_refusal_of_enable_that_was_not_understood_is_not_tried_again_either(rounds):
    assert rounds.devices["enable-in-pieces"].seen == [(1, 0, 1), (2, 0, 1), (3, 0, 1)]


@pytest.mark.parametrize("name", ["absent", "stranger", "of-no-system", "of-unknown-system", "over-http", "local"])
def test_who_is_not_to_be_logged_in_to_is_not_shown_a_password(rounds, name):
    assert rounds.devices[name].seen[-1] == (0, 0, 0)


def test_what_is_missing_on_the_control_node_is_named(rounds):
    details = {name: rounds.access[0][name]["detail"] for name in ("of-no-system", "of-unknown-system", "over-http")}
    assert details == {"of-no-system": "ansible_network_os", "of-unknown-system": "nobody.knows.this", "over-http": "cisco.ios.ios"}


def test_nothing_is_asked_of_a_device_but_its_privilege(rounds):
    asked = {command for device in rounds.devices.values() for command in device.router.commands}
    assert asked - SETUP - {"exit"} == {"show privilege", "enable"}
    wanted = {name for name, device in rounds.devices.items() if "enable" in device.router.commands}
    assert wanted == {"enabled", "enabled-short", "enable-wrong", "enable-in-pieces", "enable-nowhere", "canary"}


def test_no_password_is_shown_or_kept_and_no_connection_stays_open(rounds):
    assert [played.output.count("canary-of") for played in rounds.played] == [0, 0, 0]
    files = [path for path in rounds.control.folder.rglob("*") if path.is_file() and path.name != "inventory.yml"]
    assert [path for path in files if b"canary-of" in path.read_bytes()] == []
    assert len(files) > len(rounds.devices)
    assert [path for path in (rounds.control.folder / "ansible").rglob("*") if path.is_socket()] == []

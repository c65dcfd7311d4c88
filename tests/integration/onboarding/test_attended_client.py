# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role attended_client on a workstation of the lab: QuickSupport for everybody, replaced as a whole, and nowhere it does not belong."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from lab.vendors.quicksupport import FOLDER, MENU_ENTRY
from onboarding_on_the_lab import ASKED_FOR_ACTS, CONTRACT
from scenario.played import changed, failures, modules

HOST = "nw-office"
PLAYBOOK = str(Path(__file__).with_name("attended_client.yml"))
ABSENT = {"attended_client_state": "absent"}
VERSION = f"{FOLDER}/doc/version.txt"


class Stage:
    """The workstation, the vendor and the control node of one test."""

    def __init__(self, lab, playbooks, machine):
        self.lab, self.playbooks, self.machine = lab, playbooks, machine

    def serve(self, version="1", ballast=0):
        """The archive at its URL; its variables."""
        archive = self.lab.quicksupport.archive(version, ballast)
        self.lab.quicksupport.answer_with(archive.content)
        return {"attended_client_url": archive.url, "attended_client_checksum": archive.checksum}

    def play(self, variables: Mapping[str, object], *arguments: str, host: str = HOST):
        return self.playbooks.compliance("-vvvv", "--limit", host, *arguments, playbook=PLAYBOOK, hosts={host: {**ASKED_FOR_ACTS, **variables}})

    def finding(self, run) -> dict:
        return run.findings(HOST)["client.attended"]

    @property
    def remains(self) -> list[str]:
        return self.machine.execute("find", "/opt", "-maxdepth", "1", "-name", ".*", "-not", "-name", ".").split()

    @property
    def is_untouched(self) -> bool:
        return not self.machine.path(FOLDER).exists() and not self.machine.path(MENU_ENTRY).exists() and self.remains == []


@pytest.fixture
def stage(lab, playbooks):
    with lab.quicksupport.on(HOST) as machine, lab.quicksupport.serving():
        yield Stage(lab, playbooks, machine)


def test_fresh_converged_replaced_and_away_again(stage):
    wanted = stage.serve()
    predicted = stage.play(wanted, "--check", "--diff")
    assert predicted.code == 0, predicted.output
    assert changed(predicted.output)[HOST] > 0
    assert stage.is_untouched

    first = stage.play(wanted, "--diff")
    assert first.code == 0, first.output
    assert (stage.finding(first)["status"], stage.finding(first)["reason"]) == ("met", "attended_client_found")
    everything = stage.machine.execute(
        "find", FOLDER, MENU_ENTRY, "(", "-not", "-user", "root", "-o", "-perm", "/022", "-o", "-perm", "/6000", ")", "-not", "-type", "l"
    )
    assert everything == ""
    entry = dict(line.split("=", 1) for line in stage.machine.read(MENU_ENTRY).splitlines() if "=" in line)
    assert stage.machine.execute("test", "-x", entry["Exec"], "-a", "-s", entry["Icon"]) == ""
    assert entry["Type"] == "Application"

    for arguments in ((), ("--check",)):
        again = stage.play(wanted, *arguments)
        assert (again.code, changed(again.output), modules(again.output)) == (0, {HOST: 0}, ["probe"]), again.output

    replaced = stage.play(stage.serve("2"))
    assert (replaced.code, stage.machine.read(VERSION)) == (0, "2"), replaced.output
    assert stage.remains == []

    away = stage.play({**wanted, **ABSENT})
    assert (away.code, stage.is_untouched) == (0, True), away.output
    twice = stage.play({**wanted, **ABSENT})
    assert (twice.code, changed(twice.output), modules(twice.output)) == (0, {HOST: 0}, ["probe"]), twice.output


def test_from_the_control_node(stage, tmp_path):
    archive = stage.lab.quicksupport.archive("3")
    stage.lab.quicksupport.answer_with(b"")
    (tmp_path / "qs.tar.gz").write_bytes(archive.content)
    run = stage.play({"attended_client_file": str(tmp_path / "qs.tar.gz"), "attended_client_checksum": archive.checksum})
    assert (run.code, stage.machine.read(VERSION)) == (0, "3"), run.output
    assert stage.machine.attempt("find", "/home", "/root", "/tmp", "-name", "archive").stdout == ""


@pytest.mark.parametrize(
    ("published", "changes", "said"),
    [
        (lambda content: content[:5000], {}, "the download has the SHA-256"),
        (lambda content: content, {"attended_client_checksum": "0" * 64}, "the download has the SHA-256"),
        (lambda content: content, {"attended_client_checksum": ""}, "checksum must be a SHA-256"),
        (lambda content: content, {"attended_client_url": "https://download.teamviewer.com/download/not-there"}, "HTTP status 404"),
    ],
    ids=["cut off", "wrong checksum", "no checksum", "not there"],
)
def test_what_nobody_vouches_for_leaves_the_old_one(stage, published, changes, said):
    assert stage.play(stage.serve()).code == 0
    wanted = stage.serve("2")
    stage.lab.quicksupport.answer_with(published(stage.lab.quicksupport.archive("2").content))
    run = stage.play({**wanted, **changes})
    assert run.code != 0
    assert any(said in failure for failure in failures(run.output)), run.output
    assert (stage.machine.read(VERSION), stage.remains) == ("1", [])


def test_killed_in_the_middle_a_rerun_ends_converged(stage):
    assert stage.play(stage.serve()).code == 0
    wanted = stage.serve("2", ballast=150_000_000)
    started = stage.playbooks.start("--limit", HOST, playbook=PLAYBOOK, hosts={HOST: wanted})
    deadline = time.monotonic() + 60
    while not stage.remains and time.monotonic() < deadline:
        time.sleep(0.02)
    stage.machine.execute("sh", "-c", "pkill -9 python3; true")
    started.communicate()
    assert stage.remains != []
    assert stage.machine.read(VERSION) == "1"
    wanted = stage.serve("2")
    run = stage.play(wanted)
    assert (run.code, stage.machine.read(VERSION), stage.remains) == (0, "2", []), run.output
    again = stage.play(wanted)
    assert (again.code, changed(again.output)) == (0, {HOST: 0}), again.output


def test_a_person_who_uses_it_is_no_other_client(stage):
    wanted = stage.serve()
    assert stage.play(wanted).code == 0
    stage.machine.execute("su", "techniker", "-c", f"{FOLDER}/teamviewer > /dev/null 2>&1 &")
    run = stage.play(wanted)
    assert (run.code, changed(run.output)) == (0, {HOST: 0}), run.output
    assert stage.finding(run)["data"]["presence"] == "running"
    assert run.findings(HOST)["client.exclusive"]["reason"] == "no_other_client"
    assert [row["product"] for row in run.assessments[HOST]["software"]] == ["teamviewer-quicksupport"]


def test_somebody_elses_is_left_alone(stage):
    stage.machine.execute("sh", "-c", f"mkdir -p {FOLDER}/tv_bin && cp /usr/bin/sleep {FOLDER}/tv_bin/TeamViewer")
    for changes in ({}, ABSENT):
        run = stage.play({**stage.serve(), **changes})
        assert (run.code, changed(run.output), modules(run.output)) == (0, {HOST: 0}, ["probe"]), run.output
    assert stage.machine.path(f"{FOLDER}/tv_bin/TeamViewer").exists()
    adopted = stage.play({**stage.serve(), "maintenance_adopt": True})
    assert (adopted.code, stage.machine.read(VERSION)) == (0, "1"), adopted.output


def test_with_a_consent_to_unattended_access_there_is_nothing_to_do(stage):
    consent = {"scope": "workstations", "given_by": "Frauke Petersen", "given_on": "2026-02-01", "source": "written"}
    run = stage.play({**stage.serve(), "maintenance_contract": {**CONTRACT, "consents": [consent]}})
    assert (run.code, changed(run.output), modules(run.output)) == (0, {HOST: 0}, ["probe"]), run.output
    assert stage.is_untouched


def test_on_a_server_there_is_nothing_to_do(lab, playbooks):
    with lab.quicksupport.on("nw-server") as machine, lab.quicksupport.serving():
        stage = Stage(lab, playbooks, machine)
        run = stage.play(stage.serve(), host="nw-server")
        assert (run.code, changed(run.output), modules(run.output)) == (0, {"nw-server": 0}, ["probe"]), run.output
        assert stage.is_untouched

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role monitoring_agent on a host of the lab: what it does, what it refuses, and what no failure of the vendor's script makes of it."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from lab.vendors.atera import IDENTITY, PACKAGE, TOKEN, UNIT
from onboarding_on_the_lab import ASKED_FOR_ACTS
from scenario.played import changed, failed, failures, modules

HOST = "nw-server"
PLAYBOOK = str(Path(__file__).with_name("monitoring_agent.yml"))
PROVIDER = {"name": "BAUER GROUP", "atera_account_ids": ["001OursAtera0001"]}
ABSENT = {"monitoring_agent_state": "absent"}
CANARY = "CANARY"


class Stage:
    """The host, the vendor and the control node of one test."""

    def __init__(self, lab, playbooks, machine):
        self.lab, self.playbooks, self.machine = lab, playbooks, machine

    def serve(self, **how):
        """The script at its URL; its variables."""
        script = self.lab.atera.script(**how)
        self.lab.atera.answer_with(script.content)
        return {"maintenance_provider": PROVIDER, "monitoring_agent_url": script.url, "monitoring_agent_checksum": script.checksum, "monitoring_agent_wait": 20}

    def play(self, variables: Mapping[str, object], *arguments: str):
        return self.playbooks.compliance("-vvvv", "--limit", HOST, *arguments, playbook=PLAYBOOK, hosts={HOST: {**ASKED_FOR_ACTS, **variables}})

    def finding(self, run) -> dict:
        return run.findings(HOST)["agent.monitoring"]

    @property
    def service(self) -> list[str]:
        said = (
            self.machine.attempt("systemctl", "is-active", "AteraAgent.service").stdout
            + self.machine.attempt("systemctl", "is-enabled", "AteraAgent.service").stdout
        )
        return said.split()

    @property
    def downloads(self) -> int:
        log = self.lab.internet.path("/var/log/nginx/files.log")
        return log.read_text().count("servicedesk.atera.com 200") if log.exists() else 0

    @property
    def is_untouched(self) -> bool:
        return not self.machine.path("/usr/lib/atera-agent").exists() and not self.machine.path(UNIT).exists()

    def tokens_on(self, machine) -> list[str]:
        """Files that hold the account's token, in what lies in memory and on disk, and the system's log."""
        found = machine.attempt(
            "grep", "-rl", "--exclude-dir=journal", TOKEN, "/run", "/var", "/etc", "/root", "/home", "/tmp", "/usr/lib/atera-agent"
        ).stdout.split()
        return found + [line for line in machine.attempt("journalctl", "--no-pager").stdout.splitlines() if TOKEN in line]


@pytest.fixture
def stage(lab, playbooks):
    with lab.atera.on(HOST) as machine, lab.atera.serving():
        yield Stage(lab, playbooks, machine)


def test_fresh_converged_and_away_again(stage):
    wanted = stage.serve()
    before = stage.downloads
    first = stage.play(wanted)
    assert (first.code, failed(first.output)) == (0, []), first.output
    assert stage.service == ["active", "enabled"]
    assert stage.finding(first)["status"] == "met"
    assert stage.downloads == before + 1

    again = stage.play(wanted)
    assert (again.code, changed(again.output)) == (0, {HOST: 0}), again.output
    assert modules(again.output) == ["probe"]
    assert stage.downloads == before + 1
    predicted = stage.play(wanted, "--check", "--diff")
    assert (predicted.code, changed(predicted.output), modules(predicted.output)) == (0, {HOST: 0}, ["probe"])

    away = stage.play({**wanted, **ABSENT})
    assert (away.code, failed(away.output)) == (0, []), away.output
    assert stage.is_untouched
    assert not stage.machine.path("/etc/atera-agent").exists()
    twice = stage.play({**wanted, **ABSENT})
    assert (twice.code, changed(twice.output)) == (0, {HOST: 0}), twice.output
    for run in (first, again, predicted, away, twice):
        assert [line for line in run.output.splitlines() if CANARY in line] == []
    assert [str(path) for path in first.state.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()] == []
    assert stage.tokens_on(stage.machine) == []


def test_the_script_leaves_its_token_nowhere(stage):
    wanted = stage.serve()
    run = stage.play(wanted)
    assert run.code == 0, run.output
    assert stage.tokens_on(stage.machine) == []
    assert [str(path) for path in stage.lab.internet.path("/var/log").rglob("*") if path.is_file() and TOKEN.encode() in path.read_bytes()] == []


def test_a_script_of_the_control_node(stage, tmp_path):
    script = stage.lab.atera.script()
    (tmp_path / "install.sh").write_bytes(script.content)
    wanted = {**stage.serve(), "monitoring_agent_url": "", "monitoring_agent_file": str(tmp_path / "install.sh")}
    before = stage.downloads
    run = stage.play(wanted)
    assert run.code == 0, run.output
    assert (stage.finding(run)["status"], stage.downloads) == ("met", before)
    assert [line for line in run.output.splitlines() if CANARY in line] == []


@pytest.mark.parametrize("place", ["url", "file"])
def test_a_package_of_ones_own(stage, tmp_path, place):
    """Installed, found again, and taken away; a URL that admits to the account is kept as secret as the script's."""
    package = stage.lab.atera.package()
    stage.lab.atera.answer_with(package.content)
    (tmp_path / "agent.deb").write_bytes(package.content)
    wanted = {
        "maintenance_provider": PROVIDER, "monitoring_agent_source": "package", "monitoring_agent_package_name": PACKAGE, "monitoring_agent_wait": 20,
        "monitoring_agent_checksum": package.checksum, f"monitoring_agent_{place}": package.url if place == "url" else str(tmp_path / "agent.deb"),
    }
    wrong = stage.play({**wanted, "monitoring_agent_checksum": "0" * 64})
    assert (wrong.code, stage.is_untouched) == (2, True), wrong.output
    before, downloaded = stage.downloads, int(place == "url")
    first = stage.play(wanted)
    assert (first.code, failed(first.output), stage.finding(first)["status"]) == (0, [], "met"), first.output
    assert (stage.service, stage.downloads) == (["active", "enabled"], before + downloaded)

    again = stage.play(wanted)
    assert (again.code, changed(again.output), modules(again.output)) == (0, {HOST: 0}, ["probe"]), again.output
    away = stage.play({**wanted, **ABSENT})
    assert (away.code, stage.is_untouched) == (0, True), away.output
    assert stage.machine.attempt("dpkg-query", "--show", PACKAGE).returncode == 1
    for run in (wrong, first, again, away):
        assert [line for line in run.output.splitlines() if CANARY in line] == []
    assert stage.tokens_on(stage.machine) == []


def test_check_mode_on_a_fresh_host_predicts_and_changes_nothing(stage):
    before = stage.downloads
    run = stage.play(stage.serve(), "--check", "--diff")
    assert run.code == 0, run.output
    assert changed(run.output)[HOST] > 0
    assert stage.is_untouched
    assert stage.downloads == before
    assert not (run.state / "store.sqlite").exists() or stage.play(stage.serve()).code == 0


@pytest.mark.parametrize(
    ("published", "said"),
    [
        (lambda content: content[:700], "the download has the SHA-256"),
        (lambda content: content + b"\n", "the download has the SHA-256"),
        (None, "HTTP status 404"),
    ],
    ids=["cut off", "falsified", "not there"],
)
def test_what_is_not_the_script_is_not_run(stage, published, said):
    wanted = stage.serve()
    content = stage.lab.atera.script().content
    stage.lab.atera.answer_with(published(content) if published else b"")
    if published is None:
        stage.lab.atera.withdraw()
    run = stage.play(wanted)
    assert run.code != 0
    assert any(said in failure for failure in failures(run.output)), run.output
    assert stage.is_untouched
    assert [line for line in run.output.splitlines() if CANARY in line] == []
    assert [str(path) for path in stage.lab.internet.path("/var/log").rglob("*") if path.is_file() and TOKEN.encode() in path.read_bytes()] == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"monitoring_agent_checksum": ""}, "checksum must be a SHA-256"),
        ({"monitoring_agent_checksum": "0" * 64}, "the download has the SHA-256"),
        ({"monitoring_agent_url": ""}, "either url or file must be given"),
        ({"monitoring_agent_url": "http://bauer-group.servicedesk.atera.com/api/utils/x"}, "url must begin with https://"),
    ],
)
def test_what_nobody_vouches_for_is_not_run(stage, changes, said):
    run = stage.play({**stage.serve(), **changes})
    assert run.code != 0
    assert any(said in failure for failure in failures(run.output)), run.output
    assert stage.is_untouched


def test_a_server_that_is_down(stage):
    wanted = stage.serve()
    with stage.lab.firewall("internet").drop_hosts("bauer-group.servicedesk.atera.com"):
        run = stage.play(wanted)
    assert run.code != 0
    assert any("could not be reached" in failure for failure in failures(run.output)), run.output
    assert stage.is_untouched


def test_a_script_that_fails(stage):
    run = stage.play(stage.serve(mode="fails"))
    assert run.code != 0
    assert "The install script failed with exit code 3" in failures(run.output), run.output
    assert [line for line in run.output.splitlines() if CANARY in line] == []


def test_a_script_that_lies_is_not_believed_and_then_repaired(stage):
    run = stage.play(stage.serve(mode="lies"))
    assert run.code != 0
    assert any("atera does not run 20 s after it was set up" in failure for failure in failures(run.output)), run.output
    assert stage.finding(run)["status"] != "met"
    repaired = stage.play(stage.serve())
    assert (repaired.code, stage.finding(repaired)["status"]) == (0, "met"), repaired.output


def test_somebody_elses_agent_is_refused_and_untouched(lab, playbooks):
    with lab.atera.on(HOST, account="other") as machine, lab.atera.serving():
        stage = Stage(lab, playbooks, machine)
        before = machine.read(IDENTITY), machine.execute("systemctl", "show", "-p", "MainPID", "AteraAgent.service")
        for state in ({}, {"maintenance_adopt": True}, ABSENT):
            run = stage.play({**stage.serve(), **state})
            assert changed(run.output) == {HOST: 0}, run.output
            assert modules(run.output) == ["probe"]
            assert stage.finding(run)["reason"] == "agent_foreign"
        assert (machine.read(IDENTITY), machine.execute("systemctl", "show", "-p", "MainPID", "AteraAgent.service")) == before


def test_a_script_for_a_wrong_account_fails_and_says_so(stage):
    run = stage.play(stage.serve(account="other"))
    assert run.code != 0
    assert any("belongs to the account 001OtherAtera002" in failure for failure in failures(run.output)), run.output
    assert stage.finding(run)["reason"] == "agent_foreign"
    again = stage.play(stage.serve())
    assert (changed(again.output), stage.finding(again)["reason"]) == ({HOST: 0}, "agent_foreign")


def test_one_that_does_not_tell_its_account(stage):
    wanted = {**stage.serve(mode="silent"), "monitoring_agent_wait": 4}
    run = stage.play(wanted)
    assert run.code == 0, run.output
    assert (stage.finding(run)["status"], stage.finding(run)["reason"]) == ("unknown", "agent_owner_unknown")
    again = stage.play(wanted)
    assert (again.code, changed(again.output), modules(again.output)) == (0, {HOST: 0}, ["probe"])
    stage.play({**wanted, **ABSENT})
    assert stage.service == ["active", "enabled"]
    gone = stage.play({**wanted, **ABSENT, "maintenance_adopt": True})
    assert (gone.code, stage.is_untouched) == (0, True), gone.output


def test_one_that_nobody_knows_is_refused(lab, playbooks):
    with lab.atera.on(HOST, account="ours") as machine, lab.atera.serving():
        machine.path(IDENTITY).unlink()
        stage = Stage(lab, playbooks, machine)
        run = stage.play(stage.serve())
        assert (changed(run.output), modules(run.output)) == ({HOST: 0}, ["probe"])
        adopted = stage.play({**stage.serve(), "maintenance_adopt": True})
        assert (adopted.code, failed(adopted.output)) == (0, []), adopted.output


def test_one_that_was_stopped_is_started(stage):
    wanted = stage.serve()
    assert stage.play(wanted).code == 0
    stage.machine.execute("systemctl", "disable", "--now", "AteraAgent.service")
    before = stage.downloads
    run = stage.play(wanted)
    assert (run.code, stage.service, stage.downloads) == (0, ["active", "enabled"], before), run.output
    assert stage.finding(run)["status"] == "met"


@pytest.mark.parametrize("victim", ["control node", "script"])
def test_killed_in_the_middle_a_rerun_ends_converged(stage, victim):
    wanted = stage.serve(pause=6)
    started = stage.playbooks.start("--limit", HOST, playbook=PLAYBOOK, hosts={HOST: wanted})
    _wait_for(stage.machine.path("/usr/lib/atera-agent/connect.sh"))
    if victim == "control node":
        _kill_tree(started.pid)
    else:
        stage.machine.execute("pkill", "-9", "-f", "bauer_group.remote_maintenance.*/install$")
    started.communicate()
    wanted = stage.serve()
    run = stage.play(wanted)
    assert (run.code, stage.finding(run)["status"]) == (0, "met"), run.output
    again = stage.play(wanted)
    assert (again.code, changed(again.output)) == (0, {HOST: 0}), again.output
    assert stage.tokens_on(stage.machine) == []


def _wait_for(path: Path, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not path.exists():
        if time.monotonic() > deadline:
            raise TimeoutError(path)
        time.sleep(0.1)


def _kill_tree(pid: int) -> None:
    """Ansible and whatever it started, as if its machine had lost power."""
    shown = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = {int(child): int(parent) for child, parent in map(str.split, shown.splitlines())}
    family = {pid}
    while more := {child for child, parent in parents.items() if parent in family} - family:
        family |= more
    for member in family:
        with contextlib.suppress(ProcessLookupError):
            os.kill(member, signal.SIGKILL)


def test_the_register_has_it(stage):
    run = stage.play(stage.serve())
    assert run.code == 0, run.output
    kept = (run.folder / "register.hosts" / "nordwind" / f"{HOST}.json").read_text("utf-8")
    assert [(entry["product"], entry["client_id"][:6]) for entry in json.loads(kept)] == [("atera", "agent-")]

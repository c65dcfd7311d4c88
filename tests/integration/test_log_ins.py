# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One run is one attempt to log in, counted at the hosts' own sshd; a refused credential is left alone until it changes."""
from __future__ import annotations

import pytest

GOOD = "sh-erp"
REFUSED = "sh-server"
NO_PRIVILEGE = "nw-office"
WRONG = {"ansible_password": "CANARY-wrong-4hJk", "ansible_ssh_retries": 3}
WRONG_SUDO = {"ansible_become_password": "CANARY-wrong-6bNm"}
QUICK = {"maintenance_requirements": ["access.credentials", "access.privilege", "dns.udp"]}


def failed_sudo(lab, host):
    """Refused passwords of sudo so far, as the host's own journal has them."""
    journal = lab.machines[host].attempt("journalctl", "--quiet", "--identifier=sudo", "--output=cat").stdout
    return journal.count("authentication failure")


@pytest.fixture
def attempt(lab, playbooks):
    """Runs the play once; returns each host's (connections, accepted, refused), the refused sudo passwords and the run."""
    def once(refused, no_privilege, **more):
        seen = {host: lab.log_ins(host) for host in (GOOD, REFUSED, NO_PRIVILEGE)}
        sudo = failed_sudo(lab, NO_PRIVILEGE)
        run = playbooks.compliance(
            "--limit", ",".join(seen), hosts={GOOD: {}, REFUSED: refused, NO_PRIVILEGE: no_privilege}, variables={**QUICK, **more}
        )
        assert run.code == 0, run.output
        counted = {host: (log_ins.connections, log_ins.accepted, log_ins.failed) for host, log_ins in seen.items()}
        return counted, failed_sudo(lab, NO_PRIVILEGE) - sudo, run
    return once


def test_attempts_of_a_refused_credential(attempt):
    log_ins, sudo, run = attempt(WRONG, WRONG_SUDO)
    assert log_ins == {GOOD: (1, 1, 0), REFUSED: (1, 0, 1), NO_PRIVILEGE: (1, 1, 0)}
    assert sudo == 1
    assert run.findings(REFUSED)["access.credentials"]["reason"] == "credentials_rejected"
    assert run.findings(NO_PRIVILEGE)["access.privilege"]["reason"] == "become_password_wrong"
    since = run.assessments[REFUSED]["access"]["since"]
    assert since

    # Unchanged: nobody is bothered again, and the finding carries over with its age.
    log_ins, sudo, run = attempt(WRONG, WRONG_SUDO)
    assert log_ins == {GOOD: (1, 1, 0), REFUSED: (0, 0, 0), NO_PRIVILEGE: (1, 1, 0)}
    assert sudo == 0
    carried = run.findings(REFUSED)["access.credentials"]
    assert (carried["status"], carried["reason"], carried["data"]["since"]) == ("unmet", "credentials_rejected_before", since)
    privilege = run.findings(NO_PRIVILEGE)["access.privilege"]
    assert (privilege["status"], privilege["responsible"], privilege["reason"]) == ("unmet", "customer", "become_password_wrong")
    assert run.findings(NO_PRIVILEGE)["dns.udp"]["status"] == "met"

    # The time is over: one attempt more.
    log_ins, sudo, run = attempt(WRONG, WRONG_SUDO, maintenance_retry_rejected_after=0)
    assert log_ins == {GOOD: (1, 1, 0), REFUSED: (1, 0, 1), NO_PRIVILEGE: (1, 1, 0)}
    assert sudo == 1

    # Corrected: they work at once, and what was remembered is forgotten.
    log_ins, sudo, run = attempt({}, {})
    assert log_ins == {GOOD: (1, 1, 0), REFUSED: (1, 1, 0), NO_PRIVILEGE: (1, 1, 0)}
    assert sudo == 0
    assert run.statuses(REFUSED)["access.credentials"] == run.statuses(NO_PRIVILEGE)["access.privilege"] == "met"
    kept = [path for path in (run.state / "rejected").rglob("*") if path.is_file() and not path.name.endswith(".lock")]
    assert kept == []


def test_a_changed_wrong_password_is_tried_once(attempt):
    attempt(WRONG, {})
    log_ins, _sudo, run = attempt({"ansible_password": "CANARY-other-9zXc"}, {})
    assert log_ins[REFUSED] == (1, 0, 1)
    assert run.findings(REFUSED)["access.credentials"]["reason"] == "credentials_rejected"

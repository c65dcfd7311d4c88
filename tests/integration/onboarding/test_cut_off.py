# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Installations that cannot go on, or are cut off in the middle: what is said of them, and that a later run goes on from there."""
from __future__ import annotations

import contextlib
import time

from killed_run import kill
from onboarding_on_the_lab import IMPATIENT, act, reports

_BALLAST = 80_000_000
_HOLDER = """\
import fcntl, sys, time
file = open('/var/lib/dpkg/lock-frontend', 'w')
fcntl.lockf(file, fcntl.LOCK_EX)
time.sleep(float(sys.argv[1]))
"""


def _ends_proven(onboarding):
    run = onboarding.run()
    assert (run.code, act(run)["outcome"]) == (0, "proven"), run.output[-3000:]
    assert onboarding.installed() == "15.61.3"


def _failed(run, *words: str):
    assert run.code == 2
    assert act(run)["outcome"] == "failed"
    for word in words:
        assert word in act(run)["message"]
    assert reports(run)


def test_a_full_disk(onboarding):
    machine = onboarding.machine()
    machine.execute("mkdir", "-p", "/opt")
    machine.execute("mount", "-t", "tmpfs", "-o", "size=16k,nr_inodes=3", "tmpfs", "/opt")
    try:
        _failed(onboarding.run(), "not enough free space", "MB left", "Make room")
    finally:
        machine.execute("umount", "--lazy", "/opt")
    _ends_proven(onboarding)


def test_somebody_holds_the_package_database(onboarding):
    onboarding.variables["unattended_client_lock_timeout"] = 3
    with _holding_the_lock(onboarding, 120):
        _failed(onboarding.run(), "lock-frontend", "held by python3", "waited for 3 s")
    onboarding.variables["unattended_client_lock_timeout"] = 90
    with _holding_the_lock(onboarding, 20):
        _ends_proven(onboarding)


@contextlib.contextmanager
def _holding_the_lock(onboarding, seconds: int):
    machine = onboarding.machine()
    machine.write("/var/tmp/holder.py", _HOLDER)
    machine.execute("systemd-run", "--unit", "holder", "--collect", "/usr/bin/python3", "/var/tmp/holder.py", str(seconds))
    try:
        time.sleep(1)
        yield
    finally:
        machine.attempt("systemctl", "stop", "holder")


def test_an_earlier_crash_left_the_package_database_broken(onboarding):
    """Somebody else's package half configured, and dpkg cut off in writing it down: apt refuses everything until that is mended."""
    machine = onboarding.machine()
    status = machine.path("/var/lib/dpkg/status")
    whole = status.read_text("utf-8")
    before, after = whole.split("Package: procps\n", 1)
    status.write_text(before + "Package: procps\n" + after.replace("Status: install ok installed", "Status: install ok half-configured", 1), "utf-8")
    machine.write("/var/lib/dpkg/updates/0001", "")
    assert machine.attempt("apt-get", "install", "--yes", "procps").returncode
    _ends_proven(onboarding)
    assert not machine.attempt("dpkg", "--audit").stdout


def test_dpkg_is_killed_on_the_machine(onboarding):
    onboarding.teamviewer.publish("15.61.3", ballast=_BALLAST)
    running = onboarding.start()
    machine = onboarding.machine()
    _when_unpacking(machine)
    machine.attempt("pkill", "-KILL", "-x", "dpkg|dpkg-deb|apt-get")
    running.communicate(timeout=300)
    assert running.returncode == 2
    _ends_proven(onboarding)


def test_the_run_is_killed_while_it_installs(onboarding):
    onboarding.teamviewer.publish("15.61.3", ballast=_BALLAST)
    running = onboarding.start()
    _when_unpacking(onboarding.machine())
    kill(running)
    _ends_proven(onboarding)


def test_the_network_is_lost_while_it_installs(onboarding):
    """The host is called lost, its run is reported, and a later one finds the client."""
    onboarding.variables |= IMPATIENT
    onboarding.teamviewer.publish("15.61.3", ballast=_BALLAST)
    running = onboarding.start()
    _when_unpacking(onboarding.machine())
    with onboarding.lab.firewall("nordwind-hq").cut():
        output, errors = running.communicate(timeout=400)
    assert running.returncode == 2, output + errors
    assert "connection to the host was lost" in output
    _ends_proven(onboarding)


def _when_unpacking(machine) -> None:
    deadline = time.monotonic() + 180
    while machine.attempt("pgrep", "-f", "--", "dpkg .*--unpack").returncode:
        assert time.monotonic() < deadline, "nothing was installed"
        time.sleep(0.05)

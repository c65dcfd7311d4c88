# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A host of the RHEL family and one of SUSE, from the first onboarding to the offboarding, and package sources that dnf by itself would overlook."""
from __future__ import annotations

import pytest
from onboarding_on_the_lab import CONTRACT, HOST, act, changed, reports
from scenario.played import modules

SOURCES = {"dnf-host": "/etc/yum.repos.d/bauer-group-teamviewer.repo", "zypper-host": "/etc/zypp/repos.d/bauer-group-teamviewer.repo"}
KEYRING = "/etc/pki/rpm-gpg/bauer-group-teamviewer.asc"
OWN_SOURCE = "/etc/yum.repos.d/teamviewer.repo"


# rpm's database is never empty on a real machine; zypper fails where the last package went.
PACKAGE = """\
Name: filesystem
Version: 1
Release: 1
Summary: A package that is always there
License: none
BuildArch: noarch
%description
%files
"""


@pytest.fixture(scope="module", params=list(SOURCES))
def source(request, lab):
    """Where our source's file lies on a host of that kind."""
    machine = lab.machines[HOST]
    with lab.software(HOST).image(request.param):
        machine.write("/root/filesystem.spec", PACKAGE)
        machine.execute("rpmbuild", "-bb", "--define", "_rpmdir /root", "--define", "_build_name_fmt filesystem.rpm", "/root/filesystem.spec")
        machine.execute("rpm", "--install", "--nodeps", "/root/filesystem.rpm")
        yield SOURCES[request.param]


@pytest.fixture
def teamviewer(lab, source):
    with lab.teamviewer.serving("15.58.4", "15.61.3", dnf=True) as serving:
        yield serving


def version(machine):
    shown = machine.attempt("rpm", "--query", "--queryformat", "%{VERSION}", "teamviewer-host")
    return None if shown.returncode else shown.stdout


def test_a_life(onboarding, teamviewer, source):
    machine = onboarding.machine()
    onboarding.variables["unattended_client_version"] = "15.58.4"
    run = onboarding.run()
    assert (run.code, act(run)["outcome"]) == (0, "proven"), run.output[-3000:]
    assert (version(machine), onboarding.owner()) == ("15.58.4", "ours")
    assert "enabled=1" not in machine.read(OWN_SOURCE).splitlines()

    onboarding.variables["unattended_client_version"] = "latest"
    run = onboarding.run()
    assert (run.code, act(run)["steps"]) == (0, ["install"]), run.output[-3000:]
    assert version(machine) == "15.61.3"
    assert machine.execute("systemctl", "is-active", "teamviewerd.service") == "active\n"

    again = onboarding.run("onboard", "-vvv")
    assert (again.code, changed(again), modules(again.output)) == (0, 0, ["probe"]), again.output[-3000:]

    onboarding.variables["unattended_client_version"] = "15.58.4"
    run = onboarding.run()
    assert (act(run)["outcome"], act(run)["reason"], version(machine)) == ("refused", "downgrade", "15.61.3"), run.output[-3000:]

    run = onboarding.run("offboard", maintenance_confirm=CONTRACT["number"])
    assert (run.code, act(run)["outcome"], onboarding.owner()) == (0, "proven", None), run.output[-3000:]
    assert version(machine) is None
    assert [path for path in (source, KEYRING) if machine.path(path).exists()] == []


def test_a_source_that_cannot_be_read_is_not_one_that_has_nothing(onboarding, teamviewer, source):
    """Signed by a key that is not ours, then gone. Debian's dnf, left to itself, passes over both with a warning, and finds nothing to do."""
    machine = onboarding.machine()
    onboarding.variables["unattended_client_key"] = teamviewer.key.armored
    new = teamviewer.rotate_key()
    run = onboarding.run()
    assert (run.code, act(run)["outcome"], version(machine), reports(run)) == (2, "failed", None, True), run.output[-3000:]
    assert "not signed by the key that was given" in act(run)["message"]
    assert "skip_if_unavailable=0" in machine.read(source).splitlines()

    onboarding.variables["unattended_client_key"] = teamviewer.key.armored
    run = onboarding.run()
    assert (run.code, act(run)["outcome"], version(machine)) == (2, "failed", None), run.output[-3000:]
    assert "fingerprint" in act(run)["message"]

    onboarding.variables["unattended_client_key_fingerprints"].append(new)
    teamviewer.unreachable()
    run = onboarding.run()
    assert (run.code, act(run)["outcome"], version(machine)) == (2, "failed", None), run.output[-3000:]
    assert "The package source could not be reached" in act(run)["message"]

    teamviewer.publish("15.61.3")
    run = onboarding.run()
    assert (run.code, act(run)["outcome"], version(machine)) == (0, "proven", "15.61.3"), run.output[-3000:]

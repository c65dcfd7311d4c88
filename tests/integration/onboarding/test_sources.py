# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the client comes from: versions up and down, sources that are gone, damaged, or not who they were, and a client that does not start."""
from __future__ import annotations

import hashlib

import pytest
from onboarding_on_the_lab import BOTH, CONSENT, CONTRACT, HOST, OFFICE, act, changed, reports
from opened import times_opened

VENDORS_ENTRY = "/etc/apt/sources.list.d/teamviewer.list"
DOWNLOAD = "/download/linux/teamviewer-host_amd64.deb"


def failed_and_told(run):
    return run.code != 0 and act(run)["outcome"] == "failed" and reports(run)


def test_up_and_not_down_again(onboarding, teamviewer):
    with teamviewer.installed(HOST, "15.58.4"):
        onboarding.variables["unattended_client_version"] = "latest"
        run = onboarding.run()
        assert (run.code, act(run)["outcome"], act(run)["steps"]) == (0, "proven", ["install", "register"]), run.output[-3000:]
        assert (onboarding.installed(), onboarding.owner()) == ("15.61.3", "ours")

        onboarding.variables["unattended_client_version"] = "15.58.4"
        run = onboarding.run()
        assert (act(run)["outcome"], act(run)["reason"], onboarding.installed()) == ("refused", "downgrade", "15.61.3"), run.output[-3000:]


@pytest.mark.parametrize(("disturb", "heal"), [
    (lambda vendor: vendor.unreachable(), lambda vendor, work: vendor.publish("15.61.3")),
    (lambda vendor: vendor.rotate_key(), lambda vendor, work: work.variables["unattended_client_key_fingerprints"].append(vendor.fingerprint)),
    (lambda vendor: vendor.truncate("15.61.3"), lambda vendor, work: vendor.publish("15.61.3")),
    (lambda vendor: vendor.falsify("15.61.3"), lambda vendor, work: vendor.publish("15.61.3")),
], ids=["unreachable", "signed with another key", "download ends early", "another package than the index says"])
def test_a_repository_that_is_disturbed_and_heals(onboarding, teamviewer, disturb, heal):
    disturb(teamviewer)
    run = onboarding.run()
    assert failed_and_told(run), run.output[-3000:]
    assert onboarding.installed() is None

    heal(teamviewer, onboarding)
    run = onboarding.run()
    assert (run.code, act(run)["outcome"], onboarding.installed()) == (0, "proven", "15.61.3"), run.output[-3000:]


def test_a_file_of_the_packages_that_somebody_wrote_before(onboarding):
    """dpkg would ask which version is to stay, and wait."""
    machine = onboarding.machine()
    machine.write(VENDORS_ENTRY, "# somebody's own\n")
    run = onboarding.run()
    assert (run.code, act(run)["outcome"], onboarding.installed()) == (0, "proven", "15.61.3"), run.output[-3000:]
    assert machine.read(VENDORS_ENTRY) == "# somebody's own\n"


def test_without_a_fingerprint_a_repository_is_not_used(onboarding):
    onboarding.variables["unattended_client_key_fingerprints"] = []
    run = onboarding.run()
    assert failed_and_told(run), run.output[-3000:]
    assert onboarding.installed() is None


def test_a_file_with_a_wrong_checksum_and_with_the_right_one(onboarding, teamviewer, tmp_path):
    """It is read once for two hosts, and not at all where nothing differs."""
    package = tmp_path / "teamviewer-host.deb"
    package.write_bytes(teamviewer.package("15.61.3"))
    onboarding.contract = {**CONTRACT, "consents": [CONSENT]}
    onboarding.variables.update(unattended_client_source="file", unattended_client_file=str(package), unattended_client_checksum="0" * 64)
    run = onboarding.run()
    assert failed_and_told(run), run.output[-3000:]
    assert onboarding.installed() is None

    onboarding.variables["unattended_client_checksum"] = hashlib.sha256(package.read_bytes()).hexdigest()
    with times_opened(package) as count:
        run = onboarding.run(host=BOTH)
        assert (run.code, [act(run, host)["outcome"] for host in (HOST, OFFICE)]) == (0, ["proven"] * 2), run.output[-3000:]
        assert ([onboarding.installed(host) for host in (HOST, OFFICE)], count()) == (["15.61.3"] * 2, 1)
        again = onboarding.run(host=BOTH)
        assert (changed(again), changed(again, OFFICE), count()) == (0, 0, 1), again.output[-3000:]


def test_a_download_that_ends_early_and_then_does_not(onboarding, teamviewer, lab):
    content = teamviewer.package("15.61.3")
    served = lab.internet.path(f"/srv/lab/download.teamviewer.com{DOWNLOAD}")
    served.parent.mkdir(parents=True, exist_ok=True)
    onboarding.variables.update(
        unattended_client_source="url", unattended_client_url=f"https://download.teamviewer.com{DOWNLOAD}",
        unattended_client_checksum=hashlib.sha256(content).hexdigest(),
    )
    try:
        served.write_bytes(content[: len(content) // 2])
        run = onboarding.run()
        assert failed_and_told(run), run.output[-3000:]
        assert onboarding.installed() is None

        served.write_bytes(content)
        before = onboarding.downloads(len(content), "download.teamviewer.com")
        run = onboarding.run()
        assert (run.code, act(run)["outcome"], onboarding.installed()) == (0, "proven", "15.61.3"), run.output[-3000:]
        assert onboarding.downloads(len(content), "download.teamviewer.com") == before + 1
    finally:
        served.unlink()


def test_a_client_that_does_not_start_and_its_successor(onboarding, teamviewer):
    onboarding.variables["unattended_client_version"] = "latest"
    teamviewer.publish("15.64.2", starts=False)
    run = onboarding.run()
    assert failed_and_told(run), run.output[-3000:]
    assert "A script of the package itself failed" in act(run)["message"]
    assert (onboarding.owner(), onboarding.hint()) == (None, {})

    again = onboarding.run()
    assert failed_and_told(again), again.output[-3000:]
    assert act(again)["message"] == act(run)["message"]

    teamviewer.publish("15.65.1")
    run = onboarding.run()
    assert (run.code, act(run)["outcome"], onboarding.installed()) == (0, "proven", "15.65.1"), run.output[-3000:]
    assert onboarding.owner() == "ours"

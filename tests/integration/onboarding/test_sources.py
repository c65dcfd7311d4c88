# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the client comes from: versions up and down, and sources that are gone, damaged, or not who they were."""
from __future__ import annotations

import hashlib

import pytest
from onboarding_on_the_lab import HOST, act, reports

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


def test_without_a_fingerprint_a_repository_is_not_used(onboarding):
    onboarding.variables["unattended_client_key_fingerprints"] = []
    run = onboarding.run()
    assert failed_and_told(run), run.output[-3000:]
    assert onboarding.installed() is None


def test_a_file_with_a_wrong_checksum_and_with_the_right_one(onboarding, teamviewer, tmp_path):
    package = tmp_path / "teamviewer-host.deb"
    package.write_bytes(teamviewer.package("15.61.3"))
    onboarding.variables.update(unattended_client_source="file", unattended_client_file=str(package), unattended_client_checksum="0" * 64)
    run = onboarding.run()
    assert failed_and_told(run), run.output[-3000:]
    assert onboarding.installed() is None

    onboarding.variables["unattended_client_checksum"] = hashlib.sha256(package.read_bytes()).hexdigest()
    run = onboarding.run()
    assert (run.code, act(run)["outcome"], onboarding.installed()) == (0, "proven", "15.61.3"), run.output[-3000:]


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
        run = onboarding.run()
        assert (run.code, act(run)["outcome"], onboarding.installed()) == (0, "proven", "15.61.3"), run.output[-3000:]
    finally:
        served.unlink()

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What package managers say when they fail, and what is told by it."""

from __future__ import annotations

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.packaging.failure import TEXTS, PackageFailure, shortened, told_by

SAID = {
    "dpkg: error processing archive x.deb (--unpack):\n cannot copy extracted data: failed to write (No space left on device)": "disk_full",
    "E: You don't have enough free space in /var/cache/apt/archives/.": "disk_full",
    "Error Summary\n-------------\nDisk Requirements:\n   At least 12MB more space needed on the / filesystem.": "disk_full",
    "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 1 (apt)": "locked",
    "E: Conflicting values set for option Signed-By regarding source https://x/ stable: /a != /b": "conflicting_sources",
    "W: GPG error: https://x stable InRelease: NO_PUBKEY EF9DBDC73B7D1A07\nE: The repository 'x' is not signed.": "signature",
    "Error: GPG check FAILED": "signature",
    "E: Failed to fetch https://x/x.deb  Hash Sum mismatch": "download_broken",
    "E: Failed to fetch https://x/x.deb  File has unexpected size (5 != 10). Mirror sync in progress?": "download_broken",
    "E: Version '1.2' for 'teamviewer-host' was not found": "not_found",
    "Error: Unable to find a match: teamviewer-host-1.2\nNo match for argument: teamviewer-host-1.2": "not_found",
    "Err:1 https://x stable InRelease\n  Could not resolve 'x'": "source_unreachable",
    "E: The repository 'https://x stable Release' does not have a Release file.": "source_unreachable",
    "Errors during downloading metadata for repository 'x':\n  - Status code: 404 for https://x/repodata/repomd.xml": "source_unreachable",
    "Repository 'x' is invalid.\nValid metadata not found at specified URL\nHistory:\n - Repository type can't be determined.": "source_unreachable",
    "Repository 'x' is invalid.\nHistory:\n - Signature verification failed for repomd.xml\n - Can't provide /repodata/repomd.xml": "signature",
    "The following packages have unmet dependencies:\n x : Depends: libx but it is not installable": "dependencies",
    "E: dpkg was interrupted, you must manually run 'dpkg --configure -a' to correct the problem.": "interrupted",
    "dpkg: error processing package x (--configure):\n installed x package post-installation script subprocess returned error exit status 1": "package_script",
    "error: %post(x-15.61.3-0.x86_64) scriptlet failed, exit status 1": "package_script",
    "something else": "failed",
    "": "failed",
}


@pytest.mark.parametrize("output", SAID)
def test_what_is_told(output):
    assert told_by(output) == SAID[output]


@pytest.mark.parametrize("reason", TEXTS)
def test_every_failure_says_what_to_do(reason):
    failure = PackageFailure(reason, "here", "the end")
    assert failure.meaning in str(failure)
    assert failure.remedy in str(failure)
    assert failure.output == "the end"


def test_an_output_is_shown_without_what_a_terminal_would_act_upon():
    said = "Reading package lists...\n\x1b[1mE: no\x1b[0m\n(Reading database ... 5%\r(Reading database ... 10000 files)\nlast line\n"
    assert shortened(said) == "E: no\nlast line"
    assert len(shortened("x\n" * 10_000)) <= 2000

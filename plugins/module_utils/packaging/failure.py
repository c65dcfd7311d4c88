# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Why a package could not be installed or removed, told from what the package manager says (in English: it is asked to)."""

from __future__ import annotations

import re

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.text import clean

LONGEST_OUTPUT = 2000

# The first that fits tells it: what broke off names its cause before what follows from it.
_TOLD_BY = (
    ("disk_full", r"No space left on device|don't have enough free space|Disk Requirements|more space needed|needs [0-9.]+ ?[KMG]i?B .*on the"),
    ("locked", r"Could not get lock|Unable to (?:acquire|lock)|is locked by another process|System management is locked|Waiting for process with pid"),
    ("conflicting_sources", r"Conflicting values set for option"),
    ("signature", r"NO_PUBKEY|EXPKEYSIG|REVKEYSIG|BADSIG|is not signed|GPG check FAILED|GPG error|Signature verification failed"),
    ("signature", r"signature verification error|Public key for .* is not installed|repomd\.xml.*GPG"),
    ("download_broken", r"Hash Sum mismatch|has unexpected size|doesn't match|checksum mismatch|unexpected end of file|corrupted"),
    ("download_broken", r"not a Debian format archive|does not verify|Digest verification failed"),
    ("not_found", r"Version '.*' for '.*' was not found|Unable to locate package|No match for argument|has no installation candidate"),
    ("not_found", r"No package .* available|not found in package names"),
    ("source_unreachable", r"Could not resolve|Temporary failure resolving|Failed to fetch|Cannot download|Could not connect|404 +Not Found"),
    ("source_unreachable", r"Connection (?:failed|timed out|refused)|Curl error|Failed to download metadata|does not have a Release file|Status code: [45]"),
    ("source_unreachable", r"Repository type can't be determined|Can't provide /repodata/"),
    ("dependencies", r"unmet dependencies|nothing provides|but it is not (?:installable|going to be installed)|dependency problems"),
    ("package_script", r"(?:pre|post)-(?:installation|removal) script subprocess returned error|scriptlet failed"),
    ("interrupted", r"dpkg was interrupted|reinstallation needed"),
)
_PATTERNS = tuple((reason, re.compile(pattern, re.IGNORECASE)) for reason, pattern in _TOLD_BY)

TEXTS = {
    "disk_full": ("There is not enough free space on the disk", "Make room there, then repeat the run: it goes on from here"),
    "locked": ("Another program holds the package database", "Wait until it has ended (automatic updates, an administrator), or raise lock_timeout"),
    "conflicting_sources": (
        "Two package sources of the machine contradict each other about the vendor's key",
        "Remove the vendor's source that somebody else has added to /etc/apt",
    ),
    "signature": ("The package source is not signed by the key that was given", "Where the vendor has a new key: verify its fingerprint and add it"),
    "download_broken": ("What was downloaded is not what it should be", "Repeat the run; where it happens again, tell whoever runs the package source"),
    "not_found": ("The package source does not have this version", "Ask for a version that it has"),
    "source_unreachable": ("The package source could not be reached", "Look at the machine's way to the internet: docs/requirements.md, updates.source"),
    "dependencies": ("Packages that this one needs could not be had", "Repair the machine's own package sources"),
    "package_script": (
        "A script of the package itself failed, as where its service does not start",
        "Look at its output and the service's log; repeat the run when the vendor has a version that works",
    ),
    "interrupted": ("An earlier installation was cut off and could not be repaired", "Repair the machine's package database by hand: dpkg --configure -a"),
    "downgrade": ("An older version than the installed one was asked for", "Pin the installed version or a newer one; to go back, remove the package first"),
    "timeout": ("The package manager did not finish in time", "Look at what it waits for on the machine, then repeat the run"),
    "not_verified": ("The package is not the one that was asked for", "Correct the checksum, or have the right file"),
    "no_manager": ("The machine has no package manager that this module knows", "apt, dnf, yum and zypper are known"),
    "failed": ("The package manager failed", "Look at its output"),
}
"""By reason: what is the matter, and what to do."""

# Apt and dnf write to terminals, even where there is none.
_OVERWRITTEN = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|[^\n]*\r(?!\n)")
_PROGRESS = re.compile(r"\(?(?:Reading|Building|Get:|Hit:|Selecting |Preparing )")


class PackageFailure(Exception):
    """`reason` is a key of TEXTS; `detail` goes with it; `output` is the end of what the package manager said."""

    def __init__(self, reason: str, detail: str = "", output: str = "") -> None:
        self.reason = reason
        self.meaning, self.remedy = TEXTS[reason]
        self.output = shortened(output)
        super().__init__(". ".join(filter(None, (f"{self.meaning}{': ' + detail if detail else ''}", self.remedy))) + ".")


def told_by(output: str) -> str:
    """The reason that an output tells."""
    return next((reason for reason, pattern in _PATTERNS if pattern.search(output)), "failed")


def shortened(output: str) -> str:
    """The end of an output, without what a terminal would act upon."""
    lines = [clean(line, 400) for line in _OVERWRITTEN.sub("", output).splitlines() if line.strip() and not _PROGRESS.match(line)]
    return "\n".join(lines)[-LONGEST_OUTPUT:]

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the lab needs of the machine it runs on."""
from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from lab.commands import attempt

# program -> the Debian package that brings it
PROGRAMS = {
    "gpg": "gnupg",
    "ip": "iproute2",
    "mmdebstrap": "mmdebstrap",
    "nft": "nftables",
    "nsenter": "util-linux",
    "openssl": "openssl",
    "ssh-keygen": "openssh-client",
    "systemd-nspawn": "systemd-container",
}
# The same, for repositories that dnf reads.
PROGRAMS_FOR_DNF = {"createrepo_c": "createrepo-c", "rpmbuild": "rpm", "rpmsign": "rpm"}
_NEWEST_UNSUPPORTED = (3, 10)


def missing(programs: dict[str, str] | None = None) -> list[str]:
    """Packages that have to be installed before the lab can be built (or for those programs), sorted."""
    return sorted({package for program, package in (programs or PROGRAMS).items() if not shutil.which(program)})


def obstacle() -> str | None:
    """One line that says why the lab cannot run on this machine (packages aside), or None."""
    if sys.platform != "linux":
        return "the lab needs Linux"
    if sys.version_info[:2] <= _NEWEST_UNSUPPORTED:
        return "the lab needs Python 3.11 or newer"
    if os.geteuid() != 0:
        return "the lab needs root (namespaces, mounts, systemd-nspawn)"
    if not shutil.which("apt-get"):
        return "the lab needs Debian or Ubuntu (its root file systems come from the machine's own apt sources)"
    if not Path("/sys/fs/cgroup").is_dir():
        return "the lab needs a mounted cgroup hierarchy"
    probe = attempt("unshare", "--net", "--mount", "true")
    if probe.returncode:
        return f"the lab needs namespaces, and this machine refuses them: {probe.stderr.strip()}"
    return None


def install(packages: list[str], say=print) -> None:
    """Install by apt after having said which. Raises RuntimeError with apt's last lines."""
    if not packages:
        return
    say(f"The lab installs these packages: {' '.join(packages)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (("apt-get", "update", "-q"), ("apt-get", "install", "-y", "-q", "--no-install-recommends", *packages)):
        done = attempt(*command, env=environment)
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)} failed: {(done.stderr or done.stdout).strip()[-500:]}")

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The doubled TeamViewer Host as .deb and .rpm, in any version."""
from __future__ import annotations

import functools
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from lab.commands import run
from lab.paths import LAB
from lab.vendors.interpreters import use_systems_python

DOUBLE = LAB / "vendor" / "teamviewer-host"
KEYRING = "usr/share/keyrings/teamviewer-keyring.gpg"
_SCRIPT = "opt/teamviewer/tv_bin/script"
_DAEMON = "opt/teamviewer/tv_bin/teamviewerd"
_APT_SOURCE = "etc/apt/sources.list.d/teamviewer.list"
_DNF_SOURCE = "etc/yum.repos.d/teamviewer.repo"
_DNF_ENTRY = """\
[teamviewer]
name=TeamViewer - $basearch
baseurl=https://linux.teamviewer.com/yum/stable/main/binary-$basearch/
gpgkey=https://linux.teamviewer.com/pubkey/currentkey.asc
gpgcheck=1
repo_gpgcheck=1
enabled=1
type=rpm-md
"""


@dataclass(frozen=True)
class Build:
    """What a package is made of. ``source``: its own package source is switched on; ``starts``: its daemon does."""

    version: str
    keyring: bytes = b""
    source: bool = True
    starts: bool = True
    ballast: int = 0
    """Bytes of nothing that make it large."""


@functools.cache
def deb_architecture() -> str:
    return run("dpkg", "--print-architecture").strip()


@functools.cache
def rpm_architecture() -> str:
    return run("uname", "-m").strip()


@functools.lru_cache(maxsize=16)
def deb(build: Build) -> bytes:
    with tempfile.TemporaryDirectory(prefix="lab-") as folder:
        tree, package = _tree(build, Path(folder, "tree")), Path(folder, "double.deb")
        control = tree / "DEBIAN" / "control"
        text = re.sub(r"^Version: .*", f"Version: {build.version}", control.read_text("utf-8"), flags=re.MULTILINE)
        control.write_text(re.sub(r"^Architecture: .*", f"Architecture: {deb_architecture()}", text, flags=re.MULTILINE), "utf-8")
        run("dpkg-deb", "-Zgzip", "-z1", "--root-owner-group", "--build", str(tree), str(package))
        return package.read_bytes()


@functools.lru_cache(maxsize=16)
def rpm(build: Build) -> bytes:
    """Not signed yet."""
    with tempfile.TemporaryDirectory(prefix="lab-") as folder:
        tree = _tree(build, Path(folder, "tree"))
        shutil.rmtree(tree / "DEBIAN")
        shutil.rmtree(tree / "etc" / "apt")
        _write(tree / _DNF_SOURCE, _DNF_ENTRY)
        run(
            "rpmbuild", "-bb", "--quiet", "--define", f"_topdir {folder}/rpm", "--define", f"tree {tree}", "--define", f"told_version {build.version}",
            str(DOUBLE / "teamviewer-host.spec"),
        )
        return next(Path(folder, "rpm", "RPMS").rglob("*.rpm")).read_bytes()


def _tree(build: Build, tree: Path) -> Path:
    shutil.copytree(DOUBLE / "package", tree, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
    use_systems_python(tree)
    release = tree / _SCRIPT / "release.py"
    release.write_text(re.sub(r'^VERSION = ".*"', f'VERSION = "{build.version}"', release.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    source = tree / _APT_SOURCE
    if build.source:
        source.write_text(re.sub(r"^# deb ", "deb ", source.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    shutil.copyfile(source, tree / _SCRIPT / "teamviewer.list")
    if build.keyring:
        _write(tree / KEYRING, build.keyring)
    if build.ballast:
        _write(tree / "opt/teamviewer/tv_bin/ballast", bytes(build.ballast))
    if not build.starts:
        (tree / _DAEMON).write_text("#!/bin/sh\necho 'This build of the double does not start.' >&2\nexit 1\n", "utf-8")
    return tree


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)

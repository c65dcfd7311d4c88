# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Root file systems, made once by mmdebstrap from the machine's own apt sources and kept in the cache."""
from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import tomllib
from pathlib import Path

from lab.commands import CommandFailed, run
from lab.paths import DATA, IMAGES

_ARCHIVES = {"debian": "Debian", "ubuntu": "Ubuntu"}
_LEFT_OUT = ("/usr/share/doc/*", "/usr/share/man/*", "/usr/share/locale/*", "/usr/share/info/*")


def image(name: str, say=print) -> Path:
    """Folder of the root file system ``name`` of ``data/images.toml``; made if it is not there yet."""
    recipe = tomllib.loads((DATA / "images.toml").read_text("utf-8"))[name]
    sources = archives()
    digest = hashlib.sha256(json.dumps([recipe, sources], sort_keys=True).encode()).hexdigest()[:12]
    folder = IMAGES / f"{name}-{digest}"
    if not folder.is_dir():
        say(f"Making the root file system '{name}' (once; about a minute) ...")
        IMAGES.mkdir(parents=True, exist_ok=True)
        _forget(name)
        _make(folder, recipe, sources)
    return folder


def archives() -> list[str]:
    """The machine's own sources of its distribution, as one-line apt entries. Raises RuntimeError where there is none."""
    release = platform.freedesktop_os_release()
    origin = _ARCHIVES.get(release["ID"])
    codename = release["VERSION_CODENAME"]
    listed = run("apt-get", "indextargets", "--format", "$(CREATED_BY)|$(ORIGIN)|$(REPO_URI)|$(RELEASE)|$(COMPONENT)")
    suites: dict[tuple[str, str], list[str]] = {}
    for line in listed.splitlines():
        kind, from_origin, uri, suite, component = line.split("|")
        if kind == "Packages" and from_origin == origin and suite.startswith(codename):
            components = suites.setdefault((uri, suite), [])
            if component not in components:
                components.append(component)
    if not suites:
        raise RuntimeError(f"apt knows no {origin or release['ID']} archive for {codename}; run apt-get update first")
    return [f"deb {uri} {suite} {' '.join(components)}" for (uri, suite), components in suites.items()]


def _make(folder: Path, recipe: dict, sources: list[str]) -> None:
    unfinished = folder.with_suffix(".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    masks = " ".join(recipe["masked"])
    try:
        run(
            "mmdebstrap", "--mode=root", "--variant=minbase", "--quiet",
            *(f"--dpkgopt=path-exclude={pattern}" for pattern in _LEFT_OUT),
            *(f"--aptopt={option}" for option in _proxy_options()),
            f"--include={','.join(recipe['packages'])}",
            f'--customize-hook=systemctl --quiet --root="$1" mask {masks}',
            '--customize-hook=rm -f "$1"/etc/ssh/ssh_host_* "$1"/etc/resolv.conf "$1"/etc/hostname',
            platform.freedesktop_os_release()["VERSION_CODENAME"], str(unfinished), "-",
            text="".join(f"{source}\n" for source in sources), env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        )
    except CommandFailed:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    unfinished.rename(folder)


def _proxy_options() -> list[str]:
    """The machine's proxy settings of apt: the archive may be reachable only through them."""
    listed = run("apt-config", "dump", "Acquire").splitlines()
    return [line.rstrip(";") for line in listed if line.split(" ")[0].endswith("::Proxy") and '""' not in line]


def _forget(name: str) -> None:
    for old in IMAGES.glob(f"{name}-*"):
        shutil.rmtree(old)

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Root file systems, made once by mmdebstrap from the machine's own apt sources and kept in the cache."""
from __future__ import annotations

import hashlib
import json
import os
import platform
import shlex
import shutil
import tomllib
from pathlib import Path

from lab.commands import CommandFailed, run
from lab.locks import locked
from lab.paths import DATA, IMAGES

_ARCHIVES = {"debian": "Debian", "ubuntu": "Ubuntu"}
_LEFT_OUT = ("/usr/share/doc/*", "/usr/share/man/*", "/usr/share/locale/*", "/usr/share/info/*")
# Nothing that is installed may start here, and the machine's own name resolution is lent for as long as it takes.
_INSTALL = """
set -e
root=$1 options=$2; shift 2
mount -t proc proc "$root/proc"
cp /etc/resolv.conf "$root/etc/resolv.conf"
printf '#!/bin/sh\\nexit 101\\n' > "$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"
export DEBIAN_FRONTEND=noninteractive
eval chroot '"$root"' apt-get -q $options update
eval chroot '"$root"' apt-get -q -y $options install --no-install-recommends '"$@"'
chroot "$root" apt-get clean
rm -r "$root/usr/sbin/policy-rc.d" "$root/etc/resolv.conf" "$root"/var/lib/apt/lists/*
"""


def image(name: str, say=print) -> Path:
    """Folder of the root file system ``name`` of ``data/images.toml``; made if it is not there yet."""
    with locked(IMAGES.with_name("lock-images")):
        return _image(name, say)


def _image(name: str, say) -> Path:
    recipe = tomllib.loads((DATA / "images.toml").read_text("utf-8"))[name]
    base = _image(recipe["on"], say) if "on" in recipe else None
    sources = archives()
    made_of = [recipe, sources] if base is None else [recipe, sources, base.name]
    digest = hashlib.sha256(json.dumps(made_of, sort_keys=True).encode()).hexdigest()[:12]
    folder = IMAGES / f"{name}-{digest}"
    if not folder.is_dir():
        say(f"Making the root file system '{name}' (once; about a minute) ...")
        IMAGES.mkdir(parents=True, exist_ok=True)
        _forget(name)
        unfinished = folder.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        try:
            _make(unfinished, recipe, sources) if base is None else _extend(unfinished, recipe, base)
        except CommandFailed:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise
        unfinished.rename(folder)
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
    masks = " ".join(recipe["masked"])
    run(
        "mmdebstrap", "--mode=root", "--variant=minbase", "--quiet",
        *(f"--dpkgopt=path-exclude={pattern}" for pattern in _LEFT_OUT),
        *(f"--aptopt={option}" for option in _proxy_options()),
        f"--include={','.join(recipe['packages'])}",
        f'--customize-hook=systemctl --quiet --root="$1" mask {masks}',
        '--customize-hook=rm -f "$1"/etc/ssh/ssh_host_* "$1"/etc/resolv.conf "$1"/etc/hostname',
        platform.freedesktop_os_release()["VERSION_CODENAME"], str(folder), "-",
        text="".join(f"{source}\n" for source in sources), env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    )


def _extend(folder: Path, recipe: dict, base: Path) -> None:
    """A copy of another root file system with more packages, installed inside it by its own apt."""
    run("cp", "--archive", "--reflink=auto", str(base), str(folder))
    options = [word for option in _proxy_options() for word in ("-o", option)]
    run("unshare", "--mount", "sh", "-c", _INSTALL, "sh", str(folder), shlex.join(options), *recipe["packages"])
    for path in recipe.get("removed", ()):
        (folder / path.lstrip("/")).unlink()
    for path, content in recipe.get("files", {}).items():
        (folder / path.lstrip("/")).unlink(missing_ok=True)
        (folder / path.lstrip("/")).write_text(content, "utf-8")


def _proxy_options() -> list[str]:
    """The machine's proxy settings of apt: the archive may be reachable only through them."""
    listed = run("apt-config", "dump", "Acquire").splitlines()
    return [line.rstrip(";") for line in listed if line.split(" ")[0].endswith("::Proxy") and '""' not in line]


def _forget(name: str) -> None:
    """Older ones of that name, apart from those that a running lab's machines stand on."""
    used = Path("/proc/self/mountinfo").read_text("utf-8")
    for old in IMAGES.glob(f"{name}-*"):
        if f"lowerdir={old}," not in used:
            shutil.rmtree(old)

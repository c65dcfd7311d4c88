# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Running programs, from /proc: by the file that runs, by the script that an interpreter runs, else by the process's name."""

from __future__ import annotations

import os
import re

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.match import Patterns
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.scan import Scan

_INTERPRETERS = re.compile(r"(?:python|perl|ruby|node|java|mono|dotnet|bash|sh|dash|zsh|ksh|busybox|lua|tclsh|wish)[\d.-]*")
_DELETED = " (deleted)"
# The kernel keeps 15 characters of a process's name.
_NAME_LENGTH = 15
_MOST_ARGUMENTS = 4
# What runs in a container is not this machine's; inside of one, its own processes carry no such path.
_CONTAINER = re.compile(r"/(?:docker|libpod|crio|cri-containerd|containerd|kubepods|lxc|lxc\.payload|machine\.slice)[-./:_]")


def find(scan: Scan) -> None:
    """Record running programs that are asked for, and remember their numbers for the listeners."""
    patterns = scan.patterns("processes")
    if not patterns:
        return
    proc = os.path.join(scan.root, "proc")
    try:
        numbers = [name for name in os.listdir(proc) if name.isdigit()]
    except OSError:
        scan.errors.append("processes: cannot be listed")
        return
    own = _control_group(os.path.join(proc, "1"))
    for number in numbers:
        folder = os.path.join(proc, number)
        for value, name in _programs(folder, patterns):
            products = patterns.products(name)
            if products and _in_other_container(folder, own):
                break
            for product in products:
                scan.add(product, "process", value, "running", user=scan.owner(value))
                scan.pids.setdefault(product, []).append(int(number))


def _programs(folder: str, patterns: Patterns) -> list[tuple[str, str]]:
    """(what to show, name to look up) of a process, the surest only."""
    path = _executable(folder)
    name = path.rpartition("/")[2]
    if path and not _INTERPRETERS.fullmatch(name):
        return [(path, name)]
    found = _scripts(folder)
    short = _first_line(os.path.join(folder, "comm"))
    if short and not any(known == short or known.startswith(short) for path, known in found):
        found.append((short, short))
        if len(short) == _NAME_LENGTH:
            found += [(full, full) for full in patterns.beginning_with(short)]
    return found


def _executable(folder: str) -> str:
    """The file that runs; empty where it may not be seen."""
    try:
        path = os.readlink(os.path.join(folder, "exe"))
    except OSError:
        return ""
    return path[: -len(_DELETED)] if path.endswith(_DELETED) else path


def _scripts(folder: str) -> list[tuple[str, str]]:
    """The paths at the head of a command line; whatever looks like an option or a value stays unread."""
    try:
        with open(os.path.join(folder, "cmdline"), "rb") as source:
            words = source.read(4096).split(b"\0")[:_MOST_ARGUMENTS]
    except OSError:
        return []
    paths = [word.decode("utf-8", "replace") for word in words if word.startswith(b"/") and b"=" not in word]
    return [(path, path.rpartition("/")[2]) for path in paths if not _INTERPRETERS.fullmatch(path.rpartition("/")[2])]


def _first_line(path: str) -> str:
    try:
        with open(path, "rb") as source:
            return source.read(64).split(b"\n", 1)[0].decode("utf-8", "replace")
    except OSError:
        return ""


def _control_group(folder: str) -> str:
    try:
        with open(os.path.join(folder, "cgroup"), "rb") as source:
            text = source.read(8192).decode("utf-8", "replace")
    except OSError:
        return ""
    paths = [line.split(":", 2)[2] for line in text.splitlines() if line.count(":") >= 2]
    return max(paths, key=len, default="")


def _in_other_container(folder: str, own: str) -> bool:
    """`own` is the control group of this machine's first process; a machine that is a container itself has its name in it."""
    path = _control_group(folder)
    base = re.sub(r"/init\.scope$", "", own.rstrip("/"))
    return _CONTAINER.search((path[len(base) :] if base and path.startswith(base) else path) + "/") is not None

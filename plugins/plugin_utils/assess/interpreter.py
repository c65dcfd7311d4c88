# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finding a Python on the target within the one command that runs the collector.

Ansible's own discovery is a command of its own before the module's; without connection sharing that is a second log-in, and
a second failed one where the first fails. What this puts in the place of an interpreter looks and runs in one go, and says
in words that access/patterns.py knows when there is none or only one that is too old.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable

PLACEHOLDER = "remote_maintenance_python"
"""Stands for the interpreter until Ansible has built the command: it would quote a whole command line into one word."""

AUTOMATIC = frozenset({"", "auto", "auto_silent", "auto_legacy", "auto_legacy_silent"})
"""Values of `ansible_python_interpreter` that leave the choice to discovery."""

ELSEWHERE = ("/usr/libexec/platform-python", "/usr/local/bin/python3", "/opt/homebrew/bin/python3")
"""Tried after Ansible's own list: RHEL 8's system Python, and where macOS and the BSDs put theirs."""

# /usr/bin/python3 of a Mac without developer tools is a stub that opens a window for whoever sits there.
_SCRIPT = """\
seen=
for name in {candidates}; do
python=$(command -v "$name" 2>/dev/null) || continue
[ "$python" = /usr/bin/python3 ] && [ -x /usr/bin/xcode-select ] && {{ xcode-select -p >/dev/null 2>&1 || continue; }}
"$python" -Ec "import sys; sys.exit(sys.version_info < ({minimum}))" </dev/null >/dev/null 2>&1 && exec "$python"
version=$("$python" -Ec "import sys; print(sys.version.split()[0])" </dev/null 2>/dev/null) && seen="$seen $version"
done
[ "$seen" ] && echo "remote_maintenance: Python too old:$seen" >&2 || echo "remote_maintenance: no Python" >&2
exit 127"""


def finder(candidates: Iterable[str], minimum: tuple[int, int]) -> str:
    """One command line that becomes the first of the candidates (names or paths) that is at least `minimum`.

    It reads the program from standard input, as an interpreter does, and ends with 127 where there is no such Python.
    """
    names = list(dict.fromkeys([*candidates, *ELSEWHERE]))
    script = _SCRIPT.format(candidates=" ".join(map(shlex.quote, names)), minimum=", ".join(map(str, minimum)))
    return "/bin/sh -c " + shlex.quote(_on_one_line(script))


def _on_one_line(script: str) -> str:
    """Ansible copies the interpreter into the module's first line."""
    lines = script.splitlines()
    joined = " ".join(line if line.endswith("; do") else line + ";" for line in lines)
    return joined.removesuffix(";")

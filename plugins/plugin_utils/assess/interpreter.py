# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which Python runs the collector, found on the target within the one command that runs it, and how it gets the program.

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

# A Python that is handed a program on its standard input reads it with one system call a byte, and a collector has 400,000.
_RUN = """\
[ $# -gt 0 ] && exec "$python" "$@"
exec "$python" -c "import sys; exec(getattr(sys.stdin, 'buffer', sys.stdin).read())\""""

# /usr/bin/python3 of a Mac without developer tools is a stub that opens a window for whoever sits there.
_FIND = """\
seen= found=
for name in {candidates}; do
python=$(command -v "$name" 2>/dev/null) || continue
[ "$python" = /usr/bin/python3 ] && [ -x /usr/bin/xcode-select ] && {{ xcode-select -p >/dev/null 2>&1 || continue; }}
"$python" -Ec "import sys; sys.exit(sys.version_info < ({minimum}))" </dev/null >/dev/null 2>&1 && found=yes && break
version=$("$python" -Ec "import sys; print(sys.version.split()[0])" </dev/null 2>/dev/null) && seen="$seen $version"
done
[ "$found" ] || {{ [ "$seen" ] && echo "remote_maintenance: Python too old:$seen" || echo "remote_maintenance: no Python"; }} >&2
[ "$found" ] || exit 127
"""

_TAKE = """\
python={name}
command -v "$python" >/dev/null 2>&1 || {{ echo "remote_maintenance: no Python" >&2; exit 127; }}
"""


def finder(candidates: Iterable[str], minimum: tuple[int, int]) -> str:
    """One command line that becomes the first of the candidates (names or paths) that is at least `minimum`.

    Like an interpreter it runs the file in its arguments, or without any the program on its standard input. It ends with 127 where there is
    no such Python.
    """
    names = list(dict.fromkeys([*candidates, *ELSEWHERE]))
    return _shell(_FIND.format(candidates=" ".join(map(shlex.quote, names)), minimum=", ".join(map(str, minimum))) + _RUN)


def named(name: str) -> str:
    """As `finder`, for one Python that is taken as it is, whatever its version."""
    return _shell(_TAKE.format(name=shlex.quote(name)) + _RUN)


def _shell(script: str) -> str:
    return f"/bin/sh -c {shlex.quote(_on_one_line(script))} sh"


def _on_one_line(script: str) -> str:
    """Ansible copies the interpreter into the module's first line."""
    lines = script.splitlines()
    joined = " ".join(line if line.endswith("; do") else line + ";" for line in lines)
    return joined.removesuffix(";")

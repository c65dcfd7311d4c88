# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run the system's programs."""
from __future__ import annotations

import subprocess


class CommandFailed(RuntimeError):
    """A program ended with an error; the message carries what it wrote."""

    def __init__(self, command: tuple[str, ...], code: int, output: str) -> None:
        super().__init__(f"{' '.join(command)} ended with {code}: {output.strip()}")
        self.command = command
        self.code = code
        self.output = output


def run(*command: str, text: str | None = None, env: dict[str, str] | None = None) -> str:
    """The program's standard output; ``text`` is its standard input. Raises CommandFailed."""
    done = attempt(*command, text=text, env=env)
    if done.returncode:
        raise CommandFailed(command, done.returncode, done.stderr or done.stdout)
    return done.stdout


def attempt(
    *command: str, text: str | None = None, env: dict[str, str] | None = None, timeout: float | None = None
) -> subprocess.CompletedProcess[str]:
    """Like ``run``, with the exit code left to the caller."""
    return subprocess.run(
        command, input=text if text is not None else "", env=env, timeout=timeout,
        capture_output=True, encoding="utf-8", errors="replace", check=False,
    )

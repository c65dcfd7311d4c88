# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lab's commands."""
from __future__ import annotations

import argparse
import os
import time

from lab import packages
from lab.commands import CommandFailed
from lab.lab import Lab, LabUnavailable
from lab.machines import BootFailed


def main(arguments: list[str]) -> int:
    """Exit code: 0 done, 1 not up (``status``, ``check``) or failed."""
    parser = argparse.ArgumentParser(prog="lab", description="A lab of real machines in network namespaces")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("up", help="build the lab, unless it is up")
    commands.add_parser("down", help="take it away")
    commands.add_parser("status", help="say what is up")
    commands.add_parser("check", help="say in one line why the lab cannot run here, if it cannot")
    commands.add_parser("packages", help="list the Debian packages that are missing")
    commands.add_parser("install", help="list the missing packages, then install them")
    execute = commands.add_parser("exec", help="run a program on the control node")
    execute.add_argument("program", nargs=argparse.REMAINDER)
    chosen = parser.parse_args(arguments)
    try:
        return _COMMANDS[chosen.command](chosen)
    except (LabUnavailable, BootFailed, CommandFailed, RuntimeError) as error:
        print(f"lab: {error}")
        return 1


def _up(_chosen: argparse.Namespace) -> int:
    lab = Lab()
    began = time.monotonic()
    lab.up()
    print(f"The lab is up ({time.monotonic() - began:.1f} s). Inventory: {lab.inventory}")
    return 0


def _down(_chosen: argparse.Namespace) -> int:
    if os.geteuid() == 0:
        Lab().down()
    print("The lab is down.")
    return 0


def _status(_chosen: argparse.Namespace) -> int:
    status = Lab().status()
    for name, up in status.items():
        print(f"{'up  ' if up else 'down'}  {name}")
    return 0 if all(status.values()) else 1


def _check(_chosen: argparse.Namespace) -> int:
    obstacle = packages.obstacle()
    print(obstacle or "the lab can run here")
    return 1 if obstacle else 0


def _packages(_chosen: argparse.Namespace) -> int:
    print(" ".join(packages.missing()))
    return 0


def _install(_chosen: argparse.Namespace) -> int:
    packages.install(packages.missing())
    return 0


def _exec(chosen: argparse.Namespace) -> int:
    program = [word for number, word in enumerate(chosen.program) if number or word != "--"]
    lab = Lab()
    lab.share()
    control = lab.control
    command = control.command(*program)
    os.execvpe(command[0], command, control.environment())


_COMMANDS = {
    "up": _up, "down": _down, "status": _status, "check": _check, "packages": _packages, "install": _install, "exec": _exec,
}

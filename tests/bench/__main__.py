# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``python tests/bench [--write] [NAME ...]``: measure on this machine; ``--write`` puts what was measured into docs/performance.md."""
from __future__ import annotations

import argparse
import importlib
import os
import platform
import sys
from datetime import date

from document import with_section
from places import COLLECTIONS, PERFORMANCE, REPOSITORY

# The order from cheap to costly.
_HERE = ("software", "windows", "reports", "first_paint", "evidence")
_ON_THE_LAB = ("dropped", "stock", "controller", "onboarding")
_MEASUREMENTS = (*_HERE, *_ON_THE_LAB)
_HEAD = """\
# Performance

Made by `make bench`; what counts are the ratios. Ansible runs on the lab's control node, so that every endpoint, name and update
source of a healthy host answers. The figures hold the whole `ansible-playbook` process with the ssh clients it waits for.

The machine: {cores} cores, {system}, Python {python}, ansible-core {ansible}.
"""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python tests/bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(_MEASUREMENTS))
    parser.add_argument("--write", action="store_true", help="keep the figures in docs/performance.md")
    arguments = parser.parse_args()
    unknown = set(arguments.names) - set(_MEASUREMENTS)
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    for table in _measured([name for name in _MEASUREMENTS if name in (arguments.names or _MEASUREMENTS)]):
        print(table, flush=True)
        if arguments.write:
            section = f"{table}\nMeasured on {date.today().isoformat()}."
            PERFORMANCE.write_text(with_section(PERFORMANCE.read_text(encoding="utf-8"), _head(), section), encoding="utf-8")
    return 0


def _measured(names: list[str]):
    yield from _each([name for name in names if name in _HERE], None, {})
    on_the_lab = [name for name in names if name in _ON_THE_LAB]
    if not on_the_lab:
        return
    from lab import packages
    from lab.lab import Lab

    lab = Lab()
    packages.install(_missing())
    lab.up()
    with lab.exclusive():
        yield from _each(on_the_lab, lab, _lab_variables(lab))


def _each(names: list[str], lab, variables: dict):
    for name in names:
        print(f"measuring {name} ...", file=sys.stderr, flush=True)
        yield from importlib.import_module(name).measure(lab, variables)


def _missing() -> list[str]:
    """What the measurements need beside the lab, as Debian packages."""
    from shutil import which

    wanted = {"dig": "bind9-dnsutils", "sshd": "openssh-server", "ss": "iproute2"}
    path = os.environ["PATH"] + ":/usr/sbin:/sbin"
    return sorted(package for program, package in wanted.items() if not which(program, path=path))


def _lab_variables(lab) -> dict:
    """What a fleet outside the lab's inventory must know of the lab's internet."""
    import yaml

    variables = yaml.safe_load((REPOSITORY / "tests" / "lab" / "data" / "inventory" / "group_vars" / "all.yml").read_text())
    kept = {name: variables[name] for name in ("maintenance_http_probe", "maintenance_nxdomain_zone", "maintenance_provider")}
    return {**kept, "maintenance_trust_anchor": str(lab.trust_anchor)}


def _head() -> str:
    from ansible import __version__

    return _HEAD.format(
        cores=os.cpu_count(), system=f"{platform.system()} {platform.release()}",
        python=platform.python_version(), ansible=__version__,
    )


if __name__ == "__main__":
    sys.path[:0] = [str(COLLECTIONS), str(REPOSITORY / "tests" / "lab"), str(REPOSITORY / "tests")]
    sys.exit(main())

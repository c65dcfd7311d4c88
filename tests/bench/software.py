# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The look for software on a large machine: 3,000 packages, 500 processes, 400 units, 20 people. Needs no lab."""
from __future__ import annotations

import json
import os
import random
import sqlite3
import struct
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from table import Table

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.homes import Homes
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.collect import collect_software
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.catalogue import load_products
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.query import compile_query, query_size

_PACKAGES = 3000
_PROCESSES = 500
_UNITS = 400
_PEOPLE = 20
_ROUNDS = 5


def measure(lab, variables: dict) -> Iterator[Table]:
    table = Table(
        "Looking for software",
        f"{_PACKAGES} packages, {_PROCESSES} processes, {_UNITS} units, {_PEOPLE} people. At most 0.5 s of CPU, 2 s on the wall and 64 kB are wanted.",
        ("package database", "query, kB", "wall, s", "CPU, s", "returned, kB"),
    )
    query = compile_query(load_products(), "linux")
    for name, database in (("dpkg", _dpkg), ("rpm (sqlite)", _rpm)):
        with tempfile.TemporaryDirectory(prefix="bench-machine-") as folder:
            root = Path(folder)
            _people(root)
            _processes(root)
            _units(root)
            database(root)
            costs = sorted(_look(query, root) for _round in range(_ROUNDS))
        wall, cpu, size = costs[len(costs) // 2]
        table.row(name, f"{query_size(query) / 1024:.1f}", f"{wall:.2f}", f"{cpu:.2f}", f"{size / 1024:.1f}")
    yield table


def _look(query: dict, root: Path) -> tuple[float, float, int]:
    found: dict = {"signals": [], "products": {}}
    wall, cpu = time.monotonic(), time.process_time()
    collect_software(query, str(root), homes=Homes(), found=found, errors=[], cutoff=wall + 60)
    return time.monotonic() - wall, time.process_time() - cpu, len(json.dumps(found))


def _people(root: Path) -> None:
    accounts = []
    for number in range(_PEOPLE):
        downloads = root / f"home/person{number}/Downloads"
        downloads.mkdir(parents=True)
        accounts.append(f"person{number}:x:{1000 + number}:{1000 + number}::/home/person{number}:/bin/bash\n")
        for file in range(200):
            (downloads / f"file{file}.pdf").touch()
    (root / "etc").mkdir()
    (root / "etc/passwd").write_text("".join(accounts))


def _processes(root: Path) -> None:
    for number in range(_PROCESSES):
        folder = root / f"proc/{1000 + number}"
        folder.mkdir(parents=True)
        os.symlink(f"/usr/bin/program{number}" if number else "/usr/bin/anydesk", folder / "exe")
        (folder / "comm").write_text(f"program{number}\n")
        (folder / "cgroup").write_text("0::/system.slice/unit1.service\n")


def _units(root: Path) -> None:
    folder = root / "usr/lib/systemd/system"
    folder.mkdir(parents=True)
    for number in range(_UNITS):
        (folder / f"unit{number}.service").write_text("[Service]\nExecStart=/bin/true\n")
        group = root / f"sys/fs/cgroup/system.slice/unit{number}.service"
        group.mkdir(parents=True)
        (group / "cgroup.procs").write_text("1\n")


def _names() -> list[str]:
    return [*(f"some-library-{number}" for number in range(_PACKAGES - 1)), "anydesk"]


def _dpkg(root: Path) -> None:
    chance = random.Random(1)
    text = "Package: {}\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.2.3-4\nDepends: {}\nDescription: something\n{}"
    stanzas = [
        text.format(name, ", ".join(f"some-library-{chance.randrange(_PACKAGES)} (>= 1.2)" for _number in range(15)), " a long line of a description\n" * 10)
        for name in _names()
    ]
    (root / "var/lib/dpkg").mkdir(parents=True)
    (root / "var/lib/dpkg/status").write_text("\n".join(stanzas))


def _rpm(root: Path) -> None:
    (root / "var/lib/rpm").mkdir(parents=True)
    database = sqlite3.connect(root / "var/lib/rpm/rpmdb.sqlite")
    database.execute("CREATE TABLE Packages (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL)")
    database.execute("CREATE TABLE Name (key TEXT NOT NULL, hnum INTEGER NOT NULL, idx INTEGER NOT NULL)")
    for number, name in enumerate(_names(), 1):
        values = name.encode() + b"\0"
        # The lists of files behind the names are what makes a real database large.
        header = struct.pack(">IIIIiI", 1, len(values), 1000, 6, 0, 1) + values + os.urandom(40_000)
        database.execute("INSERT INTO Packages VALUES (?, ?)", (number, header))
        database.execute("INSERT INTO Name VALUES (?, ?, 0)", (name, number))
    database.commit()
    database.close()

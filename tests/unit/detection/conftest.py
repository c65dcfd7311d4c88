# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds a machine's files from a short description (trees/*.yml), and looks at it as the product does.

A description has `system`, then any of: files (path: content), programs, folders, links (path: target), homes (name: number), packages
(dpkg | rpm | pacman | apk: {name: version}), residual (dpkg), units, processes, listeners, snaps, flatpaks, autostart, apps, launchd,
receipts, ps, launchctl. `expect` lists the rows that must be found, each with the keys it is about; nothing else may be found.
"""

from __future__ import annotations

import plistlib
import sqlite3
import struct
import time
from pathlib import Path

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.homes import Homes
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.commands import Output
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.collect import collect_software
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.catalogue import load_products
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.installations import installations
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.query import compile_query
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.rows import row
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.ownership.evidence import Knowledge

PROVIDER = {
    "name": "BAUER GROUP",
    "company_names": ["BAUER GROUP"],
    "teamviewer_configuration_ids": ["6abcdef"],
    "teamviewer_account_names": [],
    "atera_account_ids": ["001O000000AbCdE"],
    "atera_integrator_logins": [],
    "anydesk_namespaces": ["bauer"],
}


def rpm_header(name, version, release="1"):
    """A header with the three tags that are read, one behind them and the region's in front, as rpm writes them."""
    values, index = b"", b""
    for tag, text in ((1000, name), (1001, version), (1002, release), (1004, "x" * 50)):
        index += struct.pack(">IIiI", tag, 6, len(values), 1)
        values += text.encode() + b"\0"
    region = struct.pack(">IIiI", 63, 7, len(values), 16)
    return struct.pack(">II", 5, len(values) + 16) + region + index + values + b"\0" * 16


def rpm_sqlite(path, packages):
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE Packages (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL)")
    database.execute("CREATE TABLE Name (key TEXT NOT NULL, hnum INTEGER NOT NULL, idx INTEGER NOT NULL)")
    for number, (name, version) in enumerate(packages.items(), 1):
        database.execute("INSERT INTO Packages VALUES (?, ?)", (number, rpm_header(name, version)))
        database.execute("INSERT INTO Name VALUES (?, ?, 0)", (name, number))
    database.commit()
    database.close()


def rpm_ndb(packages):
    """The content of a Packages.db."""
    slots, blobs = [], b""
    start = 4096 // 16
    for number, (name, version) in enumerate(packages.items(), 1):
        header = rpm_header(name, version)
        blob = b"BlbS" + struct.pack("<III", number, 1, len(header)) + header
        blob += b"\0" * (-len(blob) % 16)
        slots.append(b"Slot" + struct.pack("<III", number, start + len(blobs) // 16, len(blob) // 16))
        blobs += blob
    empty = (4096 - 32) // 16 - len(slots)
    return b"RpmP" + struct.pack("<III", 0, 1, 1) + b"\0" * 16 + b"".join(slots) + (b"Slot" + b"\0" * 12) * empty + blobs


class Machine:
    """A tree under a temporary folder."""

    def __init__(self, root, system="linux"):
        self.root = Path(root)
        self.system = system
        self.said = {}
        (self.root / "etc").mkdir(parents=True, exist_ok=True)
        (self.root / "proc").mkdir(exist_ok=True)

    def path(self, path):
        return self.root / path.lstrip("/")

    def file(self, path, content=b"", mode=0o644):
        place = self.path(path)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content if isinstance(content, bytes) else content.encode())
        place.chmod(mode)

    def program(self, path):
        self.file(path, b"\x7fELF", 0o755)

    def link(self, path, target):
        place = self.path(path)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(target)

    def home(self, name, number):
        parent = "/Users" if self.system == "macos" else "/home"
        home = "/root" if name == "root" else f"{parent}/{name}"
        self.path(home).mkdir(parents=True, exist_ok=True)
        with self.path("/etc/passwd").open("a") as accounts:
            accounts.write(f"{name}:x:{number}:{number}:A person:{home}:/bin/bash\n")

    def dpkg(self, packages, residual=()):
        stanza = "Package: {}\nStatus: {}\nArchitecture: amd64\nVersion: {}\nDescription: something\n Status: not this one\n"
        stanzas = [stanza.format(name, "install ok installed", version) for name, version in packages.items()]
        stanzas += [stanza.format(name, "deinstall ok config-files", "1.0") for name in residual]
        self.file("/var/lib/dpkg/status", "\n".join(stanzas))

    def rpm(self, packages):
        self.path("/var/lib/rpm").mkdir(parents=True)
        rpm_sqlite(self.path("/var/lib/rpm/rpmdb.sqlite"), packages)

    def ndb(self, packages):
        self.file("/usr/lib/sysimage/rpm/Packages.db", rpm_ndb(packages))

    def pacman(self, packages):
        for name, version in packages.items():
            self.file(f"/var/lib/pacman/local/{name}-{version}/desc", "")

    def apk(self, packages):
        self.file("/lib/apk/db/installed", "".join(f"C:Q1\nP:{name}\nV:{version}\nA:x86_64\n\n" for name, version in packages.items()))

    def unit(self, name, exec=None, enabled=False, running=False, folder="/usr/lib/systemd/system", masked=False, text=""):
        self.path("/run/systemd/system").mkdir(parents=True, exist_ok=True)
        if masked:
            self.link(f"/etc/systemd/system/{name}", "/dev/null")
        self.file(f"{folder}/{name}", f"[Unit]\nDescription=x\n[Service]\nExecStart={exec or '/bin/true'}\n{text}\n[Install]\nWantedBy=multi-user.target\n")
        self.path("/sys/fs/cgroup/system.slice").mkdir(parents=True, exist_ok=True)
        if not exec:
            self.program("/bin/true")
        if enabled:
            self.link(f"/etc/systemd/system/multi-user.target.wants/{name}", f"{folder}/{name}")
        if running:
            self.file(f"/sys/fs/cgroup/system.slice/{name}/cgroup.procs", "4711\n")

    def process(self, exe=None, comm=None, cmdline=(), group="0::/system.slice/x.service", sockets=(), pid=None):
        pid = pid or 1000 + len(list(self.path("/proc").glob("[0-9]*")))
        folder = f"/proc/{pid}"
        self.file(f"{folder}/comm", ((comm or (exe or "").rpartition("/")[2])[:15] + "\n"))
        self.file(f"{folder}/cmdline", "\0".join(cmdline) + "\0")
        self.file(f"{folder}/cgroup", group + "\n")
        if exe:
            self.link(f"{folder}/exe", exe)
        self.path(f"{folder}/fd").mkdir()
        for number, socket in enumerate(sockets):
            self.link(f"{folder}/fd/{number}", f"socket:[{socket}]")

    def listener(self, port, socket, address="00000000"):
        place = self.path("/proc/net/tcp")
        place.parent.mkdir(parents=True, exist_ok=True)
        if not place.exists():
            place.write_text("  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n")
        with place.open("a") as table:
            table.write(f"   0: {address}:{port:04X} 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 {socket} 1 0 100 0 0 10 0\n")

    def app(self, path, id=None, version="1.0"):
        self.file(f"{path}/Contents/Info.plist", plistlib.dumps({"CFBundleIdentifier": id or "", "CFBundleShortVersionString": version}))

    def job(self, label, program=None, run_at_load=True, folder="/Library/LaunchDaemons"):
        arguments = [program or "/usr/bin/true", "--token", "not-for-others"]
        self.program(arguments[0])
        self.file(f"{folder}/{label}.plist", plistlib.dumps({"Label": label, "ProgramArguments": arguments, "RunAtLoad": run_at_load}))

    def build(self, tree):
        for name, number in tree.get("homes", {}).items():
            self.home(name, number)
        for path, content in tree.get("files", {}).items():
            self.file(path, content)
        for path in tree.get("programs", ()):
            self.program(path)
        for path in tree.get("folders", ()):
            self.path(path).mkdir(parents=True, exist_ok=True)
        for path, target in tree.get("links", {}).items():
            self.link(path, target)
        for database, packages in tree.get("packages", {}).items():
            getattr(self, database)(packages, *([tree["residual"]] if database == "dpkg" and "residual" in tree else []))
        for name, unit in tree.get("units", {}).items():
            self.unit(name, **(unit or {}))
        for process in tree.get("processes", ()):
            self.process(**process)
        for listener in tree.get("listeners", ()):
            self.listener(**listener)
        for name in tree.get("snaps", ()):
            self.file(f"/var/lib/snapd/snaps/{name}_42.snap")
        for path in tree.get("flatpaks", ()):
            self.path(path).mkdir(parents=True)
        for path, command in tree.get("autostart", {}).items():
            self.file(path, f"[Desktop Entry]\nType=Application\nName=x\nExec={command}\n")
        for path, app in tree.get("apps", {}).items():
            self.app(path, **(app or {}))
        for label, job in tree.get("launchd", {}).items():
            self.job(label, **(job or {}))
        for name in tree.get("receipts", ()):
            self.file(f"/var/db/receipts/{name}.plist", plistlib.dumps({"PackageVersion": "1.0"}))
        if self.system == "macos":
            self.said = {
                "ps": "\n".join(["/sbin/launchd", *tree.get("ps", ())]),
                "launchctl": "PID\tStatus\tLabel\n" + "".join(f"99\t0\t{label}\n" for label in tree.get("launchctl", ())),
            }
        return self

    def run(self, arguments, seconds, limit=0):
        if arguments[0] not in self.said:
            raise FileNotFoundError(2, "not installed")
        return Output(0, self.said[arguments[0]])

    def look(self, catalogue=None):
        """(software as in an observation, errors)."""
        found, errors = {"signals": [], "products": {}}, []
        query = compile_query(catalogue or load_products(), self.system)
        run = self.run if self.said else None
        collect_software(query, str(self.root), homes=Homes(), found=found, errors=errors, cutoff=time.monotonic() + 30, run=run)
        return found, errors

    def rows(self, given=None):
        found, _errors = self.look()
        return [row(one) for one in installations(load_products(), self.system, found, PROVIDER, Knowledge.of(given))]


@pytest.fixture
def machine(tmp_path):
    """`machine(system)`: an empty machine."""
    return lambda system="linux": Machine(tmp_path / "root", system)


@pytest.fixture(scope="session")
def databases():
    """The builders of RPM's databases."""
    return {"sqlite": rpm_sqlite, "ndb": rpm_ndb, "header": rpm_header}

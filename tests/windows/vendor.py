# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Vendors' doubles for Windows (tests/lab/vendor/windows), compiled and packed into MSIs, and the console that the doubled TeamViewer asks.

Needs `wixl` and `x86_64-w64-mingw32-gcc` (Debian: wixl, gcc-mingw-w64-x86-64).
"""
from __future__ import annotations

import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from consoles import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consoles import FreshWindows

DOUBLES = ROOT / "tests" / "lab" / "vendor"
SOURCES = DOUBLES / "windows"
CONSOLE = DOUBLES / "teamviewer-console"
COMPILER = "x86_64-w64-mingw32-gcc"
OLD, NEW = "15.58.4", "15.61.3"
CUSTOM = "AnyDesk-ad_muster"

_WHOSE = uuid.UUID("6b1c5c9e-3c1e-4f5b-8a3d-2f5c6d7e8f00")
_COMMON = ("common/double.c",)
_OPTIONS = ("-std=gnu11", "-O1", "-s", "-DWIN32_LEAN_AND_MEAN", "-Wall", "-Wextra", "-Werror", "-Wno-format-truncation")
_LIBRARIES = ("-lws2_32", "-ladvapi32", "-lshell32", "-lole32", "-lmsi")
_SECONDS = 15


def missing_tools() -> list[str]:
    """The programs that are needed and not there."""
    return [program for program in ("wixl", COMPILER) if shutil.which(program) is None]


@dataclass(frozen=True)
class Package:
    """An MSI: from which sources, with which programs (name: C files and definitions), and as what it is installed."""

    name: str
    version: str
    source: str
    programs: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
    product: str = ""

    @property
    def file_name(self) -> str:
        return f"{self.name}-{self.version}.msi"

    @property
    def product_code(self) -> str:
        """Another one for every version."""
        return "{" + str(uuid.uuid5(_WHOSE, self.file_name)).upper() + "}"


def teamviewer(version: str = NEW) -> Package:
    text, number = f'-DVERSION="{version}"', "-DVERSION_NUMBER={}{}".format(*version.split("."))
    return Package("teamviewer", version, "teamviewer/teamviewer.wxs", (
        ("TeamViewer_Service.exe", ("teamviewer/service.c", "teamviewer/console.c"), (text,)),
        ("TeamViewer.exe", ("teamviewer/client.c", "teamviewer/console.c"), (text, number)),
    ))


def anydesk(product: str = "AnyDesk", version: str = "9.0.1") -> Package:
    """`product`: AnyDesk, or a custom client's name."""
    folder = "AnyDesk" if product == "AnyDesk" else "AnyDesk\\\\" + product.partition("-")[2]
    definitions = (f'-DFOLDER="{folder}"', f'-DVERSION="{version}"')
    return Package(product.lower(), version, "anydesk/anydesk.wxs", ((f"{product}.exe", ("anydesk/anydesk.c",), definitions),), product)


def atera(version: str = "1.8.7.2") -> Package:
    return Package("atera", version, "atera/atera.wxs", (("AteraAgent.exe", ("atera/agent.c",), ()),))


def splashtop(version: str = "3.7.2.0") -> Package:
    return Package("splashtop", version, "splashtop/splashtop.wxs", (("SRService.exe", ("common/idle.c",), ()),))


def screenconnect(product: str = "ScreenConnect Client (0123456789abcdef)", version: str = "24.1.0") -> Package:
    return Package("screenconnect", version, "screenconnect/screenconnect.wxs", (("ScreenConnect.ClientService.exe", ("common/idle.c",), ()),), product)


def failing(version: str = "1.0.0") -> Package:
    """Windows Installer leaves with 1603."""
    return Package("failing", version, "setup/failing.wxs", (SETUP,))


def recording(version: str = "1.0.0") -> Package:
    """Writes its properties into the registry, and takes a step on the way that may take long or fail."""
    return Package("recording", version, "recording/recording.wxs", (("Recording.exe", ("recording/step.c",), ()),))


RECORDED = r"HKLM\SOFTWARE\Double\Recording"
SETUP = ("setup.exe", ("setup/setup.c",), ())


class Vendor:
    """Builds what is asked for, once for each state of the sources."""

    def __init__(self, folder: Path) -> None:
        digest = hashlib.sha256()
        for file in sorted(path for path in (*SOURCES.rglob("*"), Path(__file__)) if path.is_file()):
            digest.update(str(file.name).encode() + file.read_bytes())
        self._folder = folder / digest.hexdigest()[:16]
        self._folder.mkdir(parents=True, exist_ok=True)

    def msi(self, package: Package) -> Path:
        made = self._folder / package.file_name
        if made.exists():
            return made
        work = self._folder / f"{package.file_name}.{os.getpid()}"
        work.mkdir()
        for program in package.programs:
            self._compile(work, *program)
        names = {"Version": package.version, "ProductCode": package.product_code}
        if package.product:
            codes = {name: str(uuid.uuid5(_WHOSE, f"{package.product}/{name}")) for name in ("UpgradeCode", "Component")}
            names |= {"Name": package.product, **codes}
        defined = [word for name, value in names.items() for word in ("-D", f"{name}={value}")]
        _run("wixl", "--arch", "x64", *defined, "--output", "made.msi", str(SOURCES / package.source), folder=work)
        (work / "made.msi").replace(made)
        shutil.rmtree(work)
        return made

    def setup(self) -> Path:
        """An installer that is no MSI: `/S`, with `payload.msi` beside it; its exit code is the knob `setup_exit_code`."""
        return self._program(*SETUP)

    def transform(self, windows: FreshWindows, file: Path, **properties: str) -> Path:
        """A transform that sets these properties of any MSI."""
        words = [word for pair in properties.items() for word in pair]
        windows.wine(str(self._program("transform.exe", ("msi/transform.c",), ())), windows.console.path(file), *words)
        return file

    def install(self, windows: FreshWindows, package: Package, command_line: str) -> None:
        """By Windows Installer itself, with msiexec left out, which under Wine reads command lines in its own way."""
        said = windows.file(r"doubles\command_line.txt")
        said.write_text(command_line, encoding="utf-8")
        windows.wine(str(self._program("install.exe", ("msi/install.c",), ())), windows.console.path(self.msi(package)), r"C:\doubles\command_line.txt")

    def _program(self, name: str, files: tuple[str, ...], definitions: tuple[str, ...]) -> Path:
        made = self._folder / name
        if not made.exists():
            work = self._folder / f"{name}.{os.getpid()}"
            work.mkdir()
            self._compile(work, name, files, definitions)
            (work / name).replace(made)
            shutil.rmtree(work)
        return made

    @staticmethod
    def _compile(work: Path, name: str, files: tuple[str, ...], definitions: tuple[str, ...]) -> None:
        sources = [str(SOURCES / file) for file in (*files, *_COMMON)]
        _run(COMPILER, *_OPTIONS, *definitions, "-o", name, *sources, *_LIBRARIES, folder=work)


def _run(*words: str, folder: Path) -> None:
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def turn(windows: FreshWindows, knob: str, value: object | None) -> None:
    """Set a knob of the doubles on that Windows; None takes it away."""
    file = windows.file(f"doubles\\{knob}.txt")
    if value is None:
        file.unlink(missing_ok=True)
    else:
        file.write_text(f"{value}\n", encoding="utf-8")


class Console:
    """The doubled console on a port of this machine, with the accounts of accounts.json and no device."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copyfile(CONSOLE / "accounts.json", folder / "accounts.json")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    @contextmanager
    def running(self) -> Iterator[Console]:
        with (self.folder / "log").open("wb") as log:
            command = (sys.executable, "-B", str(CONSOLE / "server.py"), str(self.folder), str(self.port))
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            self._wait(process)
            yield self
        finally:
            process.kill()
            process.wait()

    def set_mode(self, **mode: object) -> None:
        """As server.py has it: `down`, `delay`, `id_delay`, `shown_after`, `lose_answers`, `code` with `times`, `owner_names`, `policy`; nothing is normal."""
        self._write("mode.json", mode)

    def assignment_id(self, rollout: str = "nordwind", account: str = "ours") -> str:
        return json.loads((self.folder / "accounts.json").read_text("utf-8"))[account]["rollouts"][rollout]

    def devices(self) -> list[dict]:
        path = self.folder / "devices.json"
        return list(json.loads(path.read_text("utf-8")).values()) if path.exists() else []

    def edit(self, client_id: str, **changes: object) -> None:
        """Somebody changes a device in the console; the client learns it within seconds."""
        devices = {device["client_id"]: device for device in self.devices()}
        devices[str(client_id)].update(changes)
        self._write("devices.json", devices)

    def _write(self, name: str, content: object) -> None:
        path = self.folder / f"{name}.test"
        path.write_text(json.dumps(content), "utf-8")
        path.replace(self.folder / name)

    def _wait(self, process: subprocess.Popen) -> None:
        deadline = time.monotonic() + _SECONDS
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                if process.poll() is not None or time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

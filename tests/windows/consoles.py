# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where PowerShell is for these tests, and how it is asked.

`WINDOWS_TEST_CONSOLES` names a folder with consoles: `linux-x64/pwsh`, and under Wine `win-x64/pwsh` with a prefix to copy. Without it `pwsh` on PATH
serves for what needs no Windows. What is not there is said by the skipped tests.
"""
from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "plugins" / "module_utils" / "windows"
COLLECT = Path(__file__).with_name("collect.ps1")
FILTERED = Path(__file__).with_name("filtered.ps1")
FOLDER = "WINDOWS_TEST_CONSOLES"
WINE = Path("/usr/lib/wine")
SECONDS = 600  # what Wine cannot do it sometimes waits for


@dataclass(frozen=True)
class Console:
    """A PowerShell; `prefix` is the Windows (a Wine prefix) that it runs on, None on Linux."""

    program: Path
    prefix: Path | None = None

    @property
    def environment(self) -> dict[str, str]:
        if self.prefix is None:
            return {}
        return {"WINEPREFIX": str(self.prefix), "WINEDEBUG": "-all", "PATH": f"{WINE}:{os.environ['PATH']}"}

    def path(self, path: Path) -> str:
        """A path of this machine as the console writes it."""
        return str(path) if self.prefix is None else "Z:" + str(path).replace("/", "\\")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [str(self.program), "-NoProfile", *arguments]
        return subprocess.run(command, env={**os.environ, **self.environment}, capture_output=True, text=True, errors="replace", timeout=SECONDS, check=False)

    def collect(self, folder: Path, *plans: dict, filtered: bool = False) -> list[dict]:
        """The observations for these plans, all in one process; `filtered`: of an administrator whose rights User Account Control took away."""
        asked, answered = folder / "plans.json", folder / "observations.json"
        asked.write_text(json.dumps(plans), encoding="utf-8")
        answered.unlink(missing_ok=True)
        scripts = [FILTERED, COLLECT] if filtered else [COLLECT]
        done = self.run("-File", *map(self.path, (*scripts, asked, answered, SOURCES)))
        assert answered.exists(), done.stdout + done.stderr
        return json.loads(answered.read_text(encoding="utf-8"))


def folder() -> Path | None:
    named = os.environ.get(FOLDER)
    return Path(named) if named else None


def linux_console() -> Console | None:
    known = folder()
    if known and (known / "linux-x64" / "pwsh").exists():
        return Console(known / "linux-x64" / "pwsh")
    found = shutil.which("pwsh")
    return Console(Path(found)) if found else None


def windows_console() -> Path | None:
    """The console under Wine, where its prefix to copy is there too."""
    known = folder()
    if known and (known / "win-x64" / "pwsh").exists() and (known / "prefix" / ".ready").exists() and (WINE / "wine64").exists():
        return known / "win-x64" / "pwsh"
    return None


class FreshWindows:
    """A copy of the prefix that is ready to be used, in the same file system: files by hard link, the registry for real."""

    def __init__(self, program: Path, place: Path) -> None:
        self.console = Console(program, place)
        subprocess.run(["cp", "-al", str(program.parents[1] / "prefix"), str(place)], check=True)
        for hive in ("system.reg", "user.reg", "userdef.reg"):
            shutil.copyfile(program.parents[1] / "prefix" / hive, place / (hive + ".new"))
            os.replace(place / (hive + ".new"), place / hive)
        # Wine leads people's folders to those of whoever runs the tests.
        for link in (place / "drive_c" / "users").glob("*/*"):
            if link.is_symlink():
                link.unlink()
                link.mkdir()

    def wine(self, *arguments: str) -> str:
        done = subprocess.run(
            [str(WINE / "wine64"), *arguments], env={**os.environ, **self.console.environment}, stdin=subprocess.DEVNULL, capture_output=True, text=True,
            errors="replace", timeout=SECONDS, check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def import_registry(self, file: Path, text: str) -> None:
        file.write_text("Windows Registry Editor Version 5.00\r\n\r\n" + text.replace("\n", "\r\n"), encoding="utf-16")
        self.wine("reg", "import", self.console.path(file))

    def file(self, path: str) -> Path:
        """A file of this Windows by its path below C:, its folders made."""
        place = self.console.prefix / "drive_c" / path.replace("\\", "/")
        place.parent.mkdir(parents=True, exist_ok=True)
        return place

    def switch_off(self) -> None:
        """Whatever comes next starts it again, with its services."""
        for how in ("-k", "-w"):
            subprocess.run([str(WINE / "wineserver64"), how], env={**os.environ, **self.console.environment}, check=False, timeout=SECONDS)

    def end(self) -> None:
        self.switch_off()
        shutil.rmtree(self.console.prefix, ignore_errors=True)

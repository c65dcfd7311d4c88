# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The doubled console: a server of this machine's Python in the network of the lab's internet, behind its nginx."""
from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from lab import namespaces
from lab.commands import attempt
from lab.paths import LAB
from lab.webservers import CONSOLE_PORT

DOUBLE = LAB / "vendor" / "teamviewer-console"
_SECONDS = 15

MODES: dict[str, dict] = {
    "normal": {},
    "down": {"down": True},
    "slow": {"delay": 8},
    "slow_id": {"id_delay": 6},
    "slow_state": {"shown_after": 5},
    "loses_answers": {"lose_answers": True},
    "signature_error": {"code": 2},
    "cloud_unverified": {"code": 4},
    "wrong_id": {"code": 400},
    "not_running": {"code": 401},
    "incompatible": {"code": 402},
    "no_connection": {"code": 403},
    "another_running": {"code": 404},
    "timeout": {"code": 405},
    "unknown_error": {"code": 406},
    "access_denied": {"code": 407},
    "denied_by_policy": {"code": 408},
    "already_assigned": {"code": 409},
    "owner_names": {"owner_names": True},
}
"""How it can behave, as vendor/teamviewer-console/server.py reads it from mode.json."""


class Console:
    """It knows accounts, assignment ids and devices. What it knows is in ``folder``, where this class reads it too."""

    def __init__(self, folder: Path, namespace: str) -> None:
        self._folder = folder
        self._namespace = namespace
        self._process: subprocess.Popen | None = None

    def start(self) -> None:
        """With the accounts of ``accounts.json`` and no device."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        shutil.copyfile(DOUBLE / "accounts.json", self._folder / "accounts.json")
        log = (self._folder / "log").open("wb")
        # Ends with whoever started it, however that ends.
        self._process = subprocess.Popen(
            (
                *namespaces.inside(self._namespace), "setpriv", "--pdeathsig", "KILL",
                sys.executable, "-B", str(DOUBLE / "server.py"), str(self._folder), str(CONSOLE_PORT),
            ),
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/",
        )
        log.close()
        self._wait()

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def set_mode(self, name: str = "normal", **more: object) -> None:
        """One of MODES, with other settings beside or instead: ``set_mode("slow", delay=30)``, ``set_mode("no_connection", times=2)``."""
        self._write("mode.json", {**MODES[name], **more})

    def devices(self) -> list[dict]:
        """``client_id, management_id, account, rollout, alias`` of each client that ever asked for an id."""
        path = self._folder / "devices.json"
        return list(json.loads(path.read_text("utf-8")).values()) if path.exists() else []

    def device(self, client_id: str) -> dict:
        return next(device for device in self.devices() if device["client_id"] == str(client_id))

    def assignment_id(self, rollout: str = "nordwind", account: str = "ours") -> str:
        """What enrols a client into that account; secret."""
        return self._accounts()[account]["rollouts"][rollout]

    def token(self, account: str = "ours") -> str:
        """For the Web API; secret."""
        return self._accounts()[account]["token"]

    def rotate_assignment_id(self, rollout: str = "nordwind", account: str = "ours") -> str:
        """A new one; the old one enrols nobody any more. What was assigned stays so."""
        accounts = self._accounts()
        accounts[account]["rollouts"][rollout] += "R"
        self._write("accounts.json", accounts)
        return accounts[account]["rollouts"][rollout]

    def rename(self, client_id: str, alias: str) -> None:
        """Somebody gives the device another name in the console."""
        self._edit(client_id, alias=alias)

    def remove(self, client_id: str) -> None:
        """Somebody takes the device out of the account; the client learns it within seconds."""
        self._edit(client_id, account=None, rollout=None, management_id=None)

    def log(self) -> str:
        return (self._folder / "log").read_text("utf-8", "replace")

    def _edit(self, client_id: str, **changes: object) -> None:
        devices = {device["client_id"]: device for device in self.devices()}
        devices[str(client_id)].update(changes)
        self._write("devices.json", devices)

    def _accounts(self) -> dict:
        return json.loads((self._folder / "accounts.json").read_text("utf-8"))

    def _write(self, name: str, content: object) -> None:
        path = self._folder / f"{name}.lab"
        path.write_text(json.dumps(content, indent=1), "utf-8")
        os.replace(path, self._folder / name)

    def _wait(self) -> None:
        deadline = time.monotonic() + _SECONDS
        look = f"import socket; socket.create_connection(('127.0.0.1', {CONSOLE_PORT}), 1)"
        while attempt(*namespaces.inside(self._namespace), sys.executable, "-S", "-c", look).returncode:
            if self._process is None or self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the console server did not start: {self.log()[-1000:]}")
            time.sleep(0.1)

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""DOUBLE of TeamViewer's console for the lab: what the doubled clients talk to, and the part of the Web API that asks for managed devices.

``server.py <folder> <port>`` listens on 127.0.0.1. ``<folder>/accounts.json`` says who there is, ``mode.json`` (written by the lab while
it runs) how it behaves, ``devices.json`` (written by it) what it knows. It logs paths, never bodies or headers.
"""
from __future__ import annotations

import http.server
import json
import os
import sys
import threading
import time
import urllib.parse
import uuid
from pathlib import Path

DONE, UNVERIFIED, INVALID_ID, UNKNOWN_ERROR, DENIED_BY_POLICY, ALREADY_ASSIGNED = 0, 4, 400, 406, 408, 409
FIRST_ID = 1_200_000_001
PAGE = 25


class Console:
    """What is known, and how the server behaves; all of it is in files, so that a restart forgets nothing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()

    def accounts(self) -> dict:
        return json.loads((self._folder / "accounts.json").read_text("utf-8"))

    def mode(self) -> dict:
        """``down``, ``delay`` (s), ``id_delay`` (s), ``shown_after`` (s), ``lose_answers``, ``code`` with ``times``, ``owner_names``, ``policy``."""
        try:
            return json.loads((self._folder / "mode.json").read_text("utf-8"))
        except FileNotFoundError:
            return {}

    def devices(self) -> dict:
        try:
            return json.loads((self._folder / "devices.json").read_text("utf-8"))
        except FileNotFoundError:
            return {}

    def register(self) -> dict:
        with self._lock:
            devices = self.devices()
            number = str(FIRST_ID + len(devices))
            devices[number] = {"client_id": number, "management_id": None, "account": None, "rollout": None, "alias": None, "seen": time.time()}
            self._keep(devices)
        return {"client_id": int(number)}

    def look(self, client_id: str) -> dict:
        device = self.devices().get(str(client_id))
        return {"known": True, **self._told(device)} if device else {"known": False}

    def assign(self, question: dict) -> dict:
        with self._lock:
            forced = self._forced()
            if forced is not None:
                return {"code": forced}
            devices = self.devices()
            device = devices.get(str(question["client_id"]))
            found = self._rollout(question.get("assignment_id"))
            if device is None:
                return {"code": UNVERIFIED}
            if found is None:
                return {"code": INVALID_ID}
            account, rollout = found
            if device["account"] == account and device["rollout"] == rollout:
                return {"code": ALREADY_ASSIGNED}
            if device["account"] not in (None, account) and not question.get("reassign"):
                return {"code": DENIED_BY_POLICY}
            if device["account"] != account:
                device.update(management_id=f"{{{uuid.uuid4()}}}")
            device.update(account=account, rollout=rollout, alias=question.get("alias") or device["alias"])
            self._keep(devices)
            return {"code": DONE, **self._told(device)}

    def unassign(self, client_id: str) -> dict:
        with self._lock:
            forced = self._forced()
            if forced is not None:
                return {"code": forced}
            if self.mode().get("policy"):
                return {"code": DENIED_BY_POLICY}
            devices = self.devices()
            device = devices.get(str(client_id))
            if device is None:
                return {"code": UNKNOWN_ERROR}
            device.update(management_id=None, account=None, rollout=None)
            self._keep(devices)
            return {"code": DONE, **self._told(device)}

    def of_account(self, account: str) -> list[dict]:
        return [device for device in self.devices().values() if device["account"] == account]

    def rename(self, account: str, management_id: str, name: str | None) -> bool:
        """Give a device another name, or (None) take it out of the account."""
        with self._lock:
            devices = self.devices()
            for device in devices.values():
                if device["account"] == account and device["management_id"].strip("{}") == management_id.strip("{}"):
                    device.update({"alias": name} if name is not None else {"management_id": None, "account": None, "rollout": None})
                    self._keep(devices)
                    return True
        return False

    def _told(self, device: dict) -> dict:
        mode = self.mode()
        told = {"managed": bool(device["account"]), "management_id": device["management_id"], "shown_after": mode.get("shown_after", 0)}
        if device["account"] and mode.get("owner_names"):
            account = self.accounts()[device["account"]]
            told.update(company_name=account["company_name"], account_name=account["account_name"])
        return told

    def _rollout(self, assignment_id: str | None) -> tuple[str, str] | None:
        for name, account in self.accounts().items():
            for rollout, known in account["rollouts"].items():
                if assignment_id == known:
                    return name, rollout
        return None

    def loses_answer(self) -> bool:
        """Whether the line breaks after the console has done what was asked."""
        with self._lock:
            return bool(self._asked_for("lose_answers"))

    def _forced(self) -> int | None:
        """The code that the mode asks for."""
        return self._asked_for("code")

    def _asked_for(self, name: str) -> int | bool | None:
        """That setting of the mode, as often as its ``times`` says."""
        mode = self.mode()
        if name not in mode or mode.get("times") == 0:
            return None
        if "times" in mode:
            self._write("mode.json", {**mode, "times": mode["times"] - 1})
        return mode[name]

    def _keep(self, devices: dict) -> None:
        self._write("devices.json", devices)

    def _write(self, name: str, content: dict) -> None:
        path = self._folder / f"{name}.new"
        path.write_text(json.dumps(content, indent=1), "utf-8")
        os.replace(path, self._folder / name)


class Handler(http.server.BaseHTTPRequestHandler):
    """HTTP around it."""

    console: Console
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        question = self._body()
        mode = self.console.mode()
        if mode.get("down"):
            self._answer(503, {"error": "unavailable"})
            return
        what = urllib.parse.urlsplit(self.path).path.rpartition("/")[2]
        if what == "register":
            time.sleep(mode.get("id_delay", 0))
            self._answer(200, self.console.register())
        elif what == "look":
            self._answer(200, self.console.look(question.get("client_id", "")))
        elif what in ("assign", "unassign"):
            self.log_message("", "", "asked")
            time.sleep(mode.get("delay", 0))
            answer = self.console.assign(question) if what == "assign" else self.console.unassign(question.get("client_id", ""))
            if self.console.loses_answer():
                self.close_connection = True
                self.connection.close()
                return
            self._answer(200, answer)
        else:
            self._answer(404, {"error": "not_found"})

    def do_GET(self) -> None:
        account = self._account()
        if account is None:
            return
        name, known = account
        url = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(url.query))
        path = url.path.removeprefix("/api/v1")
        if path == "/ping":
            self._answer(200, {"token_valid": True})
        elif path == "/account":
            self._answer(200, {"userid": "u1", "name": known["account_name"], "email": "lab@bauer-group.example", "company_name": known["company_name"]})
        elif path in ("/managed/devices", "/managed/devices/company"):
            self._answer(200, self._page([_managed(device) for device in self.console.of_account(name)], query.get("paginationToken")))
        elif path.startswith("/managed/devices/"):
            wanted = urllib.parse.unquote(path.rpartition("/")[2]).strip("{}")
            found = [_managed(device) for device in self.console.of_account(name) if device["management_id"].strip("{}") == wanted]
            self._answer(200, found[0]) if found else self._refuse(404, "not_found")
        elif path == "/devices":
            wanted = query.get("remotecontrol_id", "").removeprefix("r")
            found = [_classic(device) for device in self.console.of_account(name) if wanted in ("", device["client_id"])]
            self._answer(200, {"devices": found})
        else:
            self._refuse(404, "not_found")

    def do_PUT(self) -> None:
        self._change(self._body().get("name", ""))

    def do_DELETE(self) -> None:
        self._body()
        self._change(None)

    def _change(self, name: str | None) -> None:
        account = self._account()
        if account is not None:
            changed = self.console.rename(account[0], urllib.parse.unquote(self.path.rpartition("/")[2]), name)
            self._answer(204, None) if changed else self._refuse(404, "not_found")

    def _account(self) -> tuple[str, dict] | None:
        if self.console.mode().get("down"):
            self._answer(503, {"error": "unavailable"})
            return None
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        for name, known in self.console.accounts().items():
            if token == known["token"]:
                return name, known
        self._refuse(401, "token_expired")
        return None

    @staticmethod
    def _page(entries: list[dict], token: str | None) -> dict:
        start = int(token or 0)
        answer: dict = {"resources": entries[start:start + PAGE]}
        if start + PAGE < len(entries):
            answer["nextPaginationToken"] = str(start + PAGE)
        return answer

    def _body(self) -> dict:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        return json.loads(body) if body else {}

    def _refuse(self, status: int, error: str) -> None:
        self._answer(status, {"error": error, "error_description": error, "error_code": 1, "error_signature": "lab"})

    def _answer(self, status: int, content: dict | None) -> None:
        body = b"" if content is None else json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, text: str, *arguments: object) -> None:
        sys.stderr.write(f"{self.command} {urllib.parse.urlsplit(self.path).path} {arguments[1] if len(arguments) > 1 else ''}\n")
        sys.stderr.flush()


def _managed(device: dict) -> dict:
    return {
        "id": device["management_id"].strip("{}"), "teamviewerId": int(device["client_id"]), "name": device["alias"] or "", "isOnline": True,
        "last_seen": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(device["seen"])), "teamviewerPolicyId": None,
    }


def _classic(device: dict) -> dict:
    return {
        "device_id": f"d{device['client_id']}", "remotecontrol_id": f"r{device['client_id']}", "alias": device["alias"] or "", "description": "",
        "online_state": "Online", "groupid": "g1", "assigned_to": True, "policy_id": None, "last_seen": "",
    }


def main(folder: str, port: str) -> None:
    Handler.console = Console(Path(folder))
    http.server.ThreadingHTTPServer.request_queue_size = 64
    http.server.ThreadingHTTPServer(("127.0.0.1", int(port)), Handler).serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])

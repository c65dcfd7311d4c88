# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Ports on which found programs listen, from /proc/net. A port alone tells no product and is never recorded."""

from __future__ import annotations

import os
import re
from typing import NamedTuple

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.scan import Scan

_LISTENING = "0A"
_LIMIT = 4 * 1024 * 1024
_MOST_DESCRIPTORS = 2000
_PORTS = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?/tcp")
_SOCKET = re.compile(r"socket:\[(\d+)\]")
_LOOPBACK = re.compile(r"(?:[0-9A-F]{6}7F|0{24}01000000|0{16}FFFF0000[0-9A-F]{6}7F)")


class Listener(NamedTuple):
    """A listening socket: its port, whether only this machine reaches it, its owner's number and its own."""

    port: int
    local: bool
    account: str
    socket: str


def find(scan: Scan) -> None:
    """Record ports that are asked for where one of the product's processes holds them."""
    asked = [(product, _range(pattern)) for pattern, product in scan.pairs("listeners") if product in scan.pids]
    if not asked:
        return
    listeners = _listeners(scan)
    for product in dict.fromkeys(product for product, ports in asked):
        ranges = [ports for owner, ports in asked if owner == product and ports]
        wanted = [listener for listener in listeners if any(first <= listener.port <= last for first, last in ranges)]
        held = _sockets(scan, scan.pids[product]) if wanted else None
        accounts = _accounts(scan, scan.pids[product]) if held is None else set()
        for listener in wanted:
            if listener.account in accounts if held is None else listener.socket in held:
                scan.add(product, "listener", f"{listener.port}/tcp" + (" on loopback" if listener.local else ""), "running")


def _range(pattern: str) -> tuple[int, int] | None:
    ports = _PORTS.fullmatch(pattern)
    return (int(ports.group(1)), int(ports.group(2) or ports.group(1))) if ports else None


def _listeners(scan: Scan) -> list[Listener]:
    found = []
    for name in ("tcp", "tcp6"):
        try:
            with open(os.path.join(scan.root, "proc/net", name), "rb") as source:
                lines = source.read(_LIMIT).decode("ascii", "replace").splitlines()[1:]
        except OSError:
            continue
        for line in lines:
            fields = line.split()
            if len(fields) > 9 and fields[3] == _LISTENING:
                address, port = fields[1].rpartition(":")[::2]
                if re.fullmatch(r"[0-9A-Fa-f]{4}", port):
                    found.append(Listener(int(port, 16), _LOOPBACK.fullmatch(address) is not None, fields[7], fields[9]))
    return found


def _sockets(scan: Scan, pids: list[int]) -> set[str] | None:
    """The sockets that these processes hold; None where none of them may be looked into (another account's)."""
    held: set[str] = set()
    seen = False
    for pid in pids:
        folder = os.path.join(scan.root, "proc", str(pid), "fd")
        try:
            descriptors = os.listdir(folder)[:_MOST_DESCRIPTORS]
        except OSError:
            continue
        seen = True
        for descriptor in descriptors:
            try:
                socket = _SOCKET.fullmatch(os.readlink(os.path.join(folder, descriptor)))
            except OSError:
                continue
            if socket:
                held.add(socket.group(1))
    return held if seen else None


def _accounts(scan: Scan, pids: list[int]) -> set[str]:
    """Whose processes these are: what is left to go by where their sockets may not be seen."""
    found = set()
    for pid in pids:
        try:
            found.add(str(os.stat(os.path.join(scan.root, "proc", str(pid))).st_uid))
        except OSError:
            continue
    return found

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The section `privilege`: what the account that runs the probe may do."""

from __future__ import annotations

import os

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.files import below, read_text

ALL_IDS = 4294967295

# CAP_DAC_OVERRIDE, CAP_NET_ADMIN, CAP_SYS_ADMIN (linux/capability.h): without them root administers little.
NEEDED_CAPABILITIES = {1: "dac_override", 12: "net_admin", 21: "sys_admin"}


def collect_privilege(root: str, found: dict, user: int | None = None) -> None:
    """Fill `found`. `user` is the effective user id, by default this process's."""
    is_root = (os.geteuid() if user is None else user) == 0
    confined = _confinement(root, _is_in_namespace_of_init(root)) if is_root else None
    found["account"] = "root" if is_root else "ordinary"
    found["administrative"] = is_root and confined != "user_namespace"
    found["confined"] = confined


def _confinement(root: str, is_inits: bool) -> str | None:
    try:
        # In a container whose first process lives in the same namespace, its root is the machine's administrator.
        if in_user_namespace(read_text(root, "/proc/self/uid_map", 4096)) and not is_inits:
            return "user_namespace"
        missing = missing_capabilities(read_text(root, "/proc/self/status", 65536))
    except OSError:
        return None
    return "without " + ", ".join(missing) if missing else None


def _is_in_namespace_of_init(root: str) -> bool:
    try:
        own, inits = (os.readlink(below(root, f"/proc/{process}/ns/user")) for process in ("self", "1"))
    except OSError:
        return False
    return own == inits


def in_user_namespace(uid_map: str) -> bool:
    """Tell whether the users here are others outside (user_namespaces(7)): all ids map onto themselves at the top."""
    lines = [line.split() for line in uid_map.splitlines() if line.strip()]
    return bool(lines) and lines != [["0", "0", str(ALL_IDS)]]


def missing_capabilities(status: str) -> list[str]:
    """Return which of the needed capabilities the process lacks, none where it cannot be read."""
    for line in status.splitlines():
        name, _colon, value = line.partition(":")
        if name == "CapEff":
            try:
                effective = int(value.strip(), 16)
            except ValueError:
                return []
            return [word for bit, word in NEEDED_CAPABILITIES.items() if not effective >> bit & 1]
    return []

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The double's configuration file: lines ``[type] Key = value`` in global.conf."""
import fcntl
import os
import re

FOLDER = "/opt/teamviewer/config"
PATH = FOLDER + "/global.conf"
MANAGEMENT = "DeviceManagementV2\\"
_HEAD = "TeamViewer User Settings\n# It is not recommended to edit this file manually\n\n"
_LINE = re.compile(r"^\[(\w+)\s*\] ([\w\\]+) = (.*)$")


def read():
    """Keys and values, without types and quotes. Raises PermissionError."""
    try:
        with open(PATH, encoding="utf-8", errors="replace") as file:
            lines = file.read().splitlines()
    except FileNotFoundError:
        return {}
    return {found.group(2): found.group(3).strip().strip('"') for found in map(_LINE.match, lines) if found}


def change(**keys):
    """Set keys (``ManagementId`` and ``Unmanaged`` are those of the device management); None takes one away."""
    named = {(MANAGEMENT + key if key in ("ManagementId", "Unmanaged", "DeviceKey") else key): value for key, value in keys.items()}
    os.makedirs(FOLDER, 0o700, exist_ok=True)
    with open(FOLDER + "/.lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            with open(PATH, encoding="utf-8", errors="replace") as file:
                lines = file.read().splitlines()
        except FileNotFoundError:
            lines = _HEAD.splitlines()
        kept = [line for line in lines if not (_LINE.match(line) and _LINE.match(line).group(2) in named)]
        kept += [_line(key, value) for key, value in named.items() if value is not None]
        with open(PATH + ".new", "w", encoding="utf-8", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            file.write("\n".join(kept) + "\n")
        os.replace(PATH + ".new", PATH)


def client_id(keys):
    """The id as people read it out; numbers of 2^31 and more are kept as negative ones. Empty where there is none yet."""
    number = keys.get("ClientID", "")
    return str(int(number) + 2**32) if number.startswith("-") else number


def is_managed(keys):
    return bool(keys.get(MANAGEMENT + "ManagementId")) and keys.get(MANAGEMENT + "Unmanaged") != "1"


def _line(key, value):
    if isinstance(value, int):
        return f"[int32] {key} = {value if value < 2**31 else value - 2**32}"
    return f'[strng] {key} = "{value}"'

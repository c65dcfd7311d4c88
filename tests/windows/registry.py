# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The registry files of the folder `data`."""
from __future__ import annotations

from pathlib import Path

SID = "S-1-5-21-0-0-0-1000"  # the account that Wine runs as

_DATA = Path(__file__).with_name("data")
_UNINSTALL = r"Microsoft\Windows\CurrentVersion\Uninstall"


def registry(name: str, **values: str) -> str:
    """A registry file, its places (`<NAME>`) filled in."""
    text = (_DATA / f"{name}.reg").read_text(encoding="utf-8")
    for place, value in {"SID": SID, "UNINSTALL": _UNINSTALL, **values}.items():
        text = text.replace(f"<{place}>", value)
    return text


def as_hex(content: bytes) -> str:
    """Bytes as a registry file writes them."""
    return ",".join(f"{byte:02x}" for byte in content)

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes to a Windows machine, compressed: Ansible's wrapper, its utilities and the module are over 500 kB of text, a fifth of it compressed.

Ansible sends two JSON documents, of which the first says what runs (its own wrapper) and the second, with every script in base64, what that
works on. Sent instead: unpack.ps1 in the wrapper's place, and one line with both documents. Measured on ansible-core 2.19 and 2.21; what another version
sends in another form goes as it is.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import json
from functools import cache
from pathlib import Path

_BETWEEN = b"\n\0\0\0\0\n"
_MARK = "unpack:"
_SCRIPT = Path(__file__).with_name("unpack.ps1")


def compact(sent: bytes | None) -> bytes | None:
    """The same for the machine in fewer bytes, where `sent` is a PowerShell module's wrapper; else `sent` itself."""
    parts = sent.split(_BETWEEN) if isinstance(sent, bytes) else []
    if len(parts) != 2:
        return sent
    try:
        wrapper, manifest = (json.loads(part) for part in parts)
        scripts = [base64.b64decode(entry["script"], validate=True).decode("utf-8-sig") for entry in manifest["scripts"].values()]
        known = sorted(wrapper) == ["name", "params", "script"] and wrapper["name"] == "exec_wrapper"
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error):
        return sent
    if not known or any("\0" in script for script in scripts) or _MARK.encode() in parts[1]:
        return sent
    numbered = {name: {**entry, "script": f"{_MARK}{number}"} for number, (name, entry) in enumerate(manifest["scripts"].items())}
    text = "\0".join([json.dumps(wrapper), json.dumps({**manifest, "scripts": numbered}), *scripts])
    unpack = json.dumps({"name": "unpack", "script": _unpack(), "params": {}}).encode()
    return unpack + _BETWEEN + base64.b64encode(gzip.compress(text.encode(), 9, mtime=0)) + b"\n"


@cache
def _unpack() -> str:
    return _SCRIPT.read_text(encoding="utf-8")

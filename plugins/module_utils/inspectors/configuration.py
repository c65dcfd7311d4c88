# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Vendors' configuration files, read for named keys only: whatever else they hold stays on the machine."""

from __future__ import annotations

import codecs
import os
from typing import NamedTuple

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.text import error_text
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.files import below, read_bytes
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.scan import Scan

LIMIT = 1024 * 1024

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


class Content(NamedTuple):
    """A file's text. `whole`: it was read to its end, so what is not in it is not there."""

    text: str
    whole: bool


def read_configuration(scan: Scan, path: str, errors: list[str]) -> Content | None:
    """Return a file's content, None where there is none; what hinders reading goes into `errors`."""
    try:
        content = read_bytes(scan.root, path, LIMIT + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as problem:
        errors.append(error_text(problem, path))
        return Content("", False)
    if len(content) > LIMIT:
        errors.append(f"{path}: longer than is read")
    return Content(_decoded(content[:LIMIT]), len(content) <= LIMIT)


def _decoded(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    return content.decode("utf-8", "replace")


def pairs(text: str) -> dict[str, str]:
    """Return the `key=value` lines of a text; of a key given twice the last one holds."""
    found = {}
    for line in text.splitlines():
        key, separator, value = line.partition("=")
        if separator and len(key) <= 200:
            found[key.strip()] = value.strip()
    return found


def unquoted(value: str) -> str:
    """Return a value without the quotes around it."""
    value = value.strip()
    return value[1:-1] if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'" else value


def exists(scan: Scan, path: str) -> bool:
    """Tell whether there is something at `path`, readable or not."""
    return os.path.lexists(below(scan.root, path))

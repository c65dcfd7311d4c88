# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Windows Installer is asked for, and what its answers mean (Microsoft, "MsiExec.exe and InstMsi.exe error messages")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.look import Look
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import InputError, Problem, shown

DONE = 0
BUSY = 1618
REBOOT = (3010, 1641)
"""Done, and the machine wants a restart; of 1641 Windows Installer says that it has begun one, which /norestart forbids it."""

_MEANINGS = {
    1601: "Windows Installer cannot be reached. Look at the service msiserver.",
    1602: "somebody at the machine cancelled it.",
    1603: "the installation failed. Look into the machine's Application event log (source MsiInstaller); often it is space, rights or a file in use.",
    BUSY: "another installation is in progress. Repeat the run when it has ended.",
    1619: "the package cannot be opened.",
    1620: "this is no package of Windows Installer.",
    1624: "the transforms cannot be applied to this package.",
    1625: "a policy of this machine forbids the installation.",
    1633: "the package is for another processor architecture.",
    1638: "another version of the same product is installed. Remove it first.",
    1639: "the properties or arguments are not understood.",
}
_PRODUCT_CODE = re.compile(r"\{[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}")
_PROPERTY = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*")


def is_product_code(key: str) -> bool:
    return _PRODUCT_CODE.fullmatch(key) is not None


def removable(look: Look, shown_as: re.Pattern[str]) -> list[str]:
    """The uninstall keys of the entries with such a name; those of Windows Installer first, as it asks nobody anything."""
    keys = {key for name, key in look.programs if shown_as.fullmatch(name)}
    return sorted(keys, key=lambda key: (not is_product_code(key), key))


def product_codes(look: Look, shown_as: re.Pattern[str]) -> list[str]:
    """The product codes of the entries with such a name: what Windows Installer removes, and asks nobody."""
    return [key for key in removable(look, shown_as) if is_product_code(key)]


def without_questions(look: Look) -> list[str]:
    """The product codes by which everything of it can be removed silently; none where there is another entry, or none at all."""
    keys = [key for name, key in look.programs]
    return keys if all(map(is_product_code, keys)) else []


def command_line(properties: Mapping[str, object], transforms: Iterable[str] = ()) -> str:
    """Properties and transforms (paths on the machine) as msiexec reads them. Raises InputError for what it would read otherwise, and shows no value."""
    words = []
    for name, value in properties.items():
        text = "" if value is None else str(value)
        if not _PROPERTY.fullmatch(str(name)):
            raise InputError([Problem("properties", "", shown(name), "names of letters, digits, _ and .")])
        if any(ord(character) < 32 for character in text):
            raise InputError([Problem("properties", str(name), "a value with control characters", "text of one line")])
        words.append(_word(str(name).upper(), text))
    joined = ";".join(transforms)
    return " ".join([*words, *([_word("TRANSFORMS", joined)] if joined else [])])


def meaning(status: int) -> str:
    """What one of Windows Installer's exit codes says; they are the same for every package."""
    return _MEANINGS.get(status, "its vendor's documentation says what that means.")


def _word(name: str, value: str) -> str:
    doubled = value.replace('"', '""')
    return f'{name}="{doubled}"'

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One tool of LOLRMM: which of its artefacts are signals that can be looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.errors import CatalogueError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.yaml_file import read_yaml

_LETTERS = 3
_LONGEST = 250
_USER_FOLDERS = {"%appdata%": "%APPDATA%", "%localappdata%": "%LOCALAPPDATA%", "%temp%": "%TEMP%"}
_MACHINE_FOLDERS = {"%programfiles%": "C:\\Program Files", "%programfiles(x86)%": "C:\\Program Files (x86)", "%programdata%": "C:\\ProgramData"}
_SYSTEMS = {"windows": "windows", "linux": "linux", "mac": "macos", "macos": "macos", "osx": "macos", "mac os": "macos"}


@dataclass
class Found:
    """(system, key of the catalogue, pattern) for each signal; (what, reason) for what is none."""

    signals: list[tuple[str, str, str]] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)


@lru_cache(maxsize=1)
def generic() -> dict[str, frozenset[str]]:
    """The lists of generic.yml, in lower case."""
    lists = read_yaml(Path(__file__).with_name("generic.yml"), CatalogueError)
    return {key: frozenset(str(word).casefold() for word in words) for key, words in lists.items()}


def signals_of(tool: Mapping) -> Found:
    """Everything in a tool that can be looked for."""
    found = Found()
    details, artefacts = _mapping(tool.get("Details")), _mapping(tool.get("Artifacts"))
    for path in _texts(details.get("InstallationPaths")):
        _add_path(found, _system_of_path(path), path)
    for name in _program_names(details.get("PEMetadata")):
        _add_program(found, "windows", name)
    for entry in _entries(artefacts.get("Disk")):
        path = entry.get("File")
        if isinstance(path, str):
            _add_path(found, _system_named(entry.get("OS")) or _system_of_path(path), path)
    for entry in _entries(artefacts.get("Registry")):
        if isinstance(entry.get("Path"), str):
            _add_key(found, entry["Path"])
    for entry in _entries(artefacts.get("EventLog")):
        service = entry.get("ServiceName")
        if isinstance(service, str) and _is_name(service):
            found.signals.append(("windows", "services", _cut(service)))
    return found


def _add_path(found: Found, system: str, given: str) -> None:
    path = given.strip().strip("\"'")
    if not path or len(path) > _LONGEST:
        found.left_out.append((_cut(given), "not_understood"))
    elif system == "windows":
        _add_windows_path(found, path.replace("/", "\\"))
    else:
        _add_posix_path(found, system, path.replace("\\", "/"))


def _add_windows_path(found: Found, path: str) -> None:
    name = path.rpartition("\\")[2]
    if name.casefold().endswith(".exe"):
        _add_program(found, "windows", name)
    first, separator, rest = path.partition("\\")
    if not separator:
        if not name.casefold().endswith(".exe"):
            found.left_out.append((_cut(path), "not_understood"))
        return
    if ".evtx" in path.casefold():
        found.left_out.append((path, "not_understood"))
        return
    if first.casefold() in _USER_FOLDERS:
        found.signals.append(("windows", "user_traces", f"{_USER_FOLDERS[first.casefold()]}\\{rest}"))
        return
    whole = f"{_MACHINE_FOLDERS.get(first.casefold(), first)}\\{rest}"
    folder = re.sub(r"\\\*?$", "", whole.rpartition("\\")[0] if "." in name or name in ("*", "") else whole)
    if not re.match(r"[A-Za-z]:\\", whole) or whole.casefold().startswith("c:\\users\\") or "*" in folder.partition("\\")[2].partition("\\")[0]:
        found.left_out.append((path, "no_fixed_place"))
    elif folder.casefold() in generic()["folders"] or folder.casefold().startswith(("c:\\windows\\system32", "c:\\windows\\syswow64")):
        found.left_out.append((path, "generic_folder"))
    else:
        key = "traces" if folder.casefold().startswith("c:\\programdata") else "programs"
        found.signals.append(("windows", key, folder + "\\"))


def _add_posix_path(found: Found, system: str, path: str) -> None:
    name = path.rstrip("/*").rpartition("/")[2]
    if name.endswith(".service") and system == "linux":
        found.signals.append((system, "units", name))
    elif system == "macos" and re.search(r"/Library/Launch(?:Daemons|Agents)/[^/]+\.plist$", path):
        found.signals.append((system, "launchd", name[: -len(".plist")]))
    elif system == "macos" and ".app" in path:
        bundle = re.match(r"(/Applications/[^/]+\.app)(?:/|$)", path)
        found.signals.append((system, "applications", bundle.group(1))) if bundle else found.left_out.append((path, "no_fixed_place"))
    elif path.startswith("~/"):
        found.signals.append((system, "user_traces", path))
    elif not path.startswith("/") or path.startswith(("/home/", "/Users/", "/tmp/")):
        found.left_out.append((path, "no_fixed_place"))
    elif path.rstrip("/*").casefold() in generic()["folders"] | generic()["logs"] or sum(map(str.isalnum, name)) < _LETTERS:
        found.left_out.append((path, "generic_folder"))
    else:
        key = "traces" if path.startswith(("/etc/", "/var/", "/Library/Logs/")) else "programs"
        found.signals.append((system, key, path.rstrip("*")))


def _add_program(found: Found, system: str, name: str) -> None:
    stem = name.casefold()[: -len(".exe")].rstrip("*")
    if stem in generic()["never"] or re.fullmatch(r"(?:.*[-_ ])?(?:setup|installer|uninstall(?:er)?)", stem):
        found.left_out.append((name, "generic_program"))
    elif sum(character.isalnum() for character in stem) < _LETTERS:
        found.left_out.append((name, "not_understood"))
    else:
        found.signals.append((system, "processes", name))


def _program_names(metadata: object) -> Iterator[str]:
    """File names of Windows programs from the list's one description or several."""
    for entry in _entries(metadata if isinstance(metadata, list) else [metadata]):
        name = entry.get("Filename")
        if isinstance(name, str) and name.strip().casefold().endswith(".exe") and "\\" not in name and "/" not in name:
            yield _cut(name)


def _add_key(found: Found, given: str) -> None:
    path = given.strip().rstrip("\\*").replace("HKEY_LOCAL_MACHINE", "HKLM")
    parts = path.split("\\")
    if parts[0].upper() != "HKLM" or "*" in path or len(path) > _LONGEST:
        found.left_out.append((_cut(given), "not_understood"))
        return
    service = re.fullmatch(r"HKLM\\SYSTEM\\CurrentControlSet\\Services\\([^\\]+)", path, re.IGNORECASE)
    uninstall = re.search(r"\\CurrentVersion\\Uninstall\\[^\\]+$", path, re.IGNORECASE)
    own = re.fullmatch(r"HKLM\\SOFTWARE(?:\\WOW6432Node)?\\(?!Microsoft|Classes|Policies|Clients|Wow6432Node)[^\\]{3,}(?:\\[^\\]+)?", path, re.IGNORECASE)
    if service and _is_name(service.group(1)):
        found.signals.append(("windows", "services", service.group(1)))
    elif uninstall:
        found.signals.append(("windows", "registry", path))
    elif own:
        found.signals.append(("windows", "registry_traces", path))
    else:
        found.left_out.append((_cut(given), "not_understood"))


def _system_named(given: object) -> str | None:
    """`MacOS 64bit` is one too."""
    words = str(given or "").casefold().split()
    return _SYSTEMS.get(" ".join(words)) or (_SYSTEMS.get(words[0]) if words else None)


def _system_of_path(path: str) -> str:
    path = path.strip()
    if re.match(r"/(?:Applications|Library|System|Users)/", path):
        return "macos"
    return "linux" if path.startswith(("/", "~/")) else "windows"


def _is_name(text: str) -> bool:
    return _LETTERS <= sum(character.isalnum() for character in text) and len(text) <= 100 and text.isprintable() and text.casefold() not in ("n/a", "none")


def _cut(text: str) -> str:
    return " ".join(text.split())[:_LONGEST]


def _mapping(value: object) -> Mapping:
    return value if isinstance(value, Mapping) else {}


def _texts(value: object) -> Iterator[str]:
    yield from (item for item in (value if isinstance(value, list) else []) if isinstance(item, str))


def _entries(value: object) -> Iterator[Mapping]:
    yield from (item for item in (value if isinstance(value, list) else []) if isinstance(item, Mapping))

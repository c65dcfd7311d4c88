# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where an imported catalogue is written: beside the inventory, never into the collection."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.errors import CatalogueError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import Problem, shown

COLLECTION = Path(__file__).resolve().parents[3]
NAME = Path("catalogues") / "lolrmm.yml"


def beside_inventory(sources: Iterable[str]) -> Path:
    """`catalogues/lolrmm.yml` beside the first inventory: not in its folder, where Ansible would take it for a part of the inventory."""
    first = next((Path(source) for source in sources if isinstance(source, str) and Path(source).exists()), None)
    if first is None:
        raise CatalogueError([Problem("dest", "", "missing, and the inventory is no file", "the path of the file to write")])
    return first.resolve().parent / NAME


def refuse_own_folder(place: Path) -> None:
    """An update of the collection would take the file away, and a check of its files would find it changed."""
    if COLLECTION in (place.resolve(), *place.resolve().parents) and not (COLLECTION / ".git").exists():
        raise CatalogueError([Problem("dest", "", shown(str(place)), "a path outside of the installed collection")])


def write_text(place: Path, text: str, dry: bool) -> bool:
    """Write the file whole or not at all; returns whether its content changes. `dry` writes nothing."""
    if place.is_file() and place.read_text(encoding="utf-8", errors="replace") == text:
        return False
    if not dry:
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=place.parent, prefix=f".{place.name}.", delete=False) as made:
            made.write(text)
        # As any file of the inventory: there is no secret in it.
        os.chmod(made.name, 0o644)
        os.replace(made.name, place)
    return True

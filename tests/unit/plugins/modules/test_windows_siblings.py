# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A module for Windows promises what its sibling for Linux promises."""
from __future__ import annotations

import ast
from pathlib import Path

import pytest
import yaml

MODULES = Path(__file__).resolve().parents[4] / "plugins" / "modules"
SIBLINGS = ["teamviewer_assignment", "teamviewer_daemon"]


def documented(name: str) -> dict[str, dict]:
    file = MODULES / f"{name}.yml"
    if file.exists():
        return yaml.safe_load(file.read_text("utf-8"))
    tree = ast.parse((MODULES / f"{name}.py").read_text("utf-8"))
    texts = {node.targets[0].id: node.value.value for node in tree.body if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)}
    return {name: yaml.safe_load(texts[name]) for name in ("DOCUMENTATION", "RETURN")}


@pytest.mark.parametrize("name", SIBLINGS)
def test_options_and_results_are_the_same(name):
    linux, windows = documented(name), documented(f"win_{name}")
    shared = {fragment for fragment in linux["DOCUMENTATION"]["extends_documentation_fragment"] if "._teamviewer." in fragment}
    assert len(shared) == 1
    assert shared <= set(windows["DOCUMENTATION"]["extends_documentation_fragment"])
    assert not linux["DOCUMENTATION"].get("options")
    assert not windows["DOCUMENTATION"].get("options")
    assert types(linux["RETURN"]) == types(windows["RETURN"])
    assert linux["DOCUMENTATION"]["attributes"]["check_mode"] == windows["DOCUMENTATION"]["attributes"]["check_mode"]


def types(returned: dict) -> dict:
    return {name: (value["type"], value["returned"], types(value.get("contains", {}))) for name, value in returned.items()}

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The variables that docs/windows.md shows are the roles', and every variable of the roles that is for Windows only is in the documentation."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.installing.checksum import expected_digest
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.windows_installer import command_line

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "docs" / "windows.md").read_text("utf-8")
EXAMPLES = [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)]
ROLES = ("unattended_client", "monitoring_agent", "attended_client")


def options(role):
    return yaml.safe_load((ROOT / "roles" / role / "meta" / "argument_specs.yml").read_text("utf-8"))["argument_specs"]["main"]["options"]


SPECS = {name: option for role in ROLES for name, option in options(role).items()}
(EXAMPLE,) = [example for example in EXAMPLES if "unattended_client_windows_file" in example]


def test_its_variables_are_the_roles():
    assert EXAMPLE.keys() <= SPECS.keys()
    assert set(re.findall(r"`((?:unattended_client|monitoring_agent|attended_client)_\w+)`", TEXT)) <= SPECS.keys()


def test_every_variable_for_windows_is_documented():
    documented = "".join((ROOT / "docs" / f"{name}.md").read_text("utf-8") for name in ("windows", "agent", "attended"))
    assert [name for name in SPECS if "_windows_" in name and name not in documented] == []


def test_its_values_can_be_used():
    for name, value in EXAMPLE.items():
        if name.endswith("_checksum"):
            assert expected_digest(value) == value
        if name.endswith("_properties"):
            assert command_line(value)


def test_what_is_secret_is_not_logged():
    assert all(SPECS[name]["no_log"] for name in SPECS if name.endswith(("_windows_properties", "_windows_url")))

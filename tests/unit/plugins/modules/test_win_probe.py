# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What needs no PowerShell: that `win_probe` takes the same plan as `probe`, and how much of it travels."""
from __future__ import annotations

import re

import yaml
from sent_to_windows import MODULE, largest_plan, sent_for

from ansible_collections.bauer_group.remote_maintenance.plugins.modules import probe
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.collectors import POWERSHELL

MOST_BYTES = 200_000


def documented(name: str) -> dict:
    """The options of a module's documentation."""
    if name == "win_probe":
        return yaml.safe_load(MODULE.with_suffix(".yml").read_text(encoding="utf-8"))["DOCUMENTATION"]["options"]
    return yaml.safe_load(probe.DOCUMENTATION)["options"]


def test_takes_the_plan_of_probe():
    ours, its = documented("win_probe"), documented("probe")
    assert set(ours) == set(its) - set(POWERSHELL.unknown)
    for name, option in ours.items():
        assert {key: option.get(key) for key in ("type", "default", "choices", "elements")} == {
            key: its[name].get(key) for key in ("type", "default", "choices", "elements")}
        assert set(option.get("suboptions", ())) == set(its[name].get("suboptions", ()))


def test_an_assessment_sends_less_than_200_kilobytes():
    """Module, Ansible's own wrapper and utilities, and the plan for every product and requirement there is."""
    sent = sent_for(largest_plan())
    assert len(sent.plain) > MOST_BYTES  # else nothing would have to be compressed
    assert sent.over_winrm < MOST_BYTES
    assert 100_000 < sent.ours < sum(sent.scripts.values())


def test_every_utility_is_there():
    root = MODULE.parents[1] / "module_utils" / "windows"
    named = {
        name
        for module in MODULE.parent.glob("win_*.ps1")
        for name in re.findall(r"^#AnsibleRequires -CSharpUtil \.\.module_utils\.windows\.([\w.]+)$", module.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert named == {str(file.relative_to(root).with_suffix("")).replace("/", ".") for file in root.rglob("*.cs")}

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples of docs/windows.md as variables of a host, and every variable of the roles that is for Windows only is in the documentation.

Its scripts for PowerShell are read in tests/windows/test_documented_scripts.py.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from ansible import constants
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.plugins.loader import connection_loader, get_shell_plugin, shell_loader

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.installing.checksum import expected_digest
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.windows_installer import command_line
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.collectors import AUTO, POWERSHELL, collector_for
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.settings import load_settings

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "docs" / "windows.md").read_text("utf-8")
EXAMPLES = [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)]
ROLES = ("unattended_client", "monitoring_agent", "attended_client")


def options(role):
    return yaml.safe_load((ROOT / "roles" / role / "meta" / "argument_specs.yml").read_text("utf-8"))["argument_specs"]["main"]["options"]


SPECS = {name: option for role in ROLES for name, option in options(role).items()}
(EXAMPLE,) = [example for example in EXAMPLES if "unattended_client_windows_file" in example]
LOG_INS = [example for example in EXAMPLES if "ansible_connection" in example]
CONTRACT = next(
    example for example in map(yaml.safe_load, re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / "contract.md").read_text("utf-8"), re.DOTALL))
    if "maintenance_contract" in example)
PYWINRMS = {"ansible_winrm_ca_trust_path"}  # arguments of pywinrm's, which the plugin hands on and does not list


def names_of(log_in):
    """The variables that this connection, and the shell it starts, take."""
    connection, shell = log_in["ansible_connection"], log_in.get("ansible_shell_type", "powershell")
    shell_loader.get(shell, class_only=True)
    hands_on = connection_loader.get(connection, class_only=True).allow_extras
    known = (constants.config.get_plugin_vars("connection", connection), constants.config.get_plugin_vars("shell", shell))
    # Which plugins they are is Ansible's own to read.
    return set().union(*known, {"ansible_connection", "ansible_shell_type"}, PYWINRMS if hands_on and connection == "winrm" else ())


def test_no_example_is_left_out():
    assert [log_in["ansible_connection"] for log_in in LOG_INS] == ["psrp", "winrm", "ssh"]
    assert len(EXAMPLES) == len(LOG_INS) + 1


@pytest.mark.parametrize("log_in", LOG_INS, ids=lambda log_in: log_in["ansible_connection"])
def test_a_log_in_is_made_of_its_plugins_variables(log_in):
    assert log_in.keys() <= names_of(log_in)


@pytest.mark.parametrize("log_in", LOG_INS, ids=lambda log_in: log_in["ansible_connection"])
def test_a_log_in_leads_to_the_collector_for_windows(log_in):
    shell = get_shell_plugin(shell_type=log_in["ansible_shell_type"]) if "ansible_shell_type" in log_in else None
    assert collector_for(AUTO, SimpleNamespace(transport=log_in["ansible_connection"], _shell=shell)) == POWERSHELL


@pytest.mark.parametrize("log_in", LOG_INS, ids=lambda log_in: log_in["ansible_connection"])
def test_a_customer_of_these_examples_is_valid(tmp_path, log_in):
    """As an inventory, with the contract of docs/contract.md: `validate` reads it, and the settings load."""
    variables = {**CONTRACT, **EXAMPLE, "maintenance_customer": "mueller"}
    (tmp_path / "group_vars").mkdir()
    (tmp_path / "group_vars" / "mueller.yml").write_text(yaml.safe_dump(variables), "utf-8")
    inventory = tmp_path / "hosts.yml"
    host = {**log_in, "ansible_host": "192.0.2.10", "maintenance_device_class": "server"}
    office = {"mueller_office": {"hosts": {"mueller-erp01": host}}}  # what the contract's terms name
    inventory.write_text(yaml.safe_dump({"all": {"children": {"mueller": {"children": office}}}}), "utf-8")
    done = subprocess.run(
        [str(Path(sys.executable).with_name("ansible-playbook")), "-i", str(inventory), "bauer_group.remote_maintenance.validate"], cwd=tmp_path,
        env={**os.environ, "ANSIBLE_COLLECTIONS_PATH": str(ROOT / ".ansible" / "collections"), "ANSIBLE_HOME": str(tmp_path), "ANSIBLE_NOCOLOR": "1"},
        capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    load_settings(variables)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_takes_its_variables(role):
    given = {name: value for name, value in EXAMPLE.items() if name.startswith(f"{role}_")}
    assert given
    # What a role is not given it has from its defaults.
    spec = {name: option for name, option in options(role).items() if name in given}
    assert given.keys() == spec.keys()
    assert ArgumentSpecValidator(spec).validate(given).error_messages == []


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

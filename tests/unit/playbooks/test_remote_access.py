# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`remote_access_info` on this machine, and the import of LOLRMM's list, as a person runs them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
import yaml

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas import validate as schemas

# Not resolved: Ansible must find the collection where this test did.
COLLECTION = Path(schemas.__file__).parents[3]
TOOLS = COLLECTION / "tests/unit/plugins/plugin_utils/lolrmm/rmm_tools.json"


@pytest.fixture
def run(ansible, tmp_path):
    (tmp_path / "inventory").mkdir()
    (tmp_path / "inventory/hosts.yml").write_text(
        yaml.safe_dump({"all": {"hosts": {"here": {"ansible_connection": "ansible.builtin.local", "ansible_python_interpreter": sys.executable}}}})
    )

    return lambda *arguments: ansible(*arguments, "-i", str(tmp_path / "inventory"))


def look(run, *arguments, **given):
    return run("adhoc", "all", "-m", "bauer_group.remote_maintenance.remote_access_info", "-a", json.dumps(given), *arguments)


def test_a_look_at_this_machine(run, tmp_path):
    product = {"id": "acme", "name": "Acme", "vendor": "Acme", "category": "rmm", "confidence": "high", "date": "2026-11-01", "sources": ["made up"]}
    (tmp_path / "acme").write_bytes(b"")
    (tmp_path / "acme").chmod(0o755)
    catalogue = tmp_path / "products.yml"
    catalogue.write_text(yaml.safe_dump({"products": [{**product, "linux": {"programs": [str(tmp_path / "acme")]}}]}))
    status, output = look(run, "--check", catalogues=[str(catalogue)], provider={"name": "Example IT"})
    assert status == 0, output
    result = json.loads(output[output.index("=> {") + 3 : output.rindex("}") + 1])
    (found,) = [one for one in result["products"] if one["product"] == "acme"]
    assert (found["presence"], found["ownership"], found["unattended"]) == ("installed", "unknown", True)
    assert result["changed"] is False and isinstance(result["complete"], bool)


def test_wrong_input_is_a_clear_error(run):
    status, output = look(run, catalogues=["/nonexistent/products.yml"])
    assert status == 2 and "/nonexistent/products.yml" in output and "Traceback" not in output, output


def test_the_list_is_imported_beside_the_inventory(run, tmp_path):
    place = tmp_path / "catalogues" / "lolrmm.yml"
    arguments = ("playbook", "bauer_group.remote_maintenance.update_catalogue", "-e", f"maintenance_lolrmm_source={TOOLS}")
    status, output = run(*arguments, "--check")
    assert status == 0 and "changed=1" in output and not place.exists(), output
    status, output = run(*arguments)
    assert status == 0 and "changed=1" in output and "AnyDesk | the collection has an entry of its own" in output, output
    assert yaml.safe_load(place.read_text())["class"] == "known"
    status, output = run(*arguments)
    assert status == 0 and "changed=0" in output, output


def test_a_source_without_tls_is_refused(run, tmp_path):
    source = "http://lolrmm.example/rmm_tools.json"
    status, output = run("playbook", "bauer_group.remote_maintenance.update_catalogue", "-e", f"maintenance_lolrmm_source={source}")
    assert status == 2 and "an https URL or a file" in output
    assert not (tmp_path / "catalogues").exists()

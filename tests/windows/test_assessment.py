# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Through Ansible's own wrapper: the module by itself, and a whole compliance run with its inventory and reports."""
from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import pytest
import yaml

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import validator

CONTRACT = {
    "customer": "Müller Maschinenbau GmbH",
    "number": "MV-2026-0117",
    "language": "de",
    "contact": {"name": "A", "email": "a@example.com"},
    "starts_on": "2026-01-01",
    "products": ["teamviewer"],
}
# A PowerShell in which something is done before Ansible's own first lines, whose first is `param`.
DOUBLE = """#!{python}
import base64, os, sys
words = sys.argv[1:]
at = words.index("-EncodedCommand") + 1
begin, param, rest = base64.b64decode(words[at]).decode("utf-16-le").partition("param([string]$InputFile)")
assert param and not begin.strip()
words[at] = base64.b64encode((param + "\\n" + {first!r} + "\\n" + rest).encode("utf-16-le")).decode()
os.execve({program!r}, [{program!r}, *words], dict(os.environ, TEMP={folder!r}))
"""
# Nothing of this is on any network: the documentation's own addresses.
NOWHERE = {"maintenance_deadline": 4, "maintenance_https_probe": {"host": "192.0.2.1", "port": 443}}


class Run:
    """One playbook run against consoles; `hosts` maps names to connection variables."""

    def __init__(self, folder, program):
        self.folder = folder
        self.program = program

    def __call__(self, hosts, plays):
        inventory, playbook = self.folder / "hosts.yml", self.folder / "play.yml"
        inventory.write_text(yaml.safe_dump({"all": {"children": {"mueller": {"hosts": hosts, "vars": {
            "ansible_connection": "local",
            "maintenance_customer": "mueller",
            "maintenance_device_class": "server",
            "maintenance_collector": "powershell",
            "maintenance_provider": {"name": "Example IT", "company_names": ["Example IT GmbH"]},
            "maintenance_contract": CONTRACT,
            **NOWHERE,
        }}}}}))
        playbook.write_text(yaml.safe_dump(plays))
        environment = {**os.environ, "ANSIBLE_LOCALHOST_WARNING": "0", "ANSIBLE_HOME": str(self.folder / "home")}
        done = subprocess.run([self.program, "-i", str(inventory), str(playbook), "-e", f"maintenance_state_dir={self.folder}/state"],
                              env=environment, capture_output=True, text=True, timeout=600, check=False)
        return done.returncode, done.stdout + done.stderr


@pytest.fixture
def run(tmp_path, ansible, monkeypatch):
    if "ANSIBLE_COLLECTIONS_PATH" not in os.environ:
        monkeypatch.setenv("ANSIBLE_COLLECTIONS_PATH", os.environ.get("PYTHONPATH", "").split(":")[0])
    return Run(tmp_path, ansible("ansible-playbook"))


def play(**keys):
    return [{"hosts": "mueller", "gather_facts": False, "environment": {"WINEPREFIX": "{{ prefix | default('') }}"}, **keys}]


ASSESS = play(roles=["bauer_group.remote_maintenance.assessment"])


def assessment(folder, host):
    (file,) = (folder / "state" / "runs").glob(f"*/mueller/{host}.json")
    return json.loads(file.read_text())


def statuses(assessed):
    return {finding["id"]: (finding["status"], finding["reason"]) for finding in assessed["findings"]}


def check(assessed):
    validator("assessment").validate(assessed)
    assert assessed["access"]["reason"] == "logged_in"
    assert assessed["collector"]["name"] == "win_probe"
    found = statuses(assessed)
    assert found["access.credentials"] == ("met", "logged_in")
    # Nothing is reachable there, and nothing of that is met.
    assert found["internet.https"][0] in ("unmet", "unknown")
    assert found["endpoints.teamviewer"][0] in ("unmet", "unknown")
    return found


def test_a_run_on_linux(run, linux, tmp_path):
    _status, output = run({"l1": {"ansible_pwsh_interpreter": str(linux.program)}}, ASSESS)
    assert "l1" in output
    found = check(assessment(tmp_path, "l1"))
    # The Windows collector knows no software and no update sources of a Linux: nothing may be called absent for that.
    assert found["client.installed"] == ("unknown", "section_incomplete")
    assert found["updates.source"][0] == "unknown"


def test_a_run_on_windows(run, windows, tmp_path):
    windows.import_registry(tmp_path / "r.reg", r"""
[HKEY_LOCAL_MACHINE\SOFTWARE\TeamViewer]
"ClientID"=dword:3b9aca07
"Version"="15.61.3"
"OwningManagerCompanyName"="Partner GmbH"

[HKEY_LOCAL_MACHINE\SOFTWARE\TeamViewer\DeviceManagementV2]
"ManagementId"="{3fa85f64-5717-4562-b3fc-2c963f66afa6}"

[HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall\TeamViewer]
"DisplayName"="TeamViewer"
""")
    windows.file(r"Program Files\TeamViewer\TeamViewer.exe").write_bytes(b"MZ")
    console = windows.console
    # Software is looked for under Wine, beside other checks on the same cores.
    machine = {"ansible_pwsh_interpreter": str(console.program), "prefix": str(console.prefix), "maintenance_deadline": 30}
    _status, output = run({"w1": machine}, ASSESS)
    assert "w1" in output
    assessed = assessment(tmp_path, "w1")
    found = check(assessed)
    assert assessed["platform"]["system"] == "windows"
    assert found["access.privilege"] == ("met", "administrative")
    assert assessed["identifiers"] == {"teamviewer": "1000000007"}
    assert [(row["product"], row["presence"], row["ownership"]) for row in assessed["software"]] == [("teamviewer", "installed", "foreign")]
    assert found["client.exclusive"][0] == "unmet"
    assert "1000000007" in next((tmp_path / "state" / "reports").glob("*/mueller/report.html")).read_text()


def test_wrong_parameters_and_check_mode(run, linux, tmp_path):
    tasks = [
        {"bauer_group.remote_maintenance.win_probe": {"deadline": 301}, "register": "late", "ignore_errors": True},
        {"bauer_group.remote_maintenance.win_probe": {"sections": ["privilege"]}, "check_mode": True, "register": "checked"},
        {"ansible.builtin.copy": {"content": "{{ {'late': late, 'checked': checked} | to_json }}", "dest": str(tmp_path / "seen.json")},
         "delegate_to": "localhost", "vars": {"ansible_pwsh_interpreter": "", "ansible_python_interpreter": shutil.which("python3")}},
    ]
    status, output = run({"l1": {"ansible_pwsh_interpreter": str(linux.program)}}, play(tasks=tasks))
    assert status == 0, output
    seen = json.loads((tmp_path / "seen.json").read_text())
    assert (seen["late"]["failed"], seen["late"]["msg"]) == (True, "deadline: must be greater than 0 and at most 300 seconds")
    assert (seen["checked"]["changed"], list(seen["checked"]["observation"]["sections"])) == (False, ["privilege"])


LET_IN = "Nehmen Sie unser Konto auf dem Gerät von der Skriptsperre aus"


@pytest.mark.parametrize(("first", "reason", "detail", "remedy"), [
    ("$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'", "constrained_language", None, LET_IN),
    ("$PSVersionTable['PSVersion'] = [version]'4.0'", "powershell_too_old", "5.1", "Installieren Sie Windows Management Framework 5.1"),
], ids=["constrained", "too old"])
def test_a_powershell_that_will_not_do(run, linux, tmp_path, first, reason, detail, remedy):
    """A session in Constrained Language Mode, and one that Ansible takes for an old one: its own wrapper refuses them, with a remedy in the report."""
    program = tmp_path / "pwsh"
    program.write_text(DOUBLE.format(python=sys.executable, first=first, program=str(linux.program), folder=str(tmp_path)))
    program.chmod(0o755)
    _status, output = run({"l1": {"ansible_pwsh_interpreter": str(program)}}, ASSESS)
    assert "l1" in output
    refused(tmp_path, "l1", reason, remedy, detail)


def test_a_policy_that_trusts_no_more_than_ansibles_own_wrapper(run, windows_anew, tmp_path):
    """PowerShell's switch for trying a lock-down: the wrapper finds the policy and looks for signatures, which nothing of ours has."""
    windows_anew.import_registry(tmp_path / "locked.reg", r"""
[HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\Session Manager\Environment]
"__PSLockdownPolicy"="4"
""")
    _status, output = run({"w1": {"ansible_pwsh_interpreter": str(windows_anew.console.program), "prefix": str(windows_anew.console.prefix)}}, ASSESS)
    assert "w1" in output
    refused(tmp_path, "w1", "constrained_language", LET_IN)


def refused(folder, host, reason, remedy, detail=None):
    assessed = assessment(folder, host)
    validator("assessment").validate(assessed)
    assert (assessed["access"]["status"], assessed["access"]["reason"], assessed["access"]["detail"]) == ("valid", reason, detail)
    found = statuses(assessed)
    assert found["access.credentials"] == ("met", "logged_in")
    assert found["client.installed"] == found["internet.https"] == ("unknown", reason)
    assert {status for name, (status, _reason) in found.items() if name != "access.credentials"} <= {"unknown", "not_applicable"}
    assert remedy in next((folder / "state" / "reports").glob("*/mueller/report.html")).read_text()


def test_a_powershell_that_is_not_there(run, tmp_path):
    _status, output = run({"l1": {"ansible_pwsh_interpreter": "/nowhere/pwsh"}}, ASSESS)
    assert "l1" in output
    assert assessment(tmp_path, "l1")["access"]["reason"] == "interpreter_missing"

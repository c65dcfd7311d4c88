# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lab's failures, seen by `probe` and by `win_probe` from the same network namespace: the judge must say the same of both."""
from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from consoles import COLLECT, ROOT, SOURCES, Console

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access import status
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access.status import Access
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.load import load_endpoints
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.load import load_contract
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.case import Case
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.judge import judge
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.build import build_plan
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.effective import effective_catalogue
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.settings import load_settings
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.reference.reference import Reference
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.tls.authorities import of_control_node

SITE, HOST = "nordwind-hq", "nw-server"
REQUIREMENTS = frozenset({"internet.http", "internet.https", "dns.udp", "dns.tcp", "dns.resolution", "endpoints.teamviewer", "endpoints.atera"})
COMMAND = "ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.probe.command"
DATA = ROOT / "tests" / "lab" / "data" / "inventory" / "group_vars"

# What goes wrong on the site's line, and one finding that shows that it does.
SCENARIOS = {
    "all is well": (None, {}, ("endpoints.teamviewer", "met")),
    "443 is dropped": ("drop", {"tcp": [443]}, ("internet.https", "unmet")),
    "443 is rejected": ("reject", {"tcp": [443]}, ("internet.https", "unmet")),
    "DNS over TCP is dropped": ("drop", {"tcp": [53]}, ("dns.tcp", "unmet")),
    "TLS is intercepted": ("intercept_tls", {"impostor": "foreign"}, ("endpoints.teamviewer", "unmet")),
    "a captive portal": ("captive_portal", {}, ("internet.http", "unmet")),
    "DNS is hijacked": ("hijack_dns", {}, ("dns.resolution", "unmet")),
    "the line is cut": ("cut", {}, ("internet.https", "unmet")),
}

# Seconds. PowerShell compiles on the way, beside other checks on the same cores: with the usual 10 s it is now and then not through with its handshakes.
DEADLINE = 20

# Wine's sockets, resolver and TLS are others than .NET's on Linux. It loads its authorities anew for every one of 150 handshakes, which takes it longer
# than that deadline where others work too.
UNDER_WINE = ("all is well", "443 is rejected", "TLS is intercepted")
WINES_DEADLINE = 40.0


class Place:
    """A host's network namespace, with its resolver and nothing else of it: collectors run there side by side."""

    def __init__(self, lab, folder: Path) -> None:
        self._namespace = lab.plan.host(HOST).namespace
        self._folder = folder
        (folder / "resolv.conf").write_text(f"nameserver {lab.plan.resolvers['isp'].address4}\n")
        (folder / "nsswitch.conf").write_text("hosts: files dns\n")

    def run(self, *command: str, text: str | None = None, **variables: str) -> str:
        mounts = " && ".join(f"mount --bind {self._folder}/{name} $(realpath /etc/{name})" for name in ("resolv.conf", "nsswitch.conf"))
        words = ["nsenter", f"--net=/run/netns/{self._namespace}", "unshare", "--mount", "sh", "-c", f'{mounts} && exec "$@"', "sh", *command]
        # Without the proxies of whoever runs the tests.
        environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")} | variables
        done = subprocess.run(words, input=text, env=environment, capture_output=True, text=True, errors="replace", timeout=180, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def by_python(self, plan: dict) -> dict:
        return json.loads(self.run(sys.executable, "-m", COMMAND, text=json.dumps(plan)))

    def by_powershell(self, console: Console, plan: dict) -> dict:
        asked, answered = self._folder / "plans.json", self._folder / "observations.json"
        asked.write_text(json.dumps([{name: value for name, value in plan.items() if name != "root"}]))
        arguments = [console.path(path) for path in (COLLECT, asked, answered, SOURCES)]
        self.run(str(console.program), "-NoProfile", "-File", *arguments, **console.environment)
        return json.loads(answered.read_text())[0]


class Site:
    """Asks and judges as a compliance run would, without log-in and report."""

    def __init__(self, lab, folder: Path) -> None:
        self.place = Place(lab, folder)
        variables = yaml.safe_load((DATA / "all.yml").read_text()) | yaml.safe_load((DATA / "nordwind.yml").read_text())
        given = {name: variables[name] for name in ("maintenance_http_probe", "maintenance_nxdomain_zone")}
        self._settings = load_settings({**given, "maintenance_trust_anchor": str(lab.trust_anchor), "maintenance_deadline": DEADLINE})
        self._contract = load_contract(variables["maintenance_contract"], "nordwind")
        self._catalogue = effective_catalogue(load_endpoints().for_products(self._contract.products), self._settings)
        self.plan = build_plan(self._catalogue, self._settings, REQUIREMENTS, None, "rmtestofthelab")
        self.plan["sections"] = ["platform", "privilege", "resolvers", "dns", "proxies", "endpoints"]
        self._reference = Reference(directory=folder).cover(self.plan, lambda plan, _seconds: json.loads(lab.control.attempt(
            "env", f"PYTHONPATH={os.environ['PYTHONPATH']}", sys.executable, "-m", COMMAND, text=json.dumps(plan)).stdout))

    def findings(self, observation: dict) -> list[dict]:
        case = Case(
            host=HOST, groups=("nordwind",), customer="nordwind", site="hq", device_class="server", contract=self._contract, provider={},
            access=Access.because(status.LOGGED_IN, privileged=True), observation=observation, reference=self._reference, catalogue=self._catalogue,
            plan=self.plan, settings=self._settings, now=datetime.now(UTC), authorities=of_control_node(self._settings.trust_anchor_pem),
        )
        return [{**finding, "checked_at": None} for finding in judge(replace(case), REQUIREMENTS)]


@pytest.fixture(scope="module")
def site(lab, tmp_path_factory):
    os.environ.setdefault("PYTHONPATH", str(ROOT / ".ansible" / "collections"))
    return Site(lab, tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def windows_here(windows):
    return windows.console


@pytest.mark.parametrize(("console", "scenario"), [
    *(pytest.param("linux", scenario, id=f"on Linux, {scenario}") for scenario in SCENARIOS),
    *(pytest.param("windows_here", scenario, id=f"under Wine, {scenario}") for scenario in UNDER_WINE),
])
def test_the_judge_says_the_same(request, lab, site, console, scenario):
    fault, options, (requirement, expected) = SCENARIOS[scenario]
    powershell = request.getfixturevalue(console)
    plan = site.plan if powershell.prefix is None else {**site.plan, "deadline": WINES_DEADLINE}
    with getattr(lab.firewall(SITE), fault)(**options) if fault else contextlib.nullcontext():
        by_python = site.findings(site.place.by_python(plan))
        by_powershell = site.findings(site.place.by_powershell(powershell, plan))
    assert {finding["id"]: finding["status"] for finding in by_python}[requirement] == expected
    assert by_powershell == by_python

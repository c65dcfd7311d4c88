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
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
import yaml
from consoles import COLLECT, ROOT, SOURCES, Console, linux_console, windows_console

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

# Seconds. PowerShell compiles on the way, beside other checks on the same cores, and Wine loads its authorities anew for each of 150 handshakes. Who is
# answered is through long before the first; only where nothing answers the other is waited for, and Wine's handshakes take a tenth of it on a quiet machine.
ENOUGH, WAITED_FOR = 90.0, 30.0


@dataclass(frozen=True)
class Scenario:
    """What goes wrong on the site's line, and one finding that shows that it does."""

    fault: str | None
    shown_by: tuple[str, str]
    options: Mapping[str, object] = field(default_factory=dict)
    deadline: float = ENOUGH


# A firewall goes on with what it has seen: for half a minute a query from a port that was used before is answered by whoever answered then. So queries are
# led astray first, and after that the line is cut, which outlasts it.
SCENARIOS = {
    "DNS is hijacked": Scenario("hijack_dns", ("dns.resolution", "unmet")),
    "the line is cut": Scenario("cut", ("internet.https", "unmet"), deadline=WAITED_FOR),
    "all is well": Scenario(None, ("endpoints.teamviewer", "met")),
    "443 is dropped": Scenario("drop", ("internet.https", "unmet"), {"tcp": [443]}, WAITED_FOR),
    "443 is rejected": Scenario("reject", ("internet.https", "unmet"), {"tcp": [443]}),
    "DNS over TCP is dropped": Scenario("drop", ("dns.tcp", "unmet"), {"tcp": [53]}, WAITED_FOR),
    "TLS is intercepted": Scenario("intercept_tls", ("endpoints.teamviewer", "unmet"), {"impostor": "foreign"}),
    "a captive portal": Scenario("captive_portal", ("internet.http", "unmet")),
}
ON_LINUX, UNDER_WINE = "on Linux", "under Wine"


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
        done = subprocess.run(words, input=text, env=environment, capture_output=True, text=True, errors="replace", timeout=600, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def by_python(self, plan: dict) -> dict:
        return json.loads(self.run(sys.executable, "-m", COMMAND, text=json.dumps(plan)))

    def by_powershell(self, console: Console, plan: dict) -> dict:
        folder = Path(tempfile.mkdtemp(dir=self._folder))
        asked, answered = folder / "plans.json", folder / "observations.json"
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
        self._settings = load_settings({**given, "maintenance_trust_anchor": str(lab.trust_anchor)})
        self._contract = load_contract(variables["maintenance_contract"], "nordwind")
        self._catalogue = effective_catalogue(load_endpoints().for_products(self._contract.products), self._settings)
        self.plan = build_plan(self._catalogue, self._settings, REQUIREMENTS, None, "rmtestofthelab")
        self.plan["sections"] = ["platform", "privilege", "resolvers", "dns", "proxies", "endpoints"]
        self._reference = Reference(directory=folder).cover(self.plan, lambda plan, _seconds: json.loads(lab.control.attempt(
            "env", f"PYTHONPATH={os.environ['PYTHONPATH']}", sys.executable, "-m", COMMAND, text=json.dumps(plan)).stdout))

    def findings(self, plan: dict, observation: dict) -> list[dict]:
        case = Case(
            host=HOST, groups=("nordwind",), customer="nordwind", site="hq", device_class="server", contract=self._contract, provider={},
            access=Access.because(status.LOGGED_IN, privileged=True), observation=observation, reference=self._reference, catalogue=self._catalogue,
            plan=plan, settings=self._settings, now=datetime.now(UTC), authorities=of_control_node(self._settings.trust_anchor_pem),
        )
        return [{**finding, "checked_at": None} for finding in judge(case, REQUIREMENTS)]


@pytest.fixture(scope="module")
def site(lab, tmp_path_factory):
    os.environ.setdefault("PYTHONPATH", str(ROOT / ".ansible" / "collections"))
    return Site(lab, tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def powershells(request):
    """Those that are here."""
    here = {ON_LINUX: linux_console(), UNDER_WINE: request.getfixturevalue("windows").console if windows_console() else None}
    return {where: console for where, console in here.items() if console}


@pytest.fixture(scope="module", params=SCENARIOS)
def judged(request, lab, site, powershells):
    """The scenario and its findings by `probe` and by each PowerShell. All look at the same time: where nothing answers each waits for its deadline."""
    scenario = SCENARIOS[request.param]
    plan = {**site.plan, "deadline": scenario.deadline}
    collectors = {"probe": partial(site.place.by_python, plan)}
    collectors |= {where: partial(site.place.by_powershell, console, plan) for where, console in powershells.items()}
    with getattr(lab.firewall(SITE), scenario.fault)(**scenario.options) if scenario.fault else contextlib.nullcontext(), ThreadPoolExecutor() as pool:
        started = {name: pool.submit(collect) for name, collect in collectors.items()}
        return scenario, {name: site.findings(plan, looking.result()) for name, looking in started.items()}


@pytest.mark.parametrize("where", [ON_LINUX, UNDER_WINE])
def test_the_judge_says_the_same(judged, where):
    """Wine makes no difference to any finding: nothing but the time of the finding is left out of what is compared."""
    scenario, findings = judged
    if where not in findings:
        pytest.skip(f"no PowerShell {where}")
    requirement, expected = scenario.shown_by
    assert {finding["id"]: finding["status"] for finding in findings["probe"]}[requirement] == expected
    assert findings[where] == findings["probe"]

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
from pathlib import Path

import made_up_fleet
import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.overview import overview
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.publish import Publisher
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.roster import Roster
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.load import texts

AXE = Path(__file__).parents[3] / ".ansible" / "npm"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# A root without a sandbox of its own, and no word to anyone's servers.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
# Milliseconds that a page may take on a machine whose cores are busy with other checks; how fast it is, the benchmarks measure.
PATIENCE = 120_000


@pytest.fixture(scope="session")
def browser():
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine: the browser tests of the report are left out (apt-get install chromium)")
    if importlib.util.find_spec("playwright") is None:
        pytest.skip("no playwright in this Python: the browser tests of the report are left out (pip install -r tests/requirements-browser.txt)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def pages(tmp_path_factory):
    """The made-up fleet's pages by customer: `mueller` and `praxis` in German, `northwind` in English; `overview-de` and `overview-en` across all."""
    folder = tmp_path_factory.mktemp("run")
    run = made_up_fleet.write_run(folder, "aborted")
    found = {}
    for language in ("de", "en"):
        publisher = Publisher(run, folder, folder / "reports", overview_language=language)
        published = {customer: publisher.publish(customer, member) for customer, member in Roster(run)}
        path = folder / "reports" / run.run_id / f"overview-{language}.html"
        path.write_text(overview([one.card for one in published.values()], run.run, texts(language), made_up_fleet.FINISHED_AT), encoding="utf-8")
        found |= {f"overview-{language}": str(path), **{customer: one.paths["html"] for customer, one in published.items()}}
    return found


@pytest.fixture(scope="session")
def axe():
    """The source of axe-core, which finds what keeps people from using a page."""
    source = AXE / "node_modules" / "axe-core" / "axe.min.js"
    if not source.is_file():
        if shutil.which("npm") is None:
            pytest.skip("no npm on this machine: the pages are not checked with axe-core (apt-get install npm)")
        AXE.mkdir(parents=True, exist_ok=True)
        fetched = subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--prefix", str(AXE), "axe-core@4"], capture_output=True, text=True, check=False)
        if fetched.returncode:
            pytest.skip(f"axe-core could not be fetched from npm: {fetched.stderr.strip()[:200]}")
    return source.read_text(encoding="utf-8")


@pytest.fixture
def violations(axe):
    """What axe-core finds wrong with a page, by rule: the elements concerned."""

    def find(page):
        page.evaluate(axe + "; 0")
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        return {one["id"]: [node["html"][:120] for node in one["nodes"][:3]] for one in json.loads(json.dumps(found))}

    return find


@pytest.fixture
def open_page(browser, pages):
    """Opens a page; whatever it asks the network for, or complains of, fails the test."""
    contexts, complaints = [], []

    def open_page(customer="mueller", width=1280, height=900, scheme="light", script=False, anchor=""):
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, java_script_enabled=script)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        address = f"file://{pages[customer]}"
        page.on("request", lambda request: complaints.append(request.url) if request.url.split("#")[0] != address else None)
        page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address + anchor)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def large_page(browser, tmp_path):
    """A page of 2,000 hosts, with script."""
    path = write_large_page(tmp_path, 2000)
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"file://{path}")
    yield page
    context.close()


def write_large_page(folder, hosts):
    run = made_up_fleet.write_run(folder)
    for one in made_up_fleet.large_fleet(hosts):
        run.write_assessment(one)
    return Publisher(run, folder, folder / "reports", formats=["html"]).publish("mueller", Roster(run).members["mueller"]).paths["html"]

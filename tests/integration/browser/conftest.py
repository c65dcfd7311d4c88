# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import importlib.util
import shutil

import made_up_fleet
import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.publish import Publisher
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.roster import Roster

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# A root without a sandbox of its own, and no word to anyone's servers.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


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
    """The made-up fleet's pages by customer: `mueller` and `praxis` in German, `northwind` in English."""
    folder = tmp_path_factory.mktemp("run")
    run = made_up_fleet.write_run(folder, "aborted")
    publisher = Publisher(run, folder, folder / "reports")
    return {customer: publisher.publish(customer, member).paths["html"] for customer, member in Roster(run)}


@pytest.fixture
def open_page(browser, pages):
    """Opens a page; whatever it asks the network for, or complains of, fails the test."""
    contexts, complaints = [], []

    def open_page(customer="mueller", width=1280, height=900, scheme="light", script=False, anchor=""):
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, java_script_enabled=script)
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

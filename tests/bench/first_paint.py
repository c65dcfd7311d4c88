# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How soon a browser shows something of a large report. Needs no lab."""
from __future__ import annotations

import importlib.util
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from samples.made_up_fleet import large_fleet, write_run
from table import Table

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.publish import Publisher
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.roster import Roster

_HOSTS = 2000
_OPENED = 5
_SECONDS = "performance.getEntriesByName('first-contentful-paint')[0].startTime / 1000"


def measure(lab, variables: dict) -> Iterator[Table]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None or importlib.util.find_spec("playwright") is None:
        return
    from playwright.sync_api import sync_playwright

    table = Table(
        "First paint of a large report",
        f"`report.html` in headless Chromium, opened {_OPENED} times. Less than 2 s are wanted.",
        ("hosts", "report.html, MB", "median, s", "slowest, s"),
    )
    with tempfile.TemporaryDirectory(prefix="bench-state-") as state, sync_playwright() as playwright:
        page = _page(Path(state))
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        found = [_first_paint(browser, page) for _time in range(_OPENED)]
        browser.close()
        table.row(_HOSTS, f"{page.stat().st_size / 1e6:.0f}", f"{median(found):.1f}", f"{max(found):.1f}")
    yield table


def _page(state: Path) -> Path:
    run = write_run(state)
    for one in large_fleet(_HOSTS):
        run.write_assessment(one)
    published = Publisher(run, state, state / "reports", formats=["html"]).publish("mueller", Roster(run).members["mueller"])
    return Path(published.paths["html"])


def _first_paint(browser, page: Path) -> float:
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.set_default_timeout(300_000)
    opened.goto(page.as_uri())
    seconds = opened.evaluate(_SECONDS)
    opened.close()
    return seconds

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``python tests/tools/picture_of_report.py``: make docs/images/report.png from the made-up fleet. Needs chromium and playwright."""

from __future__ import annotations

import shutil
import sys
import tempfile
from datetime import UTC
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent.parent
sys.path.insert(0, str(REPOSITORY / "tests" / "samples"))

import made_up_fleet
from playwright.sync_api import sync_playwright

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.publish import Publisher
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.report.roster import Roster

SIZE = {"width": 1280, "height": 1560}


def main() -> None:
    picture = REPOSITORY / "docs" / "images" / "report.png"
    picture.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        run = made_up_fleet.write_run(folder)
        page_on_file = Publisher(run, Path(folder), Path(folder), UTC).publish("mueller", Roster(run).members["mueller"]).paths["html"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(viewport=SIZE, color_scheme="light", java_script_enabled=False).new_page()
        page.goto(f"file://{page_on_file}")
        page.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    main()

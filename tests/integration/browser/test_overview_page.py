# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page across all customers in a real browser."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("name", ["overview-de", "overview-en"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_page_never_scrolls_sideways_as_a_whole(open_page, name, width):
    page = open_page(name, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("name", "language"), [("overview-de", "de"), ("overview-en", "en")])
def test_it_speaks_its_language_and_lists_every_customer(open_page, name, language):
    page = open_page(name)
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("table.customers tbody tr").count() == 3
    assert page.locator("ol.tasks li").count() > 3


def test_each_customer_leads_to_its_report(open_page, pages):
    page = open_page("overview-de")
    for row in page.locator("table.customers tbody tr").all():
        link = row.locator("a")
        assert link.evaluate("link => link.href") in {f"file://{path}" for path in pages.values()}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_white(open_page, scheme):
    page = open_page("overview-de", 760, scheme=scheme)
    page.emulate_media(media="print", color_scheme=scheme)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"

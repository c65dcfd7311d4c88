# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page, held against axe-core's rules (WCAG among them): widths, light and dark, German and English."""

from __future__ import annotations

import pytest

PAGES = ["mueller", "northwind", "praxis", "overview-de", "overview-en"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_keeps_people_from_using_the_page(open_page, violations, name, width, scheme):
    page = open_page(name, width, scheme=scheme, script=True)
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })")
    assert violations(page) == {}


def test_axe_finds_what_is_wrong(open_page, violations):
    page = open_page("praxis", script=True)
    page.evaluate("document.documentElement.removeAttribute('lang')")
    assert "html-has-lang" in violations(page)

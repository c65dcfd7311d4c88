# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report in a real browser, without script unless a test needs to measure: widths, colours, keyboard, paper."""

from __future__ import annotations

import re

import made_up_fleet
import pytest

CUSTOMERS = ["mueller", "northwind", "praxis"]

# Texts whose contrast to what lies behind them is below WCAG 2 AA (4.5, large text 3).
POOR_CONTRAST = """() => {
  const parse = text => { const n = text.match(/[\\d.]+/g).map(Number); return n.length > 3 ? n : [...n, 1]; };
  const over = (top, below) => [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const behind = element => {
    const layers = [];
    for (let node = element; node; node = node.parentElement) layers.push(parse(getComputedStyle(node).backgroundColor));
    return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255, 1]);
  };
  const channel = value => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const light = colour => 0.2126 * channel(colour[0]) + 0.7152 * channel(colour[1]) + 0.0722 * channel(colour[2]);
  const poor = [];
  for (const element of document.body.querySelectorAll('*')) {
    const text = [...element.childNodes].filter(node => node.nodeType === 3).map(node => node.data.trim()).join('');
    if (!text || !element.checkVisibility({contentVisibilityAuto: false})) continue;
    const style = getComputedStyle(element), background = behind(element), colour = over(parse(style.color), background);
    const [a, b] = [light(colour), light(background)].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < (large ? 3 : 4.5)) poor.push(`${text.slice(0, 40)}: ${ratio.toFixed(2)}`);
  }
  return poor;
}"""


@pytest.mark.parametrize("customer", CUSTOMERS)
@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_the_page_never_scrolls_sideways_as_a_whole(open_page, customer, width):
    page = open_page(customer, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("script", [False, True])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_matrix_is_there_with_and_without_script(open_page, width, script):
    page = open_page("mueller", width, script=script)
    assert page.locator("table.matrix tbody tr").count() == len(made_up_fleet.CUSTOMERS["mueller"]["hosts"])
    box = page.locator("table.matrix tbody td.unmet a").first.bounding_box()
    assert box["width"] >= 24
    assert box["height"] >= 24
    assert page.locator("section#matrix .scroll").bounding_box()["width"] <= width


def test_host_names_and_requirements_stay_in_view_while_the_matrix_scrolls(open_page):
    page = open_page("mueller", 390, 400)
    name, head = page.locator("tbody th.name").nth(5), page.locator("thead th.turned").nth(3)
    before = name.bounding_box()["x"], head.bounding_box()["y"]
    page.locator("#matrix .scroll").evaluate("box => { box.scrollLeft = 200; box.scrollTop = 60; }")
    assert page.locator("#matrix .scroll").evaluate("box => [box.scrollLeft, box.scrollTop]") == [200, 60]
    assert (name.bounding_box()["x"], head.bounding_box()["y"]) == pytest.approx(before, abs=1)


def test_each_symbol_leads_to_its_finding_even_where_it_is_folded_away(open_page):
    from playwright.sync_api import expect

    page = open_page("mueller")
    for kind in ("met", "unmet", "unknown.explained", "waived", "not_applicable"):
        link = page.locator(f"table.matrix td.{kind} a").first
        target = link.get_attribute("href")
        link.click()
        assert page.url.endswith(target)
        expect(page.locator(f'[id="{target[1:]}"]')).to_be_in_viewport()


def test_everything_can_be_reached_with_the_keyboard(open_page):
    page = open_page("praxis")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().x >= 0")
    page.keyboard.press("Enter")
    assert page.url.endswith("#matrix")
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("details").first.get_attribute("open") is not None
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("customer", CUSTOMERS)
def test_every_text_can_be_read(open_page, customer, scheme):
    page = open_page(customer, scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })")
    assert page.evaluate(POOR_CONTRAST) == []


def test_the_check_for_contrast_finds_poor_contrast(open_page):
    page = open_page("praxis")
    page.evaluate("document.querySelector('h1').style.color = '#ddd'")
    assert [line.split(":")[0] for line in page.evaluate(POOR_CONTRAST)] == ["Zahnarztpraxis Dr. Özdemir"]


def test_dark_is_dark_and_light_is_light(open_page):
    brightness = {
        scheme: sum(map(int, re.findall(r"\d+", open_page(scheme=scheme).evaluate("getComputedStyle(document.body).backgroundColor"))[:3]))
        for scheme in ("light", "dark")
    }
    assert brightness["dark"] < 150
    assert brightness["light"] > 600


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_shows_what_the_screen_folds_away_on_white(open_page, scheme):
    page = open_page("mueller", 760, scheme=scheme)
    folded = page.locator("details table.findings").first
    assert not folded.is_visible()
    page.emulate_media(media="print", color_scheme=scheme)
    assert folded.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator("#matrix .scroll").evaluate("box => box.scrollHeight <= box.clientHeight + 1 && box.scrollWidth <= box.clientWidth + 1")
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") >= 2


@pytest.mark.parametrize(("customer", "language"), [("mueller", "de"), ("northwind", "en")])
def test_the_page_speaks_the_contracts_language(open_page, customer, language):
    page = open_page(customer)
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("#tasks-title").inner_text() == {"de": "Was zu tun ist", "en": "What to do"}[language]

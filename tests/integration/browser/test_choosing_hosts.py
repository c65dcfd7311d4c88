# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Filter and search of the report: choices need no script, the search brings itself to light with it."""

from __future__ import annotations

import made_up_fleet
import pytest

HOSTS = len(made_up_fleet.CUSTOMERS["mueller"]["hosts"])


def shown(page, within="#matrix tbody tr"):
    return [row for row in page.locator(within).all() if row.is_visible()]


def left(page, count):
    """Waits until the search has left this many hosts."""
    from playwright.sync_api import expect

    expect(page.locator("#matrix tbody tr:not([hidden])")).to_have_count(count)


def names(page):
    return [row.locator(".name a").inner_text() for row in shown(page)]


@pytest.mark.parametrize("script", [False, True])
def test_hosts_can_be_chosen_with_and_without_script(open_page, script):
    page = open_page("mueller", script=script)
    assert len(shown(page)) == HOSTS
    page.locator("#show-customer").check()
    chosen = names(page)
    assert "empfang" in chosen
    assert "erp01" not in chosen
    assert [article.locator("h3").inner_text() for article in shown(page, "#hosts > article")] == chosen
    page.locator("#show-unseen").check()
    assert set(names(page)) == {"empfang", "lager-pc", "web10", "switch-halle-2"}
    page.locator("#show-all").check()
    assert len(shown(page)) == HOSTS


def test_without_script_no_search_is_promised(open_page):
    page = open_page("mueller")
    assert not page.locator("#search").is_visible()


def test_the_search_finds_hosts_by_any_part_of_their_row(open_page):
    page = open_page("mueller", script=True)
    page.locator("#search").fill("WEB1")
    left(page, 2)
    assert names(page) == ["web1", "web10"]
    assert len(shown(page, "#hosts > article")) == 2
    page.locator("#search").fill("anydesk fremd")
    left(page, 1)
    assert names(page) == ["erp02"]
    page.keyboard.press("Escape")
    assert len(shown(page)) == HOSTS


def test_search_and_choice_work_together_and_say_when_nothing_is_left(open_page):
    page = open_page("mueller", script=True)
    page.locator("#show-customer").check()
    page.locator("#search").fill("fs0")
    left(page, 2)
    assert names(page) == ["fs01", "fs02"]
    page.locator("#search").fill("no such host")
    left(page, 0)
    assert page.locator("#none-found").is_visible()
    assert names(page) == []


def test_the_slash_leads_to_the_search(open_page):
    page = open_page("northwind", script=True)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type("desk")
    assert page.locator("#search").input_value() == "desk"


def test_paper_shows_neither(open_page):
    page = open_page("mueller", script=True)
    page.emulate_media(media="print")
    assert not page.locator(".filter").is_visible()


def test_a_thousand_hosts_are_searched_at_once(large_page):
    large_page.locator("#search").fill("erp01-01")
    left(large_page, sum("erp01-01" in name for name in large_page.locator("#matrix tbody .name a").all_inner_texts()))

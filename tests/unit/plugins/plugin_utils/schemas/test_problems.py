# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import (
    InputError,
    Problem,
    key_path,
    printable,
    reason,
    schema_problems,
    shown,
)


def test_a_problem_reads_as_one_line():
    assert str(Problem("file.yml", "a.b", "'x'", "y")) == "file.yml: a.b is 'x'; allowed: y"
    assert str(Problem("file.yml", "", "null", "y")) == "file.yml is null; allowed: y"
    assert str(Problem("", "a", "null", "y")) == "a is null; allowed: y"


def test_an_error_tells_all_problems():
    problems = [Problem("f", "a", "1", "x"), Problem("f", "b", "2", "y")]
    error = InputError(iter(problems))
    assert error.errors == tuple(problems)
    assert str(error) == "f: a is 1; allowed: x; f: b is 2; allowed: y"


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "null"), ("a", "'a'"), ("\x1b[2J", "'\\x1b[2J'"), ("\u202e", "'\\u202e'"), ("\u2028", "'\\u2028'"), ("Müller", "'Müller'")],
)
def test_values_are_shown_without_what_a_terminal_acts_upon(value, text):
    assert shown(value) == text


@pytest.mark.parametrize("url", ["http://user:canary@host/", "http://user:c@nary@host/", "x http://canary@host/"])
def test_secrets_in_urls_are_not_shown(url):
    assert "nary" not in shown(url)
    assert "//host/" in shown({"url": [url]})


def test_long_values_are_cut():
    assert len(shown("x" * 5000)) == 120
    assert shown("x" * 5000).endswith("...")


def test_anothers_words_come_on_one_line_without_secrets():
    assert reason(ValueError("no\n  answer from\thttps://user:canary@host/\x1b[2J")) == "no answer from https://host/\\x1b[2J"
    assert len(reason("x" * 5000)) == 300


def test_a_place_cannot_drive_a_terminal():
    assert str(Problem("x\x1b.yml", "", "null", "y")) == "x\\x1b.yml is null; allowed: y"


def test_printable_escapes_and_keeps():
    assert printable("a\tß\x07\n") == "a\\tß\\x07\\n"


def test_paths_read_as_in_a_program():
    assert key_path(["waivers", 0, "requirement"]) == "waivers[0].requirement"
    assert key_path([2, "id"]) == "[2].id"
    assert key_path(["a\nb"]) == "a\\nb"


def test_each_problem_comes_once_though_two_rules_are_broken():
    value = "x" * 5000 + "\x00"
    found = schema_problems("provider", {"name": value}, "here")
    assert [problem.path for problem in found] == ["name"]


def test_a_missing_key_is_told_with_what_would_be_allowed_there():
    (problem,) = schema_problems("provider", {}, "here")
    assert (problem.path, problem.value) == ("name", "(missing)")
    assert problem.allowed.startswith("text of 1 to 300 characters")


def test_the_data_is_left_as_it_was():
    data = {}
    schema_problems("provider", data, "here")
    assert data == {}

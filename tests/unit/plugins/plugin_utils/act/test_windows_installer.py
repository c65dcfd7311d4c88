# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Windows Installer is asked for, and what its answers mean."""

from __future__ import annotations

import re

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.look import Look
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.windows_installer import (
    BUSY,
    command_line,
    is_product_code,
    meaning,
    product_codes,
    removable,
    without_questions,
)
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import InputError

CODE = "{0B2D6F5A-93A3-4D58-9E9A-3B7C6F0A1E11}"
OTHER = "{1C2D6F5A-93A3-4D58-9E9A-3B7C6F0A1E11}"


@pytest.mark.parametrize(("properties", "transforms", "text"), [
    ({}, (), ""),
    ({"IntegratorLogin": "rmm@example.com", "CompanyId": 17}, (), 'INTEGRATORLOGIN="rmm@example.com" COMPANYID="17"'),
    ({"A": 'say "hi"', "B": None}, (), 'A="say ""hi""" B=""'),
    ({"A": "x"}, (r"C:\t\a.mst", r"C:\t\b.mst"), r'A="x" TRANSFORMS="C:\t\a.mst;C:\t\b.mst"'),
    ({"A": 'x" B="y'}, (), 'A="x"" B=""y"'),
])
def test_the_command_line(properties, transforms, text):
    assert command_line(properties, transforms) == text


@pytest.mark.parametrize("properties", [{"A B": "x"}, {"/x": "y"}, {"": "y"}, {"A": "geheim\nx"}, {"A": "geheim\0"}])
def test_what_would_be_read_otherwise_is_refused_without_its_value(properties):
    with pytest.raises(InputError) as refused:
        command_line(properties)
    assert "geheim" not in str(refused.value)


@pytest.mark.parametrize(("key", "expected"), [(CODE, True), (CODE.lower(), True), ("TeamViewer", False), (CODE[1:-1], False), (CODE + " /x", False)])
def test_product_codes(key, expected):
    assert is_product_code(key) is expected


def test_only_the_client_itself_is_removed():
    client = Look("teamviewer", "running", programs=(("TeamViewer", "TeamViewer"), ("TeamViewer Host", CODE), ("TeamViewer Meeting", OTHER)))
    assert removable(client, re.compile("TeamViewer( Host)?")) == [CODE, "TeamViewer"]
    assert product_codes(client, re.compile("TeamViewer( Host)?")) == [CODE]
    assert removable(Look("teamviewer", "running"), re.compile("TeamViewer")) == []


@pytest.mark.parametrize(("programs", "expected"), [
    ((("AnyDesk MSI", CODE),), [CODE]),
    ((("AnyDesk MSI", CODE), ("AnyDesk", "AnyDesk")), []),
    ((), []),
])
def test_what_asks_nobody(programs, expected):
    assert without_questions(Look("anydesk", "running", programs=programs)) == expected


def test_meanings():
    assert "in progress" in meaning(BUSY)
    assert meaning(4711)

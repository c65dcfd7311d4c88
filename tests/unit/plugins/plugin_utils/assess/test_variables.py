# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from ansible.errors import AnsibleUndefinedVariable

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.variables import Variables
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import InputError


def resolve(value):
    if isinstance(value, str) and "{{" in value:
        raise AnsibleUndefinedVariable(f"{value} SECRET")
    return value


def variables(**raw):
    return Variables(raw, resolve)


def test_values_are_plain_and_defaults_stand_for_nothing():
    given = variables(a={"b": (1, 2)}, none=None)
    assert given.get("a") == {"b": [1, 2]}
    assert given.get("none", 3) == given.get("missing", 3) == 3


def test_a_template_that_fails_is_named_and_not_shown():
    with pytest.raises(InputError) as raised:
        variables(maintenance_contract="{{ nobody }}").get("maintenance_contract")
    assert "maintenance_contract" in str(raised.value)
    assert "nobody" not in str(raised.value)
    assert "SECRET" not in str(raised.value)


@pytest.mark.parametrize(("value", "number"), [(5, 5), ("5", 5), (2.5, 2.5), ("0", 0)])
def test_numbers(value, number):
    assert variables(n=value).number("n", 24, 0, 100) == number


@pytest.mark.parametrize("value", ["x", True, -1, 101, "nan", "inf", [1], ""])
def test_no_numbers(value):
    with pytest.raises(InputError, match="from 0 to 100"):
        variables(n=value).number("n", 24, 0, 100)


@pytest.mark.parametrize(("value", "flag"), [(True, True), ("yes", True), ("False", False), (0, False), ("1", True)])
def test_flags(value, flag):
    assert variables(f=value).flag("f", not flag) is flag


def test_no_flag_no_choice_no_text():
    for wrong in (lambda: variables(f="maybe").flag("f", False), lambda: variables(c="x").one_of("c", ("a", "b"), "a"), lambda: variables(t=[1]).text("t", "")):
        with pytest.raises(InputError):
            wrong()
    assert variables().one_of("c", ("a", "b"), None) is None

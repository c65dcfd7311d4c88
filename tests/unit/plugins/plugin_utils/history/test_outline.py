# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from made_up_fleet import assessment, finding, made_up_assessments

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.history.outline import divided, outline_of, read_outline


def test_an_outline_tells_every_finding():
    for one in made_up_assessments():
        outline = read_outline(outline_of(one))
        assert outline.seen is (one["access"]["status"] in ("valid", "insufficient"))
        told = {name: (state.status, state.responsible, state.notice) for name, state in outline.states.items()}
        assert told == {found["id"]: (found["status"], found["responsible"], found["severity"] == "notice") for found in one["findings"]}


def test_what_is_alike_has_the_same_outline():
    first, second = assessment("a"), assessment("b", findings=[finding("dns.tcp", "met", "another", data={"x": 1})])
    assert outline_of(first) == outline_of({**second, "assessed_at": "2027-01-01T00:00:00Z", "findings": second["findings"][::-1]})


def test_a_notice_is_open_and_does_not_count():
    state = read_outline("seen;software.other=unmet/customer!").states["software.other"]
    assert (state.is_open, state.counts) == (True, False)


def test_the_requirements_of_an_outline_can_be_parted():
    text = "seen;a=met;b=unmet/customer;c=unknown/provider!"
    assert divided(text, frozenset("ac")) == ("seen;a=met;c=unknown/provider!", "seen;b=unmet/customer")
    assert divided(text, frozenset("abc")) == (text, "")
    assert divided(text, frozenset("x")) == ("", text)


@pytest.mark.parametrize("text", ["seen;dns.tcp", "seen;;"])
def test_what_is_no_outline(text):
    with pytest.raises(ValueError):
        read_outline(text)

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.fit import fit
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import validator

DATA = validator("finding").evolve(schema={"$ref": "finding.json#/properties/data"})
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=5), inner, max_size=20),
    max_leaves=30,
)


def test_what_fits_stays_as_it_is():
    data = {"resolvers": ["a", "b"], "failed": [{"endpoint": "a:1", "outcome": "timeout", "elapsed": 1.5}], "alive": 1, "limited": True}
    assert fit(data) == data


def test_what_is_too_long_is_cut():
    data = fit({"text": "x" * 2000, "list": list(range(500)), "row": [{"body": "x" * 2000}]})
    assert (len(data["text"]), len(data["list"]), len(data["row"][0]["body"])) == (1000, 200, 1000)


def test_what_is_not_there_is_left_out():
    assert fit({"detail": None, "failed": [{"endpoint": "a:1", "via": None}]}) == {"failed": [{"endpoint": "a:1"}]}


@given(st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True), VALUES, max_size=30))
def test_any_values_fit_the_schema_afterwards(data):
    DATA.validate(fit(data))

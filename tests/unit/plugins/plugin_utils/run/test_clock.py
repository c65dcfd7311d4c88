# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import clock

MOMENTS = st.datetimes(min_value=datetime(1000, 1, 1), timezones=st.just(UTC)).map(lambda moment: moment.replace(microsecond=0))


@given(MOMENTS)
def test_what_was_written_is_read_back(moment):
    assert clock.read(clock.written(moment)) == moment


@pytest.mark.parametrize(
    "text",
    [
        "", "now", "2026-11-22", "2026-11-22T10:00:00", "2026-11-22T10:00:00+00:00", "2026-11-22 10:00:00Z", "2026-11-22T10:00:00.5Z", "20261122T100000Z",
        "2026-02-30T10:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-11-22T10:00:00Z\n",
    ],
)
def test_other_forms_are_refused(text):
    with pytest.raises(ValueError):
        clock.read(text)


@given(st.text() | st.datetimes().map(str))
def test_any_text_is_a_time_or_a_value_error(text):
    try:
        assert clock.written(clock.read(text)) == text
    except ValueError:
        pass

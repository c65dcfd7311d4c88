# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.probe.sections import Section


def test_one_that_was_not_ended_is_incomplete():
    assert Section().observed()["complete"] is False


def test_one_that_lacks_something_is_incomplete():
    section = Section()
    section.lack("a part")
    section.end(True)
    assert (section.observed()["complete"], section.observed()["errors"]) == (False, ["a part"])


def test_errors_alone_do_not_make_it_incomplete():
    section = Section()
    section.errors.append("x\x1b[0m")
    section.end(True)
    section.end(False)
    assert (section.observed()["complete"], section.observed()["errors"]) == (True, ["x\ufffd[0m"])


def test_errors_are_bounded_and_said_once():
    section = Section()
    section.errors.extend(["same"] * 30)
    assert section.observed()["errors"] == ["same"]
    section.errors.extend(str(number) for number in range(30))
    assert len(section.observed()["errors"]) == 20
    assert section.observed()["errors"][-1] == "and 12 more"

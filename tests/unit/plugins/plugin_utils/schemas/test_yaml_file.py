# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import InputError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.yaml_file import read_yaml


def refusal(path):
    with pytest.raises(InputError) as raised:
        read_yaml(path, InputError)
    (problem,) = raised.value.errors
    assert problem.where == str(path)
    return problem.value


def test_a_document_is_read(tmp_path):
    path = tmp_path / "x.yml"
    path.write_text("a: [Müller, 2]\n", encoding="utf-8")
    assert read_yaml(path, InputError) == {"a": ["Müller", 2]}


def test_a_file_that_is_not_there(tmp_path):
    assert "No such file" in refusal(tmp_path / "x.yml")


def test_a_folder(tmp_path):
    assert "Is a directory" in refusal(tmp_path)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"a: [", "not readable"),
        (b"\xff\xfe\x00", "not readable"),
        (b"a: 1\n---\nb: 2\n", "single document"),
        (b"a: 2026-13-45\n", "month"),
        (b"!!python/object/apply:os.system [id]\n", "could not determine a constructor"),
        (b"a: 1\nb: 2\na: 3\n", "the key 'a' stands twice"),
        (b"[" * 5000, "not readable"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path, content, told):
    path = tmp_path / "x.yml"
    path.write_bytes(content)
    assert told in refusal(path)


def test_merge_keys_are_no_duplicates(tmp_path):
    path = tmp_path / "x.yml"
    path.write_text("a: &a {x: 1}\nb: &b {y: 2}\nc:\n  <<: *a\n  z: 3\n", encoding="utf-8")
    assert read_yaml(path, InputError)["c"] == {"x": 1, "z": 3}


@given(st.binary(max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_give_a_value_or_a_clear_error(tmp_path, content):
    path = tmp_path / "x.yml"
    path.write_bytes(content)
    try:
        read_yaml(path, InputError)
    except InputError as error:
        assert "\n" not in str(error)

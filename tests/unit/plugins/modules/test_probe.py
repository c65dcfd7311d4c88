# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import json

import pytest
from ansible.module_utils.testing import patch_module_args

from ansible_collections.bauer_group.remote_maintenance.plugins.modules import probe
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import validator


def run(capsys, **arguments):
    with patch_module_args(arguments), pytest.raises(SystemExit):
        probe.main()
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("check_mode", [False, True])
def test_an_observation(capsys, check_mode):
    result = run(capsys, sections=["platform", "privilege", "resolvers"], deadline=30, _ansible_check_mode=check_mode)
    # ansible-core 2.21 leaves an empty one out.
    assert (result["changed"], result.get("invocation", {})) == (False, {})
    assert set(result["observation"]["sections"]) == {"platform", "privilege", "resolvers"}
    validator("observation").validate(result["observation"])


def test_an_observation_as_text(capsys):
    result = run(capsys, sections=["platform", "resolvers"], deadline=30, as_text=True)
    assert "observation" not in result
    observation = json.loads(result["observation_text"])
    assert set(observation["sections"]) == {"platform", "resolvers"}
    validator("observation").validate(observation)


def test_an_endpoint(capsys):
    endpoint = {"id": "x", "name": "127.0.0.1", "port": 1, "protocol": "tcp"}
    result = run(capsys, sections=["endpoints"], endpoints=[endpoint])
    assert [attempt["outcome"] for attempt in result["observation"]["endpoints"] if attempt["via"] == "direct"] == ["refused"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"deadline": -1}, "deadline: must be greater than 0 and at most 300 seconds"),
        ({"sections": ["weather"]}, "value of sections must be one or more of"),
        ({"endpoints": [{"id": "x"}]}, "missing required arguments"),
        ({"trust_anchor": "x"}, "trust_anchor: must be certificates in PEM"),
    ],
)
def test_wrong_arguments(capsys, arguments, said):
    result = run(capsys, **arguments)
    assert result["failed"] is True
    assert result["msg"].startswith(said)


def test_an_error_of_its_own(capsys, monkeypatch):
    def fail(params):
        raise probe.ProbeFailed("KeyError at x.py:1")

    monkeypatch.setattr(probe, "observe", fail)
    result = run(capsys, sections=["platform"])
    assert (result["failed"], result["msg"]) == (True, "The probe failed: KeyError at x.py:1")

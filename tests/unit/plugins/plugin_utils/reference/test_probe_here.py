# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
import textwrap

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.reference.probe_here import ProbeFailed, probe_here
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import validator

OBSERVATION = {
    "format": 1,
    "collector": {"name": "probe", "version": "0", "runtime": "python"},
    "complete": True,
    "started_at": "2026-11-22T10:00:00Z",
    "elapsed": 0.1,
    "deadline": 1.0,
    "sections": {},
}


@pytest.fixture
def collector(tmp_path):
    def write(code):
        path = tmp_path / "collector.py"
        path.write_text(textwrap.dedent(code), encoding="utf-8")
        return path

    return write


def failure(collector, timeout=20.0):
    with pytest.raises(ProbeFailed) as raised:
        probe_here({"deadline": 1.0}, timeout, collector)
    return str(raised.value)


def test_parameters_go_in_and_an_observation_comes_out(collector):
    path = collector(f"""
        import json, sys
        params = json.load(sys.stdin)
        observation = {OBSERVATION!r}
        observation["deadline"] = params["deadline"]
        print(json.dumps(observation))
    """)
    assert probe_here({"deadline": 7.5}, 20.0, path) == {**OBSERVATION, "deadline": 7.5}


def test_an_observation_counts_though_the_collector_ended_badly(collector):
    """The collector ends itself at its deadline with whatever status that takes."""
    path = collector(f"""
        import json, os, sys
        sys.stdout.write(json.dumps({OBSERVATION!r}))
        sys.stdout.flush()
        os._exit(3)
    """)
    assert probe_here({}, 20.0, path) == OBSERVATION


def test_what_is_left_behind_does_not_hold_us_up(collector):
    path = collector(f"""
        import json, subprocess, sys
        subprocess.Popen([sys.executable, "-c", "import time; time.sleep(8)"])
        print(json.dumps({OBSERVATION!r}))
    """)
    assert probe_here({}, 6.0, path) == OBSERVATION


def test_a_collector_that_hangs_is_ended(collector):
    assert failure(collector("import time; time.sleep(60)"), timeout=0.5) == "the collector did not end within 0.5 s"


def test_the_last_words_of_a_broken_collector_are_told_safely(collector):
    said = failure(collector("import sys; sys.exit('first\\nlast \\x1b[2J words')"))
    assert said == "the collector ended with status 1: last \\x1b[2J words"


def test_a_silent_collector(collector):
    assert failure(collector("")) == "the collector ended with status 0: it said nothing"


@pytest.mark.parametrize("output", ["[]", "null", "{}", json.dumps({**OBSERVATION, "format": 2}), json.dumps({**OBSERVATION, "secret": 1})])
def test_what_is_no_observation_is_refused(collector, output):
    assert failure(collector(f"print({output!r})")).startswith("the collector's observation is wrong at $")


def test_many_levels_are_refused(collector):
    assert failure(collector("print('[' * 100000 + ']' * 100000)")).startswith("the collector ended with status 0")


def test_the_environment_cannot_change_what_python_does(collector, monkeypatch, tmp_path):
    (tmp_path / "json.py").write_text("raise SystemExit('hijacked')", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    path = collector(f"import json; print(json.dumps({OBSERVATION!r}))")
    path = path.rename(tmp_path.parent / f"{tmp_path.name}-collector.py")
    assert probe_here({}, 20.0, path) == OBSERVATION


def test_the_real_collector_is_importable_without_ansible():
    nothing = {"dns_queries": [], "dns_resolvers": [], "endpoints": [], "known_certificates": [], "trust_anchor": "", "software": None}
    observation = probe_here({"deadline": 5.0, "sections": ["platform"], "root": "/", **nothing}, 35.0)
    assert validator("observation").is_valid(observation)
    assert observation["platform"]["system"] in ("linux", "macos")

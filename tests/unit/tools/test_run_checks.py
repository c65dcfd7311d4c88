# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The runner of all checks must not call a failure a success, nor lose what the test runners counted."""
from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

RUN_CHECKS = Path(__file__).parents[2] / "tools" / "run_checks.py"
MAKEFILE = """
good:
\t@echo "===== 3 passed, 1 skipped in 0.12s ====="
bad:
\t@echo "FAILED tests/unit/test_a.py::test_b[c d] - assert 1 == 2"; echo "ERROR tests/unit/test_a.py::test_c"
\t@echo "===== 1 failed, 2 passed, 1 error in 61.20s (0:01:01) ====="; echo the reason; exit 1
silent:
\t@true
"""


@pytest.fixture
def run(tmp_path):
    (tmp_path / "Makefile").write_text(MAKEFILE, encoding="utf-8")

    def run_checks(*targets: str) -> subprocess.CompletedProcess:
        return subprocess.run([sys.executable, RUN_CHECKS, *targets], cwd=tmp_path, capture_output=True, text=True, check=False)

    return run_checks


def test_success_sums_up_the_tests(run):
    result = run("good", "silent")
    assert result.returncode == 0
    assert "===== 3 passed, 1 skipped in 0.12s =====\n" in result.stdout
    assert "\n3 passed, 0 failed, 1 skipped\n" in result.stdout
    assert "2 of 2 checks passed\n" in result.stdout


def test_one_failure_fails_all_and_is_shown(run):
    result = run("good", "bad", "silent")
    assert result.returncode == 1
    assert "    the reason\n" in result.stdout
    assert "bad: FAILED tests/unit/test_a.py::test_b[c d] - assert 1 == 2\nbad: ERROR tests/unit/test_a.py::test_c\n5 passed" in result.stdout
    assert "\n5 passed, 2 failed, 1 skipped\n" in result.stdout
    assert "2 of 3 checks passed; failed: bad\n" in result.stdout


def test_unknown_target_fails(run):
    assert run("missing").returncode == 1

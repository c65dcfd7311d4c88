# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""There is one table of TeamViewer's exit codes; the C# is written from it."""
from __future__ import annotations

import importlib.util
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[3] / "tests" / "tools" / "write_exit_codes.py"


def test_the_windows_table_is_the_linux_one():
    spec = importlib.util.spec_from_file_location("write_exit_codes", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.FILE.read_text(encoding="utf-8") == module.written(), "run python tests/tools/write_exit_codes.py"

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The folders that the measurements use."""
from __future__ import annotations

from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
COLLECTIONS = REPOSITORY / ".ansible" / "collections"
PLAYBOOKS = REPOSITORY / "tests" / "bench" / "playbooks"
PERFORMANCE = REPOSITORY / "docs" / "performance.md"

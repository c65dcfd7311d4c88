# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the lab keeps its files: images that are worth keeping, and one folder for the lab that runs."""
from __future__ import annotations

import os
from pathlib import Path

LAB = Path(__file__).resolve().parents[1]
DATA = LAB / "data"
REPOSITORY = LAB.parents[1]

# A lab's namespaces have fixed names, so there is one lab per machine, wherever its files are.
NAME = os.environ.get("LAB_NAME", "lab")
"""What this lab's namespaces and cgroups begin with: with another name a second lab runs beside the first."""

CACHE = Path(os.environ.get("LAB_CACHE", REPOSITORY / ".ansible" / "lab"))
IMAGES = CACHE / "images"
_WHICH = "" if NAME == "lab" else f"-{NAME}"
RUN = CACHE / f"run{_WHICH}"
LOCK = CACHE / f"lock{_WHICH}"
USE_LOCK = CACHE / f"in-use{_WHICH}"

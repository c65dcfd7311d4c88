# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""For the places where no error may get through, because what comes after it matters more."""

from __future__ import annotations

import traceback
from typing import Self

_OURS = "/remote_maintenance/"


class Contained:
    """`with Contained() as contained:` ends quietly whatever Exception is raised in it; `contained.error` is that exception."""

    def __init__(self) -> None:
        self.error: Exception | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if not isinstance(error, Exception):
            return False
        self.error = error
        return True

    @property
    def description(self) -> str:
        """Class and place of the exception, never its message: that may quote what nobody must see."""
        frames = traceback.extract_tb(self.error.__traceback__)
        ours = [frame for frame in frames if _OURS in frame.filename]
        if not ours:
            return type(self.error).__name__
        place = ours[-1].filename.rpartition(_OURS)[2]
        return f"{type(self.error).__name__} at {place}:{ours[-1].lineno}"

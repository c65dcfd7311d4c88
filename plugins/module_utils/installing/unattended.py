# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Programs that install something and run with nobody there: they can ask no question, and none runs for ever."""

from __future__ import annotations

from typing import Sequence

TIMED_OUT = (124, 137)
"""What such a command leaves with where the program was ended, because its time was up."""


def unattended(command: Sequence[str], seconds: float, grace: int) -> list[str]:
    """That program without input and without a terminal, ended after so many seconds, and killed `grace` seconds later.

    ssh without pipelining gives the module a terminal. `timeout` takes its program out of the terminal's foreground, and there whoever reads or sets
    the terminal, as apt does, is stopped until the time is up. In a session of its own it has none.
    """
    return ["setsid", "--wait", "timeout", f"--kill-after={grace}", str(seconds), "sh", "-c", 'exec "$@" < /dev/null', "sh", *command]

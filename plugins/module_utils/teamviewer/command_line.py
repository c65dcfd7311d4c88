# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The client's own program, called without a shell. It takes the assignment id on its command line only; nothing of the call is written down."""

from __future__ import annotations

import re
from typing import NamedTuple

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.secrets import without_secret
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading import commands
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.teamviewer.state import PROGRAM

#: How the option is spelled: Linux manuals have the first, the vendor's PowerShell module has the second on every system.
ALIAS_OPTIONS = ("--device_alias", "--device-alias")
ALIAS_LIMIT = 255

_ALIAS_SINCE = (15, 44)
_UNIT = "teamviewerd.service"
_SAID_LIMIT = 500
_ESCAPE_CODE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_UNFIT = re.compile(r"[\x00-\x1f\x7f]")


class Answer(NamedTuple):
    """`status` is None where the program was ended for taking too long; `said` is what it wrote, without the secret."""

    status: int | None
    said: str


class Refused(ValueError):
    """What was given cannot be handed to the program. The message does not hold it."""


def check_assignment_id(assignment_id: str) -> None:
    """Raise Refused for what could be taken for an option or is no id."""
    if not assignment_id or assignment_id.startswith("-") or _UNFIT.search(assignment_id) or any(character.isspace() for character in assignment_id):
        raise Refused("assignment_id is empty, begins with a hyphen, or holds spaces or control characters")


def check_alias(alias: str | None) -> None:
    """Raise Refused for an alias that no console would show."""
    if alias is not None and (_UNFIT.search(alias) or len(alias) > ALIAS_LIMIT or not alias.strip()):
        raise Refused(f"alias is empty, longer than {ALIAS_LIMIT} characters, or holds control characters")


def knows_alias(version: str | None) -> bool:
    """Whether that version has the option at all; one that cannot be told is taken for a present one."""
    numbers = re.match(r"(\d+)\.(\d+)", version or "")
    return numbers is None or tuple(map(int, numbers.groups())) >= _ALIAS_SINCE


def assignment_arguments(assignment_id: str, alias: str | None, alias_option: str, reassign: bool) -> list[str]:
    """The words of an assignment. `--offline` is never among them: it answers before anything is assigned."""
    words = [PROGRAM, "assignment", "--id", assignment_id]
    if alias is not None:
        words.append(f"{alias_option}={alias}")
    if reassign:
        words.append("--reassign")
    return words


def unassign_arguments() -> list[str]:
    """The words that take an assignment away (as the vendor's PowerShell module calls it; what else it can do is not known)."""
    return [PROGRAM, "unassign"]


def call(words: list[str], seconds: float, secret: str = "") -> Answer:
    """Run it for at most that long; raises OSError where it cannot be started."""
    output = commands.run(words, seconds, with_errors=True)
    return Answer(output.status, without_secret(_ESCAPE_CODE.sub("", output.text), secret, _SAID_LIMIT).strip())


def is_running(seconds: float) -> bool | None:
    """Whether the daemon's unit is active; None where there is no systemd to ask, or no answer."""
    try:
        output = commands.run(["systemctl", "is-active", _UNIT], seconds)
    except OSError:
        return None
    said = output.text.strip()
    if output.status is None or not said:
        return None
    return said in ("active", "activating", "reloading")

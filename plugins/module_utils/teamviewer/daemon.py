# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The client's service: its licence accepted, enabled, running, and known to the vendor's cloud by an id."""

from __future__ import annotations

import time
from typing import Callable, NamedTuple

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.text import clean
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading import commands
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.teamviewer.state import State, read_state

UNIT = "teamviewerd.service"
LOOK_EVERY = 0.5
_COMMAND_SECONDS = 60.0
_SETTINGS = "/opt/teamviewer/config/global.conf"
# Older clients have no command for it. That these lines do it is a community's word.
_ACCEPTED = "[int32] EulaAccepted = 1\n[int32] EulaAcceptedRevision = 6\n"


class Failed(Exception):
    """`reason`: not_installed, no_systemd, not_enabled, not_started, not_running, no_client_id."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class Surroundings(NamedTuple):
    """The machine, as far as a service touches it."""

    look: Callable[[], State] = read_state
    run: Callable[..., commands.Output] = commands.run
    append: Callable[[str, str], None] | None = None
    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


class Result(NamedTuple):
    changed: bool
    before: dict
    after: dict
    state: State


def bring_up(timeout: float, installed_anew: bool, check: bool, here: Surroundings | None = None) -> Result:
    """The service is enabled, runs, and has an id. Raises Failed."""
    return _Service(timeout, here or Surroundings()).bring_up(installed_anew, check)


class _Service:
    def __init__(self, timeout: float, here: Surroundings) -> None:
        self._timeout = timeout
        self._here = here

    def bring_up(self, installed_anew: bool, check: bool) -> Result:
        state = self._here.look()
        if not state.installed:
            if check:
                return Result(True, _shown(False, False, state), {"enabled": True, "running": True, "has_id": True}, state)
            raise Failed("not_installed", "TeamViewer is not installed on this machine.")
        enabled, running = self._says("is-enabled", "enabled"), self._says("is-active", "active")
        before = _shown(enabled, running, state)
        wrong = not (enabled and running and state.client_id)
        if check or not (wrong or installed_anew):
            return Result(wrong, before, {"enabled": True, "running": True, "has_id": True} if wrong else before, state)
        if installed_anew or not state.client_id:
            self._accept_licence(running)
        if not enabled:
            self._systemctl("enable", "not_enabled")
        if not self._says("is-active", "active"):
            self._here.run(["systemctl", "reset-failed", UNIT], _COMMAND_SECONDS)
            self._systemctl("start", "not_started")
        state = self._wait_for_id()
        return Result(wrong, before, _shown(True, True, state), state)

    def _accept_licence(self, running: bool) -> None:
        answer = self._here.run(["teamviewer", "license", "accept"], _COMMAND_SECONDS)
        if answer.status == 0:
            return
        if running:
            self._here.run(["systemctl", "stop", UNIT], _COMMAND_SECONDS)
        (self._here.append or _append)(_SETTINGS, _ACCEPTED)

    def _wait_for_id(self) -> State:
        ends_at = self._here.now() + self._timeout
        while True:
            state = self._here.look()
            if state.client_id:
                return state
            if self._here.run(["systemctl", "is-failed", UNIT], _COMMAND_SECONDS).text.strip() == "failed":
                raise Failed("not_running", f"The client's service ended again. {self._journal()}")
            if self._here.now() >= ends_at:
                raise Failed(
                    "no_client_id",
                    f"The client has got no id within {self._timeout:g} s. It gets one with its first connection: look whether the machine reaches the "
                    "vendor's servers on TCP 5938 or 443.",
                )
            self._here.sleep(LOOK_EVERY)

    def _systemctl(self, verb: str, reason: str) -> None:
        answer = self._here.run(["systemctl", verb, UNIT], _COMMAND_SECONDS)
        if answer.status != 0:
            raise Failed(reason, f"systemctl {verb} {UNIT} failed. {self._journal()}")

    def _says(self, question: str, yes: str) -> bool:
        try:
            return self._here.run(["systemctl", question, UNIT], _COMMAND_SECONDS).text.strip() == yes
        except commands.NoSuchProgram:
            raise Failed("no_systemd", "This machine has no systemd, which the client's service needs.") from None

    def _journal(self) -> str:
        """What the service said last; it may hold anything."""
        try:
            answer = self._here.run(["journalctl", "--unit", UNIT, "--lines", "5", "--output", "cat", "--no-pager"], _COMMAND_SECONDS)
        except OSError:
            return ""
        said = " | ".join(clean(line, 200) for line in answer.text.splitlines()[-5:])
        return f"Its journal ends with: {said}" if said else "Look into its journal."


def _append(path: str, text: str) -> None:
    with open(path, "a", encoding="utf-8") as file:
        file.write(text)


def _shown(enabled: bool, running: bool, state: State) -> dict:
    return {"enabled": enabled, "running": running, "has_id": bool(state.client_id)}

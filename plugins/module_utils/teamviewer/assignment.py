# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Bring a client into our account or take it out, and wait until its own files say so.

Whether something has to be done is told by the account that the client is assigned to, not by its being assigned. Time, files and programs come
in through `Surroundings`, so that a test needs none of them.
"""

from __future__ import annotations

import time
from typing import Callable, NamedTuple

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.teamviewer import command_line, exit_codes
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.teamviewer.exit_codes import Outcome, outcome_of
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.teamviewer.state import State, read_state
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.teamviewer.whose import (
    FOREIGN,
    OURS,
    PRESUMED,
    UNASSIGNED,
    UNKNOWN,
    Accepted,
    whose,
)

#: Seconds for which one call of the client's program may last.
CALL_SECONDS = 60.0
LOOK_EVERY = 0.5
LONGEST_PAUSE = 16.0
#: Seconds within which a client that changes hands gets its new management id; whether it always gets one is not known.
SETTLE_SECONDS = 20.0
_QUESTION_SECONDS = 5.0
_CHANGED_MEANWHILE = "Somebody else assigned this client in the meantime. Run again."


class Surroundings(NamedTuple):
    """The machine, as far as an assignment touches it."""

    look: Callable[[], State] = read_state
    call: Callable[..., command_line.Answer] = command_line.call
    is_running: Callable[[float], bool | None] = command_line.is_running
    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


class Wish(NamedTuple):
    """What is wanted. `retries` are attempts after the first, `timeout` seconds over all."""

    accepted: Accepted = Accepted()
    assignment_id: str = ""
    alias: str | None = None
    adopt: bool = False
    reassign: bool = False
    retries: int = 5
    timeout: float = 120.0
    check: bool = False


class Result(NamedTuple):
    """How it went. `exit_status` and `outcome` are those of the last call, None where none was made."""

    changed: bool
    before: State
    after: State
    ownership: str
    alias: str | None = None
    exit_status: int | None = None
    outcome: Outcome | None = None
    attempts: int = 0
    warnings: tuple[str, ...] = ()


class Failed(Exception):
    """It did not come about. `reason` is a word for programs; `result` says how far it got."""

    def __init__(self, reason: str, message: str, result: Result) -> None:
        super().__init__(message)
        self.reason = reason
        self.result = result


def assign(wish: Wish, here: Surroundings | None = None) -> Result:
    """The client is assigned to us. Raises Failed."""
    work = _Work(wish, here or Surroundings())
    before, owner = work.before, work.ownership
    if not before.installed:
        if wish.check:
            return work.predicted(before._replace(installed=True, managed=True), wish.alias)
        raise work.failed("not_installed", "TeamViewer is not installed on this machine. Install TeamViewer Host first.")
    work.refuse_unreadable()
    if owner == OURS:
        return work.result(changed=False)
    if owner == FOREIGN and not wish.reassign:
        raise work.failed("foreign", f"This client is assigned to somebody else ({_owner(before)}). Only reassign=true would take it from them.")
    if owner == UNKNOWN and not (wish.adopt or wish.reassign):
        raise work.failed(
            "unknown_owner",
            f"This client is assigned to an account that is not known to be ours ({_assignment(before)}). "
            "Give the id in accepted.management_ids if it is known to be ours, or adopt=true to have the vendor asked.",
        )
    if wish.check:
        # Whoever adopts a client takes it for assigned to us already.
        return work.predicted(before._replace(managed=True) if owner == UNASSIGNED or wish.reassign else before, wish.alias)
    # Assigned by another run in the meantime it is no error: the vendor is asked, and tells whether it is ours.
    if work.wait_for_client_id() == FOREIGN and owner != FOREIGN:
        raise work.failed("changed_meanwhile", _CHANGED_MEANWHILE)
    work.until_done(work.attempt_assignment)
    return work.wait_for_assignment()


def unassign(wish: Wish, here: Surroundings | None = None) -> Result:
    """The client is assigned to nobody. Raises Failed, also where it is assigned to somebody else."""
    work = _Work(wish, here or Surroundings())
    before = work.before
    if not before.installed:
        return work.result(changed=False)
    work.refuse_unreadable()
    if work.ownership == UNASSIGNED:
        return work.result(changed=False)
    if work.ownership == FOREIGN:
        raise work.failed("foreign", f"This client is assigned to somebody else ({_owner(before)}), and stays so.")
    if work.ownership in (UNKNOWN, PRESUMED) and not wish.adopt:
        raise work.failed(
            "unknown_owner",
            f"This client is assigned to an account that is not known to be ours ({_assignment(before)}), and stays so. "
            "Give the id in accepted.management_ids if it is known to be ours.",
        )
    if wish.check:
        return work.predicted(before._replace(managed=False, management_id=None))
    if work.wait_for_client_id() not in (work.ownership, UNASSIGNED):
        raise work.failed("changed_meanwhile", _CHANGED_MEANWHILE)
    work.until_done(work.attempt_removal)
    return work.wait_until(lambda state: state.managed is False, "The client was released, but its files still call it assigned")


class _Work:
    """One wish on one machine, and how far it has got."""

    def __init__(self, wish: Wish, here: Surroundings) -> None:
        self.wish = wish
        self.here = here
        self.ends_at = here.now() + wish.timeout
        self.before = here.look()
        self.after = self.before
        self.ownership = whose(self.before, wish.accepted)
        self.alias: str | None = None
        self.answer: command_line.Answer | None = None
        self.outcome: Outcome | None = None
        self.attempts = 0
        self.warnings: list[str] = []
        self._spellings = list(command_line.ALIAS_OPTIONS)

    @property
    def left(self) -> float:
        return max(0.0, self.ends_at - self.here.now())

    def result(self, changed: bool) -> Result:
        status = self.answer.status if self.answer else None
        return Result(
            changed, self.before, self.after, self.ownership, self.alias, status, self.outcome, self.attempts, tuple(self.warnings)
        )

    def predicted(self, after: State, alias: str | None = None) -> Result:
        self.after = after
        self.alias = alias if after != self.before else None
        return self.result(changed=after != self.before)

    def failed(self, reason: str, message: str) -> Failed:
        return Failed(reason, message, self.result(changed=self._differs()))

    def refuse_unreadable(self) -> None:
        if self.before.managed is None:
            raise self.failed("not_readable", f"The client's configuration cannot be read ({self.before.error}). Run as root (become).")

    def wait_for_client_id(self) -> str:
        """Until the client has an id, which it gets with its first connection. Returns whose it is by then."""
        while True:
            running = self.here.is_running(_QUESTION_SECONDS)
            if running is False:
                raise self.failed("not_running", "The client's service does not run. Start teamviewerd.service and look into its journal.")
            state = self.here.look()
            if state.client_id and state.managed is not None:
                break
            self.after = state
            if not self.left:
                raise self.failed(
                    "no_client_id",
                    f"The client has got no id within {self.wish.timeout:g} s. It gets one with its first connection: check that the licence was "
                    "accepted, and that the machine reaches the vendor's servers on TCP 5938 or 443.",
                )
            self.here.sleep(LOOK_EVERY)
        self.after = state
        return whose(state, self.wish.accepted)

    def until_done(self, attempt: Callable[[], command_line.Answer]) -> None:
        """Call until the answer is final, time is up or attempts are used up; only what can pass by itself is tried again."""
        pause = 1.0
        while True:
            self.attempts += 1
            try:
                self.answer = attempt()
            except OSError as problem:
                raise self.failed("not_installed", f"The client's program cannot be started ({type(problem).__name__}).") from problem
            self.outcome = outcome_of(self.answer.status)
            if self.outcome.code in (exit_codes.DONE, exit_codes.ALREADY_ASSIGNED):
                return
            if not self.outcome.retry or self.attempts > self.wish.retries or self.left <= pause:
                raise self._refused()
            self.here.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    def attempt_assignment(self) -> command_line.Answer:
        """One call; a client that does not know the alias' option is asked again with its other spelling, and at last without."""
        while True:
            alias, option = self._alias_and_option()
            words = command_line.assignment_arguments(self.wish.assignment_id, alias, option, self.wish.reassign and bool(self.before.managed))
            answer = self._call(words)
            if outcome_of(answer.status).code != exit_codes.BAD_ARGUMENTS or alias is None:
                self.alias = alias if outcome_of(answer.status).code == exit_codes.DONE else None
                return answer
            self._spellings.pop(0)

    def attempt_removal(self) -> command_line.Answer:
        return self._call(command_line.unassign_arguments())

    def wait_for_assignment(self) -> Result:
        """What the files say is what counts, not the exit code."""
        done = self.outcome is not None and self.outcome.code == exit_codes.DONE
        if done and self.before.managed:
            # It was somebody's, so that it being somebody's says nothing yet.
            self._wait(lambda state: _is_assigned(state) and state.management_id != self.before.management_id, min(self.left, SETTLE_SECONDS))
        result = self.wait_until(_is_assigned, "The assignment was accepted, but the client's files do not show it")
        return result._replace(changed=result.changed or done)

    def wait_until(self, reached: Callable[[State], bool], otherwise: str) -> Result:
        if not self._wait(reached, self.left):
            raise self.failed(
                "state_not_reached", f"{otherwise} after {self.wish.timeout:g} s. Run again; look into the log below /var/log/teamviewer15."
            )
        return self.result(changed=self._differs())

    def _wait(self, reached: Callable[[State], bool], seconds: float) -> bool:
        ends_at = self.here.now() + seconds
        while True:
            self.after = self.here.look()
            if reached(self.after):
                return True
            if self.here.now() >= ends_at:
                return False
            self.here.sleep(LOOK_EVERY)

    def _call(self, words: list[str]) -> command_line.Answer:
        return self.here.call(words, max(1.0, min(CALL_SECONDS, self.left)), self.wish.assignment_id)

    def _alias_and_option(self) -> tuple[str | None, str]:
        if self.wish.alias is None:
            return None, ""
        if not self._spellings or not command_line.knows_alias(self.before.version):
            warning = "This client's version takes no alias; it keeps the machine's name until it is renamed in the console."
            if warning not in self.warnings:
                self.warnings.append(warning)
            return None, ""
        return self.wish.alias, self._spellings[0]

    def _differs(self) -> bool:
        return (self.before.managed, self.before.management_id) != (self.after.managed, self.after.management_id)

    def _refused(self) -> Failed:
        if self.outcome is None or self.answer is None:
            raise AssertionError("the client was not asked")
        status = "no exit code" if self.answer.status is None else f"exit code {self.answer.status}"
        tried = "" if self.attempts == 1 else f" after {self.attempts} attempts"
        said = f" The client said: {self.answer.said}" if self.answer.said else ""
        self.after = self.here.look()
        return self.failed("refused", f"TeamViewer refused{tried}: {self.outcome.meaning} ({status}). {self.outcome.remedy}{said}")


def _is_assigned(state: State) -> bool:
    return bool(state.managed and state.management_id)


def _assignment(state: State) -> str:
    return f"management id {state.management_id}" if state.management_id else f"of {_owner(state)}, without a management id"


def _owner(state: State) -> str:
    named = state.owner_company_name or state.owner_account_name
    if named:
        return named
    return f"configuration {state.configuration_id}"

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes of the register of enrolments, by whoever did something on a machine: none is lost when the store cannot be written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.enrolment import Enrolment
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.errors import StoreError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.open import open_store
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.spool import RECORD, WITHDRAW, Act, Spool


@dataclass(frozen=True)
class Change:
    """An enrolment before and after; None where there is none. The same twice where there was nothing to do."""

    before: Enrolment | None
    after: Enrolment | None

    @property
    def changed(self) -> bool:
        return self.before != self.after


def enrol(state_dir: Path, url: str | None, wanted: Enrolment, assignment_id: str | None = None, dry: bool = False) -> Change:
    """Enters a client. `dry`: only says what would change. Raises StoreError, and has spooled the act by then, unless it is dry."""
    unchecked = Act.now(RECORD, wanted.with_assignment(assignment_id))
    try:
        with open_store(state_dir, url) as store:
            before = store.enrolments.of_product(wanted)
            change = Change(before, wanted.kept_as(before, assignment_id))
            if change.changed and not dry:
                store.enrolments.record(change.after, unchecked.event)
            return change
    except (StoreError, ImportError) as error:
        raise StoreError(f"{error}{_kept(state_dir, unchecked, dry)}") from None


def withdraw(state_dir: Path, url: str | None, wanted: Enrolment, dry: bool = False) -> Change:
    """Ends the enrolment of the client's host and product at the time `enrolled_at`. Raises StoreError as `enrol` does."""
    try:
        with open_store(state_dir, url) as store:
            before = store.enrolments.of_product(wanted)
            if before is not None and not dry:
                store.enrolments.withdraw(wanted.customer, wanted.host, wanted.product, wanted.enrolled_at)
            return Change(before, None)
    except (StoreError, ImportError) as error:
        raise StoreError(f"{error}{_kept(state_dir, Act.now(WITHDRAW, wanted), dry)}") from None


def _kept(state_dir: Path, act: Act, dry: bool) -> str:
    if dry:
        return ""
    try:
        return f". What was done is kept in {Spool(state_dir).keep(act)} and taken in the next time the store is used"
    except OSError as error:
        known = ", ".join(f"{key}: {value}" for key, value in act.enrolment.as_shown().items())
        return f". Nor can what was done be kept beside the store ({error.strerror}); note it down: {act.kind} {act.enrolment.host}, {known}"

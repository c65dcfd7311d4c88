# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One enrolment: a client on a host that we assigned to our account at its vendor."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import asdict, dataclass, replace


@dataclass(frozen=True)
class Enrolment:
    """Times as run/clock.py writes them. Of the assignment id only a salted SHA-256 is kept: it tells whether the id has changed since.

    `adopted`: the client was there before, and was taken for ours on the inventory's word.
    """

    customer: str
    host: str
    product: str
    enrolled_at: str
    client_id: str | None = None
    management_id: str | None = None
    alias: str | None = None
    assignment_salt: str | None = None
    assignment_digest: str | None = None
    run_id: str | None = None
    adopted: bool = False
    withdrawn_at: str | None = None

    def with_assignment(self, assignment_id: str | None) -> Enrolment:
        """Notes by which assignment id it was made."""
        if not assignment_id:
            return self
        salt = secrets.token_hex(16)
        return replace(self, assignment_salt=salt, assignment_digest=_digest(salt, assignment_id))

    def was_made_with(self, assignment_id: str) -> bool:
        known = self.assignment_salt is not None and self.assignment_digest is not None
        return known and hmac.compare_digest(self.assignment_digest, _digest(self.assignment_salt, assignment_id))

    def kept_as(self, before: Enrolment | None, assignment_id: str | None) -> Enrolment:
        """`before` where this says nothing new against it, else this, made with that assignment id."""
        if before is None:
            return self.with_assignment(assignment_id)
        made = self.with_assignment(assignment_id)
        if not assignment_id or before.was_made_with(assignment_id):
            made = replace(self, assignment_salt=before.assignment_salt, assignment_digest=before.assignment_digest)
        return before if before.says_the_same_as(made) else made

    def says_the_same_as(self, other: Enrolment) -> bool:
        """Whether both are of one client under the same names; when and by which run it was enrolled does not matter."""
        return _identity(self) == _identity(other)

    def as_data(self) -> dict:
        return asdict(self)

    def as_shown(self) -> dict:
        """What a run may show and put on file: without what was made from a secret."""
        return {key: getattr(self, key) for key in ("product", "client_id", "management_id", "alias", "enrolled_at", "adopted")}


def _identity(enrolment: Enrolment) -> tuple:
    return (enrolment.client_id, enrolment.management_id, enrolment.alias, enrolment.assignment_digest, enrolment.adopted)


def _digest(salt: str, assignment_id: str) -> str:
    return hashlib.sha256(f"{salt}:{assignment_id}".encode(errors="surrogatepass")).hexdigest()

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The store's tables as queries name them; versions/ creates them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import TableClause

ENROLMENT = (
    "customer", "host", "product", "client_id", "management_id", "alias", "assignment_salt", "assignment_digest", "enrolled_at", "run_id", "adopted",
    "withdrawn_at",
)  # fmt: skip

HEAD = ("customer", "sequence", "kind", "digest", "run_id", "signed_at", "key", "signature")


@cache
def enrolments() -> TableClause:
    return _table("enrolments", "id", "event", *ENROLMENT)


@cache
def records() -> TableClause:
    """One line of a customer's chain each; `record` is the text whose SHA-256 is `digest`, the other columns only help to find it."""
    return _table("records", "customer", "sequence", "digest", "content_digest", "kind", "run_id", "host", "recorded_at", "at", "outline", "record")


@cache
def heads() -> TableClause:
    return _table("heads", *HEAD)


@cache
def persons() -> TableClause:
    return _table("persons", "customer", "reference", "salt", "name", "last_sequence", "erased_at")


def _table(name: str, *columns: str) -> TableClause:
    from sqlalchemy import column, table

    return table(name, *map(column, columns))

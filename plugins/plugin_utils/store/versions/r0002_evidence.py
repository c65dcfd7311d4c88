# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The chains of evidence, their signed heads, and the names of persons, which alone can be erased; and a name for the store itself."""

from __future__ import annotations

import uuid

revision = "r0002"
down_revision = "r0001"


def upgrade() -> None:
    import sqlalchemy as sa
    from alembic import op

    op.create_table(
        "records",
        sa.Column("customer", sa.Text, primary_key=True),
        sa.Column("sequence", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("content_digest", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("run_id", sa.Text, nullable=False),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.String(20), nullable=False),
        sa.Column("at", sa.String(20), nullable=False),
        sa.Column("outline", sa.Text, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_index("records_once", "records", ["customer", "run_id", "host", "content_digest"], unique=True)
    op.create_table(
        "heads",
        sa.Column("customer", sa.Text, primary_key=True),
        sa.Column("sequence", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(16), primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("run_id", sa.Text, nullable=False),
        sa.Column("signed_at", sa.String(20), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("signature", sa.Text, nullable=False),
    )
    op.create_table(
        "persons",
        sa.Column("customer", sa.Text, primary_key=True),
        sa.Column("reference", sa.String(64), primary_key=True),
        sa.Column("salt", sa.String(64)),
        sa.Column("name", sa.Text),
        sa.Column("last_sequence", sa.BigInteger, nullable=False),
        sa.Column("erased_at", sa.String(20)),
    )
    store = op.create_table("store", sa.Column("id", sa.String(36), primary_key=True))
    op.bulk_insert(store, [{"id": str(uuid.uuid4())}])


def downgrade() -> None:
    from alembic import op

    for table in ("store", "persons", "heads", "records"):
        op.drop_table(table)

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The register of enrolments."""

from __future__ import annotations

revision = "r0001"
down_revision = None


def upgrade() -> None:
    import sqlalchemy as sa
    from alembic import op

    op.create_table(
        "enrolments",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("event", sa.String(36), nullable=False, unique=True),
        sa.Column("customer", sa.Text, nullable=False),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("product", sa.Text, nullable=False),
        sa.Column("client_id", sa.Text),
        sa.Column("management_id", sa.Text),
        sa.Column("alias", sa.Text),
        sa.Column("assignment_salt", sa.String(64)),
        sa.Column("assignment_digest", sa.String(64)),
        sa.Column("enrolled_at", sa.String(20), nullable=False),
        sa.Column("run_id", sa.Text),
        sa.Column("adopted", sa.Boolean, nullable=False),
        sa.Column("withdrawn_at", sa.String(20)),
    )
    in_force = sa.text("withdrawn_at IS NULL")
    op.create_index(
        "enrolments_in_force", "enrolments", ["customer", "host", "product"], unique=True, sqlite_where=in_force, postgresql_where=in_force
    )


def downgrade() -> None:
    from alembic import op

    op.drop_table("enrolments")

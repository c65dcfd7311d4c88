# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeping Ansible from showing the inventory's lines around a connection variable that fails: the next line may be a password."""

from __future__ import annotations

import contextlib


def hide_sources() -> None:
    """For the rest of this process and its workers. Ansible has no setting for it, and `no_log` does not cover it (2.19, 2.21)."""
    with contextlib.suppress(ImportError, AttributeError):
        from ansible._internal._errors._error_utils import RedactAnnotatedSourceContext

        if not RedactAnnotatedSourceContext.current(optional=True):
            RedactAnnotatedSourceContext().__enter__()

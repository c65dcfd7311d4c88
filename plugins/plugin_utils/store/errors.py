# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is wrong with the store, for the person who started the run; never with its URL, which may hold a password."""

from __future__ import annotations


class StoreError(Exception):
    """The store cannot be opened, read or written."""

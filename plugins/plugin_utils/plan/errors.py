# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The error of every setting that cannot be used."""

from __future__ import annotations

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import InputError


class SettingsError(InputError):
    """Variables of the inventory or the command line that no probe can work with."""

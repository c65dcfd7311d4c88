# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control node's half of `teamviewer_daemon`: a lost connection is a failure like any other."""

from __future__ import annotations

from typing import ClassVar

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.reaching import ReachingAction


class ActionModule(ReachingAction):
    MODULE: ClassVar[str] = "bauer_group.remote_maintenance.teamviewer_daemon"
    WINDOWS_MODULE: ClassVar[str | None] = "bauer_group.remote_maintenance.win_teamviewer_daemon"

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""TeamViewer QuickSupport, the attended client: for everybody on workstations that nobody may enter unattended."""

from __future__ import annotations

from collections.abc import Collection

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.installing.checksum import NotVerified, expected_digest
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.decision import Refusal
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.gate import ABSENT, PRESENT, REMOVE, met
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.look import Look
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.platforms import LINUX, WINDOWS, system
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.view import View
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.verdict import NOT_APPLICABLE

PRODUCT = "teamviewer-quicksupport"
ROLE = "attended_client"
IN_CONTRACT = "teamviewer"
SYSTEMS = frozenset({LINUX, WINDOWS})
DEVICE_CLASSES = frozenset({"workstation"})
SETTINGS = {"attended_client_checksum": "", "attended_client_windows_checksum": ""}

INSTALL = "install"

_REQUIREMENT = "client.attended"


def concerns(view: View) -> bool:
    """Elsewhere a person gets it by its link; on Windows too, unless somebody has said which one is to be there."""
    if view.device_class not in DEVICE_CLASSES or system(view.platform) not in SYSTEMS:
        return False
    if _ours(view) is not None:
        return True
    return IN_CONTRACT in view.contract.products and not _is_entered_unattended(view) and (system(view.platform) == LINUX or bool(_checksum(view)))


def refusal(view: View, state: str) -> Refusal | None:
    return None


def steps(view: View, state: str) -> tuple[str, ...]:
    ours = _ours(view)
    if state != PRESENT:
        return (REMOVE,) if ours is not None else ()
    if _is_entered_unattended(view) or _somebody_elses(view):
        return ()
    return () if ours is not None and _is_as_wanted(ours, view) else (INSTALL,)


def proven(view: View, state: str, taken: Collection[str] = ()) -> Refusal | None:
    """None where the new assessment shows what was to be brought about."""
    if state == ABSENT:
        return Refusal("still_there", {"product": PRODUCT}, _REQUIREMENT) if _ours(view) is not None else None
    return None if _is_entered_unattended(view) else met(view, _REQUIREMENT)


def _is_entered_unattended(view: View) -> bool:
    """Unattended access was agreed for this workstation."""
    finding = view.finding(_REQUIREMENT)
    return finding is not None and finding["status"] == NOT_APPLICABLE


def _is_as_wanted(ours: Look, view: View) -> bool:
    return ours.values["archive"] == _wanted(view) and ours.values.get("in_menu") is True and not ours.values.get("remains")


def _wanted(view: View) -> str | None:
    """None for a checksum that is none: the role then says what is wrong with it."""
    try:
        return expected_digest(_checksum(view))
    except NotVerified:
        return None


def _checksum(view: View) -> str:
    name = "attended_client_windows_checksum" if system(view.platform) == WINDOWS else "attended_client_checksum"
    return str(view.settings.get(name) or "")


def _ours(view: View) -> Look | None:
    """The one that our role unpacked."""
    client = view.look(PRODUCT)
    return client if client is not None and client.values.get("archive") else None


def _somebody_elses(view: View) -> bool:
    """Unpacked for everybody by somebody else: a person can start that one too."""
    client = view.look(PRODUCT)
    return client is not None and client.is_set_up and _ours(view) is None and not view.adopt

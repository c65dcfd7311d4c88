# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""TeamViewer Host, the unattended client: when it may be set up or taken away, and what differs from that."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.decision import Refusal, by_finding
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.gate import ABSENT, REMOVE, met
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.look import Look
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.package_index import PackageSource
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.platforms import DEB, LINUX, WINDOWS, architecture, package_format, system
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.versions import KEYWORDS, LATEST, PRESENT, differs, is_older
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.view import View
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.windows_installer import removable, without_questions
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.dates import agreement_holds
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.installations import SEPARATE
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.reasons import Reason
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.verdict import NOT_APPLICABLE
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.ownership.evidence import FOREIGN, OURS, UNKNOWN, UNMANAGED, Client, same
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.ownership.identity import is_named

PRODUCT = "teamviewer"
ROLE = "unattended_client"
IN_CONTRACT = "teamviewer"
SYSTEMS = frozenset({LINUX, WINDOWS})
DEVICE_CLASSES = frozenset({"server", "workstation"})
VERSION = "unattended_client_version"
SETTINGS = {
    VERSION: PRESENT,
    "unattended_client_source": "repository",
    "unattended_client_apt_url": "https://linux.teamviewer.com/deb",
    "unattended_client_apt_suite": "stable",
    "unattended_client_apt_component": "main",
    "unattended_client_rpm_url": "https://linux.teamviewer.com/yum/stable/main/binary-$basearch/",
}
PACKAGE = "teamviewer-host"

REPLACE = "replace"  # take another provider's software away, as agreed
INSTALL = "install"
START = "start"
REGISTER = "register"
UNASSIGN = "unassign"
FORGET = "forget"  # our note and package source on the machine, its line in our register

_NAME = "TeamViewer"  # as findings show it

# How Windows' list of installed software shows the client itself, and none of the vendor's other products. Host's own name is an assumption.
_SHOWN_AS = re.compile(r"TeamViewer( [0-9]+)?( Host)?")

_PERMITTED = "client.permitted"
_EXCLUSIVE = "client.exclusive"
_REQUIREMENTS = ("client.installed", "client.registered")
_SHOWN_BY_THE_CLIENT = ("register", "owner_name")  # reasons that the machine's own files prove again when the role acts
_UNATTENDED_BY_NOBODY = (str(Reason.EXCLUSIVE_UNCLEAR),)


def concerns(view: View) -> bool:
    return view.device_class in DEVICE_CLASSES


def refusal(view: View, state: str) -> Refusal | None:
    return _refused_present(view) if state == PRESENT else _refused_absent(view)


def steps(view: View, state: str) -> tuple[str, ...]:
    return _steps_present(view) if state == PRESENT else _steps_absent(view)


def proven(view: View, state: str, taken: Collection[str] = ()) -> Refusal | None:
    """None where the new assessment shows what was to be brought about, by the steps that were taken."""
    if state == ABSENT:
        client = view.look(PRODUCT)
        # Nobody's client may stay, but not one that was to be removed: it is nobody's because we have let it go.
        staying = (FOREIGN,) if REMOVE in taken else (FOREIGN, UNMANAGED)
        return Refusal("still_there", {"product": PRODUCT}) if client is not None and client.is_set_up and client.owner not in staying else None
    return next((missing for missing in (met(view, name) for name in _REQUIREMENTS) if missing is not None), None) or _of_another_version(view)


def _of_another_version(view: View) -> Refusal | None:
    """On Windows the installer is whatever was named; only the client that it installed tells its version."""
    client, wanted = view.look(PRODUCT), view.settings.get(VERSION)
    if system(view.platform) != WINDOWS or client is None or not differs(wanted, client.version):
        return None
    return Refusal("other_version", {"installed": client.version, "wanted": wanted}, "client.installed")


def details(view: View, state: str) -> dict:
    """What the role's tasks need beside the steps: whose assignment counts as ours, and what goes for an agreement's sake."""
    client, enrolment = _ours_or_nobodys(view), view.enrolment(PRODUCT) or {}
    foreign = to_be_replaced(view) if state == PRESENT else ()
    wanted = view.settings.get(VERSION)
    ours = client is not None and _counts_as_ours(view, client, state)
    # Only the assignment that was seen is given up: the client may be another provider's by the time it is this host's turn.
    seen = client.management_id if client is not None and ours and state == ABSENT else ""
    return {
        "version": None if wanted in KEYWORDS else wanted,
        "accepted": {
            "management_ids": list(dict.fromkeys(filter(None, (enrolment.get("management_id"), seen)))),
            "owner_names": [*view.provider.get("teamviewer_account_names", ()), *view.provider.get("company_names", ())],
            "configuration_ids": list(view.provider.get("teamviewer_configuration_ids", ())),
        },
        "adopt": ours and not seen,
        "adopted": client is not None and client.owner == UNKNOWN and view.adopt and not is_begun(enrolment, client),
        "reassign": client is not None and client in foreign,
        "replaced_packages": sorted({name for one in foreign if one.product != PRODUCT for name in one.packages}),
        "replaced_programs": sorted({key for one in foreign if one.product != PRODUCT for key in without_questions(one)}),
        "programs": [] if client is None else removable(client, _SHOWN_AS),
        "packages": sorted({PACKAGE, *(client.packages if client is not None and _is_to_go(view, client) else ())}),
    }


def latest_of(view: View) -> PackageSource | None:
    """Where the latest version is to be looked up; None where nobody asks for the latest, or where there is no source that knows it."""
    kind = package_format(view.platform)
    if view.settings.get(VERSION) != LATEST or view.settings.get("unattended_client_source") != "repository" or kind is None:
        return None
    machine = architecture(view.platform, kind)
    if kind == DEB:
        suite, component = (str(view.settings[f"unattended_client_apt_{part}"]) for part in ("suite", "component"))
        return PackageSource(kind, str(view.settings["unattended_client_apt_url"]), machine, PACKAGE, suite, component)
    return PackageSource(kind, str(view.settings["unattended_client_rpm_url"]), machine, PACKAGE)


def with_latest(view: View, version: str | None, problem: str | None) -> View:
    """The view with what the latest version turned out to be."""
    return replace(view, settings={**view.settings, VERSION: version or LATEST, "problem": problem})


def to_be_replaced(view: View) -> tuple[Look, ...]:
    """Other providers' software that an agreement lets us replace here: whose it is must be proven, as the judge has found it."""
    exclusive = view.finding(_EXCLUSIVE) or {}
    agreed = [row for row in (exclusive.get("data") or {}).get("found", ()) if row.get("action") == "replace" and row.get("ownership") == FOREIGN]
    ids = {same(row.get("client_id")) for row in agreed}
    return tuple(
        one for one in view.looks if one.owner == FOREIGN and one.is_here and same(one.client_id) in ids and _is_agreed(view, one)
    )


def _is_agreed(view: View, foreign: Look) -> bool:
    """By the whole identity: two that were never connected have no number to be told apart by."""
    shown = Client(foreign.product, foreign.client_id, foreign.values)
    agreements = (one for one in view.agreements("replace") if one.product == foreign.product and agreement_holds(one, view.today))
    return any(is_named(shown, one.identity) for one in agreements)


# Setting it up


def _refused_present(view: View) -> Refusal | None:
    client = _ours_or_nobodys(view)
    rules = (_by_coexistence, _not_permitted, _not_exclusive, _not_confirmed, _not_removable, _not_ours, _unresolved, _older)
    return next((refused for rule in rules if (refused := rule(view, client)) is not None), None)


def _by_coexistence(view: View, client: Look | None) -> Refusal | None:
    installed = view.finding("client.installed")
    if installed is not None and installed["status"] == NOT_APPLICABLE:
        return by_finding(installed)
    return None


def _not_permitted(view: View, client: Look | None) -> Refusal | None:
    return met(view, _PERMITTED)


def _not_exclusive(view: View, client: Look | None) -> Refusal | None:
    refused = met(view, _EXCLUSIVE)
    if refused is None or refused.reason not in _UNATTENDED_BY_NOBODY:
        return refused
    # What is unclear may be the very client that is to become ours; everything else that is unclear rules it out.
    others = [row for row in refused.data.get("found", ()) if client is None or not _is_itself(row, client)]
    if others or client is None:
        return refused
    return None


def _is_itself(row: Mapping, client: Look) -> bool:
    return row.get("product") == _NAME and same(row.get("client_id")) == same(client.client_id)


def _not_confirmed(view: View, client: Look | None) -> Refusal | None:
    foreign = to_be_replaced(view)
    if not foreign or view.confirm == view.contract.number:
        return None
    return Refusal("replace_not_confirmed", {"number": view.contract.number, "product": foreign[0].product}, _EXCLUSIVE)


def _not_removable(view: View, client: Look | None) -> Refusal | None:
    """Windows' programs bring their own way of being removed, and not each does it without asking."""
    going = [one for one in to_be_replaced(view) if one.product != PRODUCT]
    shared = next((one for one in going if _takes_others_along(view, one, going)), None)
    if shared:
        return Refusal("replace_several", {"product": shared.product}, _EXCLUSIVE)
    stuck = next((one for one in going if not without_questions(one)), None) if system(view.platform) == WINDOWS else None
    return Refusal("not_removable", {"product": stuck.product}, _EXCLUSIVE) if stuck else None


def _takes_others_along(view: View, one: Look, going: list[Look]) -> bool:
    """Which package or program is which instance's is not known: all that are found belong to each instance."""
    if one.product not in SEPARATE:
        return False
    instances = [other for other in view.looks if other.product == one.product and other.is_set_up]
    return any(other not in going for other in instances) or max(len(one.packages), len(one.programs)) > max(len(instances), 1)


def _not_ours(view: View, client: Look | None) -> Refusal | None:
    if client is None or client.owner in (OURS, UNMANAGED) or client in to_be_replaced(view):
        return None
    if client.owner == FOREIGN:
        return Refusal("client_of_another", {"client_id": client.client_id or None}, _EXCLUSIVE)
    if may_be_adopted(view, client):
        return None
    finding = next((found for name in _REQUIREMENTS if (found := view.finding(name)) and found["reason"] == str(Reason.CLIENT_OWNER_UNKNOWN)), None)
    return by_finding(finding) if finding else Refusal(str(Reason.CLIENT_OWNER_UNKNOWN), {"found": []}, "client.registered")


def _unresolved(view: View, client: Look | None) -> Refusal | None:
    if view.settings.get(VERSION) != LATEST:
        return None
    problem = view.settings.get("problem") or "only a repository tells it, and only for machines with deb or rpm packages"
    return Refusal("version_unresolved", {"problem": problem}, "client.installed")


def _older(view: View, client: Look | None) -> Refusal | None:
    wanted = view.settings.get(VERSION)
    if client is None or wanted in KEYWORDS or not client.version or not is_older(wanted, client.version):
        return None
    return Refusal("downgrade", {"installed": client.version, "wanted": wanted}, "client.installed")


def may_be_adopted(view: View, client: Look) -> bool:
    """A client whose owner is not known: adopted by order, or because we began its enrolment and were cut off before we knew its outcome."""
    return view.adopt or is_begun(view.enrolment(PRODUCT), client)


def _counts_as_ours(view: View, client: Look, state: str) -> bool:
    """Where the machine's own files alone do not prove it, and it is to be treated as ours all the same."""
    if client.owner == OURS:
        # Our configuration id is on it, or the console knows it: enough to let it go; before anything is assigned, the vendor is asked.
        return state == ABSENT and client.ownership_reason not in _SHOWN_BY_THE_CLIENT
    if client.owner == UNMANAGED:
        # What we began and lost sight of may still come to its end.
        return state == PRESENT and is_begun(view.enrolment(PRODUCT), client)
    return client.owner == UNKNOWN and may_be_adopted(view, client)


def is_begun(enrolment: Mapping | None, client: Look) -> bool:
    """Our register has an enrolment of this host that was begun and not finished, and the client is the one that it was begun with.

    Before a client has its number (and before anything is installed) there is none in the register; then it is the client that has none.
    """
    if not enrolment or enrolment.get("management_id"):
        return False
    return same(enrolment.get("client_id")) == same(client.client_id)


def _steps_present(view: View) -> tuple[str, ...]:
    client = _ours_or_nobodys(view)
    found: list[str] = []
    if any(foreign.product != PRODUCT for foreign in to_be_replaced(view)):
        found.append(REPLACE)
    broken = client is None or not client.client_id or not client.runs or client.starts_at_boot is False
    if _is_to_be_installed(view, client, broken):
        found.append(INSTALL)
    if broken:
        found.append(START)
    if client is None or not client.is_proven_ours or client.managed is False:
        found.append(REGISTER)
    return tuple(found)


def _is_to_be_installed(view: View, client: Look | None, broken: bool) -> bool:
    if client is None or differs(view.settings.get(VERSION), client.version):
        return True
    if system(view.platform) != WINDOWS:
        return broken
    # Windows Installer has no cheap way to look again: what has its service is installed, and only to be started.
    return broken and client.starts_at_boot is None or _was_cut_off(view, client)


def _was_cut_off(view: View, client: Look) -> bool:
    """We began to install it, and Windows does not list it: Windows Installer enters what it installs at the end, and without that nothing removes it."""
    enrolment = view.enrolment(PRODUCT)
    return enrolment is not None and not enrolment.get("management_id") and not client.programs


def _ours_or_nobodys(view: View) -> Look | None:
    """The client that is, or may become, ours. Somebody else's that may be replaced is the same program: only its assignment changes."""
    client = view.look(PRODUCT)
    return client if client is not None and client.is_set_up else None


# Taking it away


def _refused_absent(view: View) -> Refusal | None:
    client = _ours_or_nobodys(view)
    if client is None:
        return None
    refused = _not_ours(view, client) if client.owner == UNKNOWN else None
    if refused is None and system(view.platform) == WINDOWS and _is_to_go(view, client) and not removable(client, _SHOWN_AS):
        return Refusal("not_removable", {"product": PRODUCT})
    return refused


def _steps_absent(view: View) -> tuple[str, ...]:
    client, enrolment = _ours_or_nobodys(view), view.enrolment(PRODUCT)
    if client is not None and _is_to_go(view, client):
        return (UNASSIGN, REMOVE, FORGET) if client.managed is not False else (REMOVE, FORGET)
    if client is not None:
        # Not ours: what we left beside it goes, the client stays.
        return (FORGET,) if enrolment or client.hint else ()
    leftover = view.look(PRODUCT)
    if enrolment or (leftover is not None and leftover.hint):
        return (REMOVE, FORGET)
    return ()


def _is_to_go(view: View, client: Look) -> bool:
    if client.owner == FOREIGN:
        return False
    enrolment = view.enrolment(PRODUCT)
    if client.owner == OURS or view.adopt or is_begun(enrolment, client):
        return True
    return bool(enrolment) and bool(client.client_id) and same(enrolment.get("client_id")) == same(client.client_id)

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The unattended client: who is refused and why, which steps are missing, and what proves it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act import gate
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.look import Look
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.products import teamviewer
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.view import View
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.contract.model import Agreement, Contract
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.catalogue import load_products

NUMBER = "MV-1"
MET = ("access.credentials", "access.privilege", "client.permitted", "client.exclusive")
ENROLLED = {"product": "teamviewer", "client_id": "111111111", "management_id": "m-ours"}
BEGUN = {"product": "teamviewer", "client_id": "111111111", "management_id": None}
REPLACE = Agreement("teamviewer", "Other IT", {"management_id": "m-other"}, "replace", "Boss", date(2026, 1, 2), hosts=("h1",))
ITSELF = {"product": "TeamViewer", "client_id": "111111111"}
ROW = {"product": "TeamViewer", "ownership": "foreign", "client_id": "111111111", "action": "replace"}


def finding(requirement, status="met", reason="any", **data):
    return {"id": requirement, "status": status, "reason": reason, "data": data}


def client(owner="ours", reason="register", **more):
    state = {"presence": "running", "runs": True, "starts_at_boot": True, "version": "15.61.3", "client_id": "111111111", "management_id": "m-ours"}
    return Look("teamviewer", owner=owner, ownership_reason=reason, **{**state, "managed": True, "packages": ("teamviewer-host",), **more})


OTHERS = {"owner": "foreign", "values": {"management_id": "m-other"}}
NOT_MANAGED = {"owner": "unmanaged", "reason": "not_managed", "managed": False, "management_id": ""}
UNKNOWN = {"owner": "unknown", "reason": "no_evidence"}


def view(*looks, findings=(), **more):
    known = {name: finding(name) for name in MET} | {one["id"]: one for one in findings}
    terms = {"starts_on": date(2026, 1, 1), "products": frozenset({"teamviewer"}), **more.pop("terms", {})}
    settings = {**teamviewer.SETTINGS, **more.pop("settings", {})}
    contract = Contract(customer="Müller", number=NUMBER, language="de", **terms)
    return View(
        host="h1", groups=("mueller",), device_class=more.pop("device_class", "server"), contract=contract, findings=known, looks=looks, settings=settings,
        now=datetime(2026, 11, 23, tzinfo=UTC), platform={"system": "linux", **more.pop("platform", {})}, **more,
    )


def decided(seen, state="present", only=None):
    """The steps, or the reason of the refusal."""
    decision = gate.decide(teamviewer, seen, state, only)
    assert decision.permitted is (decision.refusal is None)
    return decision.refusal.reason if decision.refusal else decision.steps


PRESENT = {
    "nothing there": (view(), ("install", "start", "register")),
    "converged": (view(client()), ()),
    "proven by the console": (view(client(reason="console")), ()),
    "a leftover counts as nothing": (view(client(presence="leftover", runs=False, owner="unmanaged", reason="leftover")), ("install", "start", "register")),
    "stopped": (view(client(runs=False)), ("install", "start")),
    "not at boot": (view(client(starts_at_boot=False)), ("install", "start")),
    "unassigned": (view(client(**NOT_MANAGED)), ("register",)),
    "ours by name only": (view(client(reason="owner_name")), ("register",)),
    "older than pinned": (view(client(version="15.58.4"), settings={"unattended_client_version": "15.61.3"}), ("install",)),
    "as pinned": (view(client(version="15.61.3 C"), settings={"unattended_client_version": "15.61.3"}), ()),
    "newer than pinned": (view(client(), settings={"unattended_client_version": "15.58.4"}), "downgrade"),
    "latest that nobody knows": (view(client(), settings={"unattended_client_version": "latest"}), "version_unresolved"),
    "owner unknown": (view(client(**UNKNOWN)), "client_owner_unknown"),
    "owner unknown, adopted": (view(client(**UNKNOWN), adopt=True), ("register",)),
    "a forged note": (view(client(owner="unknown", reason="hint_only", hint=True)), "client_owner_unknown"),
    "another management id than in our register": (view(client(owner="unknown", reason="register_differs"), register=(ENROLLED,)), "client_owner_unknown"),
    "cut off behind the assignment": (view(client(**UNKNOWN), register=(BEGUN,)), ("register",)),
    "cut off while it was installed": (
        view(client(**UNKNOWN, client_id="", management_id="", managed=None), register=({**BEGUN, "client_id": None},)), ("install", "start", "register"),
    ),
    "begun, and somebody else's since": (view(client(**UNKNOWN), register=({**BEGUN, "client_id": None},)), "client_owner_unknown"),
    "begun with another client": (view(client(**UNKNOWN, client_id="222222222"), register=(BEGUN,)), "client_owner_unknown"),
    "foreign": (view(client(owner="foreign", reason="owner_name")), "client_of_another"),
    "foreign, adopted all the same": (view(client(owner="foreign", reason="owner_name"), adopt=True), "client_of_another"),
    "foreign and set up for unattended access": (
        view(client(owner="foreign"), findings=[finding("client.exclusive", "unmet", "foreign_client", found=[ROW])]), "foreign_client",
    ),
    "another's of unknown owner": (
        view(findings=[finding("client.exclusive", "unknown", "exclusive_unclear", found=[{"product": "AnyDesk", "client_id": "9"}])]), "exclusive_unclear",
    ),
    "unclear is only the client to be adopted": (
        view(client(**UNKNOWN), adopt=True, findings=[finding("client.exclusive", "unknown", "exclusive_unclear", found=[ITSELF])]),
        ("register",),
    ),
    "unclear is also another": (
        view(
            client(**UNKNOWN), adopt=True,
            findings=[finding("client.exclusive", "unknown", "exclusive_unclear", found=[ITSELF, {"product": "AnyDesk", "client_id": "9"}])],
        ),
        "exclusive_unclear",
    ),
    "unclear is another, and none of them was ever connected": (
        view(
            client(**UNKNOWN, client_id=""), adopt=True,
            findings=[finding("client.exclusive", "unknown", "exclusive_unclear", found=[{"product": "AnyDesk", "client_id": None}])],
        ),
        "exclusive_unclear",
    ),
    "no consent": (view(device_class="workstation", findings=[finding("client.permitted", "not_applicable", "no_unattended_access")]), "no_unattended_access"),
    "consent withdrawn": (
        view(client(), device_class="workstation", findings=[finding("client.permitted", "unmet", "consent_withdrawn")]), "consent_withdrawn",
    ),
    "permission waived is none": (view(findings=[finding("client.permitted", "waived", "consent_missing")]), "consent_missing"),
    "stays off by agreement": (view(findings=[finding("client.installed", "not_applicable", "stays_off_by_agreement")]), "stays_off_by_agreement"),
    "no log-in": (view(findings=[finding("access.credentials", "unmet", "credentials_rejected")]), "credentials_rejected"),
    "not administrative": (view(findings=[finding("access.privilege", "unmet", "not_administrative")]), "not_administrative"),
    "contract not begun": (view(terms={"starts_on": date(2027, 1, 1)}), "outside_contract"),
    "contract ended": (view(client(), terms={"ends_on": date(2026, 11, 22)}), "outside_contract"),
    "another product": (view(terms={"products": frozenset({"atera"})}), "product_not_in_contract"),
    "replace, not confirmed": (
        view(client(**OTHERS), terms={"agreements": (REPLACE,)}, findings=[finding("client.exclusive", found=[ROW])]), "replace_not_confirmed",
    ),
    "replace, confirmed": (
        view(client(**OTHERS), terms={"agreements": (REPLACE,)}, findings=[finding("client.exclusive", found=[ROW])], confirm=NUMBER), ("register",),
    ),
    "replace, another contract's number": (
        view(client(**OTHERS), terms={"agreements": (REPLACE,)}, findings=[finding("client.exclusive", found=[ROW])], confirm="MV-2"),
        "replace_not_confirmed",
    ),
}


def test_by_what_name_a_finding_shows_it():
    assert load_products().get(teamviewer.PRODUCT).name == ITSELF["product"]


@pytest.mark.parametrize("name", PRESENT)
def test_setting_it_up(name):
    seen, expected = PRESENT[name]
    assert decided(seen) == expected


ABSENT = {
    "nothing there": (view(), ()),
    "ours": (view(client(), register=(ENROLLED,)), ("unassign", "remove", "forget")),
    "ours after the contract's end": (view(client(), terms={"ends_on": date(2026, 11, 22)}), ("unassign", "remove", "forget")),
    "ours without consent": (view(client(), findings=[finding("client.permitted", "unmet", "consent_withdrawn")]), ("unassign", "remove", "forget")),
    "cut off while it was installed": (
        view(client(**UNKNOWN, client_id="", management_id="", managed=None), register=({**BEGUN, "client_id": None},)), ("unassign", "remove", "forget"),
    ),
    "ours, unassigned before": (view(client(**NOT_MANAGED), register=(ENROLLED,)), ("remove", "forget")),
    "nobody's, never in our register": (view(client(**NOT_MANAGED)), ()),
    "removed by somebody, still in our register": (view(register=(ENROLLED,)), ("remove", "forget")),
    "foreign": (view(client(owner="foreign")), ()),
    "foreign, adopted all the same": (view(client(owner="foreign"), adopt=True), ()),
    "foreign, and still in our register": (view(client(owner="foreign"), register=(ENROLLED,)), ("forget",)),
    "owner unknown": (view(client(**UNKNOWN)), "client_owner_unknown"),
    "owner unknown, adopted": (view(client(**UNKNOWN), adopt=True), ("unassign", "remove", "forget")),
    "no log-in": (view(client(), findings=[finding("access.credentials", "unknown", "host_unreachable")]), "host_unreachable"),
}


@pytest.mark.parametrize("name", ABSENT)
def test_taking_it_away(name):
    seen, expected = ABSENT[name]
    assert decided(seen, "absent") == expected


def test_nothing_is_done_on_a_network_device_and_nothing_refused():
    decision = gate.decide(teamviewer, view(device_class="network_device"), "present")
    assert (decision.permitted, decision.concerned, decision.steps) == (True, False, ())


def test_without_a_contract_nothing_is_done():
    seen = View(host="h1", findings={name: finding(name) for name in MET}, device_class="server", settings=dict(teamviewer.SETTINGS))
    assert [decided(seen, state) for state in ("present", "absent")] == ["contract_invalid"] * 2


def test_a_requirement_that_was_not_assessed_gives_no_leave():
    seen = view()
    findings = {name: found for name, found in seen.findings.items() if name != "client.exclusive"}
    decision = gate.decide(teamviewer, View(**{**vars(seen), "findings": findings}), "present")
    assert (decision.refusal.reason, decision.refusal.data) == ("not_assessed", {"requirement": "client.exclusive"})


def test_steps_build_upon_each_other():
    assert decided(view(), only=["register"]) == "other_steps_first"
    assert decided(view(), only=["install", "start"]) == ("install", "start")
    assert decided(view(client(**NOT_MANAGED)), only=["register"]) == ("register",)


def test_what_the_tasks_need_beside_the_steps():
    provider = {"company_names": ["BAUER GROUP"], "teamviewer_account_names": ["it@bauer"], "teamviewer_configuration_ids": ["abc"]}
    details = teamviewer.details(view(client(), register=(ENROLLED,), provider=provider), "present")
    assert details["accepted"] == {"management_ids": ["m-ours"], "owner_names": ["it@bauer", "BAUER GROUP"], "configuration_ids": ["abc"]}
    assert (details["adopt"], details["adopted"], details["reassign"], details["version"]) == (False, False, False, None)


def test_an_enrolment_that_is_resumed_was_not_adopted():
    assert _adoption(view(client(**UNKNOWN), register=(BEGUN,))) == (True, False)
    # What was lost sight of may still come to its end, and nobody's client be somebody's by the time it is registered.
    assert _adoption(view(client(**NOT_MANAGED), register=(BEGUN,))) == (True, False)
    assert _adoption(view(client(**NOT_MANAGED))) == (False, False)
    assert _adoption(view(client(**UNKNOWN), adopt=True)) == (True, True)
    assert _adoption(view(client(), adopt=True)) == (False, False)


def test_a_client_that_is_ours_by_its_configuration_alone_is_no_reason_to_assign_it():
    assert _adoption(view(client(reason="configuration_id")), "present") == (False, False)


NO_ID = {"management_id": ""}


@pytest.mark.parametrize(("seen", "accepted", "adopt"), [
    (view(client(), register=(ENROLLED,)), ["m-ours"], False),
    (view(client(reason="owner_name")), [], False),
    (view(client(reason="owner_name", **NO_ID)), [], False),
    (view(client(reason="console")), ["m-ours"], False),
    (view(client(reason="console", management_id="m-new"), register=(ENROLLED,)), ["m-ours", "m-new"], False),
    (view(client(reason="configuration_id")), ["m-ours"], False),
    # By nothing else can it be told again.
    (view(client(reason="configuration_id", **NO_ID)), [], True),
    (view(client(**UNKNOWN), adopt=True), ["m-ours"], False),
    (view(client(**UNKNOWN), register=(BEGUN,)), ["m-ours"], False),
    (view(client(**{**UNKNOWN, **NO_ID}), adopt=True), [], True),
    (view(client(**UNKNOWN)), [], False),
    (view(client(owner="foreign"), adopt=True), [], False),
    (view(client(**NOT_MANAGED), adopt=True), [], False),
    (view(), [], False),
])
def test_only_the_assignment_that_was_seen_is_given_up(seen, accepted, adopt):
    details = teamviewer.details(seen, "absent")
    assert (details["accepted"]["management_ids"], details["adopt"]) == (accepted, adopt)


def _adoption(seen, state="present"):
    details = teamviewer.details(seen, state)
    return details["adopt"], details["adopted"]


def test_another_product_that_is_to_be_replaced_is_removed_by_its_packages():
    anydesk = Look(
        "anydesk", "running", owner="foreign", ownership_reason="namespace", client_id="7", packages=("anydesk",), values={"namespaces": ["other"]},
    )
    agreement = Agreement("anydesk", "Other IT", {"namespace": "other"}, "replace", "Boss", date(2026, 1, 2), hosts=("h1",))
    row = {"product": "AnyDesk", "ownership": "foreign", "client_id": "7", "action": "replace"}
    seen = view(anydesk, terms={"agreements": (agreement,)}, findings=[finding("client.exclusive", found=[row])], confirm=NUMBER)
    assert decided(seen) == ("replace", "install", "start", "register")
    assert teamviewer.details(seen, "present")["replaced_packages"] == ["anydesk"]


@pytest.mark.parametrize(("findings", "reason"), [
    ((finding("client.installed"), finding("client.registered")), None),
    ((finding("client.installed", "unmet", "client_not_running"), finding("client.registered")), "client_not_running"),
    ((finding("client.installed"), finding("client.registered", "unknown", "client_registration_unproven")), "client_registration_unproven"),
    ((finding("client.installed", "waived", "client_missing"), finding("client.registered")), "client_missing"),
])
def test_what_proves_it(findings, reason):
    missing = teamviewer.proven(view(findings=findings), "present")
    assert (missing.reason if missing else None) == reason


def test_what_proves_that_it_is_gone():
    assert teamviewer.proven(view(), "absent") is None
    assert teamviewer.proven(view(client(owner="foreign")), "absent") is None
    assert teamviewer.proven(view(client()), "absent").reason == "still_there"


@pytest.mark.parametrize("limited", [False, True])
@pytest.mark.parametrize(("seen", "taken", "reason"), [
    (view(client(**NOT_MANAGED)), ("unassign", "remove", "forget"), "still_there"),
    (view(client(**NOT_MANAGED)), ("remove", "forget"), "still_there"),
    (view(client(owner="foreign")), ("unassign", "remove", "forget"), None),
    (view(client(**NOT_MANAGED)), ("forget",), None),
    (view(client(presence="leftover", **NOT_MANAGED)), ("remove", "forget"), None),
])
def test_what_was_let_go_and_is_there_still_is_not_gone(seen, taken, reason, limited):
    missing = gate.not_proven(teamviewer, seen, "absent", taken, limited=limited)
    assert (missing.reason if missing else None) == reason


@pytest.mark.parametrize(("looks", "packages"), [
    ((client(packages=("teamviewer",)),), ["teamviewer", "teamviewer-host"]),
    ((client(),), ["teamviewer-host"]),
    ((client(presence="leftover"),), ["teamviewer-host"]),
    ((client(owner="foreign", packages=("teamviewer",)),), ["teamviewer-host"]),
    ((), ["teamviewer-host"]),
])
def test_a_client_goes_by_the_packages_that_it_was_found_by(looks, packages):
    assert teamviewer.details(view(*looks), "absent")["packages"] == packages


CODE = "{0B2D6F5A-93A3-4D58-9E9A-3B7C6F0A1E11}"
WINDOWS = {"system": "windows"}


def on_windows(**more):
    return client(**{"packages": (), "programs": (("TeamViewer", CODE),), **more})


def anydesk(*programs):
    return Look(
        "anydesk", "running", runs=True, owner="foreign", ownership_reason="namespace", unattended=True, client_id="555", programs=programs,
        values={"prefix": "x"},
    )


ANYDESK = Agreement("anydesk", "Other IT", {"namespace": "x"}, "replace", "Boss", date(2026, 1, 2), hosts=("h1",))
ROW_OF_ANYDESK = {"product": "AnyDesk", "ownership": "foreign", "client_id": "555", "action": "replace"}
AGREED = {"findings": [finding("client.exclusive", found=[ROW_OF_ANYDESK])], "terms": {"agreements": (ANYDESK,)}, "confirm": NUMBER}


@pytest.mark.parametrize(("seen", "state", "expected"), [
    (view(platform=WINDOWS), "present", ("install", "start", "register")),
    (view(on_windows(), platform=WINDOWS), "present", ()),
    # Its service is there: nothing is sent for it.
    (view(on_windows(runs=False), platform=WINDOWS), "present", ("start",)),
    (view(on_windows(runs=False, client_id=""), platform=WINDOWS), "present", ("start",)),
    # The files without the service.
    (view(on_windows(runs=False, starts_at_boot=None), platform=WINDOWS), "present", ("install", "start")),
    # Cut off before Windows Installer had entered it in its list; nobody's, or with the number that it was begun with.
    (view(on_windows(programs=(), **NOT_MANAGED), platform=WINDOWS, register=({**BEGUN, "client_id": None},)), "present", ("install", "register")),
    (view(on_windows(programs=(), **UNKNOWN), platform=WINDOWS, register=(BEGUN,)), "present", ("install", "register")),
    (view(on_windows(**NOT_MANAGED), platform=WINDOWS, register=(BEGUN,)), "present", ("register",)),
    (view(on_windows(programs=()), platform=WINDOWS, register=(ENROLLED,)), "present", ()),
    (view(on_windows(version="15.58.4"), platform=WINDOWS, settings={"unattended_client_version": "15.61.3"}), "present", ("install",)),
    (view(on_windows(), platform=WINDOWS, settings={"unattended_client_version": "15.58.4"}), "present", "downgrade"),
    (view(platform=WINDOWS, settings={"unattended_client_version": "latest"}), "present", "version_unresolved"),
    (view(on_windows(owner="foreign", reason="owner_name"), platform=WINDOWS), "present", "client_of_another"),
    (view(on_windows(), platform=WINDOWS), "absent", ("unassign", "remove", "forget")),
    # Before its configuration is taken from it.
    (view(client(), platform=WINDOWS), "absent", "not_removable"),
    (view(anydesk(("AnyDesk MSI", CODE)), platform=WINDOWS, **AGREED), "present", ("replace", "install", "start", "register")),
    (view(anydesk(("AnyDesk", "AnyDesk")), platform=WINDOWS, **AGREED), "present", "not_removable"),
    (view(anydesk(), platform=WINDOWS, **AGREED), "present", "not_removable"),
    (view(platform={"system": "macos"}), "present", "system_not_supported"),
    (view(on_windows(), platform={"system": "macos"}), "present", ()),
    (view(on_windows(), platform={"system": "other"}), "absent", "system_not_supported"),
])
def test_on_windows_and_elsewhere(seen, state, expected):
    assert decided(seen, state) == expected


OF_US = {"owner": "ours", "ownership_reason": "namespace", "client_id": "7"}
BOTH = (("AnyDesk MSI", CODE), ("AnyDesk-ours MSI", CODE.replace("0B", "1C")))


@pytest.mark.parametrize("platform", [WINDOWS, {"system": "linux"}])
@pytest.mark.parametrize(("other", "programs", "expected"), [
    # Each instance carries what was found of all of them.
    (OF_US, BOTH, "replace_several"),
    ({"owner": "foreign", "ownership_reason": "namespace", "client_id": "7"}, BOTH, "replace_several"),
    # Of the same number, or none: by that alone it is not the one that was agreed.
    ({"values": {"prefix": "y"}, "unattended": False}, BOTH, "replace_several"),
    (None, BOTH, "replace_several"),
    ({**OF_US, "presence": "portable"}, BOTH[:1], ("replace", "install", "start", "register")),
    ({**OF_US, "presence": "leftover"}, BOTH[:1], ("replace", "install", "start", "register")),
    ({"product": "supremo"}, BOTH[:1], ("replace", "install", "start", "register")),
])
def test_of_several_installations_none_is_removed_that_was_not_agreed(platform, other, programs, expected):
    names = tuple(name for name, _code in programs)
    going = replace(anydesk(*programs), packages=names)
    looks = (going, replace(going, **other)) if other else (going,)
    assert decided(view(*looks, platform=platform, **AGREED)) == expected


def test_what_windows_is_asked_to_remove():
    seen = view(on_windows(), anydesk(("AnyDesk MSI", CODE)), platform=WINDOWS, **AGREED)
    details = teamviewer.details(seen, "present")
    assert (details["programs"], details["replaced_programs"], details["replaced_packages"]) == ([CODE], [CODE], [])


@pytest.mark.parametrize(("platform", "version", "expected"), [
    (WINDOWS, "15.61.3", None), (WINDOWS, "present", None), (WINDOWS, "15.62.1", "other_version"), ({"system": "linux"}, "15.62.1", None),
])
def test_the_installer_was_of_the_version_that_is_pinned(platform, version, expected):
    findings = [finding("client.installed"), finding("client.registered")]
    missing = teamviewer.proven(view(on_windows(), platform=platform, findings=findings, settings={"unattended_client_version": version}), "present")
    assert (missing.reason if missing else None) == expected

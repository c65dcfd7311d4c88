# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Another provider's software on a customer's machines: found, judged and refused, and by agreement taken away for ours, or taken over.

All of it is installed by Windows Installer, with services that run, and goes by it.
"""
from __future__ import annotations

import shutil

import pytest
import vendor as vendors
from fleet import NUMBER, Fleet, pinned
from waiting import wait_until

CUSTOM, PLAIN, PARTNER = ALL = ("custom", "plain", "partner")
NOTHING = (0, 0, 0)
PROGRAMS = r"Program Files (x86)"
REPLACED = ["replace", "install", "start", "register"]


def agreement(host, product, action="replace", **identity):
    terms = {"given_by": "Frauke Petersen", "agreed_on": "2026-01-02", "valid_until": "2099-12-31"}
    return {"product": product, "provider": "Other IT", "identity": identity, "hosts": [host], "action": action, **terms}


AGREED = (
    agreement(CUSTOM, "anydesk", namespace="muster"),
    agreement(PLAIN, "anydesk", namespace="partner"),
    agreement(PARTNER, "teamviewer", company_name="Anderes Systemhaus GmbH"),
    # These rule our client out nowhere, so they stay.
    agreement(CUSTOM, "splashtop-streamer", account_name="Partner Team"),
    agreement(CUSTOM, "screenconnect", action="coexist", namespace="relay.partner.example"),
)
# One machine's was never made.
OVER = tuple({**one, "valid_until": "2026-02-01"} for one in AGREED[1:])


class Stage:
    """Three machines with other providers' software, and the customer's inventory."""

    def __init__(self, fleet, make_windows, vendor, console):
        self.fleet, self.vendor, self.console = fleet, vendor, console
        self.machines = {name: make_windows() for name in ALL}
        fleet.variables |= {
            "maintenance_provider": {"name": "Example IT", "company_names": ["BAUER GROUP"], "anydesk_namespaces": ["bauer"]},
            "maintenance_assignment_id": console.assignment_id(),
            "maintenance_waves": ["100%"],
            **pinned("unattended_client", vendor.msi(vendors.teamviewer())),
        }
        for name, windows in self.machines.items():
            vendors.turn(windows, "console", console.address)
            fleet.add(name, windows)

    def install(self, name, *packages):
        windows = self.machines[name]
        for package in packages:
            windows.wine("msiexec", "/i", windows.console.path(self.vendor.msi(package)), "/qn")

    def run(self, *arguments, agreements=AGREED, **said):
        self.fleet.contract["agreements"] = list(agreements)
        return self.fleet.run("onboard", *arguments, **said)

    def has(self, name, program):
        return (self.machines[name].console.prefix / "drive_c" / program.replace("\\", "/")).exists()

    def owners(self):
        return sorted(device["account"] for device in self.console.devices())


@pytest.fixture
def stage(make_windows, vendor, console, ansible, tmp_path):
    console.set_mode(owner_names=True)
    stage = Stage(Fleet(ansible("ansible-playbook"), tmp_path), make_windows, vendor, console)
    anydesk, custom = vendors.anydesk(), vendors.anydesk(vendors.CUSTOM)
    stage.install(CUSTOM, custom, vendors.splashtop(), vendors.screenconnect())
    stage.install(PLAIN, anydesk, custom)
    stage.install(PARTNER, vendors.teamviewer())
    for name, package in ((CUSTOM, custom), (PLAIN, anydesk)):
        stage.machines[name].wine(rf"C:\{PROGRAMS}\{package.product}\{package.product}.exe", "--set-password")
    with stage.machines[PLAIN].file(r"ProgramData\AnyDesk\system.conf").open("a") as settings:
        settings.write("ad.security.acl_enabled=true\nad.security.acl_list=*@partner:true\n")
    assigned_to_another(stage.machines[PARTNER], console)
    return stage


def assigned_to_another(windows, console):
    def settings():
        return windows.wine("reg", "query", r"HKLM\SOFTWARE\TeamViewer", "/s")

    wait_until(lambda: "ClientID" in settings())
    windows.wine(r"C:\Program Files\TeamViewer\TeamViewer.exe", "assignment", "--id", console.assignment_id("other", "other"))
    wait_until(lambda: "OwningManagerCompanyName" in settings())


def test_from_refused_to_replaced(stage):
    """One story: the agreements are made, expire, are not confirmed, and at last are followed."""
    refused(stage)
    predicted(stage)
    replaced(stage)
    replaced_alone_and_converged(stage)


def reasons(run):
    return [run.acts(name)["teamviewer"]["reason"] for name in ALL]


def refused(stage):
    """Everything stays as it was, whatever is said on the command line."""
    over = "foreign_client_not_as_agreed"
    for agreements, said, expected, others in (
        (OVER, {"maintenance_confirm": NUMBER}, ["foreign_client", over, over], "other_software_found"),
        (AGREED, {}, ["replace_not_confirmed"] * 3, "other_software_agreed"),
    ):
        run = stage.run(agreements=agreements, **said)
        assert (reasons(run), [run.recap(name) for name in ALL]) == (expected, [NOTHING] * 3), run.output
        assert run.statuses(CUSTOM)["software.other"][1] == others
    assert stage.owners() == ["other"]


def predicted(stage):
    run = stage.run("--check", "--diff", maintenance_confirm=NUMBER)
    assert run.status == 0, run.output
    assert (run.act(CUSTOM), run.act(PARTNER)) == (("predicted", REPLACED), ("predicted", ["register"]))
    # Which package is which client's cannot be told, and the other one was not agreed.
    assert (run.acts(PLAIN)["teamviewer"]["reason"], run.recap(PLAIN)) == ("replace_several", NOTHING)
    assert stage.has(CUSTOM, rf"{PROGRAMS}\{vendors.CUSTOM}\{vendors.CUSTOM}.exe")
    assert stage.owners() == ["other"]


def replaced(stage):
    run = stage.run("-v", maintenance_confirm=NUMBER)
    assert run.status == 0, run.output
    assert (run.act(CUSTOM), run.act(PARTNER)) == (("proven", REPLACED), ("proven", ["register"]))
    assert run.acts(PLAIN)["teamviewer"]["reason"] == "replace_several"
    assert stage.owners() == ["ours", "ours"]
    assert not stage.has(CUSTOM, rf"{PROGRAMS}\{vendors.CUSTOM}\{vendors.CUSTOM}.exe")
    assert vendors.CUSTOM not in stage.machines[CUSTOM].wine("reg", "query", r"HKLM\SYSTEM\CurrentControlSet\Services")
    assert stage.has(CUSTOM, rf"{PROGRAMS}\Splashtop\Splashtop Remote\Server\SRService.exe")
    assert stage.has(CUSTOM, rf"{PROGRAMS}\ScreenConnect Client (0123456789abcdef)\ScreenConnect.ClientService.exe")
    assert all(stage.has(PLAIN, rf"{PROGRAMS}\{name}\{name}.exe") for name in ("AnyDesk", vendors.CUSTOM))
    assert "CANARY" not in run.output


def replaced_alone_and_converged(stage):
    stage.machines[PLAIN].wine("msiexec", "/x", vendors.anydesk(vendors.CUSTOM).product_code, "/qn")
    # Settings of a custom client could be those of the one that runs.
    shutil.rmtree(stage.machines[PLAIN].file(r"ProgramData\AnyDesk\ad_muster\x").parent)
    run = stage.run(maintenance_confirm=NUMBER)
    assert run.status == 0, run.output
    assert (run.act(PLAIN), stage.has(PLAIN, rf"{PROGRAMS}\AnyDesk\AnyDesk.exe")) == (("proven", REPLACED), False)
    assert [(run.act(name), run.recap(name)) for name in (CUSTOM, PARTNER)] == [(("nothing_to_do", []), NOTHING)] * 2
    assert stage.owners() == ["ours"] * 3

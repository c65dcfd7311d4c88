# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The scenarios on Windows machines that somebody has, which are left as they were."""
from __future__ import annotations

import pytest

OURS = ("teamviewer", "atera", "teamviewer-quicksupport")


@pytest.fixture(scope="module")
def before(found):
    """What the machines had before anything of this."""
    return found.software()


def test_the_inventory_is_one_customers(found):
    assert found.names, "the inventory has no host"
    assert len(found.customers) == 1, f"one customer is wanted, these are {found.customers}"


def test_assessed(found):
    run = found.run("compliance", compliance_fail_on="never")
    assert run.status == 0, run.output
    for host in found.names:
        assessed = run.assessment(host)
        assert assessed["access"]["reason"] == "logged_in", f"{host}: {assessed['access']}"
        assert assessed["collector"]["name"] == "win_probe"
        assert assessed["platform"]["system"] == "windows"
        incomplete = [finding["id"] for finding in assessed["findings"] if finding["reason"] in ("section_incomplete", "probe_hung")]
        assert not incomplete, f"{host}: {incomplete}"


def test_predicted(found, before):
    run = found.run("onboard", "--check", "--diff", compliance_fail_on="never")
    assert (run.status, sorted(run.changed())) == (0, found.names), run.output
    assert found.software() == before


def test_brought_and_taken_back(found, before):
    busy = {host: [row["product"] for row in rows if row["product"] in OURS] for host, rows in before.items()}
    if any(busy.values()):
        pytest.skip(f"only machines without a client and an agent are onboarded for a test: {busy}")
    if not found.installers():
        pytest.skip("the inventory names nothing to install (unattended_client_windows_file and its like, with checksums)")
    try:
        run = found.run("onboard", compliance_fail_on="never")
        assert run.status == 0, run.output
        outcomes = {host: {product: act["outcome"] for product, act in run.acts(host).items()} for host in found.names}
        assert "proven" in {outcome for of_host in outcomes.values() for outcome in of_host.values()}, f"nothing was done: {outcomes}\n{run.output}"
        again = found.run("onboard", compliance_fail_on="never")
        assert again.status == 0, again.output
        assert set(again.changed().values()) == {0}, again.output
    finally:
        back = found.run("offboard", maintenance_confirm=found.confirmation())
    assert back.status == 0, back.output
    after = found.software()
    assert [row for rows in after.values() for row in rows if row["product"] in OURS and row["presence"] != "leftover"] == []
    assert {host: [row for row in rows if row["product"] not in OURS] for host, rows in after.items()} == before

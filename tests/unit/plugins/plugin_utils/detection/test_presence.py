# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From signals to presence, product by product as the catalogue has them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.catalogue import load_products
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.presence import presence

CATALOGUE = load_products()


def told(product, *signals, system="linux"):
    observed = [{"product": product, "kind": kind, "value": value, **more} for kind, value, more in signals]
    found = presence(CATALOGUE.get(product), system, observed)
    return None if found is None else found.state


def seen(kind, value, **more):
    return kind, value, more


@pytest.mark.parametrize(
    ("product", "signals", "state"),
    [
        ("teamviewer", [seen("package", "teamviewer", state="present")], "installed"),
        ("teamviewer", [seen("package", "teamviewer-host", state="present")], "suspected"),
        ("teamviewer", [seen("package", "teamviewer-host", state="present"), seen("unit", "teamviewerd.service", state="stopped")], "installed"),
        ("teamviewer", [seen("package", "teamviewer-host", state="residual")], None),
        ("teamviewer", [seen("package", "teamviewer", state="residual")], "leftover"),
        ("teamviewer", [seen("unit", "teamviewerd.service", state="running")], "running"),
        ("teamviewer", [seen("unit", "teamviewerd.service", state="residual")], "leftover"),
        ("teamviewer", [seen("path", "/var/log/teamviewer15", state="residual")], "leftover"),
        ("teamviewer", [seen("process", "teamviewerd", state="running")], "running"),
        ("teamviewer", [seen("process", "~user1/tv/TeamViewer", state="running", user="~user1")], "suspected"),
        ("anydesk", [seen("process", "~user1/Downloads/anydesk", state="running", user="~user1")], "portable"),
        ("anydesk", [seen("path", "~user1/.anydesk", state="residual", user="~user1")], "leftover"),
        ("anydesk", [seen("autostart", "anydesk", state="enabled", user="~user1")], "portable"),
        ("anydesk", [seen("path", "/usr/bin/anydesk", state="present"), seen("process", "/usr/bin/anydesk", state="running")], "running"),
        ("level", [seen("unit", "Level.service", state="running")], "suspected"),
        ("level", [seen("unit", "Level.service", state="running"), seen("path", "/usr/local/bin/level", state="present")], "running"),
        ("level", [seen("path", "/var/lib/level", state="residual")], None),
        ("xrdp", [seen("listener", "3389/tcp", state="running")], "suspected"),
        (
            "gnome-remote-desktop",
            [seen("package", "gnome-remote-desktop", state="present"), seen("process", "gnome-remote-desktop-daemon", state="running")],
            None,
        ),
        ("krfb", [seen("package", "krfb", state="present")], None),
        ("krfb", [seen("process", "/usr/bin/krfb", state="running")], "running"),
        ("tigervnc", [seen("unit", "tigervncserver@:1.service", state="running")], "running"),
        ("screenconnect", [seen("unit", "screenconnect-0123.service", state="stopped")], "installed"),
    ],
)
def test_linux(product, signals, state):
    assert told(product, *signals) == state


@pytest.mark.parametrize(
    ("product", "signals", "state"),
    [
        ("teamviewer", [seen("application", "com.teamviewer.TeamViewerHost", state="present")], "installed"),
        ("teamviewer", [seen("receipt", "com.teamviewer.teamviewer.host", state="residual")], "leftover"),
        ("anydesk", [seen("application", "~user1/Downloads/AnyDesk.app", state="present", user="~user1")], "portable"),
        ("anydesk", [seen("launchd", "com.philandro.anydesk.service", state="running")], "running"),
    ],
)
def test_macos(product, signals, state):
    assert told(product, *signals, system="macos") == state


@pytest.mark.parametrize(
    ("product", "signals", "state"),
    [
        ("teamviewer", [seen("service", "TeamViewer", state="running")], "running"),
        ("anydesk", [seen("service", "AnyDesk-ad_partner_msi", state="stopped")], "installed"),
        ("screenconnect", [seen("service", "ScreenConnect Client (0123456789abcdef)", state="running")], "running"),
        ("quick-assist", [seen("store_package", "MicrosoftCorporationII.QuickAssist", state="present")], None),
        ("quick-assist", [seen("process", "C:\\Windows\\System32\\quickassist.exe", state="running")], "running"),
        ("netsupport", [seen("process", "client32.exe", state="running")], "suspected"),
        ("teamviewer", [seen("registry", "HKLM\\SOFTWARE\\TeamViewer", state="residual")], "leftover"),
    ],
)
def test_windows(product, signals, state):
    assert told(product, *signals, system="windows") == state


WINDOW = r"C:\Program Files\TeamViewer\TeamViewer.exe"
SESSION = seen("process", r"~user1\AppData\Local\Temp\TeamViewer\TeamViewer.exe", state="running", user="~user1")


@pytest.mark.parametrize(
    ("system", "signals", "runs"),
    [
        ("windows", [seen("service", "TeamViewer", state="stopped"), seen("process", WINDOW, state="running")], False),
        ("windows", [seen("service", "TeamViewer", state="stopped"), SESSION], False),
        ("windows", [seen("service", "TeamViewer", state="running"), SESSION], True),
        ("windows", [seen("uninstall", "TeamViewer", state="present"), SESSION], False),
        ("windows", [seen("uninstall", "TeamViewer", state="present"), seen("process", WINDOW, state="running")], True),
        ("windows", [SESSION], True),
        ("linux", [seen("unit", "teamviewerd.service", state="stopped"), seen("process", "/opt/teamviewer/tv_bin/TeamViewer", state="running")], False),
        ("linux", [seen("unit", "teamviewerd.service", state="present"), seen("process", "/opt/teamviewer/tv_bin/teamviewerd", state="running")], True),
    ],
)
def test_a_service_that_is_stopped_does_not_run_because_somebody_has_a_window_open(system, signals, runs):
    observed = [{"product": "teamviewer", "kind": kind, "value": value, **more} for kind, value, more in signals]
    assert presence(CATALOGUE.get("teamviewer"), system, observed).runs is runs


kinds = st.sampled_from(["package", "unit", "path", "process", "listener", "autostart", "application", "registry", "service", "store_package"])
signals = st.fixed_dictionaries(
    {"product": st.just("x"), "kind": kinds, "value": st.text(max_size=40)},
    optional={"state": st.sampled_from(["present", "running", "residual", None]), "user": st.sampled_from(["~user1", None]), "starts_at_boot": st.booleans()},
)


@given(
    product=st.sampled_from(sorted(CATALOGUE.products)), system=st.sampled_from(["linux", "macos", "windows", "other"]), observed=st.lists(signals, max_size=4)
)
def test_whatever_a_machine_sends_has_a_presence_or_none(product, system, observed):
    found = presence(CATALOGUE.get(product), system, observed)
    assert found is None or found.state in ("running", "installed", "portable", "leftover", "suspected")

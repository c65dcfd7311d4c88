# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import plistlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.system import linux, macos, platform, virtualization


@pytest.fixture
def tree(tmp_path):
    def write(path, content=""):
        target = tmp_path / path.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())

    write.root = str(tmp_path)
    return write


def facts(root):
    found, errors = {}, []
    platform.collect_platform(root, False, found, errors)
    return found, errors


@pytest.mark.parametrize(
    ("release", "expected"),
    [
        ('ID=ubuntu\nID_LIKE=debian\nVERSION_ID="24.04"\nPRETTY_NAME="Ubuntu 24.04.1 LTS"\n', ("ubuntu", ["debian"], "24.04", None, "Ubuntu 24.04.1 LTS")),
        (
            'NAME="Rocky Linux"\nID="rocky"\nID_LIKE="rhel centos fedora"\nVERSION_ID="9.4"\n',
            ("rocky", ["rhel", "centos", "fedora"], "9.4", None, "Rocky Linux"),
        ),
        ('ID=fedora\nVERSION_ID=41\nVARIANT_ID=server\nPRETTY_NAME="Fedora Linux 41"\n', ("fedora", [], "41", "server", "Fedora Linux 41")),
        ('ID=arch\nPRETTY_NAME="Arch Linux"\n', ("arch", [], None, None, "Arch Linux")),
    ],
)
def test_distributions(tree, release, expected):
    tree("/usr/lib/os-release", release)
    found, errors = facts(tree.root)
    assert tuple(found[key] for key in ("distribution", "family", "version", "edition", "name")) == expected
    assert (found["system"], errors) == ("linux", [])


def test_a_machine_that_says_nothing(tree):
    found, errors = facts(tree.root)
    assert (found["distribution"], found["init"], found["uptime"], found["reboot_pending"], errors) == (None, None, None, None, [])


def test_init_uptime_and_reboot(tree):
    tree("/etc/os-release", "ID=debian\n")
    tree("/proc/1/comm", "systemd\n")
    tree("/proc/uptime", "3600.25 7000.00\n")
    found, _errors = facts(tree.root)
    assert (found["init"], found["uptime"], found["reboot_pending"]) == ("systemd", 3600.25, False)
    tree("/run/reboot-required")
    assert facts(tree.root)[0]["reboot_pending"] is True


@pytest.mark.parametrize("content", ["", "x", "-1 0", "nan 0", "inf 1", "1e400"])
def test_an_uptime_that_is_none(tree, content):
    tree("/proc/uptime", content)
    assert linux._uptime(tree.root) is None


@pytest.mark.parametrize(
    ("path", "content", "name"),
    [
        ("/run/systemd/container", "lxc\n", "lxc"),
        ("/.dockerenv", "", "docker"),
        ("/sys/class/dmi/id/sys_vendor", "VMware, Inc.\n", "vmware"),
        ("/sys/class/dmi/id/sys_vendor", "QEMU\n", "qemu"),
        ("/sys/hypervisor/type", "xen\n", "xen"),
        ("/sys/class/dmi/id/sys_vendor", "Dell Inc.\n", None),
        ("/proc/sys/kernel/osrelease", "5.15.0-microsoft-standard-WSL2\n", "wsl"),
    ],
)
def test_virtualization(tree, path, content, name):
    tree(path, content)
    assert virtualization.virtualization(tree.root) == name


def test_a_mac(tree):
    version = {"ProductName": "macOS", "ProductVersion": "14.5", "ProductBuildVersion": "23F79"}
    tree(macos.SYSTEM_VERSION, plistlib.dumps(version))
    found, errors = facts(tree.root)
    assert (found["system"], found["version"], found["edition"], found["name"], errors) == ("macos", "14.5", "23F79", "macOS 14.5", [])


@given(st.one_of(st.binary(), st.binary().map(lambda data: b"bplist00" + data), st.just(plistlib.dumps([1])), st.just(plistlib.dumps({"ProductVersion": 14}))))
def test_any_version_file_of_a_mac(data):
    try:
        found = macos.read_system_version(data)
    except ValueError:
        return
    assert found["version"] == "14"


@given(st.text())
def test_any_boot_time(text):
    assert macos.uptime_from(text, 100.0) is None or "sec = " in text
    assert macos.uptime_from("{ sec = 40, usec = 1 } x", 100.0) == 60.0

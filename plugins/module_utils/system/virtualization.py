# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Hints at what a Linux machine runs in, from files that everybody may read."""

from __future__ import annotations

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.files import exists, read_text

_DMI = ("sys_vendor", "product_name", "bios_vendor")

# In this order: some hypervisors keep the name of the one they are made of.
_NAMES_IN_DMI = (
    ("vmware", "vmware"),
    ("virtualbox", "virtualbox"),
    ("innotek gmbh", "virtualbox"),
    ("microsoft corporation virtual machine", "hyperv"),
    ("parallels", "parallels"),
    ("amazon ec2", "amazon"),
    ("google compute engine", "google"),
    ("xen", "xen"),
    ("kvm", "kvm"),
    ("bochs", "bochs"),
    ("qemu", "qemu"),
)


def virtualization(root: str) -> str | None:
    """Return a container's or hypervisor's name as systemd-detect-virt would say it, None where nothing hints at one."""
    return _container(root) or _hypervisor(root)


def _container(root: str) -> str | None:
    said = _first_line(root, "/run/systemd/container")
    if said:
        return said
    for path, name in (("/.dockerenv", "docker"), ("/run/.containerenv", "podman"), ("/proc/vz", "openvz")):
        if exists(root, path) and not (name == "openvz" and exists(root, "/proc/bc")):
            return name
    if "microsoft" in _first_line(root, "/proc/sys/kernel/osrelease").lower():
        return "wsl"
    return None


def _hypervisor(root: str) -> str | None:
    said = " ".join(_first_line(root, f"/sys/class/dmi/id/{name}") for name in _DMI).lower()
    for mark, name in _NAMES_IN_DMI:
        if mark in said:
            return name
    return _first_line(root, "/sys/hypervisor/type") or None


def _first_line(root: str, path: str) -> str:
    try:
        return read_text(root, path, 4096).partition("\n")[0].strip()
    except OSError:
        return ""

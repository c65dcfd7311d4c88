# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Windows collector under Wine, by its own clock: a large registry, and endpoints that nothing answers. Needs no lab."""
from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from table import Table

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.catalogue import load_products
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.query import compile_query

sys.path.append(str(Path(__file__).resolve().parents[1] / "windows"))

_ENTRIES = 3000
_SERVICES = 500
_ENDPOINTS = 40
_DEADLINE = 5
_UNINSTALL = r"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall"
_SERVICE = r"HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services"


def measure(lab, variables: dict) -> Iterator[Table]:
    import consoles

    table = Table(
        "Windows collector under Wine",
        f"{_ENTRIES} uninstall keys and {_SERVICES} services: at most 2 s are wanted for `software`. {_ENDPOINTS} endpoints whose packets go nowhere, deadline "
        f"{_DEADLINE} s: at most 2 s more. The collector's own times, without PowerShell's start and the compiler's work (3 to 6 s there).",
        ("what", "section", "s"),
    )
    program = consoles.windows_console()
    if program is None:
        table.row("no PowerShell under Wine here", "", "")
        yield table
        return
    with tempfile.TemporaryDirectory(dir=program.parents[1], prefix="bench-") as folder:
        fresh = consoles.FreshWindows(program, Path(folder) / "prefix")
        try:
            fresh.import_registry(Path(folder) / "large.reg", _registry())
            large, silent = fresh.console.collect(Path(folder), _software_plan(), _silent_plan())
        finally:
            fresh.end()
    table.row("large registry", "software", f"{large['sections']['software']['elapsed']:.2f}")
    table.row("large registry", "all", f"{large['elapsed']:.2f}")
    table.row("endpoints in vain", "all", f"{silent['elapsed']:.2f}")
    yield table


def _registry() -> str:
    entries = [f'[{_UNINSTALL}\\program{number}]\n"DisplayName"="Some program {number}"\n"DisplayVersion"="1.{number}"\n' for number in range(_ENTRIES - 1)]
    entries.append(f'[{_UNINSTALL}\\TeamViewer]\n"DisplayName"="TeamViewer"\n')
    services = [
        f'[{_SERVICE}\\service{number}]\n"ImagePath"="C:\\\\windows\\\\system32\\\\svchost.exe -k {number}"\n"DisplayName"="Service {number}"\n'
        '"Start"=dword:00000003\n"Type"=dword:00000010\n'
        for number in range(_SERVICES)
    ]
    return "\n".join(entries + services)


def _software_plan() -> dict:
    return {"deadline": 60, "sections": ["platform", "privilege", "software"], "software": compile_query(load_products(), "windows")}


def _silent_plan() -> dict:
    """Addresses for documentation: nothing there, and where a router drops what is for them, nothing comes back."""
    endpoints = [{"id": f"e{number}", "name": f"198.51.100.{number + 1}", "port": 443, "protocol": "tls"} for number in range(_ENDPOINTS)]
    return {"deadline": _DEADLINE, "sections": ["endpoints"], "endpoints": endpoints}

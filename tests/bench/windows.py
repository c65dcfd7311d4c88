# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Windows collector by its own clock: a large registry, endpoints and resolvers that nothing answers. And what one assessment sends. Needs root, no lab."""
from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from places import REPOSITORY
from table import Table

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.catalogue import load_products
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.query import compile_query

if TYPE_CHECKING:
    from consoles import Console, FreshWindows

sys.path += [str(REPOSITORY / "tests" / "windows"), str(REPOSITORY / "tests" / "samples")]

_ENTRIES = 3000
_SERVICES = 500
_ENDPOINTS = 90
_DEADLINE = 5
_SECTIONS = ("platform", "privilege", "resolvers", "dns", "proxies", "endpoints", "updates", "software")
_UNINSTALL = r"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall"
_SERVICE = r"HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services"
_WANTED = 200  # kB


def measure(lab, variables: dict) -> Iterator[Table]:
    yield _times()
    yield _bytes()


def _times() -> Table:
    import consoles

    table = Table(
        "The Windows collector's own time",
        f"In s, by section; all sections run at the same time. Wanted: at most 2 for `software` with {_ENTRIES} uninstall keys and {_SERVICES} services, and "
        f"at most {_DEADLINE + 2} for all together where every packet is swallowed and the deadline is {_DEADLINE}: {_ENDPOINTS} addresses, half of them "
        "IPv6, and everything that an assessment asks. PowerShell's start and the compiler's work are not in it.",
        ("", "PowerShell", "all", *_SECTIONS),
    )
    linux, program = consoles.linux_console(), consoles.windows_console()
    with tempfile.TemporaryDirectory(dir=program.parents[1] if program else None, prefix="bench-") as folder:
        if program:
            fresh = consoles.FreshWindows(program, Path(folder) / "prefix")
            try:
                _under_wine(table, fresh, Path(folder))
            finally:
                fresh.end()
        else:
            table.row("none here", "under Wine", *[""] * (len(_SECTIONS) + 1))
        if linux:
            _in_vain(table, "on Linux", linux, Path(folder))
        else:
            table.row("none here", "on Linux", *[""] * (len(_SECTIONS) + 1))
    return table


def _under_wine(table: Table, fresh: FreshWindows, folder: Path) -> None:
    fresh.import_registry(folder / "large.reg", _registry())
    (large,) = fresh.console.collect(folder, _software_plan())
    if not large["sections"]["software"]["complete"] or "teamviewer" not in {trace["product"] for trace in large["software"]["signals"]}:
        raise RuntimeError("the one product that is among the registry's entries was not found")
    _row(table, "large registry", "under Wine", large)
    # Wine's server opens the sockets: the next one starts where nothing answers.
    fresh.switch_off()
    _in_vain(table, "under Wine", fresh.console, folder)


def _in_vain(table: Table, where: str, console: Console, folder: Path) -> None:
    from sent_to_windows import largest_plan

    everything = {**largest_plan(), "deadline": _DEADLINE}
    everything.pop("as_text")
    addresses, whole = _nowhere(console, folder).collect(folder, _silent_plan(), everything)
    if {attempt["outcome"] for attempt in addresses["endpoints"]} != {"timeout"}:
        raise RuntimeError("an endpoint whose packets should have been swallowed did not end with a timeout")
    _row(table, "addresses in vain", where, addresses)
    _row(table, "a whole assessment in vain", where, whole)


def _nowhere(console: Console, folder: Path) -> Console:
    """The same console where every packet leaves and nothing comes back: a network of its own, which ends with its last process."""
    from dataclasses import replace

    if os.geteuid() != 0:
        raise RuntimeError("a network of its own needs root")
    (folder / "resolv.conf").write_text("nameserver 192.0.2.53\n")
    (folder / "nsswitch.conf").write_text("hosts: files dns\n")
    script = folder / f"nowhere-{'wine' if console.prefix else 'linux'}"
    mounts = "\n".join(f'mount --bind {folder}/{name} "$(realpath /etc/{name})"' for name in ("resolv.conf", "nsswitch.conf"))
    script.write_text(f"""#!/bin/sh
exec unshare --net --mount sh -ec '
ip link set lo up
ip link add nowhere arp off type veth peer name void
ip address add 192.0.2.2/24 dev nowhere
ip address add 2001:db8:ffff::2/64 dev nowhere nodad
ip link set void up
ip link set nowhere up
ip route add default dev nowhere
ip -6 route add default dev nowhere
{mounts}
exec "$@"' sh {console.program} "$@"
""")
    script.chmod(0o755)
    return replace(console, program=script)


def _row(table: Table, what: str, where: str, observation: dict) -> None:
    states = observation["sections"]
    table.row(what, where, f"{observation['elapsed']:.2f}", *(f"{states[name]['elapsed']:.2f}" if name in states else "" for name in _SECTIONS))


def _bytes() -> Table:
    from sent_to_windows import largest_plan, sent_for

    arguments = largest_plan()
    bare, sent = sent_for({}), sent_for(arguments)
    table = Table(
        "Bytes sent to a Windows host",
        f"For one assessment with every product and every requirement, in kB; at most {_WANTED} are wanted. The first lines are text as it is written, "
        "the whole is what Ansible makes of it.",
        ("", "kB"),
    )
    table.row("module and its utilities", _kilobytes(sent.ours))
    table.row("Ansible's wrapper and utilities", _kilobytes(sum(sent.scripts.values()) - sent.ours + sent.wrapper))
    table.row("plan: DNS packets, endpoints, software, known certificates", _kilobytes(len(sent.plain) - len(bare.plain)))
    table.row("the whole, as Ansible sends it", _kilobytes(len(sent.plain)))
    table.row("the whole, compressed, over SSH", _kilobytes(len(sent.compressed)))
    table.row("the whole, compressed, over WinRM and PSRP", _kilobytes(sent.over_winrm))
    return table


def _kilobytes(size: int) -> str:
    return f"{size / 1000:.0f}"


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
    """Addresses for documentation, every other one of IPv6."""
    addresses = [f"198.51.100.{number}" if number % 2 else f"2001:db8::{number}" for number in range(1, _ENDPOINTS + 1)]
    return {"deadline": _DEADLINE, "sections": ["endpoints"], "endpoints": [
        {"id": f"e{number}", "name": address, "port": 443, "protocol": "tls"} for number, address in enumerate(addresses)]}

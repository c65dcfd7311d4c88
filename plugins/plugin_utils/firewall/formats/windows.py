# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Windows' own firewall, for machines that block what goes out: names as dynamic keywords, addresses as they are.

A keyword with AutoResolve needs Windows 11, Windows Server 2022 or newer with Microsoft Defender's network protection, which resolves the
names (Microsoft's documentation of New-NetFirewallDynamicKeywordAddress).
"""

from __future__ import annotations

import uuid

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.firewall.formats.words import plain, remark
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.firewall.rules import Batch, Demand, batches, is_address
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.texts import Texts

RULES = "windows-firewall.ps1"
GROUP = "Remote maintenance"
_NAMESPACE = uuid.UUID("5d0a3f60-52ff-4d2f-9a9f-1a9c5f4f8b11")


def render(demand: Demand, texts: Texts) -> dict[str, bytes]:
    joined = batches(demand)
    lines = [_comment(texts.say("firewall.windows_about")), "$ErrorActionPreference = 'Stop'", ""]
    keywords = dict.fromkeys(name for batch in joined for name in batch.destinations(suffixes=True) if not is_address(name))
    for name in keywords:
        identity = _identity(name)
        lines += [
            f"if (-not (Get-NetFirewallDynamicKeywordAddress -Id {identity} -ErrorAction SilentlyContinue)) {{",
            f"    $null = New-NetFirewallDynamicKeywordAddress -Id {identity} -Keyword {_quoted(name)} -AutoResolve $true",
            "}",
        ]
    for batch in joined:
        lines += ["", *_rule(batch, texts)]
    return {RULES: "\r\n".join([*lines, ""]).encode("ascii")}


def _rule(batch: Batch, texts: Texts) -> list[str]:
    lines = [_comment(texts.say("firewall.hosts_are", hosts=texts.values.write(list(batch.hosts))))]
    lines += [_comment(texts.say("firewall.widened", patterns=pattern)) for pattern in batch.widened(suffixes=True)]
    places = batch.destinations(suffixes=True)
    targets = []
    if batch.anywhere:
        targets.append(("", ""))
    else:
        keywords = [_identity(place) for place in places if not is_address(place)]
        addresses = [_quoted(place) for place in places if is_address(place)]
        targets += [("-names", f" -RemoteDynamicKeywordAddresses {','.join(keywords)}")] if keywords else []
        targets += [("-addresses", f" -RemoteAddress {','.join(addresses)}")] if addresses else []
    for suffix, target in targets:
        name = _quoted(f"remote-maintenance-{batch.label}{suffix}")
        title = _quoted(plain(f"{GROUP}: {texts.requirement(batch.purpose).title}"))
        lines += [
            f"Remove-NetFirewallRule -Name {name} -ErrorAction SilentlyContinue",
            (
                f"$null = New-NetFirewallRule -Name {name} -DisplayName {title} -Group {_quoted(GROUP)} -Direction Outbound -Action Allow"
                f" -Protocol {batch.protocol.upper()} -RemotePort {batch.port}{target}"
            ),
        ]
    return lines


def _identity(name: str) -> str:
    return _quoted("{" + str(uuid.uuid5(_NAMESPACE, name)) + "}")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _comment(text: str) -> str:
    return "# " + remark(text)

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a Windows is configured with, under Wine: proxies, resolvers, updates, Remote Desktop; and what runs on it."""
from __future__ import annotations

import os
import shutil
import subprocess
from ipaddress import ip_address

import pytest
from consoles import WINE
from registry import as_hex, registry
from waiting import wait_until

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.update_vendors import vendor_of
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.catalogue import load_products
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.query import compile_query
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import validator

NAMED_PROXY = 3


def winhttp(port: int) -> str:
    """WinHTTP's settings as `netsh winhttp set proxy` leaves them."""
    def counted(text: str) -> bytes:
        return len(text).to_bytes(4, "little") + text.encode("ascii")

    head = b"".join(number.to_bytes(4, "little") for number in (0x18, 0, NAMED_PROXY))
    return as_hex(head + counted(f"127.0.0.1:{port}") + counted("*.mueller.example;<local>"))


STATIC = r"""
foreach ($one in [Net.NetworkInformation.NetworkInterface]::GetAllNetworkInterfaces()) {
    Set-Value "HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters\Interfaces\$($one.Id)" NameServer '192.0.2.1'
}
$rule = 'HKLM\SOFTWARE\Policies\Microsoft\Windows NT\DNSClient\DnsPolicyConfig\{2}'
Set-Value $rule Name ([string[]]'.')
Set-Value $rule GenericDNSServers '192.0.2.55'
"""
# What Windows 11 has there, which calls itself 10.
PRODUCT = r"""
$current = 'HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion'
Set-Value $current ProductName 'Windows 10 Pro'
Set-Value $current CurrentBuildNumber '22631'
Set-Value $current UBR 4317
Set-Value $current EditionID Professional
Set-Value $current DisplayVersion 23H2
Set-Value $current InstallationType Client
Remove-Key 'HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update\RebootRequired'
"""
RENAMED = r"Set-Value 'HKLM\SYSTEM\CurrentControlSet\Control\ComputerName\ComputerName' ComputerName ERP02"
MOVED = r"""
Set-Value 'HKLM\SYSTEM\CurrentControlSet\Control\ComputerName\ComputerName' ComputerName (
    (Get-Hive HKLM).OpenSubKey('SYSTEM\CurrentControlSet\Control\ComputerName\ActiveComputerName').GetValue('ComputerName'))
Set-Value 'HKLM\SYSTEM\CurrentControlSet\Control\Session Manager' PendingFileRenameOperations ([string[]]'\??\C:\a')
"""
POLICY = r"HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate"
FOR_BUSINESS = rf"Set-Value '{POLICY}\AU' UseWUServer 0; Set-Value '{POLICY}\AU' NoAutoUpdate 0; Set-Value '{POLICY}' DeferQualityUpdatesPeriodInDays 7"
NO_ACCESS = f"Set-Value '{POLICY}' DisableWindowsUpdateAccess 1"
NO_SERVICE = rf"Set-Value '{POLICY}' DisableWindowsUpdateAccess 0; Set-Value 'HKLM\SYSTEM\CurrentControlSet\Services\wuauserv' Start 4"


JOINED = """
foreach ($one in (3, 'MUELLER', 'mueller.example'), (3, 'MUELLER', ''), (2, 'WORKGROUP', ''), (0, '', '')) {
    [RemoteMaintenance.Platform]::Joined($one[0], $one[1], $one[2])
}
"""


def number(value: int, order: str = "little") -> bytes:
    return value.to_bytes(4, order)


def port(value: int) -> bytes:
    """In network order, in the lower half of four bytes."""
    return value.to_bytes(2, "big") + bytes(2)


def table(*rows: bytes) -> str:
    return (number(len(rows)) + b"".join(rows)).hex()


def by_ipv4(address: str, listens_on: int, process: int) -> bytes:
    return number(2) + ip_address(address).packed + port(listens_on) + bytes(8) + number(process)


def by_ipv6(address: str, listens_on: int, process: int) -> bytes:
    return ip_address(address).packed + number(3) + port(listens_on) + bytes(24) + number(2) + number(process)


OWN, OTHERS, NOT_TOLD = 4711, 4712, 0
BY_IPV4 = table(
    by_ipv4("127.0.0.1", 7070, OWN), by_ipv4("0.0.0.0", 7070, OWN), by_ipv4("192.0.2.1", 80, OWN), by_ipv4("0.0.0.0", 5900, OWN),
    by_ipv4("0.0.0.0", 7072, OTHERS), by_ipv4("0.0.0.0", 7072, NOT_TOLD),
)
BY_IPV6 = table(by_ipv6("::", 7071, OWN), by_ipv6("::1", 7072, OWN), by_ipv6("::1", 7073, OWN))
LISTENING = f"$process = {OWN}; $tables = ('InterNetwork', '{BY_IPV4}'), ('InterNetworkV6', '{BY_IPV6}')" + """
$query = [Collections.Generic.Dictionary[string, object]]::new()
$query['products'] = @{ anydesk = @{ listeners = [object[]]('7070-7072/tcp', '50001/udp') }; tightvnc = @{ listeners = [object[]]'5900/tcp' } }
$scan = [RemoteMaintenance.Scan]::new($query, [RemoteMaintenance.Deadline]::new(20))
$scan.Running('anydesk', $process)
foreach ($table in $tables) {
    $bytes = [Convert]::FromHexString($table[1])
    $pinned = [Runtime.InteropServices.GCHandle]::Alloc($bytes, 'Pinned')
    [RemoteMaintenance.Listeners]::Report($scan, [RemoteMaintenance.Listeners]::Rows($pinned.AddrOfPinnedObject(), $table[0]))
}
$scan.Observed()['signals']
"""


@pytest.fixture(scope="module")
def all_seen(windows, net, tmp_path_factory):
    folder = tmp_path_factory.mktemp("settings")
    windows.import_registry(folder / "settings.reg", registry("settings", WINHTTP=winhttp(net.http_port)))
    windows.file(r"Program Files\uvnc bvba\UltraVNC\ultravnc.ini").write_text("[ultravnc]\npasswd=CANARYABCDEF0123456789\n[admin]\nAuthRequired=1\n")
    config = r"windows\ServiceProfiles\LocalService\AppData\Roaming\RustDesk\config"
    windows.file(config + r"\RustDesk.toml").write_text("id = '123456789'\npassword = 'CANARY-rust'\n")
    windows.file(config + r"\RustDesk2.toml").write_text(
        "rendezvous_server = 'rs-ny.rustdesk.com:21116'\n[options]\ncustom-rendezvous-server = 'desk.partner.example'\n")
    program = windows.file(r"Program Files (x86)\AnyDesk\AnyDesk.exe")
    shutil.copyfile(windows.console.prefix / "drive_c" / "windows" / "system32" / "cmd.exe", program)
    started = windows.file(r"doubles\started")
    commands = ("/c", "echo", "x", ">", r"C:\doubles\started", "&", "ping", "-n", "600", "127.0.0.1", "&", "rem", "CANARY-command")
    with subprocess.Popen(
        [str(WINE / "wine64"), str(program), *commands],
        env={**os.environ, **windows.console.environment}, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as running:
        wait_until(started.exists)
        plan = {
            "deadline": 60,
            "sections": ["platform", "resolvers", "proxies", "endpoints", "updates", "software"],
            "software": compile_query(load_products(), "windows"),
            "endpoints": [{"id": "far:80/http/", "name": "far.example", "port": 80, "protocol": "http"},
                          {"id": "near:80/http/", "name": "erp.mueller.example", "port": 80, "protocol": "http"}],
        }
        made = windows.console.collect(
            folder, plan, {"deadline": 20, "sections": ["resolvers"], "before": STATIC},
            *({"deadline": 20, "sections": ["platform"], "before": before} for before in (PRODUCT, RENAMED, MOVED)),
            *({"deadline": 5, "sections": ["updates"], "before": before} for before in (FOR_BUSINESS, NO_ACCESS, NO_SERVICE)),
            {"ask": JOINED}, {"ask": LISTENING},
        )
        running.kill()
    return made


@pytest.fixture(scope="module")
def seen(all_seen):
    return all_seen[0]


def test_schema_and_secrets(all_seen):
    for seen in all_seen[:-2]:
        assert list(validator("observation").iter_errors(seen)) == []
        assert "CANARY" not in str(seen)


def test_proxies_of_the_machine_and_of_its_people(seen, net):
    found = {proxy["id"]: proxy for proxy in seen["proxies"]}
    assert found["winhttp"] == {
        "id": "winhttp", "url": f"http://127.0.0.1:{net.http_port}", "owner": "winhttp", "schemes": ["http", "https"],
        "bypass": ["*.mueller.example", "<local>"], "authenticated": False,
    }
    assert (found["user-1-http"]["url"], found["user-1-http"]["schemes"]) == ("http://proxy.mueller.example:3128", ["http"])
    assert found["user-1-socks"]["url"] == "socks://10.0.0.1:1080"
    assert (found["pac_file-1"]["url"], found["pac_file-1"]["schemes"]) == ("http://wpad.mueller.example/proxy.pac", [])


def test_only_winhttps_proxy_is_tried_and_not_for_its_exceptions(seen):
    ways = {(attempt["id"], attempt["via"]) for attempt in seen["endpoints"]}
    assert {via for _id, via in ways} == {"direct", "winhttp"}
    assert ("far:80/http/", "winhttp") in ways
    assert ("near:80/http/", "winhttp") not in ways
    answered = next(attempt for attempt in seen["endpoints"] if attempt["via"] == "winhttp")
    assert (answered["outcome"], answered["http"]["status"]) == ("open", 200)


def test_resolvers_of_the_policy(seen):
    assert [(one["address"], one["scope"], one["domains"]) for one in seen["resolvers"] if one["source"] == "nrpt"] == [
        ("192.0.2.53", "routed", [".corp.example"]), ("192.0.2.54", "routed", [".corp.example"])]


def test_updates_by_policy(seen):
    updates = seen["updates"]
    assert (updates["managers"], updates["disabled_by_policy"]) == (["wsus"], True)
    (source,) = updates["sources"]
    assert source["url"] == "http://wsus.mueller.example:8530/ClientWebService/wusserverversion.xml"
    # The proxy's exceptions hold for it too.
    assert [attempt["via"] for attempt in source["attempts"]] == ["direct"]
    assert vendor_of(seen["platform"]).offers(source)


def test_static_resolvers_and_a_rule_for_all_names(all_seen):
    before, after = all_seen[0]["resolvers"], all_seen[1]["resolvers"]
    by_interface = {one["interface"] for one in before if one["source"] == "interface"}
    assert by_interface
    assert {one["interface"] for one in after if one["source"] == "interface"} == {f"{name} (static)" for name in by_interface}
    assert [one["scope"] for one in after if one["address"] == "192.0.2.55"] == ["default"]


def test_what_windows_it_is(all_seen):
    platform = all_seen[2]["platform"]
    assert {name: platform[name] for name in ("name", "edition", "version", "family")} == {
        "name": "Windows 11 Pro 23H2", "edition": "Professional", "version": "22631.4317", "family": ["Client"],
    }


def test_its_domain_or_workgroup(all_seen):
    """Wine knows of neither: the rule alone is asked, for a domain with and without its name in DNS, a workgroup, and none that is known."""
    assert all_seen[-2]["answer"] == ["mueller.example", "MUELLER", "WORKGROUP (workgroup)", None]


def test_a_pending_reboot(all_seen):
    """By an update, by nothing, by another name, by a file that is in use."""
    assert [all_seen[number]["platform"]["reboot_pending"] for number in (0, 2, 3, 4)] == [True, False, True, True]


def test_windows_update_for_business(all_seen):
    updates = all_seen[5]["updates"]
    assert (updates["managers"], updates["disabled_by_policy"]) == (["windows_update_for_business"], False)
    assert [(source["manager"], [attempt["via"] for attempt in source["attempts"]]) for source in updates["sources"]] == [
        ("windows_update_for_business", ["winhttp"])] * 2


def test_updates_switched_off(all_seen):
    """By a policy that takes the access away, and by the service."""
    assert [seen["updates"]["disabled_by_policy"] for seen in all_seen[6:8]] == [True, True]


def test_remote_desktop_by_policy(seen):
    (one,) = seen["software"]["products"]["remote-desktop-services"]
    assert one["values"] == {"enabled": True, "network_level_authentication": True, "port": "3389"}


def test_vnc_and_rustdesk(seen):
    products = seen["software"]["products"]
    assert (products["tigervnc"][0]["values"], products["tigervnc"][0]["secrets"]) == ({"authentication": "none"}, {"password": True})
    assert (products["ultravnc"][0]["values"], products["ultravnc"][0]["unattended"]) == ({"authentication": "password"}, True)
    (real,) = products["realvnc"]
    assert (real["values"], real["secrets"], real["unattended"]) == ({"authentication": "password"}, {"password": True}, True)
    (desk,) = products["rustdesk"]
    assert (desk["client_id"], desk["unattended"], desk["values"]) == ("123456789", True, {"server": "desk.partner.example", "own_server": True})


def test_a_running_program(seen):
    running = [one for one in seen["software"]["signals"] if one["product"] == "anydesk" and one["kind"] == "process"]
    assert [(one["value"], one["state"]) for one in running] == [(r"C:\Program Files (x86)\AnyDesk\AnyDesk.exe", "running")]


def test_what_it_listens_on(all_seen):
    """Wine's tables name no owner of a port, so these are made up. Left out: ports that are not asked for, or of another process, or of none that is told."""
    assert [(one["kind"], one["value"], one["state"]) for one in all_seen[-1]["answer"]] == [
        ("listener", "7070/tcp on loopback", "running"), ("listener", "7070/tcp", "running"), ("listener", "7071/tcp", "running"),
        ("listener", "7072/tcp on loopback", "running"),
    ]

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a Windows is configured with, under Wine: proxies, resolvers, updates, Remote Desktop; and what runs on it."""
from __future__ import annotations

import os
import shutil
import subprocess
import time

import pytest
from consoles import WINE
from registry import as_hex, registry

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


@pytest.fixture(scope="module")
def seen(windows, net, tmp_path_factory):
    folder = tmp_path_factory.mktemp("settings")
    windows.import_registry(folder / "settings.reg", registry("settings", WINHTTP=winhttp(net.http_port)))
    windows.file(r"Program Files\uvnc bvba\UltraVNC\ultravnc.ini").write_text("[ultravnc]\npasswd=CANARYABCDEF0123456789\n[admin]\nAuthRequired=1\n")
    config = r"windows\ServiceProfiles\LocalService\AppData\Roaming\RustDesk\config"
    windows.file(config + r"\RustDesk.toml").write_text("id = '123456789'\npassword = 'CANARY-rust'\n")
    windows.file(config + r"\RustDesk2.toml").write_text(
        "rendezvous_server = 'rs-ny.rustdesk.com:21116'\n[options]\ncustom-rendezvous-server = 'desk.partner.example'\n")
    program = windows.file(r"Program Files (x86)\AnyDesk\AnyDesk.exe")
    shutil.copyfile(windows.console.prefix / "drive_c" / "windows" / "system32" / "cmd.exe", program)
    with subprocess.Popen(
        [str(WINE / "wine64"), str(program), "/c", "ping", "-n", "120", "127.0.0.1"],
        env={**os.environ, **windows.console.environment}, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as running:
        time.sleep(1)
        plan = {
            "deadline": 20,
            "sections": ["platform", "resolvers", "proxies", "endpoints", "updates", "software"],
            "software": compile_query(load_products(), "windows"),
            "endpoints": [{"id": "far:80/http/", "name": "far.example", "port": 80, "protocol": "http"},
                          {"id": "near:80/http/", "name": "erp.mueller.example", "port": 80, "protocol": "http"}],
        }
        made = windows.console.collect(folder, plan)[0]
        running.kill()
    return made


def test_schema_and_secrets(seen):
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
    assert source["url"] == "http://wsus.mueller.example:8530/ClientWebService/client.asmx"
    # The proxy's exceptions hold for it too.
    assert [attempt["via"] for attempt in source["attempts"]] == ["direct"]
    assert vendor_of(seen["platform"]).offers(source)


def test_a_pending_reboot(seen):
    assert seen["platform"]["reboot_pending"] is True


def test_remote_desktop_by_policy(seen):
    (one,) = seen["software"]["products"]["remote-desktop-services"]
    assert one["values"] == {"enabled": True, "network_level_authentication": True, "port": "3389"}


def test_vnc_and_rustdesk(seen):
    products = seen["software"]["products"]
    assert (products["tigervnc"][0]["values"], products["tigervnc"][0]["secrets"]) == ({"authentication": "none"}, {"password": True})
    assert (products["ultravnc"][0]["values"], products["ultravnc"][0]["unattended"]) == ({"authentication": "password"}, True)
    (desk,) = products["rustdesk"]
    assert (desk["client_id"], desk["unattended"], desk["values"]) == ("123456789", True, {"server": "desk.partner.example", "own_server": True})


def test_a_running_program(seen):
    running = [one for one in seen["software"]["signals"] if one["product"] == "anydesk" and one["kind"] == "process"]
    assert [(one["value"], one["state"]) for one in running] == [(r"C:\Program Files (x86)\AnyDesk\AnyDesk.exe", "running")]

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
from ipaddress import ip_address
from pathlib import Path

import pytest
from hostile import HOSTILE
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_fleet import assessment, finding

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.load import load_endpoints
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.firewall.demand import demand
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.firewall.rules import Demand, readable
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.firewall.write import FORMATS, rendered
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.load import texts

NFT = shutil.which("nft", path="/usr/sbin:/sbin:/usr/bin:/bin")
DNSMASQ = shutil.which("dnsmasq", path="/usr/sbin:/usr/bin")
CONSOLES = os.environ.get("WINDOWS_TEST_CONSOLES") or str(Path(__file__).parents[5] / ".ansible" / "powershell")
PWSH = shutil.which("pwsh") or shutil.which("pwsh", path=f"{CONSOLES}/linux-x64")
CONFIGURATIONS = ("rules.nft", "rules.dnsmasq.conf", "fortigate.conf", "windows-firewall.ps1", "opnsense-rules.csv")


def blocked(host, *rules, **changes):
    return assessment(host, findings=[finding("endpoints.teamviewer", "unmet", "endpoints_blocked", data={"rules": list(rules)})], **changes)


def written(*hosts, everything=False, language="de", addresses=None):
    files = rendered(demand(hosts, load_endpoints(), everything, addresses), list(FORMATS), texts(language))
    return {name: content.decode("utf-8-sig") for name, content in files.items()}


@pytest.fixture(params=["blocked", "everything"])
def files(request):
    """What two hosts ask for: one with both kinds of address, one whose address is not known."""
    first = blocked("srv1", "router*.teamviewer.com:5938", "*.teamviewer.com:443")
    resolvers = ["192.0.2.53:53", "[2001:db8::53]:53"]
    silent = finding("dns.udp", "unmet", "dns_udp_silent", data={"silent": resolvers, "resolvers": resolvers})
    first["findings"] = [silent if one["id"] == "dns.udp" else one for one in first["findings"]]
    hosts = [first, blocked("srv2", "*.teamviewer.com:443"), assessment("srv3", findings=[finding("internet.http", "unmet", "http_blocked")])]
    return written(*hosts, everything=request.param == "everything", addresses={"srv1": "192.0.2.10", "srv3": "2001:db8::3"})


def test_nothing_to_ask_for_is_no_file():
    assert rendered(Demand(), list(FORMATS), texts("de")) == {}


def test_nft_takes_the_rules(files, tmp_path):
    if NFT is None:
        pytest.skip("no nft on this machine (apt-get install nftables)")
    path = tmp_path / "rules.nft"
    path.write_text(files["rules.nft"])
    checked = subprocess.run([NFT, "-c", "-f", str(path)], capture_output=True, text=True, check=False)
    if "Operation not permitted" in checked.stderr:
        pytest.skip("nft -c needs root")
    assert (checked.returncode, checked.stderr) == (0, "")


def test_dnsmasq_takes_the_names(files, tmp_path):
    if DNSMASQ is None:
        pytest.skip("no dnsmasq on this machine (apt-get install dnsmasq-base)")
    path = tmp_path / "names.conf"
    path.write_text(files["rules.dnsmasq.conf"])
    checked = subprocess.run([DNSMASQ, "--test", f"--conf-file={path}"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr


def test_every_set_that_dnsmasq_fills_is_a_set_of_the_rules(files):
    filled = set(re.findall(r"#(to_\w+)", files["rules.dnsmasq.conf"]))
    assert filled
    assert filled <= set(re.findall(r"set (to_\w+) ", files["rules.nft"]))


def test_a_longer_name_fills_the_sets_of_the_shorter_ones_too():
    host = blocked("a", "router*.teamviewer.com:5938", "*.teamviewer.com:443")
    lines = written(host)["rules.dnsmasq.conf"].splitlines()
    (longer,) = [line for line in lines if "/router1.teamviewer.com/" in line]
    assert "tcp_443" in longer
    assert "tcp_5938" in longer


def test_a_host_without_a_known_address_opens_nothing_and_is_named():
    files = written(blocked("fs02", "*.teamviewer.com:443"))
    assert "elements" not in files["rules.nft"]
    assert "fs02" in files["rules.nft"]
    assert "set status disable" in files["fortigate.conf"]
    assert [row["enabled"] for row in csv.DictReader(io.StringIO(files["opnsense-rules.csv"]))] == ["0"]


def test_powershell_reads_the_script_as_nothing_but_these_commands(files, tmp_path):
    if PWSH is None:
        pytest.skip("no pwsh on this machine: the rules for Windows were not parsed")
    path = tmp_path / "rules.ps1"
    path.write_bytes(files["windows-firewall.ps1"].encode())
    script = (
        "$e = $null; $t = $null; $a = [System.Management.Automation.Language.Parser]::ParseFile('" + str(path) + "', [ref]$t, [ref]$e);"
        "$e | ForEach-Object { 'error ' + $_.Message };"
        "$a.FindAll({ param($n) $n -is [System.Management.Automation.Language.CommandAst] }, $true) | ForEach-Object { $_.GetCommandName() }"
    )
    done = subprocess.run([PWSH, "-NoProfile", "-NonInteractive", "-Command", script], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert set(done.stdout.split()) <= {
        "Get-NetFirewallDynamicKeywordAddress",
        "New-NetFirewallDynamicKeywordAddress",
        "Remove-NetFirewallRule",
        "New-NetFirewallRule",
    }
    assert "New-NetFirewallRule" in done.stdout


def test_windows_rules_refer_to_keywords_that_are_made(files):
    script = files["windows-firewall.ps1"]
    made = set(re.findall(r"New-NetFirewallDynamicKeywordAddress -Id '(\{[^']+\})'", script))
    assert made
    assert {one for line in script.splitlines() if "-RemoteDynamicKeywordAddresses" in line for one in re.findall(r"\{[0-9a-f-]+\}", line)} == made


def test_fortigate_objects_are_made_before_they_are_used(files):
    configuration = files["fortigate.conf"]
    objects, _policies = configuration.split("config firewall policy")
    used = {name for line in configuration.splitlines() if re.match(r"\s+set (srcaddr|dstaddr|service) ", line) for name in re.findall('"([^"]+)"', line)}
    assert used - {"all", "none"} == set(re.findall(r'edit "([^"]+)"', objects))
    depth = 0
    for line in configuration.splitlines():
        depth += line.strip().startswith(("config ", "edit ")) - (line.strip() in ("next", "end"))
        assert 0 <= depth <= 2
    assert depth == 0


def test_opnsense_rules_refer_to_aliases_that_are_made(files):
    aliases = {alias["name"]: alias for alias in json.loads(files["opnsense-aliases.json"])["aliases"]["alias"].values()}
    assert all(re.fullmatch(r"[a-z0-9_]{1,31}", name) for name in aliases)
    assert not any("*" in alias["content"] for alias in aliases.values())
    rules = list(csv.DictReader(io.StringIO(files["opnsense-rules.csv"])))
    assert {row[side] for row in rules for side in ("source_net", "destination_net")} - {"any"} == set(aliases)
    assert {row["name"] for row in csv.DictReader(io.StringIO(files["opnsense-aliases.csv"]))} == set(aliases)


def test_the_table_holds_every_rule_and_host_as_the_vendor_says_it():
    table = written(blocked("srv1", "router*.teamviewer.com:5938"), blocked("srv2", "router*.teamviewer.com:5938"))["rules.csv"]
    rows = list(csv.reader(io.StringIO(table), delimiter=";"))
    assert [(row[0], row[2], row[4]) for row in rows[1:]] == [("srv1", "router*.teamviewer.com", "5938"), ("srv2", "router*.teamviewer.com", "5938")]


def test_the_table_is_for_the_spreadsheets_of_its_language():
    host = blocked("srv1", "*.teamviewer.com:443")
    assert '"srv1";' in written(host)["rules.csv"]
    assert '"srv1",' in written(host, language="en")["rules.csv"]


WORDS = st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=60))


@settings(deadline=None, max_examples=60)
@given(WORDS, WORDS)
def test_no_word_of_a_customer_changes_what_is_configured(host, place):
    def asking(name, *hosts):
        silent = finding("updates.source", "unmet", "updates_blocked", data={"hosts": ["deb.debian.org", *hosts]})
        return written(assessment(name, findings=[silent]), addresses={name: "192.0.2.1"})

    files, expected = asking(host, *([] if readable(place) else [place])), asking("harmless")
    for name in CONFIGURATIONS:
        assert re.fullmatch(r"[\x20-\x7e\n\r\t]*", files[name]), name
        assert without_remarks(files[name]) == without_remarks(expected[name]), name
    for row in csv.reader(io.StringIO(files["rules.csv"]), delimiter=";"):
        assert len(row) == 10
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


def without_remarks(configuration):
    return [line for line in configuration.splitlines() if not line.strip().startswith("#")]


@given(st.ip_addresses())
@settings(deadline=None, max_examples=20)
def test_any_address_can_be_a_hosts(address):
    files = written(blocked("a", "*.teamviewer.com:443"), addresses={"a": str(address)})
    assert str(ip_address(str(address))) in files["rules.nft"]

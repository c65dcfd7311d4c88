# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import os

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.proxies.collect import ProxySet, collect_proxies

ENVIRONMENT = """\
PATH="/usr/bin"
http_proxy="http://env:CANARY@proxy:3128/"
export https_proxy=http://env:CANARY@proxy:3128/
no_proxy=localhost,intern.example
"""
APT = """\
Acquire::http::Proxy "http://apt:CANARY@aptproxy:3142";
Acquire::http::Proxy::direct.example "DIRECT";
Acquire::http::Proxy::special.example "http://special:1";
"""
DNF = "[main]\nproxy=http://dnfproxy:8080\nproxy_username=dnf\nproxy_password=CANARY@/\n"
REPOSITORY = "[corp]\nproxy=http://corpproxy:1\nbaseurl=x\n[off]\nproxy=_none_\n[own]\nproxy = http://x:CANARY@\n"
ZYPPER = 'PROXY_ENABLED="yes"\nHTTP_PROXY="http://suse:CANARY@suseproxy:1"\nNO_PROXY="localhost, 127.0.0.1"\n'


@pytest.fixture
def tree(tmp_path):
    for path, text in (
        ("etc/environment", ENVIRONMENT),
        ("etc/apt/apt.conf.d/10proxy", APT),
        ("etc/apt/apt.conf.d/10proxy.dpkg-old", 'Acquire::https::Proxy "http://old:1";'),
        ("etc/dnf/dnf.conf", DNF),
        ("etc/yum.repos.d/corp.repo", REPOSITORY),
        ("etc/sysconfig/proxy", ZYPPER),
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


def collected(root, variables=None):
    found, errors = ProxySet(), []
    collect_proxies(str(root), variables or {}, False, found, errors)
    return found, errors


def test_every_owner(tree):
    found, errors = collected(tree, {"http_proxy": "http://session:CANARY@proxy:1", "ALL_PROXY": "socks5://socks:1080"})
    assert [(entry.id, entry.url, entry.schemes) for entry in found.entries] == [
        ("session-http", "http://proxy:1", ("http",)),
        ("session-https", "socks5://socks:1080", ("https",)),
        ("environment_file", "http://proxy:3128", ("http", "https")),
        ("apt", "http://aptproxy:3142", ("http", "https")),
        ("apt-http-special.example", "http://special:1", ("http",)),
        ("dnf", "http://dnfproxy:8080", ("http", "https")),
        ("dnf-corp", "http://corpproxy:1", ("http", "https")),
        ("zypper", "http://suseproxy:1", ("http",)),
    ]
    assert "CANARY" not in repr([entry.observed() for entry in found.entries]) + repr(errors)
    assert errors == ["dnf: proxy without a host", "session-https: a proxy of this kind is not tried"]


def test_which_lead_to_an_endpoint(tree):
    found, _errors = collected(tree, {"https_proxy": "http://env:CANARY@proxy:3128"})
    assert [entry.id for entry in found.leading_to("https", "vendor.example", 443)] == ["session", "apt", "dnf"]
    # The session's has no exceptions, that of the file has; apart from that they are one.
    assert [entry.id for entry in found.leading_to("https", "x.intern.example", 443)] == ["session", "apt", "dnf"]
    assert [entry.id for entry in found.leading_to("http", "vendor.example", 80)] == ["environment_file", "apt", "dnf", "zypper"]


def test_the_ways_of_a_manager(tree):
    found, _errors = collected(tree)

    def ways(manager, part, host, scheme="http", not_its_own=False):
        return [way and way.id for way in found.of_manager(manager, part, scheme, host, 80, not_its_own)]

    assert ways("apt", "", "deb.example") == ["apt"]
    assert ways("apt", "", "special.example") == ["apt-http-special.example"]
    assert ways("apt", "", "direct.example") == [None, "environment_file"]
    assert ways("dnf", "corp", "rpm.example") == ["dnf-corp"]
    assert ways("dnf", "base", "rpm.example") == ["dnf"]
    assert ways("dnf", "off", "rpm.example", not_its_own=True) == [None]
    assert ways("pacman", "core", "arch.example") == [None, "environment_file"]
    assert ways("pacman", "core", "intern.example") == [None]


def test_what_cannot_be_read_costs_only_itself(tree):
    os.remove(tree / "etc/environment")
    os.mkfifo(tree / "etc/environment")
    found, errors = collected(tree)
    assert "apt" in [entry.id for entry in found.entries]
    assert errors[0] == "proxies: NotARegularFile: not a regular file"


def test_a_machine_without_any(tmp_path):
    found, errors = collected(tmp_path)
    assert (found.entries, errors) == ([], [])
    assert found.of_manager("apt", "", "http", "deb.example", 80) == [None]

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import base64
import json
import os
import socket
import threading

import pytest
from loopback_servers import answer_dns, as_answer, be_silent, drip, forward, over_tls, say

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network import names
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.probe import collect
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.probe.parameters import read_parameters
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.resolvers.model import Resolver
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import validator

QUESTION = b"\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x07example\x00\x00\x01\x00\x01"
QUERY = {"id": "transport:example", "packet": base64.b64encode(QUESTION).decode()}
PAGE = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhere"
RELEASE = b"HTTP/1.1 206 Partial Content\r\nContent-Length: 34\r\n\r\n-----BEGIN PGP SIGNED MESSAGE-----"


@pytest.fixture
def tree(tmp_path):
    def write(path, content=""):
        target = tmp_path / path.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content)

    write.root = str(tmp_path)
    write("/etc/os-release", "ID=debian\nVERSION_ID=12\n")
    write("/etc/resolv.conf", "")
    return write


def observe(**params):
    params.setdefault("deadline", 20.0)
    seen = collect.collect(params)
    validator("observation").validate(json.loads(json.dumps(seen)))
    return seen


def endpoint(port, protocol="tcp", name="localhost", **more):
    return {"id": f"{name}:{port}/{protocol}", "name": name, "port": port, "protocol": protocol, **more}


def outcomes(seen):
    return {(entry["id"].rpartition("/")[2], entry["via"], entry["family"]): entry["outcome"] for entry in seen["endpoints"]}


def test_the_machine_itself():
    seen = observe(sections=["platform", "privilege"])
    assert seen["complete"] is True
    assert seen["platform"]["system"] == "linux"
    assert seen["privilege"]["account"] == ("root" if os.geteuid() == 0 else "ordinary")
    assert "resolvers" not in seen and "endpoints" not in seen


def test_everything_at_once(tree, serve, serve_udp, authority):
    server = serve_udp(as_answer)
    tree("/etc/resolv.conf", "nameserver 127.0.0.1\n")
    tree("/var/lib/dpkg/status")
    source = serve(say(RELEASE))
    tree("/etc/apt/sources.list", f"deb http://user:CANARY@127.0.0.1:{source.port}/debian x main\n")
    context, _leaf = authority.context()
    secured = serve(over_tls(context, be_silent))
    seen = observe(
        root=tree.root,
        trust_anchor=authority.pem,
        dns_queries=[QUERY],
        dns_resolvers=[f"127.0.0.1:{server.port}"],
        endpoints=[endpoint(secured.port, "tls"), endpoint(source.port), endpoint(1, "http")],
    )
    assert seen["complete"] is True
    assert {(entry["port"], entry["transport"]): entry["outcome"] for entry in seen["dns"] if entry["port"] != 53} == {
        (server.port, "udp"): "answered",
        (server.port, "tcp"): "refused",
    }
    assert len([entry for entry in seen["dns"] if entry["port"] == 53]) == 2
    ipv4 = {key: value for key, value in outcomes(seen).items() if key[2] == "ipv4"}
    assert ipv4 == {("tls", "direct", "ipv4"): "open", ("tcp", "direct", "ipv4"): "open", ("http", "direct", "ipv4"): "refused"}
    (entry,) = seen["updates"]["sources"]
    assert (entry["url"], entry["attempts"][0]["http"]) == (
        f"http://127.0.0.1:{source.port}/debian/dists/x/InRelease",
        {"status": 206, "body": "-----BEGIN PGP SIGNED MESSAGE-----"},
    )
    assert set(seen["certificates"]) == set(next(entry for entry in seen["endpoints"] if "tls" in entry and entry["family"] == "ipv4")["tls"]["chain"])


def test_known_certificates_are_not_sent_again(serve, authority):
    context, _leaf = authority.context()
    plan = {"sections": ["endpoints"], "trust_anchor": authority.pem, "endpoints": [endpoint(serve(over_tls(context, be_silent)).port, "tls", "127.0.0.1")]}
    first = observe(**plan)
    digests = list(first["certificates"])
    second = observe(known_certificates=digests[:1], **plan)
    assert list(second["certificates"]) == digests[1:]
    assert second["endpoints"][0]["tls"]["chain"] == first["endpoints"][0]["tls"]["chain"]


def test_a_source_whose_first_file_is_not_there_is_asked_for_the_other(tree, serve):
    asked = []

    def behave(connection):
        line = connection.recv(65536).split(b"\r\n")[0]
        asked.append(line)
        connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n" if b"InRelease" in line else PAGE)
        connection.close()

    tree("/var/lib/dpkg/status")
    tree("/etc/apt/sources.list", f"deb http://127.0.0.1:{serve(behave).port} x main\n")
    (source,) = observe(root=tree.root, sections=["updates"])["updates"]["sources"]
    assert [attempt["http"]["status"] for attempt in source["attempts"]] == [404, 200]
    assert asked == [b"GET /dists/x/InRelease HTTP/1.1", b"GET /dists/x/Release HTTP/1.1"]


def test_through_the_proxies_of_files(tree, serve):
    log = []
    proxy = serve(forward(log))
    server = serve(be_silent)
    tree("/etc/environment", f"https_proxy=http://anna:CANARY@127.0.0.1:{proxy.port}\nno_proxy=intern.example\n")
    tree("/etc/apt/apt.conf", f'Acquire::http::Proxy "http://127.0.0.1:{proxy.port}";')
    tree("/var/lib/dpkg/status")
    tree("/etc/apt/sources.list", "deb http://deb.example/debian x main\n")
    seen = observe(root=tree.root, sections=["proxies", "endpoints", "updates"], endpoints=[endpoint(server.port, name="127.0.0.1")])
    assert outcomes(seen) == {("tcp", "direct", "ipv4"): "open", ("tcp", "environment_file", None): "open", ("tcp", "apt", None): "open"}
    assert [attempt["via"] for attempt in seen["updates"]["sources"][0]["attempts"]] == ["apt"]
    assert any(head.startswith(b"GET http://deb.example/debian/dists/x/InRelease ") for head in log)
    assert "CANARY" not in json.dumps(seen)


def test_the_sessions_proxy_and_no_secret_of_any(monkeypatch, tree, serve):
    log = []
    proxy = serve(forward(log, allow=False))
    for name in ("http_proxy", "HTTPS_PROXY", "all_proxy", "no_proxy", "NO_PROXY", "https_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HTTPS_PROXY", f"http://anna:CANARY@127.0.0.1:{proxy.port}/?CANARY")
    monkeypatch.setenv("SECRET", "CANARY")
    seen = observe(sections=["proxies", "endpoints"], endpoints=[endpoint(443, "tls", "vendor.invalid")])
    attempt = next(entry for entry in seen["endpoints"] if entry["via"] == "session")
    assert (attempt["outcome"], attempt["http"]["status"], "tls" in attempt) == ("unexpected_answer", 407, False)
    assert b"Proxy-Authorization: Basic YW5uYTpDQU5BUlk=" in log[0]
    assert "CANARY" not in json.dumps(seen)


def test_secrets_in_files_never_leave(tree):
    tree("/var/lib/dpkg/status")
    tree("/etc/apt/sources.list", "deb [signed-by=/home/anna/k.gpg] https://u:CANARY@127.0.0.1:1/x?CANARY x main\ndeb https://u:CAN/CANARY@h/ y z\n")
    tree("/etc/apt/sources.list.d/x.sources", "Types: deb\nURIs: https://u:CANARY@127.0.0.1:1/\nSuites: ./\nSigned-By:\n -----BEGIN PGP-----\n CANARY\n")
    tree("/etc/apt/apt.conf", 'Acquire::http::Proxy "http://u:CANARY@127.0.0.1:1/CANARY?CANARY"; Acquire::https::Proxy::x "http://CANARY@";')
    tree("/etc/dnf/dnf.conf", "[main]\nproxy=http://127.0.0.1:1\nproxy_username=CANARY\nproxy_password=CANARY\n")
    tree("/etc/yum.repos.d/x.repo", "[x]\nbaseurl=https://u:CANARY@127.0.0.1:1/x\nusername=CANARY\npassword=CANARY\nmirrorlist=\n")
    tree("/etc/yum.repos.d/y.repo", "[y]\nmetalink=http://127.0.0.1:1/?CANARY\n")
    tree("/etc/zypp/repos.d/x.repo", "[z]\nbaseurl=https://127.0.0.1:1/x?CANARY\n")
    tree("/etc/environment", "http_proxy=http://u:CANARY@127.0.0.1:1\nhttps_proxy=u:CANARY@127.0.0.1:1\nTOKEN=CANARY\n")
    said = json.dumps(observe(root=tree.root, endpoints=[endpoint(1, "http", "127.0.0.1"), endpoint(1, "tls", "127.0.0.1")]))
    assert "CANARY" not in said
    assert "anna" not in said
    assert said.count("127.0.0.1") > 10


@pytest.mark.parametrize(
    ("path", "text", "section"),
    [
        ("/etc/apt/sources.list.d/paid.list/folder", "", "updates"),
        ("/etc/apt/apt.conf.d/95proxy/folder", "", "proxies"),
        ("/etc/apt/apt.conf.d/95proxy", 'Acquire::http::Proxy-Auto-Detect "/usr/bin/auto-apt-proxy";', "proxies"),
        ("/etc/environment", "all_proxy=socks5://192.0.2.1:1080", "proxies"),
    ],
)
def test_what_could_not_be_read_or_tried_makes_its_section_incomplete(tree, path, text, section):
    tree("/var/lib/dpkg/status")
    tree("/etc/apt/sources.list", "deb http://127.0.0.1:1/debian trixie main")
    tree(path, text)
    seen = observe(root=tree.root)
    assert {name for name, one in seen["sections"].items() if not one["complete"]} & {"updates", "proxies"} == {section}
    assert seen["sections"][section]["errors"]


def test_a_pipe_in_place_of_a_file_costs_its_section_only(tree, serve):
    os.remove(tree.root + "/etc/resolv.conf")
    os.mkfifo(tree.root + "/etc/resolv.conf")
    seen = observe(root=tree.root, dns_queries=[QUERY], endpoints=[endpoint(serve(be_silent).port, name="127.0.0.1")])
    assert {name: section["complete"] for name, section in seen["sections"].items() if not section["complete"]} == {"resolvers": False, "dns": False}
    assert outcomes(seen) == {("tcp", "direct", "ipv4"): "open"}


@pytest.mark.parametrize("hanging", ["resolvers", "proxies", "updates", "platform", "privilege", "software"])
def test_whatever_hangs_costs_its_section_only(hanging, monkeypatch, tree, serve):
    for_ever = threading.Event()
    functions = {
        "resolvers": "probe.network.collect_resolvers",
        "proxies": "probe.network.collect_proxies",
        "updates": "probe.network.collect_sources",
        "platform": "probe.local.collect_platform",
        "privilege": "probe.local.collect_privilege",
        "software": "software.collect.collect_software",
    }
    base = "ansible_collections.bauer_group.remote_maintenance.plugins.module_utils."
    monkeypatch.setattr(base + functions[hanging], lambda *args, **kwargs: for_ever.wait(60))
    endpoints = [endpoint(serve(be_silent).port, name="127.0.0.1")]
    seen = observe(root=tree.root, deadline=2.0, software={"system": "linux"}, dns_queries=[QUERY], endpoints=endpoints)
    for_ever.set()
    incomplete = {name for name, section in seen["sections"].items() if not section["complete"]}
    needing = {"resolvers": {"dns"}, "proxies": {"endpoints", "updates"}}
    assert incomplete == {hanging, *needing.get(hanging, ())}
    assert outcomes(seen) == {("tcp", "direct", "ipv4"): "open"}
    assert seen["sections"][hanging]["errors"] == ["cut off by the deadline"]


def test_names_that_are_never_resolved(monkeypatch, serve):
    for_ever = threading.Event()
    real = socket.getaddrinfo
    monkeypatch.setattr(names.socket, "getaddrinfo", lambda name, *rest, **more: for_ever.wait(60) if name.startswith(b"slow") else real(name, *rest, **more))
    endpoints = [endpoint(80, name=f"slow{number}") for number in range(12)]
    seen = observe(sections=["endpoints"], deadline=4.0, endpoints=[*endpoints, endpoint(serve(be_silent).port)])
    for_ever.set()
    direct = [entry for entry in seen["endpoints"] if entry["via"] == "direct"]
    assert [entry["outcome"] for entry in direct if entry["family"] == "ipv4"] == ["open"]
    assert [entry["outcome"] for entry in direct if entry["id"].startswith("slow")] == ["timeout"] * 12
    assert seen["sections"]["endpoints"]["complete"] is True


def test_servers_that_hang_all_get_their_outcome(tree, serve, serve_udp):
    silent, dripping, deaf = serve(be_silent), serve(drip(b"HTTP/1.1 200 OK ")), serve_udp(lambda question: None)
    endpoints = [endpoint(server.port, protocol, "127.0.0.1") for server in (silent, dripping) for protocol in ("tls", "http")]
    seen = observe(root=tree.root, deadline=2.0, dns_queries=[QUERY], dns_resolvers=[f"127.0.0.1:{deaf.port}", f"127.0.0.1:{silent.port}"], endpoints=endpoints)
    assert {(entry["port"], entry["transport"], entry["outcome"]) for entry in seen["dns"]} == {
        (deaf.port, "udp", "timeout"),
        (deaf.port, "tcp", "refused"),
        (silent.port, "udp", "refused"),
        (silent.port, "tcp", "timeout"),
    }
    assert sorted(entry["outcome"] for entry in seen["endpoints"]) == ["timeout", "timeout", "timeout", "unexpected_answer"]
    assert seen["complete"] is True


def test_two_hundred_endpoints_that_are_silent(serve):
    server = serve(be_silent)
    endpoints = [dict(endpoint(server.port, "http", "127.0.0.1"), id=f"{number}/http") for number in range(200)]
    seen = observe(sections=["endpoints"], deadline=2.0, endpoints=endpoints)
    direct = [entry for entry in seen["endpoints"] if entry["via"] == "direct"]
    assert len(direct) == 200
    assert {entry["outcome"] for entry in direct} == {"timeout"}


def test_resolvers_are_asked_by_their_scope(tree, serve_udp, monkeypatch):
    servers = {scope: serve_udp(as_answer) for scope in ("default", "stub", "routed")}

    def resolvers(root, system, commands, found, errors):
        found.extend(Resolver("127.0.0.1", server.port, scope, "resolv_conf") for scope, server in servers.items())

    monkeypatch.setattr("ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.probe.network.collect_resolvers", resolvers)
    queries = [dict(QUERY, transports=["udp"]), dict(QUERY, id="second", transports=["udp"])]
    seen = observe(root=tree.root, sections=["resolvers", "dns"], dns_queries=queries)
    assert {scope: len(server.asked) for scope, server in servers.items()} == {"default": 2, "stub": 1, "routed": 0}
    assert len(seen["dns"]) == 3
    assert all(base64.b64decode(entry["answer"]) == as_answer(QUESTION) for entry in seen["dns"])


def test_dns_over_tcp(tree, serve):
    server = serve(answer_dns)
    seen = observe(root=tree.root, sections=["dns"], dns_queries=[dict(QUERY, transports=["tcp"])], dns_resolvers=[f"127.0.0.1:{server.port}"])
    assert [(entry["outcome"], base64.b64decode(entry["answer"])) for entry in seen["dns"]] == [("answered", as_answer(QUESTION))]


def test_software_only_where_it_is_asked_for(tree):
    assert "software" not in observe(root=tree.root, sections=["software"])["sections"]


def test_one_that_did_not_come_back():
    seen = collect.hung(read_parameters({"sections": ["dns", "platform"]}))
    validator("observation").validate(seen)
    assert seen["complete"] is False
    assert {section["errors"][0] for section in seen["sections"].values()} == {"the process that probes did not answer"}

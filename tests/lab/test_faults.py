# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each fault of a host is there while it holds, and healed afterwards."""
from __future__ import annotations

import subprocess

import pytest
from lab import faults

PLAIN = "nw-server"
RESOLVED = "nw-office"
VENDOR = "router1.teamviewer.com"


def log_in(lab, host: str, command: str = "true"):
    target = lab.plan.host(host)
    return lab.control.run(
        "ssh", "-F", "none", "-i", str(lab.inventory.parent / "keys" / "id_ed25519"), "-o", "BatchMode=yes", "-o", "ConnectTimeout=5",
        "-o", f"UserKnownHostsFile={lab.inventory.parent / 'keys' / 'known_hosts'}", "-o", "StrictHostKeyChecking=yes",
        f"wartung@{target.address4}", command, timeout=20,
    )


@pytest.mark.parametrize("host", [PLAIN, RESOLVED])
def test_other_resolvers(lab, host):
    with lab.faults(host).resolvers("private_sinkhole"):
        assert lab.view(host).resolve(VENDOR) == "192.168.10.200 fd00::200"
    assert lab.view(host).resolve(VENDOR).startswith("2a0f:4000::")


def test_a_dead_resolver_before_one_that_lives(lab):
    with lab.faults(PLAIN).resolvers("dead", "isp"):
        assert lab.machines[PLAIN].read("/etc/resolv.conf") == "nameserver 45.53.0.99\nnameserver 45.53.0.53\n"


def test_split_dns(lab):
    with lab.faults(RESOLVED).split_dns():
        assert lab.view(RESOLVED).resolve("intranet.nordwind.internal") == "192.168.10.5"
        assert lab.plan.vendors[VENDOR].address4 in lab.view(RESOLVED).resolve(VENDOR)
    assert lab.view(RESOLVED).resolve("intranet.nordwind.internal") == "no name"


def test_no_default_route_and_yet_the_provider_gets_in(lab):
    with lab.faults(PLAIN).without_default_route():
        assert lab.view(PLAIN).tcp(lab.plan.vendors[VENDOR].address4, 443) == "failed: [Errno 101] Network is unreachable"
        assert lab.view(PLAIN).tcp(lab.plan.vendors[VENDOR].address6, 443) == "failed: [Errno 101] Network is unreachable"
        assert lab.view("control").tcp(lab.plan.host(PLAIN).address4, 22) == "open"
    assert lab.view(PLAIN).tcp(lab.plan.vendors[VENDOR].address4, 443) == "open"
    assert lab.view(PLAIN).tcp(lab.plan.vendors[VENDOR].address6, 443) == "open"


def test_proxy_settings(lab):
    machine = lab.machines[PLAIN]
    before = machine.read("/etc/environment")
    with lab.faults(PLAIN).environment_proxy("http://proxy:3128"), lab.faults(PLAIN).apt_proxy("http://proxy:3129"):
        assert log_in(lab, PLAIN, "printenv https_proxy").stdout == "http://proxy:3128\n"
        assert "http://proxy:3129" in machine.execute("apt-config", "dump", "Acquire::http::Proxy")
    assert machine.read("/etc/environment") == before
    assert not machine.path("/etc/apt/apt.conf.d/95proxy").exists()


def test_a_package_database_that_hangs(lab):
    machine = lab.machines[PLAIN]
    with lab.faults(PLAIN).hung_package_database(), pytest.raises(subprocess.TimeoutExpired):
        machine.attempt("timeout", "5", "dpkg-query", "--list", timeout=1)
    assert "openssh-server" in machine.execute("dpkg-query", "--list", "openssh-server")


def test_no_python(lab):
    machine = lab.machines[PLAIN]
    with lab.faults(PLAIN).without_python():
        assert machine.attempt("sh", "-c", "command -v python3 python3.11 python").returncode != 0
    assert machine.execute("/usr/bin/python3", "--version").startswith("Python 3.11")


def test_python_36_alone(lab):
    if faults.python36() is None:
        pytest.skip("no Python 3.6 to lend (pyenv, or LAB_PYTHON36=<prefix>)")
    machine = lab.machines[PLAIN]
    with lab.faults(PLAIN).with_python36():
        assert machine.execute("/usr/bin/python3", "-c", "import json, sys; print(sys.version_info[:2])") == "(3, 6)\n"
        assert machine.attempt("sh", "-c", "command -v python3.11").returncode != 0
    assert machine.execute("/usr/bin/python3", "--version").startswith("Python 3.11")


def test_a_changed_host_key(lab):
    with lab.faults(PLAIN).changed_host_key():
        assert "REMOTE HOST IDENTIFICATION HAS CHANGED" in log_in(lab, PLAIN).stderr
    assert log_in(lab, PLAIN).returncode == 0


def test_a_host_that_is_down(lab):
    with lab.faults("sh-lager").down():
        assert lab.machines["sh-lager"].leader is None
        assert log_in(lab, "sh-lager").returncode == 255
    assert log_in(lab, "sh-lager").returncode == 0


def test_a_host_that_hangs(lab):
    with lab.faults(PLAIN).frozen():
        assert lab.view("control").tcp(lab.plan.host(PLAIN).address4, 22) == "open"
        assert "timed out during banner exchange" in log_in(lab, PLAIN).stderr
    assert log_in(lab, PLAIN).returncode == 0


def test_a_reader_that_is_stopped_before_it_has_read(lab):
    machine = lab.machines[PLAIN]
    with lab.faults(PLAIN).reader_stopped("/etc/apt/sources.list") as caught:
        machine.execute("cat", "/etc/apt/sources.list")
        assert caught.process is None
        with pytest.raises(subprocess.TimeoutExpired):
            machine.attempt("python3", "-c", "open('/etc/apt/sources.list').read(); print('read')", timeout=3)
        with open(f"/proc/{caught.wait(1)}/stat", encoding="ascii") as stat:
            assert stat.read().rpartition(")")[2].split()[0] == "T"
    assert machine.execute("python3", "-c", "open('/etc/apt/sources.list').read(); print('read')") == "read\n"

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.updates.apt import file_name
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.updates.collect import collect_sources
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.updates.rpm_variables import substituted, variables


@pytest.fixture
def tree(tmp_path):
    def write(path, content=""):
        target = tmp_path / path.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())

    write.root = str(tmp_path)
    return write


def collected(root, system="linux"):
    managers, errors = [], []
    sources = collect_sources(root, system, managers, errors)
    return managers, sources, errors


def asked(root):
    return [(source.name, source.kind, source.url) for source in collected(root)[1]]


@pytest.fixture
def debian(tree):
    tree("/var/lib/dpkg/status")
    tree("/var/lib/dpkg/arch", "amd64\n")
    tree("/etc/apt/sources.list", "deb http://deb.debian.org/debian bookworm main\n")
    return tree


def test_apt(debian):
    debian("/etc/apt/sources.list.d/x.list", "deb [signed-by=/k.gpg] https://user:pw@x.example/$(ARCH) ./\ndeb cdrom:[x]/ bookworm main\n")
    debian("/etc/apt/sources.list.d/y.sources", "Types: deb\nURIs: http://deb.debian.org/debian\nSuites: bookworm\nComponents: main\n")
    debian("/etc/apt/sources.list.d/z.sources.save", "Types: deb\nURIs: http://z/\nSuites: ./\n")
    debian(
        "/var/lib/apt/lists/deb.debian.org_debian_dists_bookworm_InRelease",
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nOrigin: Debian\nLabel: Debian\n",
    )
    managers, sources, errors = collected(debian.root)
    assert (managers, errors) == (["apt"], [])
    assert [(source.name, source.kind, source.url, source.origin, source.signed_by) for source in sources] == [
        ("bookworm main", "archive", "http://deb.debian.org/debian/dists/bookworm/InRelease", "Debian", None),
        ("./", "archive", "https://user:pw@x.example/amd64/./InRelease", None, "/k.gpg"),
        ("bookworm main", "local", "cdrom:[x]/", None, None),
    ]
    assert sources[0].fallback == "http://deb.debian.org/debian/dists/bookworm/Release"


def test_mirrors_of_apt(debian):
    debian(
        "/etc/apt/sources.list",
        "deb mirror+file:/etc/apt/mirrors/debian.list bookworm main\ndeb mirror+https://m.example/list x main\ndeb tor+http://x/ y main\n",
    )
    debian(
        "/etc/apt/mirrors/debian.list",
        "# comment\nhttps://a.example/debian\tpriority:1\nhttps://b.example/debian\nfile:/srv\nhttps://c.example/\n",
    )
    assert asked(debian.root) == [
        ("bookworm main", "archive", "https://a.example/debian/dists/bookworm/InRelease"),
        ("bookworm main", "archive", "https://b.example/debian/dists/bookworm/InRelease"),
        ("x main", "mirrorlist", "https://m.example/list"),
        ("y main", "archive", "tor+http://x/"),
    ]
    assert collected(debian.root)[2] == ["sources that are reached by another method than HTTP were not asked"]


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://deb.debian.org/debian/dists/bookworm/InRelease", "deb.debian.org_debian_dists_bookworm_InRelease"),
        ("https://user:pw@x.example:8080/a_b/~c/InRelease", "x.example:8080_a%5fb_%7ec_InRelease"),
    ],
)
def test_the_names_of_apts_lists(url, name):
    assert file_name(url) == name


def test_what_cannot_be_read_costs_only_itself(debian):
    os.mkdir(debian.root + "/etc/apt/sources.list.d")
    os.mkfifo(debian.root + "/etc/apt/sources.list.d/pipe.list")
    debian("/etc/apt/sources.list.d/x.list", "deb http://x.example/ ./\n")
    _managers, sources, errors = collected(debian.root)
    assert len(sources) == 2
    assert errors == ["/etc/apt/sources.list.d/pipe.list: NotARegularFile: not a regular file"]


ROCKY = 'ID="rocky"\nID_LIKE="rhel centos fedora"\nVERSION_ID="9.4"\n'
REPOSITORIES = """\
[baseos]
name=Rocky Linux $releasever - BaseOS
mirrorlist=https://mirrors.example/mirrorlist?arch=x86_64&repo=BaseOS-$releasever$rltype
#baseurl=http://dl.example/$contentdir/$releasever/BaseOS/
gpgkey=file:///etc/pki/rpm-gpg/RPM-GPG-KEY-Rocky-9
[epel]
metalink=https://mirrors.example/metalink?repo=epel-$releasever
baseurl=https://never.example/
[corp]
baseurl=https://user:pw@corp.example/${releasever}/,
        http://b.example/el$releasever_major/
        file:///srv/x
        http://fourth.example/
proxy=_none_
[off]
baseurl=http://off.example/
enabled = 0
"""


def test_dnf(tree):
    tree("/etc/os-release", ROCKY)
    tree("/etc/dnf/dnf.conf", "[main]\ngpgcheck=1\n")
    tree("/etc/dnf/vars/rltype", "-x\n")
    tree("/etc/yum.repos.d/rocky.repo", REPOSITORIES)
    tree("/etc/yum.repos.d/ignored.repo.rpmsave", "[x]\nbaseurl=http://x/\n")
    managers, sources, errors = collected(tree.root)
    assert (managers, errors) == (["dnf"], [])
    assert [(source.name, source.kind, source.url, source.without_proxy) for source in sources] == [
        ("baseos", "mirrorlist", "https://mirrors.example/mirrorlist?arch=x86_64&repo=BaseOS-9-x", False),
        ("epel", "metalink", "https://mirrors.example/metalink?repo=epel-9", False),
        ("corp", "baseurl", "https://user:pw@corp.example/9/repodata/repomd.xml", True),
        ("corp", "baseurl", "http://b.example/el9/repodata/repomd.xml", True),
        ("corp", "local", "file:///srv/x", True),
    ]
    assert sources[0].signed_by == "file:///etc/pki/rpm-gpg/RPM-GPG-KEY-Rocky-9"


@pytest.mark.parametrize(
    ("release", "releasever"),
    [
        ({"ID": "rocky", "ID_LIKE": "rhel centos fedora", "VERSION_ID": "9.4"}, "9"),
        ({"ID": "rhel", "ID_LIKE": "fedora", "VERSION_ID": "8.10"}, "8"),
        ({"ID": "fedora", "VERSION_ID": "41"}, "41"),
        ({"ID": "opensuse-leap", "ID_LIKE": "suse opensuse", "VERSION_ID": "15.6"}, "15.6"),
        ({}, ""),
    ],
)
def test_the_release_in_urls(tree, release, releasever):
    assert variables(tree.root, (), release, "x86_64")["releasever"] == releasever


def test_variables_of_later_folders_hold(tree):
    tree("/a/releasever", "7\n")
    tree("/b/releasever", "8\nsecond line\n")
    known = variables(tree.root, ("/a", "/b", "/nowhere"), {}, "i686")
    assert substituted("$releasever/${basearch}/$unknown", known) == "8/i386/$unknown"


def test_a_variable_that_names_itself_ends():
    assert len(substituted("$a", {"a": "$a$a" * 100})) <= 4096


def test_yum(tree):
    tree("/etc/yum.conf", "[main]\n[inline]\nbaseurl=http://x.example/\n")
    managers, sources, _errors = collected(tree.root)
    assert managers == ["yum"]
    assert [(source.manager, source.url) for source in sources] == [("yum", "http://x.example/repodata/repomd.xml")]


def test_zypper(tree):
    tree("/etc/os-release", 'ID="opensuse-leap"\nID_LIKE="suse opensuse"\nVERSION_ID="15.6"\n')
    tree("/etc/zypp/repos.d/oss.repo", "[oss]\nenabled=1\nbaseurl=http://download.example/$releasever/oss/\n[dvd]\nbaseurl=dvd:///\n")
    tree("/etc/zypp/repos.d/off.repo", "[off]\nenabled=0\nbaseurl=http://off/\n")
    tree("/etc/zypp/services.d/x.service", "[SLES]\nenabled = 1\nurl = https://scc.example/access?credentials=SCC\n[plugin]\nurl=plugin:/x\n")
    managers, _sources, errors = collected(tree.root)
    assert managers == ["zypper"]
    assert asked(tree.root) == [
        ("oss", "baseurl", "http://download.example/15.6/oss/repodata/repomd.xml"),
        ("dvd", "local", "dvd:///"),
        ("SLES", "server", "https://scc.example/access/repo/repoindex.xml?credentials=SCC"),
    ]
    assert errors == []


PACMAN = """\
[options]
Architecture = auto
#[testing]
[core]
Include = /etc/pacman.d/mirrorlist
[own]
Server = file:///srv/$repo
Include = /etc/pacman.d/more/*.conf
"""


def test_pacman(tree):
    tree("/etc/pacman.conf", PACMAN)
    tree("/etc/pacman.d/mirrorlist", "# comment\n" + "".join(f"Server = https://m{number}.example/$repo/os/$arch\n" for number in range(9)))
    tree("/etc/pacman.d/more/a.conf", "Server = http://a.example\nInclude = /etc/pacman.conf\n")
    machine = os.uname().machine
    assert asked(tree.root) == [
        *(("core", "baseurl", f"https://m{number}.example/core/os/{machine}/core.db") for number in range(3)),
        ("own", "local", "file:///srv/own/own.db"),
        ("own", "baseurl", "http://a.example/own.db"),
    ]


def test_a_mac(tree):
    assert collected(tree.root, "macos") == (["softwareupdate"], [], [])


def test_a_machine_without_a_manager(tree):
    assert collected(tree.root) == ([], [], [])


def test_too_many_sources_are_cut_and_said(debian):
    debian("/etc/apt/sources.list", "".join(f"deb http://x{number}.example/ ./\n" for number in range(400)))
    _managers, sources, errors = collected(debian.root)
    assert (len(sources), errors) == (300, ["only the first 300 of 400 sources were asked"])


def test_the_architecture_of_pacman(tree):
    for said, used in (("x86_64 x86_64_v3", "x86_64"), ("", os.uname().machine)):
        tree("/etc/pacman.conf", f"[options]\nArchitecture = {said}\n[core]\nServer = http://x.example/$arch\n")
        assert asked(tree.root) == [("core", "baseurl", f"http://x.example/{used}/core.db")]


FILES = (
    "/etc/os-release",
    "/etc/apt/sources.list",
    "/etc/apt/sources.list.d/x.sources",
    "/etc/dnf/dnf.conf",
    "/etc/yum.repos.d/x.repo",
    "/etc/zypp/repos.d/x.repo",
    "/etc/zypp/services.d/x.service",
    "/etc/pacman.conf",
    "/var/lib/dpkg/arch",
    "/etc/dnf/vars/x",
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.one_of(st.binary(max_size=300), st.text(alphabet="[]deb htps:/=#\n$(ARCH){x}Include Server baseurl*Architecture", max_size=300)))
def test_anything_in_any_file(tree, content):
    tree("/var/lib/dpkg/status")
    for path in FILES:
        tree(path, content)
    managers, sources, _errors = collected(tree.root)
    assert managers == ["apt", "zypper", "dnf", "pacman"]
    assert all(source.kind and source.manager for source in sources)

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import contextlib
import importlib
import sys
import tempfile
from pathlib import Path

import pytest
from ansible.release import __version__ as core

sys.path.insert(0, str(Path(__file__).resolve().parent))
consoles = importlib.import_module("consoles")
servers = importlib.import_module("servers")
vendors = importlib.import_module("vendor")


@pytest.fixture(scope="session")
def linux():
    """A PowerShell on Linux."""
    console = consoles.linux_console()
    if console is None:
        pytest.skip(f"no PowerShell: neither pwsh on PATH nor a folder named by {consoles.FOLDER}")
    return console


@pytest.fixture(scope="session")
def framework(linux):
    """Reference assemblies of .NET Framework 4.6.2, which the bench's console has beside it."""
    folder = linux.program.parent / "net462"
    if not folder.is_dir():
        pytest.skip("this PowerShell brings no reference assemblies of .NET Framework 4.6.2")
    return folder


def fresh_windows():
    program = consoles.windows_console()
    if program is None:
        pytest.skip(f"no PowerShell under Wine in the folder named by {consoles.FOLDER}")
    with tempfile.TemporaryDirectory(dir=program.parents[1], prefix="test-") as folder:
        fresh = consoles.FreshWindows(program, Path(folder) / "prefix")
        yield fresh
        fresh.end()


@pytest.fixture(scope="module")
def windows():
    """A fresh Windows under Wine, for one file of tests."""
    yield from fresh_windows()


@pytest.fixture
def windows_anew():
    """A fresh Windows under Wine, for one test."""
    yield from fresh_windows()


@pytest.fixture
def make_windows():
    """As many fresh ones as a test asks for."""
    with contextlib.ExitStack() as all_of_them:
        yield lambda: all_of_them.enter_context(contextlib.contextmanager(fresh_windows)())


@pytest.fixture(scope="session")
def ansible(ansible):
    """One that runs PowerShell over a POSIX connection, with the collection that the roles need on Windows."""
    if tuple(map(int, core.split(".")[:2])) < (2, 21):
        pytest.skip(f"PowerShell over a POSIX connection needs ansible-core 2.21, this is {core}")
    if not (consoles.ROOT / ".ansible" / "others" / "ansible_collections" / "ansible" / "windows").is_dir():
        pytest.skip("the collection ansible.windows is not there (make setup unpacks it)")
    return ansible


@pytest.fixture(scope="session")
def vendor():
    """Vendors' doubles for Windows, as packages."""
    missing = vendors.missing_tools()
    if missing:
        pytest.skip(f"nothing to build vendors' doubles for Windows with: no {', '.join(missing)}")
    return vendors.Vendor(consoles.ROOT / ".ansible" / "windows")


@pytest.fixture
def console(tmp_path):
    """The console that the doubled TeamViewer asks, with two accounts and no device."""
    folder = tmp_path / "console"
    folder.mkdir()
    with vendors.Console(folder).running() as console:
        yield console


@pytest.fixture(scope="session")
def net(tmp_path_factory):
    """Servers of every kind on this machine's own address."""
    with servers.Net(tmp_path_factory.mktemp("net")) as net:
        yield net

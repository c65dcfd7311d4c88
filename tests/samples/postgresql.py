# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real PostgreSQL of this machine's own packages: in a folder, on a port and under an account that are nobody else's."""

from __future__ import annotations

import itertools
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

USER = "maintenance"


class PostgreSQL:
    """A server that can be stopped and started again. `obstacle` says why there can be none here."""

    def __init__(self) -> None:
        self.password = secrets.token_hex(12)
        self._programs = _programs()
        self._account = _account()
        self._folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
        self._port = _free_port()
        self._numbers = itertools.count(1)

    def create(self) -> None:
        password_file = self._folder / "password"
        password_file.write_text(self.password)
        if self._account:
            for path in (self._folder, password_file):
                shutil.chown(path, self._account, pwd.getpwnam(self._account).pw_gid)
        self._run(
            "initdb", f"--pgdata={self._data}", f"--username={USER}", f"--pwfile={password_file}", "--auth=scram-sha-256", "--encoding=UTF8",
            "--locale=C.UTF-8", "--no-sync",
        )  # fmt: skip
        self.start()

    def start(self) -> None:
        options = f"-p {self._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self._folder} -c shared_buffers=16MB"
        self._run("pg_ctl", f"--pgdata={self._data}", "--wait", f"--log={self._folder / 'log'}", f"--options={options}", "start")

    def stop(self) -> None:
        """As in a crash: nobody is waited for."""
        self._run("pg_ctl", f"--pgdata={self._data}", "--wait", "--mode=immediate", "stop")

    def remove(self) -> None:
        if (self._data / "postmaster.pid").exists():
            self.stop()
        shutil.rmtree(self._folder)

    def new_database(self) -> str:
        """The URL of an empty store: a schema of its own, which is made in a moment where a database takes seconds."""
        import psycopg

        name = f"store{next(self._numbers)}"
        url = f"postgresql://{USER}:{self.password}@127.0.0.1:{self._port}/postgres"
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}")
        return f"{url}?options=-csearch_path%3D{name}"

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    def _run(self, program: str, *arguments: str) -> None:
        identity = {"user": self._account, "group": pwd.getpwnam(self._account).pw_gid, "extra_groups": []} if self._account else {}
        done = subprocess.run(
            [self._programs / program, *arguments], cwd=self._folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            text=True, check=False, **identity,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr.strip()}")


def obstacle() -> str | None:
    """Why there can be no server here; None where there can."""
    if _programs() is None:
        return "no PostgreSQL server here (Debian's package postgresql)"
    try:
        import psycopg
    except ImportError:
        return "no psycopg here"
    assert psycopg
    return None


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    there = shutil.which("initdb")
    return Path(there).parent if there else None


def _account() -> str | None:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]

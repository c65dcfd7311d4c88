# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Actions that bring a vendor's file to a Windows machine, pinned by its SHA-256, for as long as a module works with it there."""

from __future__ import annotations

import contextlib
import re
import secrets
import time
from collections.abc import Iterator, Mapping
from pathlib import Path, PureWindowsPath
from typing import Any, ClassVar

from ansible.errors import AnsibleActionFail, AnsibleError

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.installing.checksum import NotVerified, expected_digest
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.pinned import pinned_file
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.reaching import ReachingAction

FETCH = "ansible.windows.win_get_url"
LEAST_ERROR = 300
FOLDERS = "bauer_group.remote_maintenance-tmp-"
"""How the names of our folders on a machine begin; Ansible removes none without `-tmp-`. The day follows, as one of four letters."""
DAYS = "abcd"
_SECONDS_OF_A_DAY = 86400
_DIGEST = re.compile(r"[0-9A-Fa-f]{64}")


class WindowsFilesAction(ReachingAction):
    NOT_DONE: ClassVar[str]
    """How a message begins that says what was not done."""

    def source(self, given: dict[str, Any]) -> Path | str:
        """A verified copy on the control node, or the URL that the machine is to fetch. Raises AnsibleActionFail before anything is done."""
        file = pinned_file(given, self.NOT_DONE)
        if file is not None:
            return file
        url = str(given.get("url") or "")
        if not url.lower().startswith("https://"):
            raise AnsibleActionFail(f"{self.NOT_DONE}: it needs a file on the control node, or a url that begins with https://")
        try:
            expected_digest(str(given.get("checksum") or ""))
        except NotVerified as problem:
            raise AnsibleActionFail(f"{self.NOT_DONE}: {problem}") from problem
        return url

    @contextlib.contextmanager
    def folder(self) -> Iterator[str]:
        """A folder on the machine that is gone afterwards, and with it those that runs have left there which were killed the day before yesterday.

        One that is younger may be that of a run from elsewhere, which still works with it.
        """
        shell = self._connection._shell
        shell._generate_temp_dir_name = lambda: f"{FOLDERS}{_day()}{secrets.token_hex(16)}"
        try:
            self._make_tmp_path()
        finally:
            del shell._generate_temp_dir_name
        try:
            yield shell.tmpdir
        finally:
            try:
                for path in _removable(shell):
                    self._remove_tmp_path(path)
            except AnsibleError:
                self._display.vv("the temporary folder could not be removed: the connection is lost")

    def brought(self, source: Path | str, folder: str, name: str, checksum: str, task_vars: dict[str, Any]) -> str:
        """The path on the machine, below `folder`. Nothing that was fetched is looked into before its SHA-256 is right."""
        path = self._connection._shell.join_path(folder, name)
        if isinstance(source, Path):
            self._transfer_file(str(source), path)
            self._fixup_perms2((folder, path))
            return path
        asked = {"url": source, "dest": path, "checksum": expected_digest(checksum), "checksum_algorithm": "sha256", "force": True}
        result = self._execute_module(module_name=FETCH, module_args=asked, task_vars=task_vars)
        if result.get("failed"):
            raise AnsibleActionFail(f"{self.NOT_DONE}: {_not_fetched(result, asked['checksum'])}")
        return path


def _removable(shell: Any) -> list[str]:
    """Our folder, and a pattern for old ones where the shell has a folder that outlives a run and reads patterns."""
    if not getattr(shell, "_IS_WINDOWS", False):
        return [shell.tmpdir]
    # Of four letters those that are neither today's nor yesterday's.
    old = _day(-2) + _day(-3)
    return [shell.tmpdir, str(PureWindowsPath(shell.tmpdir).parent / f"{FOLDERS}[{old}]*")]


def _day(from_today: int = 0) -> str:
    return DAYS[(int(time.time() // _SECONDS_OF_A_DAY) + from_today) % len(DAYS)]


def _not_fetched(result: Mapping[str, Any], checksum: str) -> str:
    """In our own words: the module's repeat the URL in a spelling of their own, and what stands in it may admit a machine to an account."""
    arrived, status = result.get("checksum_src"), result.get("status_code")
    if isinstance(arrived, str) and _DIGEST.fullmatch(arrived) and arrived.lower() != checksum:
        return f"what the machine fetched has the SHA-256 {arrived.lower()}, not {checksum}"
    if isinstance(status, int) and status >= LEAST_ERROR:
        return f"the machine could not fetch it, the server answered with HTTP status {status}"
    return "the machine could not fetch it. Look at its name resolution, its proxy, its clock and whether it trusts the server's certificate"

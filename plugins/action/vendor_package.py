# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control node's half of `vendor_package`: verifies the vendor's key, and sends a file only to machines that lack the package."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from ansible.errors import AnsibleActionFail, AnsibleError
from ansible.module_utils.urls import open_url

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.installing.checksum import NotVerified, expected_digest
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.once import once
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.act.openpgp import LARGEST, check_key
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.base import STATE_DIR, state_directory
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.pinned import verified_copy
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.reaching import ReachingAction
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RunDirectory, RunError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.plain import plain
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import InputError, Problem, shown

SECONDS = 30


class ActionModule(ReachingAction):
    MODULE: ClassVar[str] = "bauer_group.remote_maintenance.vendor_package"

    def run_module(self, arguments: dict[str, Any], task_vars: dict[str, Any]) -> dict[str, Any]:
        given = {name: value for name, value in plain(arguments).items() if value not in (None, "")}
        given.pop("path", None)
        file = None
        try:
            if given.get("state", "present") == "present":
                file = self._verified(given)
        except (InputError, NotVerified, RunError, OSError) as error:
            raise AnsibleActionFail(str(error)) from error
        result = super().run_module(given, task_vars)
        if file is not None and result.pop("needs_file", False):
            return self._with_file(file, given, task_vars, result)
        return result

    def _verified(self, given: dict[str, Any]) -> Path | None:
        """What is to be sent where it is lacking; puts the key into the repository."""
        if given.get("file"):
            return verified_copy(Path(given["file"]).expanduser(), str(given.get("checksum", "")))
        if given.get("url"):
            expected_digest(str(given.get("checksum", "")))
        elif given.get("repository"):
            repository = given["repository"]
            key = repository.get("key") or once(_run_of(given), "key", str(repository.get("key_url")), lambda: _fetched(repository.get("key_url")))
            check_key(key, repository.get("fingerprints"), f"repository {repository.get('name')}")
            given["repository"] = {**repository, "key": key}
        return None

    def _with_file(self, file: Path, given: dict[str, Any], task_vars: dict[str, Any], first: dict[str, Any]) -> dict[str, Any]:
        """Sends the file and runs the module again; the files that the first time changed stay in the diff."""
        shell = self._connection._shell
        try:
            self._make_tmp_path()
            path = shell.join_path(shell.tmpdir, Path(given["file"]).name)
            self._transfer_file(str(file), path)
            self._fixup_perms2((shell.tmpdir, path))
            second = super().run_module({**given, "path": path}, task_vars)
        finally:
            try:
                self._remove_tmp_path(shell.tmpdir)
            except AnsibleError:
                self._display.vv("the temporary folder could not be removed: the connection is lost")
        return {**second, "changed": bool(first.get("changed") or second.get("changed"))}


def _run_of(given: dict[str, Any]) -> RunDirectory | None:
    run_id = given.get("run_id")
    if not run_id:
        return None
    return RunDirectory.named(state_directory(given.get("state_dir") or STATE_DIR["default"]), str(run_id))


def _fetched(url: object) -> str:
    if not isinstance(url, str) or not url.lower().startswith("https://"):
        raise InputError([Problem("repository", "key_url", shown(url), "an https URL, or the key itself as key")])
    try:
        with open_url(url, timeout=SECONDS, http_agent="bauer_group.remote_maintenance", follow_redirects="safe") as answer:
            content = answer.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        value = f"{shown(url)}, which cannot be fetched ({error})"
        raise InputError([Problem("repository", "key_url", value, "a URL that the control node reaches")]) from error
    if len(content) > LARGEST:
        raise InputError([Problem("repository", "key_url", f"{shown(url)}, which answers more than {LARGEST} bytes", "an armoured public key")])
    return content.decode("utf-8", "replace")

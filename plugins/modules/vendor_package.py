#!/usr/bin/python
# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: vendor_package
short_description: Install or remove a vendor's package, from a verified source and without a question
version_added: 0.2.0
description:
  - Installs one package of a vendor with apt, dnf, yum or zypper, from the vendor's repository, from a URL or from a file on the control node, or removes it
    with its configuration.
  - A repository needs a key whose fingerprint is given. The key trusts nothing but this repository. A URL or file needs a checksum.
  - Never asks and never hangs. A conffile that both sides have changed keeps the machine's version, locks of other programs are waited for, and every program
    ends after O(timeout).
  - Finishes what an earlier installation left half done. Refuses to go back to an older version.
  - Needs no Python library of the machine.
author:
  - BAUER GROUP (@bauer-group)
extends_documentation_fragment:
  - bauer_group.remote_maintenance._attributes
  - bauer_group.remote_maintenance._attributes.machine
  - bauer_group.remote_maintenance._attributes.action
attributes:
  check_mode:
    support: full
  diff_mode:
    support: full
requirements:
  - Python 3.8 or newer on the machine, standard library only.
options:
  name:
    description:
      - Name of the package.
    type: str
    required: true
  state:
    description:
      - V(absent) also removes the configuration, and the files of O(repository).
    type: str
    choices: [present, absent]
    default: present
  keep_package:
    description:
      - With O(state=absent), remove the files of O(repository) alone.
    type: bool
    default: false
  version:
    description:
      - The version to have. Without one, any installed version is right, and the newest of the source is installed where there is none.
    type: str
  repository:
    description:
      - The vendor's package source. The files for it have names of their own, made of its name.
    type: dict
    suboptions:
      name:
        description:
          - Name of the files, and of the source.
        type: str
        required: true
      apt_url:
        description:
          - URL for apt.
        type: str
      apt_suite:
        description:
          - Suite for apt.
        type: str
        default: stable
      apt_component:
        description:
          - Component for apt.
        type: str
        default: main
      rpm_url:
        description:
          - URL for dnf, yum and zypper.
        type: str
      key:
        description:
          - The key as armoured text. Read on the control node from O(repository.key_url) by default.
        type: str
      key_url:
        description:
          - Where the control node gets the key from, over HTTPS. Once in a run, where O(run_id) is given.
        type: str
      fingerprints:
        description:
          - Fingerprints that the key may have. Two of them while the vendor changes over. Without one nothing is installed from a repository.
          - Each key of the file must have one of them.
        type: list
        elements: str
  url:
    description:
      - Where the machine downloads the package from, over HTTPS. Needs O(checksum). Kept out of output and logs, since such a URL may hold what
        admits a machine to an account.
    type: str
  file:
    description:
      - The package as a file on the control node. Needs O(checksum). It is sent only to machines that lack it.
    type: path
  checksum:
    description:
      - SHA-256 of what O(url) or O(file) is.
    type: str
  own_sources:
    description:
      - Files by which the package adds a source of its own. They are left without an entry that counts, so that they neither win over
        nor contradict O(repository).
    type: list
    elements: path
    default: []
  lock_timeout:
    description:
      - Seconds to wait for whoever holds the package database.
    type: int
    default: 300
  timeout:
    description:
      - Seconds that the package manager may take for one step.
    type: int
    default: 900
  run_id:
    description:
      - The run whose folder keeps what is had once for all hosts. Read on the control node.
    type: str
  state_dir:
    description:
      - Folder on the control node that keeps runs.
    type: str
    default: ~/.local/state/bauer_group/remote_maintenance
  path:
    description:
      - Where the package lies on the machine. Set by the action, not by you.
    type: path
seealso:
  - module: bauer_group.remote_maintenance.teamviewer_assignment
"""

EXAMPLES = r"""
- name: Install a vendor's client from its repository
  bauer_group.remote_maintenance.vendor_package:
    name: teamviewer-host
    version: 15.61.3
    repository:
      name: bauer-group-teamviewer
      apt_url: https://linux.teamviewer.com/deb
      rpm_url: https://linux.teamviewer.com/yum/stable/main/binary-$basearch/
      key_url: https://linux.teamviewer.com/pubkey/currentkey.asc
      fingerprints: "{{ teamviewer_key_fingerprints }}"
    own_sources: [/etc/apt/sources.list.d/teamviewer.list, /etc/yum.repos.d/teamviewer.repo]
  become: true

- name: Install it from a file on the control node
  bauer_group.remote_maintenance.vendor_package:
    name: teamviewer-host
    file: /srv/packages/teamviewer-host_15.61.3_amd64.deb
    checksum: "{{ lookup('ansible.builtin.file', '/srv/packages/teamviewer-host_15.61.3_amd64.deb.sha256') }}"
  become: true

- name: Remove it, its configuration and its repository
  bauer_group.remote_maintenance.vendor_package:
    name: teamviewer-host
    state: absent
    repository:
      name: bauer-group-teamviewer
  become: true
"""

RETURN = r"""
version:
  description: The version that is installed now, or would be. Null where it is not known before.
  returned: success
  type: str
previous:
  description: The version that was installed before, null where none was.
  returned: success
  type: str
repaired:
  description: Whether an installation that had been cut off was finished first.
  returned: success
  type: bool
manager:
  description: The package manager that was used.
  returned: success
  type: str
reason:
  description: What kind of failure it was, as in V(disk_full), V(locked), V(signature), V(download_broken), V(not_found), V(source_unreachable), V(downgrade).
  returned: failure
  type: str
remedy:
  description: What to do about it.
  returned: failure
  type: str
output:
  description: The end of what the package manager said.
  returned: failure
  type: str
"""

import os
import tempfile

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.installing.checksum import NotVerified, digest_of_file, expected_digest, verify
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.installing.download import download
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.packaging.choose import package_manager
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.packaging.failure import PackageFailure
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.packaging.files import Files
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.packaging.runner import Runner, full_disk

LARGEST_PACKAGE = 1024 * 1024 * 1024  # bytes
SILENCE = 60.0  # seconds that a server may say nothing

REPOSITORY = {
    "name": {"type": "str", "required": True},
    "apt_url": {"type": "str"},
    "apt_suite": {"type": "str", "default": "stable"},
    "apt_component": {"type": "str", "default": "main"},
    "rpm_url": {"type": "str"},
    "key": {"type": "str", "no_log": False},
    "key_url": {"type": "str", "no_log": False},
    "fingerprints": {"type": "list", "elements": "str"},
}
ARGUMENTS = {
    "name": {"type": "str", "required": True},
    "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
    "keep_package": {"type": "bool", "default": False},
    "version": {"type": "str"},
    "repository": {"type": "dict", "options": REPOSITORY},
    "url": {"type": "str", "no_log": True},
    "file": {"type": "path"},
    "checksum": {"type": "str"},
    "own_sources": {"type": "list", "elements": "path", "default": []},
    "lock_timeout": {"type": "int", "default": 300},
    "timeout": {"type": "int", "default": 900},
    "run_id": {"type": "str"},
    "state_dir": {"type": "str", "default": "~/.local/state/bauer_group/remote_maintenance"},
    "path": {"type": "path"},
}


class VendorPackage:
    """One package on this machine. `result` holds what is known, also where something fails on the way."""

    def __init__(self, module: AnsibleModule) -> None:
        self._module = module
        self._given = module.params
        self._name = module.params["name"]
        self._dry = module.check_mode
        self._files = Files(module.check_mode)
        self._manager = package_manager(Runner(module, module.params["timeout"]), module.params["lock_timeout"])
        self.result: dict = {"changed": False, "manager": type(self._manager).__name__.lower(), "repaired": False, "previous": None, "version": None}

    def have(self) -> None:
        """Install what is wanted, where it is not there."""
        if not self._dry:
            self._manager.wait()
        self._note_files(self._switch_off_own_sources)
        repaired = self._manager.repair(self._name, self._dry)
        self.result.update(repaired=repaired, changed=self.result["changed"] or repaired)
        before = self.result["previous"] = self.result["version"] = self._manager.installed(self._name)
        source = self._write_source()
        if self._is_right(before):
            return
        self._check_direction(before, self._given["version"])
        if self._given["file"] and not self._given["path"] and not self._dry:
            # The action sends it now that it is needed.
            self.result["needs_file"] = True
            return
        self.result.update(changed=True, version=self._given["version"])
        if not self._dry:
            self._install(before, source)
            self.result["version"] = self._manager.installed(self._name)
            self._note_files(self._switch_off_own_sources)
            if self.result["version"] is None:
                raise PackageFailure("failed", "it did not fail, and the package is not there")

    def have_not(self) -> None:
        """Remove the package, its configuration and our source."""
        if not self._dry:
            self._manager.wait()
        repaired = self._manager.repair(self._name, self._dry)
        self.result["previous"] = self._manager.installed(self._name)
        removed = not self._given["keep_package"] and self._manager.remove(self._name, self._dry)
        self.result.update(repaired=repaired, changed=repaired or removed)
        if self._given["repository"]:
            source = self._manager.source_files({**self._given["repository"], "key": ""})
            if os.path.exists(source.source) and not self._dry:
                self._manager.clean(source)
            self._note_files(lambda: [self._files.remove(path) for path in source.texts()])

    def diff(self) -> dict:
        """Versions and files before and after."""
        before = {"version": self.result["previous"], **{path: change[0] for path, change in self._files.changes.items()}}
        after = {"version": self.result["version"], **{path: change[1] for path, change in self._files.changes.items()}}
        return {"before_header": self._name, "after_header": self._name, "before": before, "after": after}

    def _is_right(self, installed: str | None) -> bool:
        return installed is not None and self._given["version"] in (None, "", installed)

    def _check_direction(self, installed: str | None, wanted: str | None) -> None:
        if installed and wanted and self._manager.older(wanted, installed):
            raise PackageFailure("downgrade", f"{wanted} instead of {installed}")

    def _write_source(self):
        repository = self._given["repository"]
        if not repository or not (repository["apt_url"] or repository["rpm_url"]):
            return None
        source = self._manager.source_files(repository)
        self._note_files(lambda: [self._files.write(path, text) for path, text in source.texts().items()])
        return source

    def _switch_off_own_sources(self) -> None:
        for path in self._given["own_sources"]:
            self._files.switch_off(path)

    def _note_files(self, work) -> None:
        known = len(self._files.changes)
        work()
        if len(self._files.changes) > known:
            self.result["changed"] = True

    def _install(self, before: str | None, source) -> None:
        if self._given["path"]:
            self._install_file(before, self._given["path"])
        elif self._given["url"]:
            with tempfile.TemporaryDirectory(prefix="vendor-package-", dir=self._module.tmpdir) as folder:
                # Not named as the URL has it, which may be a secret: the package manager's command line shows it.
                path = os.path.join(folder, self._name + self._manager.ENDING)
                download(self._module, self._given["url"], path, expected_digest(self._given["checksum"]), LARGEST_PACKAGE, SILENCE)
                self._install_file(before, path)
        else:
            if source is not None:
                self._manager.refresh(source)
            self._manager.install(self._name, self._given["version"] or "")

    def _install_file(self, before: str | None, path: str) -> None:
        verify(digest_of_file(path), expected_digest(self._given["checksum"]), "the file")
        version = self._manager.version_of_file(path, self._name)
        if self._given["version"] and self._given["version"] != version:
            raise PackageFailure("not_verified", f"the file holds version {version}, not {self._given['version']}")
        self._check_direction(before, version)
        # apt's own user cannot read what lies in root's folders, and says so on every install.
        self._manager.install_file(path)


def main() -> None:
    module = AnsibleModule(
        argument_spec=ARGUMENTS,
        mutually_exclusive=[("url", "file")],
        required_by={"url": "checksum", "file": "checksum"},
        supports_check_mode=True,
    )
    work = None
    try:
        work = VendorPackage(module)
        if module.params["state"] == "present":
            work.have()
        else:
            work.have_not()
    except (PackageFailure, NotVerified, OSError) as problem:
        module.fail_json(**_failed(problem), **(work.result if work else {}))
    module.exit_json(**work.result, **({"diff": work.diff()} if module._diff else {}))


def _failed(problem: Exception) -> dict:
    if isinstance(problem, NotVerified):
        problem = PackageFailure("not_verified", str(problem))
    elif not isinstance(problem, PackageFailure):
        full = getattr(problem, "errno", None) == 28
        problem = PackageFailure("disk_full" if full else "failed", full_disk() if full else str(problem))
    return {"msg": str(problem), "reason": problem.reason, "remedy": problem.remedy, "output": problem.output}


if __name__ == "__main__":
    main()

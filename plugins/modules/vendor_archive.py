#!/usr/bin/python
# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: vendor_archive
short_description: Unpack a vendor's archive that is pinned by its SHA-256, for everybody on the machine
version_added: 0.2.0
description:
  - Has the machine fetch a tar archive once, over HTTPS, or hands it one from the control node; verifies it, and unpacks its one top
    folder as O(dest).
  - What is unpacked belongs to root, may be written by nobody else, and lends nobody's rights. An archive with anything that leads out of its
    folder is refused.
  - The folder is replaced as a whole, so an attempt that is broken off leaves the old one or none. A note in it says from which archive
    it came; by that note a further run knows that nothing differs.
  - A folder without that note was put there by somebody else. It is left alone unless O(adopt) is set.
author:
  - BAUER GROUP (@bauer-group)
extends_documentation_fragment:
  - bauer_group.remote_maintenance._attributes
  - bauer_group.remote_maintenance._attributes.machine
  - bauer_group.remote_maintenance._attributes.action_group
  - bauer_group.remote_maintenance._attributes.action
attributes:
  check_mode:
    support: full
    details:
      - Nothing is fetched.
  diff_mode:
    support: full
    details:
      - Shows the SHA-256 of the archive that the folder came from, and of the one that it is to come from.
requirements:
  - Python 3.8 or newer on the machine, standard library only.
options:
  state:
    description:
      - Whether the folder is there.
    type: str
    choices: [present, absent]
    default: present
  dest:
    description:
      - Absolute path of the folder.
    type: str
    required: true
  url:
    description:
      - Where the machine fetches the archive, beginning with C(https://).
    type: str
  file:
    description:
      - Path of the archive on the control node.
    type: str
  checksum:
    description:
      - The SHA-256 that the archive must have, 64 hexadecimal digits with or without C(sha256:) before them. Required with O(state=present).
    type: str
  adopt:
    description:
      - Whether a folder that somebody else put there is replaced or removed too.
    type: bool
    default: false
  path:
    description:
      - Where the archive from the control node lies on the machine. Set by the action, not by you.
    type: str
seealso:
  - module: bauer_group.remote_maintenance.vendor_script
"""

EXAMPLES = r"""
- name: Unpack the attended client
  bauer_group.remote_maintenance.vendor_archive:
    url: https://download.teamviewer.com/download/linux/teamviewer_qs.tar.gz
    checksum: 1f7b1513e4c7a0b2d9f3a6c8e5d4b3a2f1e0d9c8b7a6958473625140f0e1d2c3
    dest: /opt/teamviewerqs
  become: true

- name: Take it away again
  bauer_group.remote_maintenance.vendor_archive:
    dest: /opt/teamviewerqs
    state: absent
  become: true
"""

RETURN = r"""
previous:
  description: SHA-256 of the archive that the folder came from before; null where there was none of ours.
  returned: success
  type: str
  sample: 1f7b1513e4c7a0b2d9f3a6c8e5d4b3a2f1e0d9c8b7a6958473625140f0e1d2c3
count:
  description: How many files and links were unpacked.
  returned: when it was unpacked
  type: int
  sample: 412
"""

import os
import shutil

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.installing.archive import unpack
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.installing.checksum import NotVerified, digest_of_file, expected_digest, verify
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.installing.download import download
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.installing.folder import new_beside, put_in_place, remains, take_away
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.installing.note import installed_from, leave_note

ARGUMENTS = {
    "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
    "dest": {"type": "str", "required": True},
    "url": {"type": "str", "no_log": True},
    "file": {"type": "str"},
    "path": {"type": "str"},
    "checksum": {"type": "str"},
    "adopt": {"type": "bool", "default": False},
}
LARGEST = 1024 * 1024 * 1024
SILENCE = 60


def main() -> None:
    module = AnsibleModule(argument_spec=ARGUMENTS, required_if=[("state", "present", ["checksum"])], supports_check_mode=True)
    os.umask(0o022)
    folder = os.path.normpath(module.params["dest"])
    if not os.path.isabs(folder) or os.path.dirname(folder) == folder:
        module.fail_json(msg="dest must be the absolute path of a folder")
    try:
        previous = installed_from("/", folder)
        if os.path.lexists(folder) and previous is None and not module.params["adopt"]:
            module.fail_json(msg=f"{folder} was not put there by this module, so it is left alone. adopt: true takes it over", previous=None)
        if module.params["state"] == "present":
            ensure_present(module, folder, previous)
        ensure_absent(module, folder, previous)
    except NotVerified as problem:
        module.fail_json(msg=f"The archive was not unpacked: {problem}")
    except OSError as problem:
        module.fail_json(msg=f"{folder} cannot be changed: {problem.strerror or type(problem).__name__}")


def ensure_present(module: AnsibleModule, folder: str, previous: str | None) -> None:
    expected = expected_digest(module.params["checksum"])
    left = remains(folder)
    if previous == expected and not left:
        module.exit_json(changed=False, previous=previous)
    if not module.params["url"] and not module.params["path"] and not (module.check_mode and module.params["file"]):
        module.fail_json(msg="Nothing to unpack: either url or file must be given")
    result = {"changed": True, "previous": previous, "diff": difference(folder, previous, expected)}
    if not module.check_mode:
        for path in left:
            shutil.rmtree(path)
        if previous != expected:
            result["count"] = unpacked(module, folder, expected)
    module.exit_json(**result)


def ensure_absent(module: AnsibleModule, folder: str, previous: str | None) -> None:
    left = remains(folder)
    there = os.path.lexists(folder)
    if not there and not left:
        module.exit_json(changed=False, previous=None)
    if not module.check_mode:
        if there:
            take_away(folder)
        for path in left:
            shutil.rmtree(path)
    module.exit_json(changed=True, previous=previous, diff=difference(folder, previous or "something else", None))


def unpacked(module: AnsibleModule, folder: str, expected: str) -> int:
    new = new_beside(folder)
    try:
        archive = module.params["path"]
        if archive:
            verify(digest_of_file(archive), expected, "the archive")
        else:
            archive = os.path.join(new, "archive")
            download(module, module.params["url"], archive, expected, LARGEST, SILENCE)
        content = os.path.join(new, "content")
        os.mkdir(content, 0o755)
        count = unpack(archive, content)
        leave_note(content, expected)
        put_in_place(content, folder)
        return count
    finally:
        shutil.rmtree(new, ignore_errors=True)


def difference(folder: str, before: str | None, after: str | None) -> dict:
    return {"before_header": folder, "after_header": folder, "before": archive_line(before), "after": archive_line(after)}


def archive_line(digest: str | None) -> str:
    return f"unpacked from sha256:{digest}\n" if digest else "absent\n"


if __name__ == "__main__":
    main()

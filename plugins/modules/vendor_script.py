#!/usr/bin/python
# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: vendor_script
short_description: Run a vendor's install script that is pinned by its SHA-256
version_added: 0.2.0
description:
  - Has the machine fetch a script once, over HTTPS, or hands it one from the control node; verifies it, and runs it without a shell string.
  - Such a script, its URL and its arguments hold what admits a machine to an account, so they are kept out of output and logs, and the
    script out of every folder but root's own in memory, from which it is removed afterwards.
  - Arguments alone cannot be hidden from those who may list processes on that machine while the script runs.
  - What the script says of its success proves nothing; look at the machine afterwards, as the roles do with
    M(bauer_group.remote_maintenance.assess).
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
      - Nothing is fetched and nothing run; it would be, so the result is changed.
  diff_mode:
    support: none
requirements:
  - Python 3.8 or newer on the machine, standard library only.
  - C(timeout) of coreutils.
options:
  url:
    description:
      - Where the machine fetches the script, beginning with C(https://).
    type: str
  file:
    description:
      - Path of the script on the control node.
    type: str
  checksum:
    description:
      - The SHA-256 that the script must have, 64 hexadecimal digits with or without C(sha256:) before them.
    type: str
    required: true
  arguments:
    description:
      - What the script is called with.
    type: list
    elements: str
    default: []
  interpreter:
    description:
      - Absolute path of the program that runs the script.
    type: str
    default: /bin/bash
  timeout:
    description:
      - Seconds after which the script is ended, and everything it started in its process group.
    type: int
    default: 900
  content:
    description:
      - The script from the control node in base64. Set by the action, not by you.
    type: str
seealso:
  - module: bauer_group.remote_maintenance.vendor_archive
  - module: bauer_group.remote_maintenance.remote_access_info
"""

EXAMPLES = r"""
- name: Install the monitoring agent
  bauer_group.remote_maintenance.vendor_script:
    url: "{{ agent_script_url }}"
    checksum: 1f7b1513e4c7a0b2d9f3a6c8e5d4b3a2f1e0d9c8b7a6958473625140f0e1d2c3
  become: true

- name: Install it from a script that lies on the control node
  bauer_group.remote_maintenance.vendor_script:
    file: /etc/ansible/agents/mueller.sh
    checksum: 1f7b1513e4c7a0b2d9f3a6c8e5d4b3a2f1e0d9c8b7a6958473625140f0e1d2c3
    timeout: 300
  become: true
"""

RETURN = r"""
rc:
  description: The script's exit code.
  returned: when it was run
  type: int
  sample: 0
said:
  description: The end of what the script wrote, less every word of the script itself that may be a secret.
  returned: when it failed
  type: list
  elements: str
  sample: ['E: Unable to locate package lshw']
"""

import base64
import binascii
import hashlib
import os
import shutil
import tempfile

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.secrets import without_secret
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.text import clean
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.installing.checksum import NotVerified, expected_digest, verify
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.installing.download import download
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.installing.secrets import secrets_of_url, without_words_of
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.installing.unattended import TIMED_OUT, unattended
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.reading.files import read_text

ARGUMENTS = {
    "url": {"type": "str", "no_log": True},
    "file": {"type": "str"},
    "content": {"type": "str", "no_log": True},
    "checksum": {"type": "str", "required": True},
    "arguments": {"type": "list", "elements": "str", "default": [], "no_log": True},
    "interpreter": {"type": "str", "default": "/bin/bash"},
    "timeout": {"type": "int", "default": 900},
}
IN_MEMORY = "/run"
LARGEST = 16 * 1024 * 1024
SILENCE = 60
GRACE = 10
LINES = 20
LONGEST = 200


def main() -> None:
    module = AnsibleModule(argument_spec=ARGUMENTS, supports_check_mode=True)
    if not module.params["url"] and not module.params["content"]:
        module.fail_json(msg="Nothing to run: either url or file must be given")
    try:
        expected = expected_digest(module.params["checksum"])
        if module.check_mode:
            module.exit_json(changed=True)
        status, said = run(module, expected)
    except NotVerified as problem:
        module.fail_json(msg=f"The install script was not run: {problem}")
    if status in TIMED_OUT:
        module.fail_json(msg=f"The install script was ended after {module.params['timeout']} s", rc=status, said=said, changed=True)
    if status != 0:
        module.fail_json(msg=f"The install script failed with exit code {status}", rc=status, said=said, changed=True)
    module.exit_json(changed=True, rc=status)


def run(module: AnsibleModule, expected: str) -> tuple[int, list[str]]:
    """Exit code and last words of the verified script, which lies in a folder of root's alone meanwhile."""
    # For what the script installs; what is ours lies in a folder of root's alone.
    os.umask(0o022)
    folder = tempfile.mkdtemp(prefix="bauer_group.remote_maintenance.", dir=IN_MEMORY if os.access(IN_MEMORY, os.W_OK) else module.tmpdir)
    try:
        path = os.path.join(folder, "install")
        place(module, path, expected)
        command = unattended([module.params["interpreter"], path, *module.params["arguments"]], module.params["timeout"], GRACE)
        status, out, errors = module.run_command(command, cwd="/", environ_update={"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}, errors="replace")
        return status, last_lines(module, f"{out}\n{errors}", read_text("/", path, LARGEST))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def place(module: AnsibleModule, path: str, expected: str) -> None:
    with open(path, "xb"):
        os.chmod(path, 0o600)
    if module.params["url"]:
        download(module, module.params["url"], path, expected, LARGEST, SILENCE)
        return
    try:
        content = base64.b64decode(module.params["content"], validate=True)
    except binascii.Error as problem:
        raise NotVerified("it arrived damaged") from problem
    verify(hashlib.sha256(content).hexdigest(), expected, "the script")
    with open(path, "wb") as target:
        target.write(content)


def last_lines(module: AnsibleModule, output: str, script: str) -> list[str]:
    secrets = sorted(secrets_of_url(module.params["url"] or "") | set(module.params["arguments"]), key=len, reverse=True)
    lines = [without_words_of(clean(line, LONGEST), script) for line in output.splitlines() if line.strip()]
    for secret in secrets:
        lines = [without_secret(line, secret, LONGEST) for line in lines[-LINES:]]
    return lines[-LINES:]


if __name__ == "__main__":
    main()

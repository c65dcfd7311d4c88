#!/usr/bin/python
# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: win_vendor_package
short_description: Install a vendor's package on Windows that is pinned by its SHA-256, or remove it
version_added: 0.2.0
description:
  - Works through M(ansible.windows.win_package). Brings the package to the machine, from the control node or by having the machine fetch it over HTTPS,
    verifies it before anything looks into it, and removes it from the machine's disk afterwards, with whatever runs have left there that were killed.
  - The values of O(properties) are secrets. They appear in no result and no message, whatever Windows Installer says of a failure, and the machine's event
    log does not get them from Ansible. While Windows Installer runs they stand in its command line, which administrators of the machine can see and
    endpoint protection may keep.
  - Never restarts the machine. That it wants to be restarted is returned.
  - Waits while another installation is in progress, and for everything that an uninstaller without product code starts, as installers made with NSIS leave
    their work to a copy of themselves.
author:
  - BAUER GROUP (@bauer-group)
extends_documentation_fragment:
  - bauer_group.remote_maintenance._attributes
  - bauer_group.remote_maintenance._attributes.action
attributes:
  platform:
    description: Target OS/families that can be operated against.
    support: full
    platforms: windows
  check_mode:
    support: partial
    details:
      - To be installed is predicted of every package, without looking whether it is. Nothing is sent or fetched.
  diff_mode:
    support: none
options:
  state:
    description:
      - Whether it is installed.
    type: str
    choices: [present, absent]
    default: present
  installer:
    description:
      - V(msi) is a package of Windows Installer. V(exe) is a program that is told by O(arguments) to ask nothing.
    type: str
    choices: [msi, exe]
    default: msi
  url:
    description:
      - Where the machine fetches it, beginning with C(https://).
    type: str
  file:
    description:
      - Its path on the control node.
    type: str
  checksum:
    description:
      - Its SHA-256, 64 hexadecimal digits with or without C(sha256:) before them. Required with O(state=present).
    type: str
  properties:
    description:
      - Properties of the MSI by name.
    type: dict
    default: {}
  transforms:
    description:
      - Paths of transforms (C(.mst)) on the control node, applied in this order.
    type: list
    elements: str
    default: []
  arguments:
    description:
      - What O(installer=exe), or the uninstaller of such a package, is called with. An uninstaller that is not Windows Installer's is not called without,
        as nobody would answer what it asks.
    type: list
    elements: str
    default: []
  product_id:
    description:
      - What is to be removed, by its product code or the name of its uninstall key. Required with O(state=absent).
    type: str
  missing:
    description:
      - The caller has seen that the software is missing, broken or of another version. That Windows Installer has the product all the same, and so does
        nothing, is a failure then, unless another installation was waited for, which may have been this one.
    type: bool
    default: false
  lock_timeout:
    description:
      - Seconds to wait while another installation is in progress.
    type: float
    default: 300.0
requirements:
  - The collection ansible.windows on the control node.
seealso:
  - module: ansible.windows.win_package
  - module: bauer_group.remote_maintenance.vendor_package
"""

EXAMPLES = r"""
- name: Install the monitoring agent
  bauer_group.remote_maintenance.win_vendor_package:
    file: /srv/packages/atera.msi
    checksum: 9c56cc51b374c3ba189210d5b6d4bf57790d351c96c47c02190ecf1e430635ab
    properties:
      INTEGRATORLOGIN: "{{ vault_integrator_login }}"
      COMPANYID: "{{ vault_company_id }}"
      ACCOUNTID: "{{ vault_account_id }}"

- name: Remove it
  bauer_group.remote_maintenance.win_vendor_package:
    product_id: '{0B2D6F5A-93A3-4D58-9E9A-3B7C6F0A1E11}'
    state: absent
"""

RETURN = r"""
exit_code:
  description: What Windows Installer, or the installer, ended with.
  returned: when it ran
  type: int
reboot_pending:
  description: Whether the machine wants to be restarted for it (exit code 3010 or 1641).
  returned: success
  type: bool
"""

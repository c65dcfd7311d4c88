# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A connection that Ansible takes for one to a Windows machine: its shell is PowerShell, its paths and its temporary folder are that Windows' own."""
from __future__ import annotations

import shlex
from pathlib import Path

from ansible.plugins.connection.local import Connection as Local

DOCUMENTATION = """
    name: wine
    short_description: A Windows under Wine on this machine
    description: The tests' own.
    author: BAUER GROUP (@bauer-group)
    options:
        console:
            description: The PowerShell that runs under Wine.
            vars: [{name: wine_console}]
        prefix:
            description: The folder of that Windows.
            vars: [{name: wine_prefix}]
    extends_documentation_fragment:
        - connection_pipelining
"""


class Connection(Local):
    transport = "wine"
    module_implementation_preferences = (".ps1", ".exe", "")
    allow_executable = False
    has_pipelining = always_pipeline_modules = True
    _remote_is_local = False

    def exec_command(self, cmd, in_data=None, sudoable=True):
        program, _blank, arguments = cmd.partition(" ")
        assert program.lower().endswith(("powershell", "pwsh.exe")), cmd[:80]
        prefix, console = (shlex.quote(self.get_option(name)) for name in ("prefix", "console"))
        return super().exec_command(f"WINEPREFIX={prefix} {console} {arguments}", in_data=in_data, sudoable=sudoable)

    def put_file(self, in_path, out_path):
        super().put_file(in_path, str(self._here(out_path)))

    def _here(self, path):
        drive, _colon, rest = path.strip('"').partition(":")
        assert drive.upper() == "C", path
        return Path(self.get_option("prefix")) / "drive_c" / rest.replace("\\", "/").lstrip("/")

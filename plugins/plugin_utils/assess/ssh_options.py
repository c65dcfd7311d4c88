# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the one ssh session of an assessment differs from Ansible's usual ones."""

from __future__ import annotations

import shlex

PASSWORD = "password"
KEYBOARD_INTERACTIVE = "keyboard-interactive"
_WITHOUT_SECRET = "gssapi-with-mic,hostbased,publickey"


def session_arguments(control_path: str, persist: int, password_method: str | None, only_named_key: bool) -> str:
    """Arguments to stand before the user's own `ssh_args`; of each option ssh keeps the first value it meets.

    `control_path` belongs to this host and run alone: a connection that an earlier run left open would let this one in without
    asking for its credentials, and its socket, which exists from the moment the log-in succeeded, tells a log-in that hangs from a
    collector that hangs. `persist`: seconds the connection stays usable for a second command; 0 ends it with the first.
    `password_method`: the only one of the two methods that may use the password, so that one wrong password is one failed attempt;
    None where no password is used. `only_named_key`: a key file is named, and the keys of an agent, each of them an attempt of its
    own, stay out of it.
    """
    arguments = [
        "-o ControlMaster=auto",
        f"-o ControlPersist={persist or 'no'}",
        f"-o {shlex.quote(control_path_option(control_path))}",
        "-o NumberOfPasswordPrompts=1",
    ]
    if only_named_key:
        arguments.append("-o IdentitiesOnly=yes")
    if password_method:
        arguments.append(f"-o PreferredAuthentications={_WITHOUT_SECRET},{password_method}")
    return " ".join(arguments)


def control_path_option(path: str) -> str:
    """The option as ssh reads it, where % would be expanded and a space would end the path."""
    return 'ControlPath="' + path.replace("%", "%%").replace("\\", "\\\\").replace('"', '\\"') + '"'

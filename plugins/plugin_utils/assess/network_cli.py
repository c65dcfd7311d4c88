# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Log-in to routers and switches over `ansible.netcommon.network_cli`, and which privilege the account has there.

Ansible starts a process that holds such a connection before any task of the host, without connecting yet; here it is asked to.
First without privilege, so that what fails afterwards was not the log-in.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ansible.errors import AnsibleError
from ansible.executor.task_executor import start_connection
from ansible.module_utils.connection import Connection, ConnectionError

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access import classify, status
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access.status import Access

if TYPE_CHECKING:
    from ansible.plugins.action import ActionBase

ADMINISTRATIVE = 15
CLOSING = 3.0  # seconds that the connection's process may take to end


@dataclass(frozen=True)
class CommandLine:
    """How one system's command line tells the session's privilege, and how it raises it."""

    level_command: str
    level: re.Pattern
    raise_command: str
    password_prompt: str


_CISCO = CommandLine("show privilege", re.compile(r"^Current privilege level is (\d{1,2})\s*$", re.MULTILINE), "enable", r"[\r\n]?[Pp]assword: ?$")

COMMAND_LINES = {"ios": _CISCO, "eos": _CISCO}
"""By `ansible_network_os` without its collection (cisco.ios.ios, arista.eos.eos). Of other systems the privilege is not known."""


class NetworkCli:
    """The connection of one device. `become_password` None: the inventory has none; `wants_privilege`: it asks for become."""

    def __init__(self, action: ActionBase, wants_privilege: bool, become_password: str | None) -> None:
        self._action = action
        self._wants_privilege = wants_privilege
        self._become_password = become_password
        self._device: Connection | None = None

    def log_in(self, become_refused: Access | None) -> Access:
        """Logs in once. `become_refused`: what is known of the password for privilege, if it must not be tried now."""
        try:
            self._device = Connection(self._socket())
            self._device.get_prompt()
        except (AnsibleError, ConnectionError) as error:
            return classify.device_refused(str(error))
        command_line = COMMAND_LINES.get(str(self._action._connection._network_os).rpartition(".")[2])
        return _logged_in(None) if command_line is None else self._privilege(command_line, become_refused)

    def close(self) -> None:
        """Ends the process that holds the connection; nothing here can hang on the device."""
        socket = self._action._connection.socket_path
        if not socket or not os.path.exists(socket):
            return
        with contextlib.suppress(ConnectionError, OSError):
            Connection(socket).close()
        ends = time.monotonic() + CLOSING
        while os.path.exists(socket) and time.monotonic() < ends:
            time.sleep(0.05)

    def _socket(self) -> str:
        connection = self._action._connection
        if self._action._play_context.become:
            self.close()
            ordinary = self._action._play_context.copy()
            ordinary.become = False
            connection._socket_path = start_connection(ordinary, connection.get_options(), self._action._task._uuid)
        return connection.socket_path

    def _privilege(self, command_line: CommandLine, become_refused: Access | None) -> Access:
        level = self._level(command_line)
        if level is None or level >= ADMINISTRATIVE or not self._wants_privilege:
            return _logged_in(level)
        if become_refused is not None:
            return _without_privilege(become_refused)
        if not self._become_password:
            return _without_privilege(Access.because(status.BECOME_PASSWORD_MISSING))
        try:
            self._send(command=command_line.raise_command, prompt=command_line.password_prompt, answer=self._become_password, prompt_retry_check=True)
        except ConnectionError as error:
            return _without_privilege(classify.enabling_refused(str(error)))
        raised = self._level(command_line)
        return _logged_in(raised) if raised is None or raised >= ADMINISTRATIVE else _without_privilege(Access.because(status.BECOME_FAILED))

    def _level(self, command_line: CommandLine) -> int | None:
        try:
            answer = str(self._send(command=command_line.level_command))
        except ConnectionError:
            return None
        found = command_line.level.search(answer[: classify.LONGEST_MESSAGE])
        return int(found[1]) if found else None

    def _send(self, **command: Any) -> Any:
        return self._device.exec_command(json.dumps(command))


def _logged_in(level: int | None) -> Access:
    return Access.because(status.NO_COLLECTOR, privileged=None if level is None else level >= ADMINISTRATIVE)


def _without_privilege(why: Access) -> Access:
    return Access.because(why.reason, since=why.since, privileged=False)

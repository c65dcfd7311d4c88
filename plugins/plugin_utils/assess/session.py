# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one session in which a host is assessed: how the connection is set up, and what came of it.

Everything here drives the connection that Ansible has prepared for the task; nothing opens one of its own.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ansible import constants
from ansible.errors import AnsibleError
from ansible.module_utils import basic

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access import classify, status
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access.credentials import default_identities_digest, file_digest
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access.status import Access
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess import interpreter, remoting, ssh_options
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.collectors import PYTHON, Collector, collector_for
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.memory_limit import memory_limit
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.time_limit import OutOfTime, end_children, time_limit
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import clock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ansible.plugins.action import ActionBase

NETWORK_CLI = "ansible.netcommon.network_cli"
GRACE = 30.0  # seconds that a collector may outlive its deadline, transport included
PERSIST = 10  # seconds a connection stays for the attempt without become
LONGEST_SOCKET_PATH = 104 - 18  # bytes: the smallest limit there is (BSD), less what ssh appends while it makes the socket


@dataclass(frozen=True)
class Outcome:
    """What one session brought. `observation` is as the machine sent it, unchecked; None where there is none.

    `started_at`: when the collector was started, by the control node's clock; None where none was. `become_failed`: what had come of
    becoming administrator before, where the attempt without it says something else.
    """

    access: Access
    observation: Any = None
    started_at: datetime | None = None
    become_failed: Access | None = None


class Session:
    """One host's session. `action` is the action plugin that runs, `task_vars` are its variables."""

    def __init__(self, action: ActionBase, task_vars: Mapping[str, Any], name: str) -> None:
        """`name` tells this host and run from all others."""
        self._action = action
        self._connection = action._connection
        self._task_vars = task_vars
        self._socket = self._socket_path(name)
        self._users_arguments = self._option("ssh_args") or ""
        become = self._connection.become
        self._become_method = become.name if become else None
        self._become_options = become.get_options() if become else {}
        self._become_failed: Access | None = None
        self._python: str | None = None

    @property
    def is_ssh(self) -> bool:
        return self._connection.transport == "ssh"

    @property
    def uses_become(self) -> bool:
        """Whether the inventory asks for become, even after a fallback has turned it off."""
        return self._become_method is not None

    @property
    def is_remoting(self) -> bool:
        return self._connection.transport in remoting.TRANSPORTS

    def collector(self, declared: str) -> Collector | None:
        """The collector for this machine, where `maintenance_collector` is `declared`."""
        return collector_for(declared, self._connection)

    def credentials(self) -> dict[str, str | None]:
        """What a log-in here would use, by name; of key files a digest of the content."""
        if self.is_remoting:
            return {name: _text(value) for name, value in remoting.credentials(self._connection.transport, self._option).items()}
        names = ("host", "port", "remote_user", "password", "private_key", "private_key_passphrase")
        parts = {name: _text(self._option(name)) for name in names}
        if not parts["password"]:
            parts["password"] = _text(self._action._play_context.password)
        key_file = _text(self._option("private_key_file"))
        parts["key"] = file_digest(key_file) if key_file else default_identities_digest()
        return parts

    @property
    def ssh_arguments(self) -> str:
        """What the inventory adds to ssh's command line."""
        return " ".join((self._users_arguments, *(str(self._option(name) or "") for name in ("ssh_common_args", "ssh_extra_args"))))

    def become_credentials(self) -> dict[str, str | None]:
        """What gaining privilege would use, by name."""
        names = ("become_user", "become_pass", "become_exe", "become_flags")
        return {"become_method": self._become_method, **{name: _text(self._become_options.get(name)) for name in names}}

    def command(self, command: str) -> str:
        """A command that Ansible built, with the interpreter, or the search for one, in the place that is kept for it."""
        if interpreter.PLACEHOLDER not in command:
            return command
        if self._python is not None:
            return command.replace(interpreter.PLACEHOLDER, interpreter.named(self._python))
        candidates = constants.config.get_config_value("INTERPRETER_PYTHON_FALLBACK", variables=self._task_vars)
        return command.replace(interpreter.PLACEHOLDER, interpreter.finder(map(str, candidates), basic._PY_MIN))

    def run_probe(self, collector: Collector, plan: Mapping[str, Any], deadline: float) -> Outcome:
        """Runs the collector: as the connection says, and once more without become where only that failed."""
        return self._guarded(lambda: self._probe_with_fallback(collector, plan), deadline + GRACE)

    def run_probe_without_become(self, collector: Collector, plan: Mapping[str, Any], deadline: float, why: Access) -> Outcome:
        """Runs the collector as an ordinary account; `why` says what is known to fail with become."""
        return self._guarded(lambda: self._probe_without_become(collector, plan, why), deadline + GRACE)

    @property
    def can_log_in_only(self) -> bool:
        """Whether connecting alone proves that the credentials are good. It does not where each request carries them, nor on the control node."""
        return self._connection.transport in ("ssh", "paramiko", NETWORK_CLI)

    def log_in_only(self, deadline: float, become_refused: Access | None) -> Outcome:
        """Logs in to a machine that no collector runs on, and asks which account that gave.

        `become_refused`: what is known of the password for privilege, if it must not be tried now.
        """
        return self._guarded(lambda: self._log_in(become_refused), deadline + GRACE)

    def _guarded(self, work: Callable[[], Outcome], seconds: float) -> Outcome:
        try:
            with self._memory_limit(), time_limit(seconds):
                return work()
        except MemoryError:
            return self._too_much()
        except OutOfTime:
            return self._out_of_time()
        except BaseException as error:
            if type(error).__name__ != "TaskTimeoutError":  # private to ansible-core; what a task's `timeout` raises
                raise
            return self._out_of_time()
        finally:
            self._close_shared_connection()

    def _memory_limit(self) -> contextlib.AbstractContextManager[None]:
        """A collector on the control node itself is a child of this process and would get the limit too; .NET reserves more at its start."""
        return contextlib.nullcontext() if self._connection.transport == "local" else memory_limit()

    def _out_of_time(self) -> Outcome:
        logged_in = self._logged_in()
        self._close_shared_connection()
        end_children()
        access = Access.because(status.PROBE_HUNG if logged_in else status.CONNECTION_TIMEOUT)
        return Outcome(_without_privilege(access, self._become_failed), become_failed=self._become_failed)

    def _too_much(self) -> Outcome:
        access = Access.because(status.PROBE_FAILED, detail="too much output") if self._logged_in() else Access.because(status.HOST_UNREACHABLE)
        end_children()
        return Outcome(access, become_failed=self._become_failed)

    def _logged_in(self) -> bool:
        """Whether a hung session had got past its log-in."""
        if self.is_remoting:
            return bool(self._connection.connected)
        return self._connection.transport == "local" or (self._socket is not None and os.path.exists(self._socket))

    def _probe_with_fallback(self, collector: Collector, plan: Mapping[str, Any]) -> Outcome:
        outcome = self._attempt(collector, plan)
        if self.uses_become and outcome.access.status == status.INSUFFICIENT and outcome.access.reason != status.REMOTING_NOT_PERMITTED:
            return self._probe_without_become(collector, plan, outcome.access)
        return outcome

    def _probe_without_become(self, collector: Collector, plan: Mapping[str, Any], why: Access) -> Outcome:
        self._become_failed = why
        self._connection.set_become_plugin(None)
        outcome = self._attempt(collector, plan)
        if outcome.observation is not None or outcome.access.reason == status.PROBE_FAILED:
            return replace(outcome, access=replace(why, privileged=False), become_failed=why)
        return replace(outcome, access=_without_privilege(outcome.access, why), become_failed=why)

    def _attempt(self, collector: Collector, plan: Mapping[str, Any]) -> Outcome:
        """One log-in; a second one only where the host had no use for a password in the first (it was not sent)."""
        outcome = self._execute(collector, plan, ssh_options.PASSWORD)
        if isinstance(outcome, _OtherMethod):
            outcome = self._execute(collector, plan, ssh_options.KEYBOARD_INTERACTIVE)
        return outcome if isinstance(outcome, Outcome) else Outcome(outcome.access)

    def _execute(self, collector: Collector, plan: Mapping[str, Any], password_method: str) -> Outcome | _OtherMethod:
        self._prepare(password_method)
        started_at = clock.now()
        variables = {**self._task_vars, "ansible_no_target_syslog": True, **(self._interpreter() if collector is PYTHON else {})}
        asked = {**collector.asked(plan), "as_text": True}
        try:
            result = self._action._execute_module(module_name=collector.module, module_args=asked, task_vars=variables)
        except self._connection_errors as error:
            return self._failed(str(error), password_method)
        if "observation_text" in result:
            return Outcome(Access.because(status.LOGGED_IN), result["observation_text"], started_at)
        ran = "module_stdout" not in result  # Ansible adds it where the output was no module's result
        return Outcome(classify.collector_failed(_said(result), with_become=self._connection.become is not None and not ran))

    def _log_in(self, become_refused: Access | None) -> Outcome:
        if self._connection.transport == NETWORK_CLI:
            return self._log_in_to_command_line(become_refused)
        if not self.is_ssh:
            return self._connect_only()
        outcome = self._ask_account(ssh_options.PASSWORD)
        if isinstance(outcome, _OtherMethod):
            outcome = self._ask_account(ssh_options.KEYBOARD_INTERACTIVE)
        return outcome if isinstance(outcome, Outcome) else Outcome(outcome.access)

    def _ask_account(self, password_method: str) -> Outcome | _OtherMethod:
        """Many such devices have no shell; then any answer at all shows that the log-in worked."""
        self._prepare(password_method)
        try:
            _status, output, _errors = self._connection.exec_command("id -u", sudoable=False)
        except AnsibleError as error:
            return self._failed(str(error), password_method)
        answer = output.decode("ascii", errors="replace").strip()
        privileged = answer == "0" if answer.isdigit() else None
        return Outcome(Access.because(status.NO_COLLECTOR, privileged=privileged))

    def _log_in_to_command_line(self, become_refused: Access | None) -> Outcome:
        from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.network_cli import NetworkCli  # few inventories need it

        device = NetworkCli(self._action, self.uses_become, _text(self._become_options.get("become_pass")))
        try:
            return Outcome(device.log_in(become_refused))
        finally:
            device.close()

    def _connect_only(self) -> Outcome:
        try:
            self._connection._connect()
        except AnsibleError as error:
            return Outcome(classify.connection_failed(str(error)))
        return Outcome(Access.because(status.NO_COLLECTOR))

    @property
    def _connection_errors(self) -> type[Exception]:
        """What a connection that cannot be made raises. WinRM's and PSRP's let the errors of what they work with through."""
        return Exception if self.is_remoting else AnsibleError

    def _failed(self, message: str, password_method: str) -> Outcome | _OtherMethod:
        access = classify.connection_failed(message, with_password=self._has_password(), over_remoting=self.is_remoting)
        methods = classify.methods_left(message)
        if (
            access.reason == status.CREDENTIALS_REJECTED
            and password_method == ssh_options.PASSWORD
            and self._chooses_method()
            and ssh_options.PASSWORD not in methods
            and ssh_options.KEYBOARD_INTERACTIVE in methods
        ):
            return _OtherMethod(access)
        return Outcome(access)

    def _prepare(self, password_method: str) -> None:
        """One attempt, nothing written on the target, no connection of an earlier run, and ssh's own words where it fails."""
        self._set_option("pipelining", True)
        if self.is_remoting:
            for name, value in remoting.one_attempt(self._connection.transport, self._option).items():
                self._set_option(name, value)
        if not self.is_ssh:
            return
        self._set_option("reconnection_retries", 0)
        if self._option("host_key_checking"):
            # Neither True, which makes Ansible hide what ssh said of the key, nor False, which turns the check off.
            self._connection._options["host_key_checking"] = None
        ours = ssh_options.session_arguments(
            self._socket or "none",
            PERSIST if self.uses_become and self._socket else 0,
            password_method if self._chooses_method() else None,
            only_named_key=bool(self._option("private_key_file")),
        )
        self._set_option("ssh_args", f"{ours} {self._users_arguments}")

    def _has_password(self) -> bool:
        return bool(self._option("password") or self._action._play_context.password)

    def _chooses_method(self) -> bool:
        """sshpass gives up at a second prompt by itself; the other mechanism would answer one prompt of each method."""
        return self._has_password() and self._option("password_mechanism") == "ssh_askpass" and not self._option("pkcs11_provider")

    def _interpreter(self) -> dict[str, str]:
        configured = constants.config.get_config_value("INTERPRETER_PYTHON", variables=self._task_vars)
        python = str(self._action._templar.template(configured) or "").strip()
        self._python = None if python in interpreter.AUTOMATIC else python
        return {"ansible_python_interpreter": interpreter.PLACEHOLDER}

    def _socket_path(self, name: str) -> str | None:
        if not self.is_ssh:
            return None
        folder = os.path.expanduser(str(self._option("control_path_dir") or "~/.ansible/cp"))
        path = os.path.join(folder, hashlib.sha256(name.encode(errors="surrogatepass")).hexdigest()[:16])
        if len(os.fsencode(path)) > LONGEST_SOCKET_PATH:
            return None
        with contextlib.suppress(OSError):
            os.makedirs(folder, mode=0o700, exist_ok=True)
        return path if os.access(folder, os.W_OK) else None

    def _close_shared_connection(self) -> None:
        """Ends what the socket leads to; nothing here can hang on the host."""
        if self._socket is None or not os.path.exists(self._socket):
            return
        command = [str(self._option("ssh_executable") or "ssh"), "-o", ssh_options.control_path_option(self._socket), "-O", "exit", "none"]
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=5)
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self._socket)

    def _option(self, name: str) -> Any:
        return self._action.get_connection_option(name)

    def _set_option(self, name: str, value: Any) -> None:
        with contextlib.suppress(AttributeError, KeyError, AnsibleError):
            self._connection.set_option(name, value)


@dataclass(frozen=True)
class _OtherMethod:
    """The host refused without having been shown the password: it takes it by the other method only."""

    access: Access


def _without_privilege(access: Access, become_failed: Access | None) -> Access:
    """Where the log-in worked and nothing told which account it gave, what became of becoming administrator is all that is known."""
    if become_failed is None or access.status != status.VALID:
        return access
    return replace(access, privileged=False, become=become_failed.reason)


def _said(result: Mapping[str, Any]) -> str:
    return "\n".join(str(result.get(key, "")) for key in ("module_stderr", "module_stdout", "msg"))


def _text(value: Any) -> str | None:
    return None if value is None else str(value)

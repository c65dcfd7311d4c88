# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What connection plugins, OpenSSH and the become programs say when a log-in fails, and what it means.

The messages were read in the sources of ansible-core 2.19 and 2.21 (plugins/connection/ssh.py and local.py, plugins/become,
plugins/action), OpenSSH 9.2 (sshconnect.c, sshconnect2.c, ssh.c, packet.c), sshpass 1.09, sudo 1.9, util-linux' and shadow's su, doas and sudo-rs.
The first row that matches counts, so what is more telling stands further up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access import status


@dataclass(frozen=True)
class Pattern:
    """One message. A group named `detail` in it is a name or a number that may be reported."""

    message: re.Pattern
    reason: str


def _pattern(message: str, reason: str) -> Pattern:
    return Pattern(re.compile(message, re.IGNORECASE), reason)


def _line(message: str, reason: str) -> Pattern:
    """A message that counts only where it is all of a line, or all that follows Ansible's own words."""
    return Pattern(re.compile(rf"(?:^|: )(?:{message})[ \t\r]*$", re.IGNORECASE | re.MULTILINE), reason)


CONNECTION = (
    # The control node itself lacks something: no attempt reached the customer.
    _pattern(r"you must install the (?P<detail>sshpass) program", status.CONTROL_NODE_UNFIT),
    _pattern(r"Installed (?P<detail>sshpass) version does not support", status.CONTROL_NODE_UNFIT),
    _pattern(r"Unable to execute (?P<detail>ssh) command line on a controller", status.CONTROL_NODE_UNFIT),
    _pattern(r"the connection plugin '(?P<detail>[\w.]{1,100})' was not found", status.CONTROL_NODE_UNFIT),
    _pattern(r"Cannot write to (?P<detail>ControlPath) ", status.CONTROL_NODE_UNFIT),
    _pattern(r"Bad (?P<detail>configuration option: \w{1,60})", status.CONTROL_NODE_UNFIT),
    _pattern(r"Missing sudo|Missing \w+ password|sudo: a password is required", status.BECOME_PASSWORD_MISSING),
    _pattern(r"Incorrect \w+ password|Duplicate become password prompt", status.BECOME_PASSWORD_WRONG),
    # The host's identity comes before its refusals: nothing it says counts while it is in doubt.
    _pattern(r"REMOTE HOST IDENTIFICATION HAS CHANGED|POSSIBLE DNS SPOOFING DETECTED|Host key for \S+ has changed", status.HOST_KEY_DIFFERS),
    _pattern(r"Host Certificate Verification Failed|key for .{1,200} is marked as revoked|REVOKED HOST KEY DETECTED", status.HOST_KEY_DIFFERS),
    _pattern(r"No \S{1,40} host key is known for|Host key verification failed|Host Key checking is enabled", status.HOST_KEY_UNKNOWN),
    # A key on the control node that was never shown to the host.
    _pattern(r"UNPROTECTED PRIVATE KEY FILE|Load key .{1,1000}: (bad permissions|invalid format|error in libcrypto|Permission denied)", status.KEY_UNUSABLE),
    _pattern(r"incorrect passphrase supplied to decrypt private key|Failed to add configured private key into ssh-agent", status.KEY_UNUSABLE),
    _pattern(r"no such identity: .{1,1000}: No such file or directory", status.KEY_UNUSABLE),
    _pattern(r"Too many authentication failures", status.TOO_MANY_KEYS),
    # Whole lines as sshd and PAM write them: a host's banner may hold any of these words, as in "locked after 3 failed attempts".
    _line(r"(WARNING: )?Your password has expired\.?|Password change required but no TTY available\.", status.PASSWORD_EXPIRED),
    _line(r"You are required to change your password immediately \(.{1,80}\)\.?", status.PASSWORD_EXPIRED),
    _line(r"Your account has expired; please contact your system administrator\.?|This account is currently not available\.", status.ACCOUNT_DISABLED),
    _pattern(r"System is (booting up|going down)|Unprivileged users are not permitted to log in yet", status.HOST_UNREACHABLE),
    _pattern(r"Permission denied \(|Permission denied, please try again|Invalid/incorrect (username/)?password", status.CREDENTIALS_REJECTED),
    _pattern(r"No more authentication methods to try|No supported authentication methods available", status.CREDENTIALS_REJECTED),
    _line(r"Authentication failed\.?", status.CREDENTIALS_REJECTED),
    _pattern(r"Could not resolve hostname|Name or service not known|nodename nor servname provided", status.HOST_NAME_UNKNOWN),
    _pattern(r"Temporary failure in name resolution|No address associated with hostname", status.HOST_NAME_UNKNOWN),
    _pattern(r"Connection refused", status.CONNECTION_REFUSED),
    _pattern(r"Connection timed out during banner exchange|Connection to \S+ port \d+ timed out", status.CONNECTION_TIMEOUT),
    _pattern(r"Connection timed out|Operation timed out|Timeout, server \S+ not responding", status.CONNECTION_TIMEOUT),
    _pattern(r"No route to host|Network is unreachable|Host is down|Host is unreachable", status.NO_ROUTE),
    _pattern(r"Unable to negotiate with .{1,200}: (?P<detail>no matching [\w ]{1,60}) found", status.NO_COMMON_ALGORITHM),
    _pattern(r"Protocol major versions differ|banner line contains invalid characters|Bad remote protocol version", status.NO_COMMON_ALGORITHM),
    _pattern(r"Connection (closed|reset) by|kex_exchange_identification|ssh_exchange_identification|Connection to \S+ closed", status.CONNECTION_CLOSED),
    _pattern(r"Broken pipe|Software caused connection abort", status.CONNECTION_CLOSED),
    _pattern(r"Timeout \(\d+s\) waiting for privilege escalation prompt|Timed out waiting for become success", status.BECOME_FAILED),
    _pattern(r"Premature end of stream waiting for become success", status.BECOME_FAILED),
    _pattern(r"does not provide a TTY which is required for the selected become plugin", status.BECOME_FAILED),
    _pattern(r"Invalid become method specified, could not find matching plugin: '(?P<detail>[\w.]{1,100})'", status.CONTROL_NODE_UNFIT),
    _pattern(r"Failed to connect to the host via ssh|Data could not be sent to remote host|ssh connection failed", status.HOST_UNREACHABLE),
)
"""What a failed connection says (the text of the exception that the connection plugin raised)."""

DEVICE = (
    # Said after the first prompt was seen: the log-in itself had worked.
    _pattern(r"\Aunable to set terminal parameters", status.NO_COLLECTOR),
    _pattern(r"(?P<detail>paramiko) is not installed", status.CONTROL_NODE_UNFIT),
    _pattern(r"Failed to import the required Python library \((?P<detail>[\w.-]{1,60})\)", status.CONTROL_NODE_UNFIT),
    _pattern(r"\Ahost key mismatch for \S", status.HOST_KEY_DIFFERS),
    _pattern(r"The authenticity of host '.{1,300}' can't be established", status.HOST_KEY_UNKNOWN),
    _pattern(r"\Assh connection failed: .{0,100}\bAccess denied for '[\w -]{1,40}'", status.CREDENTIALS_REJECTED),
    _pattern(r"\AFailed to authenticate: ", status.CREDENTIALS_REJECTED),
    _pattern(r"\Assh connection failed: .{0,60}\bFailed to resolve hostname ", status.HOST_NAME_UNKNOWN),
    _pattern(r"\Assh connection failed: .{0,60}\bTimeout connecting to |\Acommand timeout triggered", status.CONNECTION_TIMEOUT),
)
"""What else a device's command line says (network_cli of ansible.netcommon, over libssh or paramiko)."""

ENABLING = (_pattern(r"answer is not valid|Bad (secret|password)|Access denied|Error in authentication", status.BECOME_PASSWORD_WRONG),)
"""What the command line answers to `enable` with a password (Cisco's words, and ansible.netcommon's for a prompt that comes again)."""

BECOME = (
    _pattern(r"is not in the sudoers file|is not allowed to (execute|run)|may not run sudo", status.BECOME_NOT_PERMITTED),
    _pattern(r"I'm sorry \S+\. I'm afraid I can't do that", status.BECOME_NOT_PERMITTED),  # sudo-rs
    _pattern(r"doas: Operation not permitted|pam_wheel|su: Permission denied", status.BECOME_NOT_PERMITTED),
    _pattern(r"incorrect password attempt|Sorry, try again|su: Authentication failure|doas: Authentication failed", status.BECOME_PASSWORD_WRONG),
    _pattern(r"a password is required|no askpass program specified|a terminal is required to (read the password|authenticate)", status.BECOME_PASSWORD_MISSING),
    _pattern(r"interactive authentication is required", status.BECOME_PASSWORD_MISSING),  # sudo-rs -n
    _pattern(r"you must have a tty to run sudo|su: must be run from a terminal|doas: a tty is required", status.BECOME_NEEDS_TTY),
    _pattern(r"\b(?P<detail>sudo|su|doas|pfexec|dzdo|pbrun|ksu|machinectl|run0)(: \d+)?: (command )?not found", status.BECOME_NOT_INSTALLED),
    _pattern(r"(?P<detail>/\S{1,60}/(sudo|su|doas)): No such file or directory", status.BECOME_NOT_INSTALLED),
    _pattern(r"must be owned by uid 0 and have the setuid bit set|effective uid is not 0|account validation failure", status.BECOME_FAILED),
    _pattern(r"\b(sudo|su|doas|sudo-rs): \S", status.BECOME_FAILED),
)
"""What the become program says instead of running the collector (its standard error)."""

INTERPRETER = (
    _pattern(r"remote_maintenance: Python too old:(?P<detail>( [\d.]{1,10}){1,20})", status.INTERPRETER_TOO_OLD),
    _pattern(r"remote_maintenance: no Python", status.INTERPRETER_MISSING),
    _pattern(r"requires a minimum of Python version [\d.]+\. Current version: (?P<detail>\d+\.\d+\.\d+)", status.INTERPRETER_TOO_OLD),
    _pattern(r"future feature annotations is not defined|SyntaxError: (invalid syntax|Missing parentheses)", status.INTERPRETER_TOO_OLD),
    _pattern(r"The module interpreter '\S+' was not found", status.INTERPRETER_MISSING),
    _pattern(r"python[\d.]*(: \d+)?: (command )?not found|python[\d.]*: No such file or directory", status.INTERPRETER_MISSING),
)
"""What stands in place of an observation where the machine has no Python that will do."""

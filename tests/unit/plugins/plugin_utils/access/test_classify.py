# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access import classify, patterns, status

SSH = "Failed to connect to the host via ssh: "

CONNECTION = [
    (SSH + "root@192.0.2.1: Permission denied (publickey,password).", "credentials_rejected"),
    (SSH + "admin@192.0.2.1: Permission denied (publickey,keyboard-interactive).", "credentials_rejected"),
    ("Invalid/incorrect password: Permission denied, please try again.", "credentials_rejected"),
    ("Invalid/incorrect username/password. Skipping remaining 3 retries to prevent account lockout: ", "credentials_rejected"),
    (
        SSH + "@@@@@@@@@@@\r\n@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\r\n@@@@@@\r\n"
        "IT IS POSSIBLE THAT SOMEONE IS DOING SOMETHING NASTY!\r\nHost key verification failed.",
        "host_key_changed",
    ),
    (SSH + "No ED25519 host key is known for [192.0.2.1]:22 and you have requested strict checking.\r\nHost key verification failed.", "host_key_unknown"),
    (SSH + "Host key verification failed.", "host_key_unknown"),
    ("Using a SSH password instead of a key is not possible because Host Key checking is enabled. Please add", "host_key_unknown"),
    (SSH + "ssh: connect to host 192.0.2.1 port 22: Connection timed out", "connection_timeout"),
    (SSH + "ssh: connect to host 192.0.2.1 port 22: Operation timed out", "connection_timeout"),
    (SSH + "Connection timed out during banner exchange\r\nConnection to 192.0.2.1 port 22 timed out", "connection_timeout"),
    (SSH + "ssh: connect to host 192.0.2.1 port 22: Connection refused", "connection_refused"),
    (SSH + "ssh: connect to host 192.0.2.1 port 22: No route to host", "no_route"),
    (SSH + "ssh: connect to host 2001:db8::1 port 22: Network is unreachable", "no_route"),
    (SSH + "ssh: Could not resolve hostname nowhere.invalid: Name or service not known", "host_name_unknown"),
    (SSH + "ssh: Could not resolve hostname nowhere.invalid: Temporary failure in name resolution", "host_name_unknown"),
    (SSH + "kex_exchange_identification: Connection closed by remote host\r\nConnection closed by 192.0.2.1 port 22", "connection_closed"),
    (SSH + "kex_exchange_identification: read: Connection reset by peer\r\nConnection reset by 192.0.2.1 port 22", "connection_closed"),
    (SSH + "Received disconnect from 192.0.2.1 port 22:2: Too many authentication failures\r\nDisconnected from 192.0.2.1 port 22", "too_many_keys"),
    (SSH + "Unable to negotiate with 192.0.2.1 port 22: no matching host key type found. Their offer: ssh-rsa", "no_common_algorithm"),
    (SSH + "no such identity: /keys/acme: No such file or directory\r\nroot@192.0.2.1: Permission denied (publickey).", "key_unusable"),
    (SSH + 'Load key "/keys/acme": Permission denied\r\nroot@192.0.2.1: Permission denied (publickey).', "key_unusable"),
    (SSH + "@         WARNING: UNPROTECTED PRIVATE KEY FILE!          @\r\nroot@192.0.2.1: Permission denied (publickey).", "key_unusable"),
    ("to use the password_mechanism=sshpass, you must install the sshpass program", "control_node_unfit"),
    ("the connection plugin 'ansible.netcommon.network_cli' was not found", "control_node_unfit"),
    ("Incorrect sudo password", "become_password_wrong"),
    ("Missing sudo password", "become_password_missing"),
    ("Incorrect su password", "become_password_wrong"),
    ("Duplicate become password prompt encountered waiting for become success.", "become_password_wrong"),
    ("Premature end of stream waiting for become success.\n>>> Standard Error\nsudo: a password is required", "become_password_missing"),
    ("Premature end of stream waiting for become success.\n>>> Standard Error\nbob is not in the sudoers file.", "become_not_permitted"),
    ("Timeout (12s) waiting for privilege escalation prompt: ", "become_failed"),
    ("Timed out waiting for become success or become password prompt.", "become_failed"),
    (SSH + "WARNING: Your password has expired.\r\nPassword change required but no TTY available.", "password_expired"),
    (SSH + "Your account has expired; please contact your system administrator", "account_disabled"),
    (SSH + '"System is booting up. Unprivileged users are not permitted to log in yet."\r\nConnection closed by 192.0.2.1 port 22', "host_unreachable"),
    # What a host's banner says is not what became of the log-in.
    (SSH + "WARNING: account is locked after 3 failed logins\nConnection closed by 192.0.2.1 port 22", "connection_closed"),
    (SSH + "Authentication failed attempts are logged\r\nConnection reset by 192.0.2.1 port 22", "connection_closed"),
    (SSH + "Your password has expired? Call 4711.\r\nConnection timed out during banner exchange", "connection_timeout"),
    (SSH + "something that no version has ever said", "host_unreachable"),
    ("", "host_unreachable"),
]

DEVICE = [
    (
        "ssh connection failed: Failed to authenticate with password: Access denied for 'password'. Authentication that can continue: password",
        "credentials_rejected",
    ),
    (
        "ssh connection failed: Failed to authenticate with keyboard-interactive: Access denied for 'keyboard interactive'. It continues: x",
        "credentials_rejected",
    ),
    ("ssh connection failed: Failed to authenticate public key: Access denied for 'none'. Authentication that can continue: publickey", "credentials_rejected"),
    ("Failed to authenticate: Authentication failed.", "credentials_rejected"),
    ("host key mismatch for 192.0.2.1", "host_key_changed"),
    (
        "libssh: The authenticity of host '192.0.2.1' can't be established due to 'Host is unknown: 70:8a'.\nThe ecdsa key fingerprint is SHA1:x.",
        "host_key_unknown",
    ),
    ("paramiko: The authenticity of host '[192.0.2.1]:22' can't be established.", "host_key_unknown"),
    ("ssh connection failed: ssh connect failed: Connection refused", "connection_refused"),
    ("ssh connection failed: ssh connect failed: No route to host", "no_route"),
    ("ssh connection failed: ssh connect failed: Timeout connecting to 192.0.2.1", "connection_timeout"),
    ("ssh connection failed: ssh connect failed: Failed to resolve hostname sw1 (Name or service not known)", "host_name_unknown"),
    ("command timeout triggered, timeout value is 30 secs.\nSee the timeout setting options", "connection_timeout"),
    ("paramiko is not installed: No module named 'paramiko'", "control_node_unfit"),
    ("Failed to import the required Python library (ansible-pylibssh) on control's Python /usr/bin/python3.", "control_node_unfit"),
    ("unable to set terminal parameters", "no_collector"),
    # Words of a device that are not what became of the log-in.
    ("ssh connection failed: Socket error: unable to set terminal parameters", "host_unreachable"),
    ("socket is closed: Failed to authenticate: so says the banner", "host_unreachable"),
]

ENABLING = [
    ("For matched prompt 'b'\\r\\nPassword: '', answer is not valid", "become_password_wrong"),
    ("b'enable\\r\\nPassword: \\r\\n% Bad secrets\\r\\n\\r\\nrouter>'", "become_password_wrong"),
    ("% Error in authentication.", "become_password_wrong"),
    ("command timeout triggered, timeout value is 30 secs.", "become_failed"),
    ("b'enable\\r\\n% No password set'", "become_failed"),
]

BECOME = [
    ("bob is not in the sudoers file.  This incident will be reported.", "become_not_permitted"),
    ("Sorry, user bob is not allowed to execute '/bin/sh -c true' as root on web1.", "become_not_permitted"),
    ("sudo: I'm sorry bob. I'm afraid I can't do that", "become_not_permitted"),
    ("sudo: sorry, you must have a tty to run sudo", "become_needs_tty"),
    ("sudo: no tty present and no askpass program specified", "become_password_missing"),
    ("sudo: a terminal is required to read the password; either use the -S option", "become_password_missing"),
    ("sudo: a password is required", "become_password_missing"),
    ("Misuse: This incident will be reported.\nsudo: a password is required", "become_password_missing"),
    ("sudo: 1 incorrect password attempt", "become_password_wrong"),
    ("/bin/sh: 1: sudo: not found", "become_not_installed"),
    ("bash: line 1: sudo: command not found", "become_not_installed"),
    ("su: Authentication failure", "become_password_wrong"),
    ("doas: Operation not permitted", "become_not_permitted"),
    ("doas: a tty is required", "become_needs_tty"),
    ("sudo: /usr/bin/sudo must be owned by uid 0 and have the setuid bit set", "become_failed"),
    ("»bob« steht nicht in der sudoers-Datei.", "become_failed"),
    ("", "become_failed"),
]

INTERPRETER = [
    ("remote_maintenance: no Python", "interpreter_missing", None),
    ("remote_maintenance: Python too old: 3.6.8 2.7.18", "interpreter_too_old", "3.6.8 2.7.18"),
    ("ansible-core requires a minimum of Python version 3.8. Current version: 3.6.15 (default, May 9 2026, 07:35:25) [GCC]", "interpreter_too_old", "3.6.15"),
    ("SyntaxError: future feature annotations is not defined", "interpreter_too_old", None),
    ("/bin/sh: 1: /opt/python3: not found", "interpreter_missing", None),
    ("The module interpreter '/opt/python3' was not found.", "interpreter_missing", None),
]


@pytest.mark.parametrize(("message", "reason"), CONNECTION)
def test_what_a_connection_says(message, reason):
    access = classify.connection_failed(message)
    assert access.reason == reason
    assert access.status == status.REASONS[reason]


BANNERS = [
    "Incorrect login password attempts are logged.",
    "Incorrect sudo password",
    "Missing sudo password",
    "sudo: a password is required",
    "Duplicate become password prompt encountered waiting for become success.",
    "Timeout (12s) waiting for privilege escalation prompt: ",
    "Premature end of stream waiting for become success.",
    "unable to set terminal parameters",
]
ENDS = ["root@192.0.2.1: Permission denied (publickey).", "Connection closed by 192.0.2.1 port 22", "Received disconnect from 192.0.2.1: bye", ""]
PROOF = ("valid", "insufficient")


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("banner", BANNERS)
@pytest.mark.parametrize("read", [classify.connection_failed, classify.device_refused])
def test_no_banner_proves_a_log_in(banner, end, read):
    assert read(f"{SSH}{banner}\r\n{end}").status not in PROOF
    assert read(f"Data could not be sent to remote host. Make sure this host can be reached over ssh: {banner}\r\n{end}").status not in PROOF


@given(st.sampled_from(BANNERS), st.text(max_size=40), st.sampled_from(ENDS))
def test_nothing_behind_ssh_s_own_words_proves_a_log_in(banner, more, end):
    assert classify.connection_failed(f"{SSH}{more}{banner}{more}\n{end}").status not in PROOF


@pytest.mark.parametrize(("message", "reason"), DEVICE)
def test_what_a_command_line_s_connection_says(message, reason):
    assert classify.device_refused(message).reason == reason


@pytest.mark.parametrize(("message", "reason"), ENABLING)
def test_what_a_command_line_answers_to_a_password_for_privilege(message, reason):
    assert classify.enabling_refused(message).reason == reason


@pytest.mark.parametrize(("output", "reason"), BECOME)
def test_what_a_become_program_says(output, reason):
    assert classify.collector_failed(output, with_become=True).reason == reason


@pytest.mark.parametrize(("output", "reason", "detail"), INTERPRETER)
@pytest.mark.parametrize("with_become", [True, False])
def test_what_stands_for_an_interpreter(output, reason, detail, with_become):
    access = classify.collector_failed(output, with_become)
    assert (access.reason, access.detail, access.status) == (reason, detail, "valid")


def test_a_collector_that_fails_without_become_is_no_one_elses_fault():
    assert classify.collector_failed("Traceback (most recent call last): sudo: x", with_become=False).reason == "probe_failed"


def test_an_unusable_key_explains_nothing_where_a_password_was_refused_too():
    message = SSH + "no such identity: /keys/acme: No such file or directory\r\nroot@192.0.2.1: Permission denied (publickey,password)."
    assert classify.connection_failed(message, with_password=True).reason == "credentials_rejected"


@pytest.mark.parametrize(
    "reason",
    sorted({row.reason for table in (patterns.CONNECTION, patterns.DEVICE, patterns.BECOME, patterns.ENABLING, patterns.INTERPRETER) for row in table}),
)
def test_every_reason_of_the_tables_has_a_message_here(reason):
    seen = {reason for _message, reason in CONNECTION + DEVICE + BECOME + ENABLING} | {reason for _output, reason, _detail in INTERPRETER}
    assert reason in seen
    assert reason in status.REASONS


def test_methods_that_were_left():
    assert classify.methods_left(SSH + "x@y: Permission denied (publickey,keyboard-interactive).") == {"publickey", "keyboard-interactive"}
    assert classify.methods_left("Permission denied, please try again.") == frozenset()


@given(st.text(max_size=300), st.booleans())
def test_any_message_gives_an_access_and_hides_what_was_said(message, flag):
    made = (
        classify.connection_failed(message, flag),
        classify.collector_failed(message, flag),
        classify.device_refused(message),
        classify.enabling_refused(message),
    )
    for access in made:
        assert status.REASONS[access.reason] == access.status
        assert access.detail is None or (len(access.detail) <= 100 and access.detail.isascii() and access.detail.isprintable())


def test_a_flood_is_read_at_both_ends_only():
    assert classify.connection_failed("x" * 5_000_000 + "Connection refused").reason == "connection_refused"

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages as the connection plugins, and what they work with, put them together."""
from __future__ import annotations

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access import status
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access.classify import collector_failed, connection_failed

PSRP_OPEN = "psrp connection failure during runspace open: "
POOL = "HTTPSConnectionPool(host='erp01', port=5986): Max retries exceeded with url: /wsman (Caused by "

CONNECTION = [
    ("winrm or requests is not installed: No module named 'winrm'", status.CONTROL_NODE_UNFIT),
    ("pypsrp or dependencies are not installed: No module named 'pypsrp'", status.CONTROL_NODE_UNFIT),
    ("ntlm: requested auth method is ntlm, but requests_ntlm is not installed", status.CONTROL_NODE_UNFIT),
    ("Kerberos auth failure when calling kinit cmd 'kinit': [Errno 2] No such file or directory: 'kinit'", status.CONTROL_NODE_UNFIT),
    (f"ntlm: {POOL}SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate (_ssl.c:1006)')))",
     status.CERTIFICATE_NOT_TRUSTED),
    (f"Failed to connect to the host via PSRP: {POOL}SSLError(CertificateError(\"hostname 'erp01' doesn't match 'srv.mueller.example'\")))",
     status.CERTIFICATE_NOT_TRUSTED),
    ("ntlm: the specified credentials were rejected by the server", status.CREDENTIALS_REJECTED),
    ("failed to authenticate with the server: Failed to authenticate the user wartung with ntlm", status.CREDENTIALS_REJECTED),
    ("Kerberos auth failure for principal wartung@MUELLER.LOCAL: kinit: Preauthentication failed while getting initial credentials",
     status.CREDENTIALS_REJECTED),
    ("Kerberos auth failure for principal w@M.LOCAL: kinit: Client 'w@M.LOCAL' not found in Kerberos database while getting initial credentials",
     status.CREDENTIALS_REJECTED),
    ("credssp: Received error status from the server: (3221225581) STATUS_LOGON_FAILURE 0xc000006d", status.CREDENTIALS_REJECTED),
    ("credssp: Received error status from the server: (3221226036) STATUS_ACCOUNT_LOCKED_OUT 0xc0000234", status.ACCOUNT_DISABLED),
    ("Kerberos auth failure for principal w@M.LOCAL: kinit: Client's credentials have been revoked while getting initial credentials",
     status.ACCOUNT_DISABLED),
    ("credssp: Received error status from the server: (3221225585) STATUS_PASSWORD_EXPIRED 0xc0000071", status.PASSWORD_EXPIRED),
    ("Kerberos auth failure for principal w@M.LOCAL: Password for w@M.LOCAL: \nPassword has expired while getting initial credentials",
     status.PASSWORD_EXPIRED),
    ("Kerberos auth failure for principal w@M.LOCAL: kinit: Cannot read password while getting initial credentials", status.PASSWORD_EXPIRED),
    (("kerberos: authGSSClientStep() failed: (('Unspecified GSS failure.  Minor code may provide more information', 851968), "
      "('Server HTTP/localhost@M.LOCAL not found in Kerberos database', -1765328377))"), status.KERBEROS_UNKNOWN_SERVICE),
    ("Preauthentication failed -1765328360", status.CREDENTIALS_REJECTED),
    ("Password has expired -1765328361", status.PASSWORD_EXPIRED),
    ("Client's credentials have been revoked -1765328366", status.ACCOUNT_DISABLED),
    ("Client 'w@M.LOCAL' not found in Kerberos database -1765328378", status.CREDENTIALS_REJECTED),
    ("Cannot contact any KDC for realm 'M.LOCAL' -1765328228", status.KERBEROS_NO_DOMAIN_CONTROLLER),
    (("SpnegoError (4294967295): Major (851968): Unspecified GSS failure.  Minor code may provide more information, Minor (2529638919): "
      "Server WSMAN/erp01@M.LOCAL not found in Kerberos database, Context: Processing security token"), status.KERBEROS_UNKNOWN_SERVICE),
    (("SpnegoError (7): Major (458752): No credentials were supplied, or the credentials were unavailable or inaccessible, Minor (2529639053): "
      "Can't find client principal w@M.LOCAL in cache collection, Context: Getting GSSAPI credential"), status.KERBEROS_TICKET_MISSING),
    ("Kerberos auth failure for principal w@M.LOCAL: kinit: Password incorrect while getting initial credentials", status.CREDENTIALS_REJECTED),
    ("Kerberos auth failure for principal w@M.LOCAL: kinit: Clock skew too great while getting initial credentials", status.KERBEROS_CLOCK_SKEW),
    ("Kerberos auth failure for principal w@M.LOCAL: kinit: Cannot contact any KDC for realm 'M.LOCAL' while getting initial credentials",
     status.KERBEROS_NO_DOMAIN_CONTROLLER),
    ("Kerberos auth failure for principal w@M.LOCAL: kinit: Cannot find KDC for realm \"M.LOCAL\" while getting initial credentials",
     status.KERBEROS_NO_DOMAIN_CONTROLLER),
    (("kerberos: authGSSClientInit() failed: (('Unspecified GSS failure.  Minor code may provide more information', 851968), "
     "(\"Can't find client principal w@M.LOCAL in cache collection\", -1765328243))"), status.KERBEROS_TICKET_MISSING),
    (("SpnegoError (4294967295): Major (851968): Unspecified GSS failure.  Minor code may provide more information, Minor (2529638919): "
     "Server not found in Kerberos database, Context: Processing security token"), status.KERBEROS_UNKNOWN_SERVICE),
    ("ssl: auth method ssl requires a password", status.CREDENTIALS_MISSING),
    (("ntlm: Zugriff verweigert (extended fault data: {'transport_message': 'Bad HTTP response returned from server. Code 500', "
     "'http_status_code': 500, 'wsmanfault_code': '5', 'fault_code': 's:Sender', 'fault_subcode': 'w:AccessDenied'})"), status.REMOTING_NOT_PERMITTED),
    (f"{PSRP_OPEN}Received a WSManFault message. (Code: 5, Machine: erp01, Reason: Zugriff verweigert)", status.REMOTING_NOT_PERMITTED),
    ("ntlm: Bad HTTP response returned from server. Code 404", status.NO_REMOTING_LISTENER),
    (f"ssl: {POOL}NewConnectionError('<HTTPSConnection object at 0x7f>: Failed to establish a new connection: [Errno 111] Connection refused'))",
     status.CONNECTION_REFUSED),
    (f"Failed to connect to the host via PSRP: {POOL}ConnectTimeoutError(<x>, 'Connection to erp01 timed out. (connect timeout=30)'))",
     status.CONNECTION_TIMEOUT),
    ("the connection attempt timed out", status.CONNECTION_TIMEOUT),
    (f"ssl: {POOL}SSLError(SSLError(1, '[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1006)')))", status.NO_REMOTING_LISTENER),
    (f"ssl: {POOL}SSLError(SSLError(1, '[SSL: TLSV1_ALERT_PROTOCOL_VERSION] tlsv1 alert protocol version (_ssl.c:1020)')))", status.NO_COMMON_ALGORITHM),
    (f"ssl: {POOL}SSLError(SSLEOFError(8, '[SSL: UNEXPECTED_EOF_WHILE_READING] EOF occurred in violation of protocol (_ssl.c:1020)')))",
     status.CONNECTION_CLOSED),
    (f"ssl: {POOL}SSLError(SSLEOFError(8, 'EOF occurred in violation of protocol (_ssl.c:2427)')))", status.CONNECTION_CLOSED),
    (("failed to authenticate with the server: The server did not response with one of the following authentication methods Negotiate, Kerberos, "
     "NTLM - actual: 'Basic realm=\"WSMAN\"'"), status.LOGIN_METHOD_NOT_OFFERED),
    ("Server responded with the auth protocol 'Kerberos' which is incompatible with the specified auth_provider 'ntlm'", status.LOGIN_METHOD_NOT_OFFERED),
    ("ntlm: 'www-authenticate'", status.LOGIN_METHOD_NOT_OFFERED),
    ("ntlm: Access denied: Server did not respond with NTLM challenge token", status.LOGIN_METHOD_NOT_OFFERED),
    ("ssl: the specified credentials were rejected by the server", status.BASIC_REFUSED),
    ("plaintext: the specified credentials were rejected by the server", status.BASIC_REFUSED),
    ("failed to authenticate with the server: Failed to authenticate the user wartung with basic", status.BASIC_REFUSED),
    (("SpnegoError (16): Operation not supported or available, Context: No username or password was specified and the credential cache did not exist "
     "or contained no credentials"), status.CREDENTIALS_MISSING),
    (("SpnegoError (1): SpnegoError (16): Operation not supported or available, Context: No username or password was specified and the credential cache "
     "did not exist or contained no credentials, Context: Unable to negotiate common mechanism"), status.KERBEROS_TICKET_MISSING),
    ("xmltodict is not installed: No module named 'xmltodict'", status.CONTROL_NODE_UNFIT),
    (f"ssl: {POOL}NameResolutionError(\"<x>: Failed to resolve 'erp01' ([Errno -2] Name or service not known)\"))", status.HOST_NAME_UNKNOWN),
    ("ntlm: ('Connection aborted.', RemoteDisconnected('Remote end closed connection without response'))", status.CONNECTION_CLOSED),
    ("something that nobody has read yet", status.HOST_UNREACHABLE),
]

TRANSPORT = "'transport_message': 'Bad HTTP response returned from server. Code 500', 'http_status_code': 500"
PSRP_HTTP = f"{PSRP_OPEN}Bad HTTP response returned from the server. "

ANSWERED = [
    (f"ntlm: Zu viele (extended fault data: {{{TRANSPORT}, 'wsmanfault_code': 2150859173, 'fault_subcode': 'w:QuotaLimit'}})",
     status.NO_REMOTING_SESSION, "2150859173"),
    (f"ntlm: Fehler (extended fault data: {{{TRANSPORT}, 'fault_code': 's:Receiver', 'fault_subcode': 'w:InternalError'}})",
     status.NO_REMOTING_SESSION, None),
    (f"Fehler (extended fault data: {{{TRANSPORT}, 'wsmanfault_code': 50}})", status.NO_REMOTING_SESSION, "50"),
    (f"{PSRP_OPEN}Received a WSManFault message. (Code: 2150859173, Machine: erp01, Reason: Zu viele)", status.NO_REMOTING_SESSION, "2150859173"),
    (f"{PSRP_OPEN}Received a WSManFault message. (Code: w:InternalError, Reason: Fehler)", status.NO_REMOTING_SESSION, "w:InternalError"),
    (f"{PSRP_OPEN}Received a WSManFault message. (Code: 50, Machine: erp01)", status.NO_REMOTING_SESSION, "50"),
    ("Received a WSManFault message. (Code: 5, Machine: erp01)", status.REMOTING_NOT_PERMITTED, None),
    (f"{PSRP_OPEN}Received a WSManFault message. (No details returned by the server)", status.NO_REMOTING_LISTENER, None),
    (f"{PSRP_HTTP}Code: 404, Content: '<html>'", status.NO_REMOTING_LISTENER, "404"),
    (f"{PSRP_HTTP}Code: 400, Content: ''", status.NO_REMOTING_SESSION, "400"),
    ("ntlm: Bad HTTP response returned from server. Code 500", status.NO_REMOTING_LISTENER, "500"),
    ("not well-formed (invalid token): line 1, column 4", status.NO_REMOTING_LISTENER, None),
    ("ntlm: no element found: line 1, column 0", status.NO_REMOTING_LISTENER, None),
    ("ntlm:", status.NO_REMOTING_SESSION, None),
    ("ntlm: ", status.NO_REMOTING_SESSION, None),
    ("ntlm: Exceeded 30 redirects.", status.NO_REMOTING_LISTENER, None),
    (f"{PSRP_OPEN}Received related id does not match related expected message id: Sent: uuid:1, Received: ", status.NO_REMOTING_LISTENER, None),
    ("ntlm: ('Connection aborted.', BadStatusLine('SSH-2.0-x\\r\\n'))", status.NO_REMOTING_LISTENER, None),
]

WORDS = [
    "Incorrect sudo password",
    "Missing sudo password",
    "CERTIFICATE_VERIFY_FAILED",
    "KRB_AP_ERR_SKEW",
    "STATUS_LOGON_FAILURE 0xc000006d",
    "the specified credentials were rejected by the server",
    "Received a WSManFault message. (Code: 5, Machine: x)",
    "x\n\nWSManFault message. (Code: 5)",
    "Connection refused: line 1, column 2",
]

COLLECTOR = [
    ("Cannot invoke method. Method invocation is supported only on core types in this language mode.", status.CONSTRAINED_LANGUAGE),
    ("Die Methode kann nicht aufgerufen werden.\n+ FullyQualifiedErrorId : MethodInvocationNotSupportedInConstrainedLanguage", status.CONSTRAINED_LANGUAGE),
    # As Windows PowerShell 5.1 breaks lines where the console is 80 columns wide, as over WinRM.
    ("    + FullyQualifiedErrorId : MethodInvocationNotSupportedInConstrainedLanguag \r\n   e", status.CONSTRAINED_LANGUAGE),
    ("Cannot invoke method. Method invocation is supported only on core types in this\r\nlanguage mode.", status.CONSTRAINED_LANGUAGE),
    ("    + FullyQualifiedErrorId : ScriptContainedMalicious \r\n   Content", status.SCRIPT_BLOCKED),
    ("Cannot run untrusted PowerShell script 'win_probe.ps1' in ConstrainedLanguage mode with module util imports.", status.CONSTRAINED_LANGUAGE),
    ("failure during exec_wrapper: Provided script for 'module_wrapper.ps1' is not trusted to run.", status.CONSTRAINED_LANGUAGE),
    ("C# module util 'Ansible.Basic.cs' is not trusted and cannot be loaded.", status.CONSTRAINED_LANGUAGE),
    ("Dieses Skript wurde blockiert.\n    + FullyQualifiedErrorId : ScriptContainedMaliciousContent", status.SCRIPT_BLOCKED),
    ("Ansible requires PowerShell v5.1", status.POWERSHELL_TOO_OLD),
    ("Could not find the specified PowerShell interpreter 'C:\\pwsh.exe'.", status.INTERPRETER_MISSING),
    ("/bin/sh: 1: pwsh: not found", status.INTERPRETER_MISSING),
    ("The probe failed: NullReferenceException", status.PROBE_FAILED),
]


@pytest.mark.parametrize(("message", "reason"), CONNECTION)
def test_a_failed_connection(message, reason):
    found = connection_failed(message, over_remoting=True)
    assert (found.reason, found.status) == (reason, status.REASONS[reason])


@pytest.mark.parametrize(("message", "reason", "detail"), ANSWERED)
def test_what_a_device_answered(message, reason, detail):
    found = connection_failed(message, over_remoting=True)
    assert (found.reason, found.status, found.detail) == (reason, status.REASONS[reason], detail)


@pytest.mark.parametrize("words", [*WORDS, "much " * 100_000])
@pytest.mark.parametrize(("message", "reason"), [
    (f"ntlm: %s%s (extended fault data: {{{TRANSPORT}, 'wsmanfault_code': 1, 'fault_subcode': 'w:InternalError'}})", status.NO_REMOTING_SESSION),
    (f"ntlm: x (extended fault data: {{{TRANSPORT}, 'wsmanfault_code': 1, 'fault_subcode': 'w:%s%s'}})", status.NO_REMOTING_SESSION),
    (f"{PSRP_OPEN}Received a WSManFault message. (Code: 1, Machine: %s, Reason: %s)", status.NO_REMOTING_SESSION),
    (f"{PSRP_HTTP}Code: 503, Content: '%s%s'", status.NO_REMOTING_LISTENER),
    ("ntlm: ('Connection aborted.', BadStatusLine('%s%s'))", status.NO_REMOTING_LISTENER),
    ("failed to authenticate with the server: The server did not response with one of the following authentication methods NTLM - actual: '%s%s'",
     status.LOGIN_METHOD_NOT_OFFERED),
    ("Received related id does not match related expected message id: Sent: uuid:1, Received: %s%s", status.NO_REMOTING_LISTENER),
])
def test_a_devices_own_words_decide_nothing(message, reason, words):
    assert connection_failed(message % (words, words), over_remoting=True).reason == reason


@pytest.mark.parametrize("words", ["Incorrect sudo password", "Missing sudo password", "sudo: a password is required", "requires wsmanfault_code': 5"])
def test_no_unknown_message_proves_a_log_in(words):
    assert connection_failed(f"ntlm: something new: {words}", over_remoting=True).reason == status.HOST_UNREACHABLE


@pytest.mark.parametrize(("output", "reason"), COLLECTOR)
def test_a_failed_collector(output, reason):
    assert collector_failed(output, with_become=False).reason == reason


def test_what_a_host_says_over_ssh_is_not_taken_for_kerberos():
    """A banner may hold any words."""
    assert connection_failed("Welcome. Password has expired accounts: 0xc0000071\nConnection refused").reason == status.CONNECTION_REFUSED


def test_the_reason_for_distrust_is_passed_on():
    message = "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1)"
    assert connection_failed(message, over_remoting=True).detail == "unable to get local issuer certificate"


@pytest.mark.parametrize("over_remoting", [True, False])
def test_a_core_without_powershell_over_such_a_connection(over_remoting):
    message = "The module bauer_group.remote_maintenance.win_probe was not found in configured module paths"
    assert connection_failed(message, over_remoting=over_remoting).reason == status.POWERSHELL_NEEDS_NEWER_CORE

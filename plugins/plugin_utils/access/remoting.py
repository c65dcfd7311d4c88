# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What WinRM, PSRP and PowerShell say when a log-in or a collector fails, and what it stands for.

The messages were read in the sources of ansible-core 2.19 and 2.21 (plugins/connection/winrm.py and psrp.py, executor/powershell), pywinrm 0.5,
pypsrp 0.9, requests-credssp 2.0, pyspnego 0.12, requests and urllib3, and MIT Kerberos (kinit, libkrb5's error table). Windows itself answers
in the language of its display, and may answer anything; so of its answers only numbers and identifiers count. The first row that matches counts.
That a fault comes only to whom WinRM has let in, and that code 5 means no right to it, is an assumption from published transcripts of such log-ins.
"""

from __future__ import annotations

import re

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access import status
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access.patterns import Pattern


def _pattern(message: str, reason: str) -> Pattern:
    return Pattern(re.compile(message, re.IGNORECASE), reason)


def _broken(text: str) -> str:
    """A pattern for what Windows PowerShell breaks into lines of the console's width wherever that is, in the middle of a word too."""
    return r"\s*".join(map(re.escape, text.replace(" ", "")))


_PSRPS_WORDS = "psrp connection failure during runspace open: |Failed to connect to the host via PSRP: |failed to authenticate with the server: "
_WINRMS_WORDS = r"[a-z]{1,20}:(?: |\Z)"  # the transport


def _answer(message: str, reason: str) -> Pattern:
    """A message from its first character, before which only the connection plugins put words of theirs."""
    return Pattern(re.compile(rf"\A(?:{_PSRPS_WORDS}|{_WINRMS_WORDS})?(?:{message})", re.DOTALL), reason)


_WINRM_FAULT = r".*\(extended fault data: \{'transport_message': '[^']*', 'http_status_code': \d{3}"
_PSRP_FAULT = r"Received a WSManFault message\. \("

ANSWERED = (
    _answer(_WINRM_FAULT + r", 'wsmanfault_code': '?5'?[,}].*\)\Z", status.REMOTING_NOT_PERMITTED),
    _answer(_WINRM_FAULT + r", 'wsmanfault_code': '?(?P<detail>\d{1,10})'?[,}].*\)\Z", status.NO_REMOTING_SESSION),
    _answer(_WINRM_FAULT + r"[,}].*\)\Z", status.NO_REMOTING_SESSION),
    _answer(_PSRP_FAULT + r"Code: 5[,)]", status.REMOTING_NOT_PERMITTED),
    _answer(_PSRP_FAULT + r"No details", status.NO_REMOTING_LISTENER),
    _answer(_PSRP_FAULT + r"(?:Code: (?P<detail>\d{1,10}|w:\w{1,40})[,)])?", status.NO_REMOTING_SESSION),
    _answer(r"Bad HTTP response returned from (?:the )?server\.? ?Code:? (?P<detail>400)\b", status.NO_REMOTING_SESSION),
    _answer(r"Bad HTTP response returned from (?:the )?server\.? ?Code:? (?P<detail>\d{3})\b", status.NO_REMOTING_LISTENER),
    _answer(r"\('Connection aborted\.', BadStatusLine\(", status.NO_REMOTING_LISTENER),
    _answer(r"Received related id does not match", status.NO_REMOTING_LISTENER),
    _answer(r"Exceeded \d{1,4} redirects", status.NO_REMOTING_LISTENER),
    _answer(r".{1,300}: line \d{1,10}, column \d{1,10}\Z", status.NO_REMOTING_LISTENER),  # what expat says of anything but XML
    _answer(r"\s*\Z", status.NO_REMOTING_SESSION),  # pywinrm: no shell in the answer, or a time-out that the device tells of
    # A log-in by Basic sends the password unasked; a device that takes none refuses it like a wrong one.
    _pattern(r"\A(ssl|basic|plaintext): the specified credentials were rejected by the server\Z", status.BASIC_REFUSED),
    _answer(r"Failed to authenticate the user .{1,300} with basic\Z", status.BASIC_REFUSED),
    _answer(r"The server did not response with one of the following authentication methods", status.LOGIN_METHOD_NOT_OFFERED),
    _answer(r"Server responded with the auth protocol '(?P<detail>\w{1,20})' which is incompatible", status.LOGIN_METHOD_NOT_OFFERED),
    _answer(r"Access denied: Server did not respond with NTLM challenge token\Z|'www-authenticate'\Z", status.LOGIN_METHOD_NOT_OFFERED),
)
"""What is said where a device answered. These come before all others, and hold from the message's first character:
further in, it may be the device's words."""

CONNECTION = (
    # The control node itself lacks something: no attempt reached the customer.
    _pattern(r"(?P<detail>winrm or requests|pypsrp or dependencies|xmltodict)( is| are)? not installed", status.CONTROL_NODE_UNFIT),
    _pattern(r"auth method is \w{1,20}, but (?P<detail>[\w-]{1,40}) is not installed", status.CONTROL_NODE_UNFIT),
    _pattern(r"the (?P<detail>python kerberos library) is not installed", status.CONTROL_NODE_UNFIT),
    _pattern(r"does not support transport\(s\) (?P<detail>[\w\[\]', ]{1,80})", status.CONTROL_NODE_UNFIT),
    _pattern(r"Kerberos auth failure when calling (?P<detail>kinit) cmd", status.CONTROL_NODE_UNFIT),
    _pattern(r"No module named '(?P<detail>krb5|gssapi|requests_credssp)'", status.CONTROL_NODE_UNFIT),
    # The host's identity comes before its refusals: nothing it says counts while it is in doubt.
    _pattern(r"CERTIFICATE_VERIFY_FAILED\] certificate verify failed: (?P<detail>[\w ,.'-]{1,100}[\w'])", status.CERTIFICATE_NOT_TRUSTED),
    _pattern(r"CERTIFICATE_VERIFY_FAILED|certificate verify failed|doesn't match either of|hostname '.{1,255}' doesn't match", status.CERTIFICATE_NOT_TRUSTED),
    # Kerberos, before what falls back from it.
    _pattern(r"Clock skew too great|KRB_AP_ERR_SKEW", status.KERBEROS_CLOCK_SKEW),
    _pattern(r"Client'?s credentials have been revoked|KDC_ERR_CLIENT_REVOKED", status.ACCOUNT_DISABLED),
    # kinit was given the password, and would read a new one.
    _pattern(r"Cannot read password while getting initial credentials", status.PASSWORD_EXPIRED),
    _pattern(r"Password has expired|KDC_ERR_KEY_EXP|Client's entry in database has expired", status.PASSWORD_EXPIRED),
    _pattern(r"Preauthentication failed|Password incorrect while getting initial credentials", status.CREDENTIALS_REJECTED),
    _pattern(r"Client '.{1,255}' not found in Kerberos database", status.CREDENTIALS_REJECTED),
    _pattern(r"Cannot (find|contact any) KDC for (requested )?realm", status.KERBEROS_NO_DOMAIN_CONTROLLER),
    _pattern(r"Server not found in Kerberos database|Server \S{1,255} not found in Kerberos database", status.KERBEROS_UNKNOWN_SERVICE),
    _pattern(r"No Kerberos credentials available|Can't find client principal|No credentials cache found|Ticket expired", status.KERBEROS_TICKET_MISSING),
    # NT status codes, as CredSSP passes them on.
    _pattern(r"\(?0xc0000071\)?|0xc0000224|STATUS_PASSWORD_(EXPIRED|MUST_CHANGE)", status.PASSWORD_EXPIRED),
    _pattern(r"0xc0000072|0xc0000193|0xc0000234|STATUS_ACCOUNT_(DISABLED|EXPIRED|LOCKED_OUT)", status.ACCOUNT_DISABLED),
    _pattern(r"0xc000006d|0xc000006a|0xc0000064|STATUS_LOGON_FAILURE", status.CREDENTIALS_REJECTED),
    _pattern(r"the specified credentials were rejected by the server|Failed to authenticate the user .{1,300} with \w", status.CREDENTIALS_REJECTED),
    # Without a password PSRP's `negotiate` looks for a ticket, `ntlm` has nothing to look for.
    _pattern(r"No username or password was specified.{1,200}Unable to negotiate common mechanism", status.KERBEROS_TICKET_MISSING),
    _pattern(r"No username or password was specified and the credential cache", status.CREDENTIALS_MISSING),
    _pattern(r"auth method \w{1,20} requires a (username|password)|auth, the (username|password) must be specified", status.CREDENTIALS_MISSING),
    _pattern(r"did not respon[sd]e? with \w{1,20}", status.LOGIN_METHOD_NOT_OFFERED),
    _pattern(r"\[SSL: (WRONG_VERSION_NUMBER|HTTP_REQUEST)\]", status.NO_REMOTING_LISTENER),  # no TLS there
    _pattern(r"\[SSL: (?P<detail>\w{0,40}PROTOCOL(_VERSION)?|\w{0,40}HANDSHAKE_FAILURE|NO_PROTOCOLS_AVAILABLE)\]", status.NO_COMMON_ALGORITHM),
    _pattern(r"the connection attempt timed out|Read timed out|connect timeout=|ConnectTimeoutError", status.CONNECTION_TIMEOUT),
    _pattern(r"NameResolutionError|Failed to resolve '", status.HOST_NAME_UNKNOWN),
    _pattern(r"RemoteDisconnected|Connection aborted|Connection reset by peer|EOF occurred in violation of protocol", status.CONNECTION_CLOSED),
)
"""What a failed connection says (the text of the exception that the connection plugin, or what it works with, raised)."""

ANY_CONNECTION = (
    _pattern(r"module bauer_group\.remote_maintenance\.win_\w+ was not found in configured module paths", status.POWERSHELL_NEEDS_NEWER_CORE),
)
"""What ansible-core says where a PowerShell was asked for over a connection that it knows none for."""

COLLECTOR = (
    *(_pattern(_broken(text), status.CONSTRAINED_LANGUAGE) for text in (
        "InConstrainedLanguage", "in ConstrainedLanguage mode", "only on core types in this language mode",
    )),
    # Where the policy trusts Ansible's own wrapper and not what it is to run.
    _pattern(r"(script for|module util) '[^']{1,200}' is (not trusted\b|marked as unsupported in CLM mode)", status.CONSTRAINED_LANGUAGE),
    # PowerShell's own id of the error, whatever the language, where a scanner that it asked (AMSI) refused the script.
    _pattern(_broken("ScriptContainedMaliciousContent"), status.SCRIPT_BLOCKED),
    _pattern(r"Ansible requires PowerShell v(?P<detail>[\d.]{1,10})|requires (a minimum )?PowerShell version", status.POWERSHELL_TOO_OLD),
    _pattern(r"This module cannot run on this OS as it requires a minimum version of (?P<detail>[\d.]{1,20})", status.POWERSHELL_TOO_OLD),
    _pattern(r"Could not find the specified PowerShell interpreter|(pwsh|powershell)(\.exe)?(: \d+)?: (command )?not found", status.INTERPRETER_MISSING),
    _pattern(r"(pwsh|powershell)(\.exe)?['\"]?: No such file or directory", status.INTERPRETER_MISSING),
)
"""What stands in place of an observation where the machine's PowerShell will not do."""

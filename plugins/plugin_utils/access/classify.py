# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From what a connection said to what it means for access; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access import patterns, remoting, status
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access.status import Access

LONGEST_MESSAGE = 20_000
LONGEST_DETAIL = 100

INTERPRETER = (*patterns.INTERPRETER, *remoting.COLLECTOR)

_LOGGED_IN = (status.VALID, status.INSUFFICIENT)
_UNPRINTABLE = re.compile(r"[^ -~]+")
_OFFERED = re.compile(r"Permission denied \((?P<methods>[a-z0-9@.,-]{1,300})\)")


def connection_failed(message: str, with_password: bool = False, over_remoting: bool = False) -> Access:
    """The access behind the message of an exception that a connection plugin raised.

    Where a password was at hand too, a key that could not be used does not explain a refusal. `over_remoting`: over WinRM or PSRP.
    Over ssh a host's banner may say anything, so that only Ansible's own first words prove a log-in.
    A message that no row of the table knows is `host_unreachable`, which blames nobody.
    """
    if over_remoting:
        return _remoting_failed(message)
    rows = (row for row in (*remoting.ANY_CONNECTION, *patterns.CONNECTION) if not (with_password and row.reason == status.KEY_UNUSABLE))
    found = _first(message, rows, proof_comes_first=True) or Access.because(status.HOST_UNREACHABLE)
    if found.reason == status.BECOME_FAILED:
        return _first(message, patterns.BECOME) or found  # the exception of a local connection quotes the become program
    return found


def _remoting_failed(message: str) -> Access:
    """What the device answered is known by how the message begins; further in it could say anything, so that no log-in is proven there."""
    known = (*remoting.CONNECTION, *remoting.ANY_CONNECTION, *patterns.CONNECTION)
    unproven = (row for row in known if status.REASONS[row.reason] not in _LOGGED_IN)
    return _first(message, remoting.ANSWERED) or _first(message, unproven) or Access.because(status.HOST_UNREACHABLE)


def device_refused(message: str) -> Access:
    """The access behind the message with which a command line's connection (network_cli) could not be made."""
    return _first(message, patterns.DEVICE) or connection_failed(message)


def enabling_refused(message: str) -> Access:
    """What became of raising the privilege on a command line; the log-in itself had worked."""
    return _first(message, patterns.ENABLING) or Access.because(status.BECOME_FAILED)


def collector_failed(output: str, with_become: bool) -> Access:
    """The access behind the output of a collector that ended without a result. The log-in itself had worked.

    Whether it was the become program or the collector that failed may not be visible (a translated message, a silent
    program); then it counts as the become program's failure, and the attempt without become shows what is true.
    """
    if with_become:
        found = _first(output, INTERPRETER) or _first(output, patterns.BECOME)
        return found or Access.because(status.BECOME_FAILED)
    return _first(output, INTERPRETER) or Access.because(status.PROBE_FAILED)


def methods_left(message: str) -> frozenset[str]:
    """The methods by which the host would still have let somebody in, as ssh lists them when it gives up."""
    found = _OFFERED.search(message[-LONGEST_MESSAGE:])
    return frozenset(found["methods"].split(",")) if found else frozenset()


def _first(message: str, rows: Iterable[patterns.Pattern], proof_comes_first: bool = False) -> Access | None:
    message = _shortened(message)
    for row in rows:
        found = row.message.search(message)
        if found and not (proof_comes_first and found.start() and status.REASONS[row.reason] in _LOGGED_IN):
            return Access.because(row.reason, detail=_clean(found.groupdict().get("detail")))
    return None


def _shortened(message: str) -> str:
    """Beginning and end of a message: what a machine sends has no bound of its own."""
    if len(message) <= LONGEST_MESSAGE:
        return message
    half = LONGEST_MESSAGE // 2
    return message[:half] + "\n" + message[-half:]


def _clean(detail: str | None) -> str | None:
    if detail is None:
        return None
    return _UNPRINTABLE.sub("?", detail).strip()[:LONGEST_DETAIL] or None

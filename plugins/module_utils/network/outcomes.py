# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What became of an attempt, in the words of the observation's schema."""

from __future__ import annotations

import asyncio
import errno

OPEN = "open"
REFUSED = "refused"
TIMEOUT = "timeout"
UNRESOLVED = "unresolved"
RESET = "reset"
UNREACHABLE = "unreachable"
UNEXPECTED_ANSWER = "unexpected_answer"
ERROR = "error"

# Of several addresses of one name the outcome that says most is reported.
TELLING_ORDER = (OPEN, UNEXPECTED_ANSWER, RESET, REFUSED, TIMEOUT, UNREACHABLE, UNRESOLVED, ERROR)

_UNREACHABLE_NUMBERS = frozenset([
    errno.ENETUNREACH,
    errno.EHOSTUNREACH,
    errno.ENETDOWN,
    errno.EHOSTDOWN,
    errno.EADDRNOTAVAIL,
    errno.EAFNOSUPPORT,
    # What a firewall's "administratively prohibited" (IPv6) and a rule on the machine itself look like.
    errno.EACCES,
    errno.EPERM,
])
_RESET_NUMBERS = frozenset([errno.ECONNRESET, errno.EPIPE, errno.ECONNABORTED, errno.ENOTCONN])


class UnexpectedAnswer(Exception):
    """The peer answered, but not in the protocol that was spoken. Carries an HTTP status where a proxy gave one."""

    def __init__(self, said: str, status: int | None = None) -> None:
        super().__init__(said)
        self.said = said
        self.status = status


class PeerClosed(ConnectionResetError):
    """The peer closed the connection before it had answered."""

    def __init__(self) -> None:
        super().__init__(errno.ECONNRESET, "closed by the peer")


def outcome_of(problem: BaseException) -> str:
    """Return the outcome that an exception stands for."""
    if isinstance(problem, UnexpectedAnswer):
        return UNEXPECTED_ANSWER
    if isinstance(problem, (asyncio.TimeoutError, TimeoutError, asyncio.CancelledError)):
        return TIMEOUT
    number = getattr(problem, "errno", None)
    if number == errno.ECONNREFUSED:
        return REFUSED
    if number in _RESET_NUMBERS:
        return RESET
    if number == errno.ETIMEDOUT:
        return TIMEOUT
    if number in _UNREACHABLE_NUMBERS:
        return UNREACHABLE
    return ERROR


def more_telling(one: str, other: str) -> bool:
    """Tell whether outcome `one` says more than `other`."""
    return TELLING_ORDER.index(one) < TELLING_ORDER.index(other)

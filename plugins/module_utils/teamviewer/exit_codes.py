# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What `teamviewer assignment` and `unassign` end with.

The vendor has the same ten codes as 400 to 409 and, in other versions, as 40 to 49 (409 and the second set after community sources); of the first POSIX
keeps eight bits, 144 to 153. All three are read. What the codes mean is the vendor's; whether another attempt can help and the remedies are ours.

This is the one table of them. module_utils/windows/teamviewer/ExitCodes.cs is written from it by tests/tools/write_exit_codes.py.
"""

from __future__ import annotations

from typing import NamedTuple


class Outcome(NamedTuple):
    """One way in which the program ends. `retry`: the same call may succeed a little later, without anybody doing anything."""

    code: int
    name: str
    meaning: str
    retry: bool
    remedy: str


class Words(NamedTuple):
    """What remedies name, as it is called on one system."""

    service: str
    service_log: str
    client_log: str
    administrator: str
    source: str


LINUX = Words("teamviewerd.service", "its journal", "the log below /var/log/teamviewer15", "as root (become)", "from the vendor's repository")
# Where the client's log lies on Windows is not confirmed.
WINDOWS = Words("the service TeamViewer", "the event log", "TeamViewer15_Logfile.log in the client's folder", "as administrator", "from the vendor's file")

DONE = 0
BAD_ARGUMENTS = 1
ALREADY_ASSIGNED = 409

_OUTCOMES = (
    Outcome(DONE, "done", "done", False, ""),
    Outcome(BAD_ARGUMENTS, "bad_arguments", "the client did not understand the command or its arguments", False,
            "Update the client: what this version can do differs from what is documented."),
    Outcome(2, "signature_error", "the client's signature could not be verified", False,
            "Install the client again {source}; its files were changed or damaged."),
    Outcome(3, "not_installed", "TeamViewer is not installed", False,
            "Install TeamViewer Host first."),
    Outcome(4, "cloud_unverified", "the configuration could not be verified in the vendor's cloud", True,
            "Try again later, and check that the vendor's names are reachable from this machine."),
    Outcome(400, "invalid_id", "the assignment id is invalid", False,
            "Compare the assignment id with the roll-out configuration in the console; a rotated one has to be renewed in the inventory too."),
    Outcome(401, "not_running", "the client's service does not run", False,
            "Start {service} and look into {service_log}."),
    Outcome(402, "incompatible", "the version of the client's service does not fit the command", False,
            "Restart {service} after an upgrade, or update the client."),
    Outcome(403, "no_connection", "the client has no connection to the vendor's cloud", True,
            "Check that the machine reaches the vendor's servers on TCP 5938 or 443."),
    Outcome(404, "another_running", "another assignment is running", True,
            "Wait until it has ended; two runs on the same machine exclude each other."),
    Outcome(405, "timeout", "the vendor's cloud did not answer in time", True,
            "Try again later; if it stays so, check the machine's connection to the vendor's servers."),
    Outcome(406, "unknown_error", "an error that the vendor does not name", True,
            "Look into {client_log}."),
    Outcome(407, "access_denied", "access denied", False,
            "Run {administrator}."),
    Outcome(408, "denied_by_policy", "an active policy forbids removing the present assignment", False,
            "Whoever manages this device now has to release it in their console, or lift the policy."),
    Outcome(ALREADY_ASSIGNED, "already_assigned", "the device is already assigned with this roll-out configuration", False, ""),
)

_NO_ANSWER = Outcome(-1, "no_answer", "the client did not answer in time", True, "Look whether {service} hangs.")
_UNDOCUMENTED = Outcome(-1, "undocumented", "the program ended in a way that the vendor does not describe", False, "Look into {client_log}.")

_SHORT = range(40, 50)
_CUT = range(144, 154)


class ExitCodes:
    """The outcomes, with remedies in the words of one system."""

    def __init__(self, words: Words) -> None:
        def said(outcome: Outcome) -> Outcome:
            return outcome._replace(remedy=outcome.remedy.format(**words._asdict()))

        self.outcomes = tuple(map(said, _OUTCOMES))
        self.no_answer = said(_NO_ANSWER)
        self.undocumented = said(_UNDOCUMENTED)
        self._by_code = {outcome.code: outcome for outcome in self.outcomes}

    def of(self, status: int | None) -> Outcome:
        """What an exit status means. None: the program was ended for taking too long. Never raises."""
        if status is None:
            return self.no_answer
        return self._by_code.get(_canonical(status)) or self.undocumented._replace(code=status)


_ON_LINUX = ExitCodes(LINUX)
OUTCOMES = _ON_LINUX.outcomes


def outcome_of(status: int | None) -> Outcome:
    """What an exit status means on Linux."""
    return _ON_LINUX.of(status)


def _canonical(status: int) -> int:
    if status in _SHORT:
        return status + 360
    if status in _CUT:
        return status + 256
    return status

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How versions of the double say the same: older ones leave with 400 to 409, of which POSIX keeps 144 to 153, newer ones with 40 to 49."""

DONE = 0
BAD_ARGUMENTS = 1
INVALID_ID = 400
NOT_RUNNING = 401
NO_CONNECTION = 403
ANOTHER_RUNNING = 404
TIMED_OUT = 405
UNKNOWN_ERROR = 406
ACCESS_DENIED = 407


def told(code, version):
    """The status with which this version ends."""
    if code < 400:
        return code
    return code & 0xFF if version < (15, 60) else code - 360

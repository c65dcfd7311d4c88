# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The probe as a program, for the control node's reference: the plan as JSON in, the observation as JSON out."""

from __future__ import annotations

import json
import os
import sys

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.probe.observe import ParameterError, ProbeFailed, observe


def main() -> int:
    """Return the exit status: 0, or 2 for a wrong plan, 1 for an error; both are said on standard error."""
    try:
        observation = observe(json.loads(sys.stdin.read()))
    except (ParameterError, json.JSONDecodeError) as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    except ProbeFailed as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    sys.stdout.write(json.dumps(observation))
    return 0


if __name__ == "__main__":
    STATUS = main()
    sys.stdout.flush()
    sys.stderr.flush()
    # What hangs in a thread must not hold up the end.
    os._exit(STATUS)

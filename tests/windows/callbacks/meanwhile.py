# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody does something to a machine between two tasks of a run. `TEST_MEANWHILE` is JSON: a command by the name of the task that it comes before."""
from __future__ import annotations

import json
import os
import subprocess

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
    name: meanwhile
    type: aggregate
    short_description: Runs a command before a task
    description: The tests' own.
    author: BAUER GROUP (@bauer-group)
"""


class CallbackModule(CallbackBase):
    CALLBACK_TYPE = "aggregate"
    CALLBACK_NAME = "meanwhile"

    def v2_playbook_on_task_start(self, task, is_conditional):
        command = json.loads(os.environ.get("TEST_MEANWHILE", "{}")).get(task.name)
        if command:
            subprocess.run(command, check=True, timeout=60, stdin=subprocess.DEVNULL)

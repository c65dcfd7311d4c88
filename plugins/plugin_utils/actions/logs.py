# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ansible's log file (`log_path`) in a worker process.

Ansible's main process may be writing a line into that file at the moment at which it forks a worker. The worker then has a copy of the file object
that stays locked for ever, and the first line that a library logs there, as pypsrp does of every refused log-in, would hang the run.
"""

from __future__ import annotations

import logging

# Never let go: with the last reference the file would be written out, which waits for the lock.
_left: list[logging.FileHandler] = []


def reopen_log_files() -> None:
    """Give the root logger's files file objects of this process, once. Raises nothing: what cannot be opened anew logs nothing here."""
    if _left:
        return
    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one, logging.FileHandler)]:
        root.removeHandler(handler)
        _left.append(handler)
        try:
            anew = logging.FileHandler(handler.baseFilename, encoding=handler.encoding, errors=handler.errors)
        except OSError:
            continue
        anew.setLevel(handler.level)
        anew.setFormatter(handler.formatter)
        for one in handler.filters:
            anew.addFilter(one)
        root.addHandler(anew)

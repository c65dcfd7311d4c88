# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words that an inventory, a contract or a customer's machine could hold, and that nothing may fall for."""

from __future__ import annotations

HOSTILE = [
    "<script>alert('canary')</script>",
    "\"><img src=x onerror=alert('canary')>",
    "\x1b[31mcanary\x1b[0m\x07",
    "\x9b31mcanary",
    "=cmd|'/c calc'!A0",
    "+49 canary",
    "-1+canary",
    "@SUM(canary)",
    "\t=1+1",
    " =1+1",
    "\uff1dSUM(1)",
    "invoice\u202egnp.exe",
    "ö" * 200,
    "مضيف عربي",
    "two\r\nlines; \"quotes\", commas",
    "{{ 7 * 7 }} {% raw %} {canary} %s",
    "half \udcfc of a character",
    "日本語のホスト",
]

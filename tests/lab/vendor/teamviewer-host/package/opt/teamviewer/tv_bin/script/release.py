# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which version of the double this is; written when the package is built."""

VERSION = "15.61.3"
NUMBERS = tuple(int(part) for part in VERSION.split("."))

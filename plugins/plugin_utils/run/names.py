# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of customers and hosts as names of files: reversible, and safe whatever an inventory calls its hosts.

Two names never share a file, not even where the file system does not tell capitals from small letters.
"""

from __future__ import annotations

import hashlib
from urllib.parse import quote, unquote

UNASSIGNED = "unassigned"
"""Directory of hosts whose customer could not be told."""

SUFFIX = ".json"
LONGEST = 200  # bytes; file systems allow 255, and a temporary name is longer than the final one


def directory_name(customer: str | None) -> str:
    """The directory of a customer's assessments inside a run directory; never holds a dot, so never meets a file there."""
    if customer is None:
        return UNASSIGNED
    encoded = _encode(customer).replace(".", "%2E")
    return "%75nassigned" if encoded == UNASSIGNED else encoded


def customer_of(directory: str) -> str | None:
    """The customer whose directory this is; None for hosts without one."""
    return None if directory == UNASSIGNED else unquote(directory)


def file_name(name: str) -> str:
    """The file that holds what is known of a host (or, in the history, of a customer)."""
    return _encode(name) + SUFFIX


def name_of(file: str) -> str:
    """The name a file was given for; of an overlong one only its beginning and a digest are left."""
    return unquote(file.removesuffix(SUFFIX))


def _letter(character: str) -> str:
    """Capitals are written out too: not every file system tells them from small letters."""
    if character == "~" or "A" <= character <= "Z":
        return f"%{ord(character):02X}"
    return quote(character, safe="", errors="surrogatepass")


def _encode(name: str) -> str:
    encoded = "".join(map(_letter, name))
    if encoded.startswith("."):
        encoded = "%2E" + encoded[1:]
    if len(encoded) <= LONGEST:
        return encoded
    digest = hashlib.sha256(name.encode(errors="surrogatepass")).hexdigest()[:32]
    beginning = encoded[: LONGEST - len(digest) - 1]
    return beginning.rpartition("%")[0] + "~" + digest if "%" in beginning[-2:] else beginning + "~" + digest

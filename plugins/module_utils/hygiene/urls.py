# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""URLs that leave a customer's machine: without user info, query and fragment."""

from __future__ import annotations

import re

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.text import TEXT_LIMIT, clean

HIDDEN = "***"

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,31}:")
_HOST_ALONE = re.compile(r"[^:@\[\]]*|\[[0-9A-Fa-f:.]+(?:%[0-9A-Za-z_.-]+)?\]")
_END_OF_AUTHORITY = re.compile(r"[/?#\\]")
_END_OF_PATH = re.compile(r"[?#;]")
_URL_IN_TEXT = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,31}:[/\\]{2}[^\s\"'<>|]{1,4096}")


def strip_url(url: object, limit: int = TEXT_LIMIT) -> str:
    """Return `url` without user info, query, path parameters and fragment; never raises.

    Passwords with an unescaped slash or question mark make it impossible to say where the user info ends. Such a
    URL is cut down to its scheme (`https://***`): rather an address lost than a secret told.
    """
    # Cleaned first, so that nothing invisible hides a separator; long enough to see every at sign that matters.
    text = clean(url, 16 * TEXT_LIMIT).strip()
    scheme = _SCHEME.match(text)
    prefix = scheme.group() if scheme and not _looks_like_host_and_port(text, scheme.end()) else ""
    rest = text[len(prefix):]
    slashes = re.match(r"[/\\]{2}", rest)
    if slashes:
        return clean(prefix + slashes.group() + _strip_authority_and_path(rest[2:]), limit)
    if prefix or rest.startswith("/"):
        path = _path(rest)
        return clean(prefix + (HIDDEN if "@" in path and prefix else path), limit)
    return clean(_strip_authority_and_path(rest), limit)


def strip_urls_in(text: object, limit: int = TEXT_LIMIT) -> str:
    """Return free text, every URL in it stripped."""
    whole = clean(text, 16 * TEXT_LIMIT)
    return clean(_URL_IN_TEXT.sub(lambda found: strip_url(found.group()), whole), limit)


def _looks_like_host_and_port(text: str, after_colon: int) -> bool:
    """Tell `proxy:3128` and `user:secret@proxy` from `scheme:rest`."""
    rest = text[after_colon:]
    if rest[:2] in ("//", "\\\\"):
        return False
    return rest[:1].isdigit() or "@" in rest


def _strip_authority_and_path(rest: str) -> str:
    end = _END_OF_AUTHORITY.search(rest)
    authority, tail = (rest[: end.start()], rest[end.start():]) if end else (rest, "")
    path = _path(tail)
    host = authority.rpartition("@")[2]
    unclear = path if _HOST_ALONE.fullmatch(authority) else tail
    return HIDDEN if "@" in unclear else host + path


def _path(tail: str) -> str:
    return _END_OF_PATH.split(tail, maxsplit=1)[0]

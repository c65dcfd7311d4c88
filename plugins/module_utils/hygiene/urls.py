# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""URLs that leave a customer's machine: without user info, query and fragment, and without keys in the path."""

from __future__ import annotations

import re

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.text import TEXT_LIMIT, clean

HIDDEN = "***"

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,31}:")
_HOST_ALONE = re.compile(r"[^:@\[\]]*|\[[0-9A-Fa-f:.]+(?:%[0-9A-Za-z_.-]+)?\]")
_END_OF_AUTHORITY = re.compile(r"[/?#\\]")
_END_OF_PATH = re.compile(r"[?#;]")

# Private repositories that are opened by a key in the path: packagecloud.io/priv/KEY/..., dl.cloudsmith.io/KEY/owner/...
_BEFORE_A_KEY = frozenset(["priv", "token", "tokens", "apikey", "api-key", "secret"])
_KEY_FIRST = frozenset(["dl.cloudsmith.io"])
_NO_KEY = frozenset(["public", "basic"])
# Longer than any word, and of letters and digits mixed as no name of a distribution or repository is.
_KEY_LIKE = re.compile(
    r"(?=.*[0-9])(?=.*[A-Za-z])"
    r"(?:[0-9A-Fa-f]{16,}|[0-9A-Za-z]{20,}|[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|(?=.*[A-Z])(?=.*[a-z])[0-9A-Za-z_=-]{24,})"
)
_URL_IN_TEXT = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,31}:[/\\]{2}[^\s\"'<>|]{1,4096}")


def strip_url(url: object, limit: int = TEXT_LIMIT) -> str:
    """Return `url` without user info, query, path parameters, fragment and keys in the path (`***` in their place); never raises.

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
        path = _without_keys(_path(rest), "")
        return clean(prefix + (HIDDEN if "@" in path and prefix else path), limit)
    return clean(_strip_authority_and_path(rest), limit)


def strip_path(path: str, host: str) -> str:
    """Return the path of a URL to `host` without query, parameters and keys."""
    return clean(_without_keys(_path(path), host))


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
    return HIDDEN if "@" in unclear else host + _without_keys(path, host)


def _path(tail: str) -> str:
    return _END_OF_PATH.split(tail, maxsplit=1)[0]


def _without_keys(path: str, host: str) -> str:
    segments = path.split("/")
    name = host.partition(":")[0].lower()
    return "/".join(HIDDEN if _is_key(segment, segments[max(0, at - 1)], at == 1 and name in _KEY_FIRST) else segment for at, segment in enumerate(segments))


def _is_key(segment: str, before: str, in_its_place: bool) -> bool:
    """A segment that opens something: because of where it stands, or because it looks like nothing else."""
    if not segment:
        return False
    return before.lower() in _BEFORE_A_KEY or (in_its_place and segment.lower() not in _NO_KEY) or _KEY_LIKE.fullmatch(segment) is not None

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A file from the vendor's server, had once and verified before anything is made of it."""

from __future__ import annotations

import hashlib
import http.client
import socket
from urllib.parse import urlsplit

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.urls import fetch_url

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.installing.checksum import NotVerified, verify

_PIECE = 64 * 1024
_OK = 200


def download(module: AnsibleModule, url: str, path: str, expected: str, limit: int, seconds: float) -> None:
    """Write what `url` answers to `path`, if it is at most `limit` bytes with the `expected` SHA-256; raises NotVerified.

    Only https, whose peer is verified: the URL itself may be a secret. `seconds`: that the server may say nothing.
    """
    _check(url)
    response, info = fetch_url(module, url, timeout=seconds, force=True, decompress=False)
    if response is None or info["status"] != _OK:
        raise NotVerified(_why(info))
    announced = _number(info.get("content-length"))
    if announced is not None and announced > limit:
        raise NotVerified(f"the download is {announced} bytes long, at most {limit} are taken")
    size, digest = _written(response, path, limit)
    if announced is not None and size < announced:
        raise NotVerified(f"the download broke off after {size} of {announced} bytes")
    verify(digest, expected, "the download")


def _check(url: str) -> None:
    """What is no URL is refused here: the libraries' own messages would quote it."""
    if not url.lower().startswith("https://"):
        raise NotVerified("url must begin with https://")
    if not all("!" <= character <= "~" for character in url):
        raise NotVerified("url holds a space or another character that has to be percent-encoded (%20 for a space)")
    try:
        parts = urlsplit(url)
        named = parts.hostname is not None and parts.port != 0
    except ValueError:
        named = False
    if not named:
        raise NotVerified("url names no server, or a port that is none")


def _written(response: http.client.HTTPResponse, path: str, limit: int) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    try:
        with open(path, "wb") as target:
            while True:
                piece = response.read(_PIECE)
                if not piece:
                    return size, digest.hexdigest()
                size += len(piece)
                if size > limit:
                    raise NotVerified(f"the download is longer than the {limit} bytes that are taken")
                digest.update(piece)
                target.write(piece)
    except (http.client.HTTPException, socket.timeout, ConnectionError) as problem:
        raise NotVerified(f"the download broke off after {size} bytes ({type(problem).__name__})") from problem


def _why(info: dict) -> str:
    status = info.get("status")
    if isinstance(status, int) and status > 0:
        return f"the server answered the download with HTTP status {status}"
    return f"the server of the download could not be reached: {info.get('msg', 'no reason known')}"


def _number(value: object) -> int | None:
    return int(value) if isinstance(value, str) and value.isdigit() else None

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control node's third-party libraries, imported in one place: ``from ...plugin_utils.libraries import dns``.

Plugins must be importable without them (`ansible-test sanity --test import` does so, and so does `ansible-doc`), hence a
missing library is only remembered here. Whoever is about to use one calls `require_libraries` first.

jsonschema and referencing say what is wrong with data that fits no schema. Most runs meet none, so that these are loaded by the first
who asks for them: ``libraries.jsonschema``.
"""
from __future__ import annotations

import contextlib
import io
import warnings
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

cryptography = dns = fastjsonschema = None
_LATE = ("jsonschema", "referencing")
_missing: ImportError | None = None
try:
    import cryptography.exceptions
    import cryptography.hazmat.primitives.hashes
    import cryptography.hazmat.primitives.serialization
    import cryptography.x509
    import cryptography.x509.verification
    import dns.exception
    import dns.flags
    import dns.message
    import dns.name
    import dns.rcode
    import dns.rdatatype
    import dns.rdtypes.ANY.CNAME
    import dns.rdtypes.IN.A
    import dns.rdtypes.IN.AAAA
    import fastjsonschema

    for library in _LATE:
        if find_spec(library) is None:
            raise ImportError(f"No module named {library!r}")
except ImportError as error:
    _missing = error

__all__ = ["OptionalLibraryError", "cryptography", "dns", "fastjsonschema", "require_libraries", "weasyprint"]


def __getattr__(name: str) -> object:
    if name in _LATE:
        return import_module(name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def require_libraries() -> None:
    """Raises an ImportError that names the missing library and the remedy, if one is missing."""
    if _missing is not None:
        raise ImportError(
            f"The control node lacks a Python library of bauer_group.remote_maintenance ({_missing}). "
            "Install those in the collection's requirements.txt into the Python that runs ansible."
        ) from _missing


class OptionalLibraryError(Exception):
    """A library that only some outputs need is not there; the message names the output, the library and the remedy."""


def weasyprint() -> ModuleType:
    """WeasyPrint, which makes PDF; imported when the first PDF is made. Raises OptionalLibraryError, also where it lacks Pango."""
    try:
        # Without Pango it writes a page of advice to the terminal before it raises; older Pango makes it warn.
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return import_module("weasyprint")
    except ImportError as error:
        raise OptionalLibraryError(f"PDF needs the Python library WeasyPrint ({error}); install weasyprint into the Python that runs ansible") from error
    except OSError as error:
        raise OptionalLibraryError(
            f"PDF needs the system library Pango, which WeasyPrint could not load ({error}); on Debian and Ubuntu: "
            "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        ) from error

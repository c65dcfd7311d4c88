# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a self-contained HTML page to PDF, with nothing fetched from anywhere."""

from __future__ import annotations

import logging
from types import ModuleType

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.libraries import OptionalLibraryError, weasyprint


def pdf(page: str) -> bytes:
    """Return the page as a tagged PDF. Raises OptionalLibraryError where WeasyPrint or Pango is missing."""
    library = weasyprint()
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    return library.HTML(string=page, base_url=None, url_fetcher=_denying(library)).write_pdf(pdf_tags=True)


def obstacle() -> str | None:
    """Why no PDF can be made here, for people; None where it can."""
    try:
        weasyprint()
    except OptionalLibraryError as error:
        return str(error)
    return None


def _denying(library: ModuleType) -> object:
    """Nothing that a page names is ever fetched: no file, no network, not even `data:`."""

    class Denying(library.urls.URLFetcher):
        def fetch(self, url: str, headers: dict | None = None) -> None:
            raise ValueError(f"{url[:80]!r} is not fetched")

    return Denying(allowed_protocols=())

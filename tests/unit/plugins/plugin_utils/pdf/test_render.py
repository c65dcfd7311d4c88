# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import builtins
import http.server
import io
import threading

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils import libraries
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.pdf.render import obstacle, pdf


@pytest.fixture
def renders():
    if obstacle():
        pytest.skip(obstacle())


@pytest.fixture
def asked():
    """Paths that were asked of a server on this machine, and the server's address."""
    paths = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            paths.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *arguments):
            return

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield paths, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_page_becomes_a_pdf(renders):
    assert pdf("<!DOCTYPE html><title>t</title><p>Grüße").startswith(b"%PDF-")


def test_nothing_that_a_page_names_is_fetched(renders, asked, tmp_path):
    from pypdf import PdfReader

    paths, address = asked
    secret = tmp_path / "secret.css"
    secret.write_text("p::before { content: 'SECRETWORD' }")
    page = (
        f"<link rel=stylesheet href='{address}/style'><link rel=stylesheet href='{secret.as_uri()}'><style>@import '{address}/import'; "
        f"@font-face {{ font-family: x; src: url({address}/font) }} p {{ font-family: x; background: url({address}/background) }}</style>"
        f"<p>text<img src='{address}/image'><img src='{secret.as_uri()}'><object data='{address}/object'></object>"
        f"<svg xmlns='http://www.w3.org/2000/svg'><image href='{address}/svg'/></svg><a rel=attachment href='{secret.as_uri()}'>a</a>"
        "<link rel=stylesheet href='data:text/css,p::after{content:\"SECRETWORD\"}'>"
    )
    done = pdf(page)
    assert paths == []
    assert "SECRETWORD" not in "".join(page.extract_text() for page in PdfReader(io.BytesIO(done)).pages)
    assert PdfReader(io.BytesIO(done)).attachments == {}


@pytest.mark.parametrize(
    ("error", "remedy"),
    [
        (ModuleNotFoundError("No module named 'weasyprint'"), "install weasyprint"),
        (OSError("cannot load library 'libpango-1.0-0'"), "apt-get install libpango-1.0-0"),
    ],
)
def test_what_is_missing_is_said_with_its_remedy_and_not_on_the_terminal(monkeypatch, capsys, error, remedy):
    def failing(name):
        builtins.print("advice of the library")
        raise error

    monkeypatch.setattr(libraries, "import_module", failing)
    assert remedy in obstacle()
    assert str(error) in obstacle()
    with pytest.raises(libraries.OptionalLibraryError):
        pdf("<p>")
    assert capsys.readouterr().out == ""

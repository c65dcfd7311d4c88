# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.keys import signer
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.open import open_store


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request):
    """Of an empty store; None is the default, a file of the state directory."""
    return None if request.param == "sqlite" else request.getfixturevalue("postgresql").new_database()


@pytest.fixture
def store(tmp_path, url):
    with open_store(tmp_path, url) as opened:
        yield opened


@pytest.fixture
def key(tmp_path):
    return signer(tmp_path)

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.load import LANGUAGES, catalogue, texts


def test_a_language_is_parsed_once():
    assert catalogue("de") is catalogue("de")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_of_a_language_has_something_in_it(language):
    assert all(catalogue(language).values())
    assert texts(language).language == language


def test_another_language_is_refused_by_name():
    with pytest.raises(ValueError, match="'fr', only in de, en"):
        texts("fr")

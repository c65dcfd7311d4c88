# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The catalogue file that an import writes."""

from __future__ import annotations

import yaml

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.catalogue import products_of
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.lolrmm.convert import Imported

_HEAD = """---
# Made from LOLRMM's list of remote access tools (lolrmm.io, Apache License 2.0) by playbooks/update_catalogue.yml: do not edit, import again.
# Class \"known\": these products can be told, but not whose they are. The collection's own entries go before them.
"""


def catalogue_file(imported: Imported) -> str:
    """The file's text; raises CatalogueError where it would not be accepted as a catalogue."""
    content = {"class": "known", "products": imported.products}
    products_of(content, "imported catalogue")
    return _HEAD + yaml.dump(content, Dumper=_Indented, allow_unicode=True, sort_keys=False, width=1000, default_flow_style=False)


class _Indented(yaml.SafeDumper):
    """Lists indented below their key, and nothing said by reference."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        return super().increase_indent(flow, False)

    def ignore_aliases(self, data: object) -> bool:
        return True

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading YAML that people wrote."""

from __future__ import annotations

from pathlib import Path

import yaml

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import InputError, Problem, reason


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """Refuses a key that stands twice in one mapping; YAML's own loader would silently keep the last one."""

    def construct_mapping(self, node, deep=False):
        seen = set()
        for key, _value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.tag != "tag:yaml.org,2002:merge":
                if (key.tag, key.value) in seen:
                    raise yaml.constructor.ConstructorError(None, None, f"the key {key.value!r} stands twice in one mapping", key.start_mark)
                seen.add((key.tag, key.value))
        return super().construct_mapping(node, deep)


def read_yaml(path: Path, error: type[InputError]) -> object:
    """The one document in a UTF-8 file, or `error` with a problem that says what makes it unreadable."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except (OSError, ValueError, RecursionError, OverflowError, yaml.YAMLError) as caught:
        # ValueError: bytes that are no UTF-8, or a date that the calendar does not have.
        told = reason(caught) or type(caught).__name__
        raise error([Problem(str(path), "", f"not readable: {told}", "a readable file with one YAML document in UTF-8")]) from caught

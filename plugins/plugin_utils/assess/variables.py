# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory's variables of one host, resolved one by one: what is wrong with one says so and leaves the others alone."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from ansible.errors import AnsibleError

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.plain import plain
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.problems import InputError, Problem, shown


class Variables:
    """`raw` are a task's variables as Ansible hands them over, with templates in them; `resolve` turns one value into its final form."""

    def __init__(self, raw: Mapping[str, Any], resolve: Callable[[Any], Any]) -> None:
        self._raw = raw
        self._resolve = resolve

    def get(self, name: str, default: Any = None) -> Any:
        """The variable as plain data; `default` where it is not set or null. Raises InputError where its template cannot be resolved.

        The message names the variable and never shows the value or the template, which may hold a secret.
        """
        if name not in self._raw:
            return default
        try:
            value = plain(self._resolve(self._raw[name]))
        except AnsibleError as error:
            raise InputError([Problem(name, "", "a template that cannot be resolved", "a value, or a template of variables that are set")]) from error
        return default if value is None else value

    def text(self, name: str, default: str) -> str:
        value = self.get(name, default)
        if not isinstance(value, str):
            raise _wrong(name, value, "text")
        return value

    def number(self, name: str, default: float, least: float, most: float) -> float:
        """A number from the inventory or, as text, from the command line."""
        value = self.get(name, default)
        try:
            number = math.nan if isinstance(value, bool) else float(value)
        except (TypeError, ValueError):
            number = math.nan
        if not least <= number <= most:
            raise _wrong(name, value, f"a number from {least:g} to {most:g}")
        return number

    def flag(self, name: str, default: bool) -> bool:
        """True or false from the inventory or, as text, from the command line."""
        value = self.get(name, default)
        words = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
        if isinstance(value, bool):
            return value
        if str(value).lower() not in words:
            raise _wrong(name, value, "true or false")
        return words[str(value).lower()]

    def one_of(self, name: str, choices: tuple[str, ...], default: str | None) -> str | None:
        value = self.get(name, default)
        if value is not None and value not in choices:
            raise _wrong(name, value, f"one of {', '.join(choices)}")
        return value


def _wrong(name: str, value: Any, allowed: str) -> InputError:
    return InputError([Problem(name, "", shown(value), allowed)])

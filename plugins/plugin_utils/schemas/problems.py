# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is wrong with something that a person wrote, said so that this person can put it right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from difflib import get_close_matches

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.plain import Unsupported
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import fits, validator

_SHOWN_LENGTH = 120
_REASON_LENGTH = 300
_USER_INFO = re.compile("//[^/]*@")


@dataclass(frozen=True)
class Problem:
    """One wrong value: `where` is the file or variable, `path` the key in it (empty: the whole), `allowed` what would be right."""

    where: str
    path: str
    value: str
    allowed: str

    def __str__(self) -> str:
        place = ": ".join(part for part in (printable(self.where), self.path) if part)
        return f"{place} is {self.value}; allowed: {self.allowed}"


class InputError(ValueError):
    """Input that cannot be used; `errors` holds every problem that was found, not only the first."""

    def __init__(self, errors: Iterable[Problem]) -> None:
        self.errors = tuple(errors)
        super().__init__("; ".join(map(str, self.errors)))


def shown(value: object) -> str:
    """A value as a message shows it: on one line, without control characters and user info, and not longer than needed to find it."""
    return _told("null" if value is None else repr(value), _SHOWN_LENGTH)


def reason(error: BaseException | str) -> str:
    """Another's words on what went wrong, treated like a value."""
    return _told(" ".join(str(error).split()), _REASON_LENGTH)


def _told(text: str, length: int) -> str:
    text = _USER_INFO.sub("//", printable(text))
    return text if len(text) <= length else text[: length - 3] + "..."


def printable(text: str) -> str:
    """The text with everything that a terminal might act upon written as an escape."""
    return "".join(character if character.isprintable() else character.encode("unicode_escape").decode("ascii") for character in text)


def key_path(steps: Iterable[str | int]) -> str:
    """`waivers[0].requirement`, from `("waivers", 0, "requirement")`."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{printable(step)}" for step in steps)
    return text.removeprefix(".")


def schema_problems(name: str, data: object, where: str) -> list[Problem]:
    """Everything that the schema of that name finds wrong with plain data (see `plain`), each problem once."""
    if fits(name, data):
        return []
    errors = list(validator(name).iter_errors(data))
    incomplete = [error for error in errors if error.validator == "required"]
    if incomplete:
        errors = list(validator(name).iter_errors(_completed(data, incomplete)))
    found = [problem for error in errors for problem in _problems(error, where)]
    return list(dict.fromkeys(found))


_MISSING = Unsupported("missing")


def _completed(data: object, incomplete: Iterable) -> object:
    """A copy with a wrong value for each missing key: so the schema itself says what would be allowed there."""
    completed = deepcopy(data)
    for error in incomplete:
        parent = completed
        for step in error.absolute_path:
            parent = parent[step]
        for key in error.validator_value:
            parent.setdefault(key, _MISSING)
    return completed


def _problems(error, where: str) -> list[Problem]:
    steps = list(error.absolute_path)
    if error.validator == "additionalProperties":
        known = list(error.schema.get("properties", ()))
        unknown = [key for key in error.instance if key not in known]
        return [Problem(where, key_path([*steps, key]), "an unknown key", f"one of {_choice(key, known)}") for key in unknown]
    return [Problem(where, key_path(steps), shown(error.instance), _allowed(error.schema, error.instance))]


def _allowed(schema: Mapping, value: object) -> str:
    if "allowed" in schema:
        return schema["allowed"]
    if "enum" in schema:
        return f"one of {_choice(value, schema['enum'])}"
    if "const" in schema:
        return shown(schema["const"])
    types = [schema.get("type", "object")] if isinstance(schema.get("type", "object"), str) else schema["type"]
    return " or ".join(_TYPES[kind](schema) for kind in types)


def _choice(value: object, choices: Iterable) -> str:
    names = ["null" if choice is None else str(choice) for choice in choices]
    return ", ".join(names) + did_you_mean(value, names)


def did_you_mean(value: object, names: Iterable[str]) -> str:
    """What to put behind the allowed names where one of them looks like the value, else nothing."""
    meant = get_close_matches(value, list(names), n=1) if isinstance(value, str) else []
    return "".join(f" (did you mean {name}?)" for name in meant)


def _limits(schema: Mapping) -> str:
    limits = {"minimum": "at least", "exclusiveMinimum": "more than", "maximum": "at most", "exclusiveMaximum": "less than"}
    return " and".join(f" {words} {schema[limit]}" for limit, words in limits.items() if limit in schema)


def _mapping(schema: Mapping) -> str:
    keys = ", ".join(schema.get("properties", ()))
    return f"a mapping with keys out of {keys}" if keys else "a mapping"


def _list(schema: Mapping) -> str:
    at_least = f" of at least {schema['minItems']}" if "minItems" in schema else ""
    at_most = f" of at most {schema['maxItems']}" if "maxItems" in schema else ""
    once = ", nothing twice" if schema.get("uniqueItems") else ""
    return f"a list{at_least or at_most}{once}"


_TYPES = {
    "array": _list,
    "boolean": lambda schema: "true or false",
    "integer": lambda schema: f"a whole number{_limits(schema)}",
    "null": lambda schema: "null",
    "number": lambda schema: f"a number{_limits(schema)}",
    "object": _mapping,
    "string": lambda schema: "text",
}

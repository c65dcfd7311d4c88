# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What reports say, in one language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.values import Values
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.texts.visible import visible

_REASONS_KEPT = 10_000  # hosts of one network say the same of most requirements


@dataclass(frozen=True)
class RequirementText:
    """A requirement in words: `title`, `short` (head of a column), `clause` of the contract, what is `expected`."""

    title: str
    short: str
    clause: str
    expected: str


@dataclass(frozen=True)
class ReasonText:
    """A finding's reason in words: what was `seen`, and what is `todo` (empty where nobody must act)."""

    seen: str
    todo: str


class Texts:
    """All sentences of one language. Sentences are trusted, the values put into them are not.

    `requirements` are the ids of all requirements in the order of the contract.
    """

    def __init__(self, language: str, catalogue: Mapping[str, Mapping], zone: tzinfo | None) -> None:
        interface = catalogue["interface"]
        self.language = language
        self.values = Values(interface["conventions"], interface["words"], zone)
        self._sections = {**interface, **catalogue["letters"]}
        self._reasons = catalogue["reasons"]
        self._reasons_said: dict[tuple[str, str], ReasonText] = {}
        self.requirements = tuple(catalogue["clauses"])
        self._requirements = {key: RequirementText(**fields) for key, fields in catalogue["clauses"].items()}

    def say(self, key: str, **values: object) -> str:
        """Return the sentence `section.name` of interface.yml or letters.yml, filled; an unknown key is a mistake in the code: KeyError."""
        section, name = key.split(".", 1)
        sentence = self._sections[section][name]
        return self.values.fill(sentence, values) if values else sentence

    def count(self, name: str, number: int) -> str:
        """Return `number` with its noun, as in `1 host` and `2 hosts` (part `counts` of interface.yml)."""
        forms = self._sections["counts"][name]
        return forms["one" if number == 1 else "other"].replace("{count}", str(number))

    def term(self, vocabulary: str, value: str | None) -> str:
        """Return the word for a machine value, as in `term("status", "met")`; a value without one stays as it is."""
        if value is None:
            return self.values.write(None)
        return self._sections[vocabulary].get(value) or visible(str(value))

    def requirement(self, requirement: str) -> RequirementText:
        known = self._requirements.get(requirement)
        return known or RequirementText(title=visible(requirement), short=visible(requirement), clause="", expected="")

    def titles(self, requirements: Sequence[str]) -> str:
        """Return the titles of requirements as one list."""
        return self.values.write([self.requirement(name).title for name in requirements])

    def reason(self, code: str, data: Mapping) -> ReasonText:
        """Say a finding's reason with its data. An unknown code is said as it is: a finding is never lost for want of words."""
        key = (code, repr(data))
        said = self._reasons_said.get(key)
        if said is None:
            if len(self._reasons_said) >= _REASONS_KEPT:
                self._reasons_said.clear()
            said = self._reasons_said[key] = self._say_reason(code, data)
        return said

    def _say_reason(self, code: str, data: Mapping) -> ReasonText:
        sentences = self._reasons.get(code)
        if sentences is None:
            return ReasonText(seen=self.say("report.unknown_reason", code=code), todo="")
        return ReasonText(seen=self.values.fill(sentences["seen"], data), todo=self.values.fill(sentences["todo"], data))

    def cause(self, cause: str) -> str:
        """Say a `caused_by`: another requirement's id, or a common cause such as `site:hq` and `endpoint:<name>:<port>`."""
        return self._requirements[cause].title if cause in self._requirements else self._say_cause("causes", cause)

    def cause_todo(self, cause: str) -> str:
        """Say what to do about a common cause."""
        return self._say_cause("causes_todo", cause)

    def _say_cause(self, section: str, cause: str) -> str:
        kind, _colon, name = cause.partition(":")
        sentence = self._sections[section].get(kind)
        return self.values.fill(sentence, {"name": name}) if sentence else visible(cause)

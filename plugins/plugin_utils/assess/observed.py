# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a machine sent, before anybody believes its form."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import fits, validator

LARGEST = 192 * 1024  # bytes of JSON; a collector keeps to 128 kB


class NoObservation(ValueError):
    """What a machine sent is not what schemas/observation.json allows; the text names the place, never the content."""


def checked(sent: object) -> Mapping:
    """The observation as plain data, from data or from the text of JSON. Raises NoObservation."""
    try:
        text = sent if isinstance(sent, str) else json.dumps(sent)
        if len(text) > LARGEST:
            raise NoObservation("too_large")
        observation = json.loads(text, parse_float=_finite, parse_constant=_finite)
    except NoObservation:
        raise
    except (TypeError, ValueError, RecursionError) as error:
        raise NoObservation(type(error).__name__) from error
    if not fits("observation", observation):
        raise NoObservation(_place(next(validator("observation").iter_errors(observation)).absolute_path))
    return observation


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is no number")
    return number


def _place(path) -> str:
    """Keys of the schema only; a key that the machine made up says no more than that it is one."""
    known = "/".join(step if isinstance(step, str) and step.isidentifier() and len(step) < 32 else "*" for step in path)
    return known[:100] or "top"

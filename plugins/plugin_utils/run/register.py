# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a run knows of the register of enrolments: exported from the store when the run begins, kept up by what the run itself does.

    <run>/register.hosts/<customer>/<host>.json      [{product, client_id, management_id, alias, enrolled_at, adopted}, ...]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import files, names
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.store import RunDirectory, RunError

if TYPE_CHECKING:
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.store.enrolment import Enrolment

LARGEST = 1_000_000  # bytes
_FOLDER = "register.hosts"  # no folder of a customer has a dot in its name


def export(run: RunDirectory, enrolments: Iterable[Enrolment]) -> None:
    """Puts on file what the register holds, a file for each host."""
    hosts: dict[tuple[str, str], list[dict]] = defaultdict(list)
    for enrolment in enrolments:
        hosts[enrolment.customer, enrolment.host].append(enrolment.as_shown())
    for (customer, host), shown in hosts.items():
        files.write_json(_path(run, customer, host), shown)


def register_of(run: RunDirectory, customer: str | None, host: str) -> list[dict]:
    """The host's enrolments in force, as the run knows them. Raises RunError."""
    if customer is None:
        return []
    path = _path(run, customer, host)
    try:
        return files.read_json(path, LARGEST)
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        raise RunError(f"{path} cannot be read: {error}") from error


def change(run: RunDirectory, customer: str, host: str, product: str, enrolment: Enrolment | None) -> None:
    """Notes what the run has done; None: the client is enrolled no more."""
    kept = [one for one in register_of(run, customer, host) if one["product"] != product]
    files.write_json(_path(run, customer, host), kept + ([] if enrolment is None else [enrolment.as_shown()]))


def _path(run: RunDirectory, customer: str, host: str) -> Path:
    return run.path / _FOLDER / names.directory_name(customer) / names.file_name(host)

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an acting run needs to know of the software on one machine: more than an assessment says, far less than an observation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.presence import HERE
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.software import Software
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.ownership.decide import PROOFS
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.ownership.evidence import OURS

if TYPE_CHECKING:
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.installations import Installation
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.presence import Seen
    from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.judge.case import Case

LONGEST = 255


@dataclass(frozen=True)
class Look:
    """One installation (detection/installations.py) in the words of the acting half; what a machine sent is cut to 255 characters.

    `presence`: running, installed, portable, suspected, leftover. `packages`: names of the packages that it was found by and that are installed.
    `programs`: shown name and uninstall key (a product code, where Windows Installer installed it) of each entry in Windows' list of installed
    software. `managed`: an account manages it; None where that is not known. `hint`: the note of our roles is there, whatever it says.
    `values`: the inspection's (schemas/observation.json).
    """

    product: str
    presence: str
    version: str | None = None
    runs: bool = False
    starts_at_boot: bool | None = None
    owner: str = "unknown"
    ownership_reason: str = "no_evidence"
    unattended: bool | None = None
    client_id: str = ""
    management_id: str = ""
    managed: bool | None = None
    packages: tuple[str, ...] = ()
    programs: tuple[tuple[str, str], ...] = ()
    hint: bool = False
    values: Mapping = field(default_factory=dict)

    @property
    def is_here(self) -> bool:
        return self.presence in HERE

    @property
    def is_set_up(self) -> bool:
        """Installed on the machine, not only somebody's own copy or a remainder."""
        return self.presence in ("installed", "running")

    @property
    def is_proven_ours(self) -> bool:
        return self.owner == OURS and self.ownership_reason in PROOFS


def look(installation: Installation) -> Look:
    values = installation.client.values
    managed = values.get("managed")
    packages = [one for one in installation.seen.live if one.kind == "package"]
    # What is to be installed is held against the package manager's word: the product's own files may still tell of the version before.
    version = next((one.observed["version"] for one in packages if one.observed.get("version")), installation.version)
    return Look(
        product=installation.product.id,
        presence=installation.presence,
        version=_text(version) or None,
        runs=installation.seen.runs,
        starts_at_boot=installation.seen.starts_at_boot,
        owner=installation.ownership.owner,
        ownership_reason=installation.ownership.reason,
        unattended=installation.unattended,
        client_id=_text(installation.client.client_id),
        management_id=_text(values.get("management_id")),
        managed=managed if isinstance(managed, bool) else None,
        packages=tuple(dict.fromkeys(_text(one.value) for one in packages)),
        programs=tuple(dict.fromkeys((_text(one.value), _text(one.observed.get("id"))) for one in installation.seen.live if _is_removable(one))),
        hint=any(values.get(name) for name in ("hint_management_id", "hint_client_id")),
        values=dict(values),
    )


def looks(case: Case) -> list[Look] | None:
    """All of a case (judge/case.py); None where what was not found may be there all the same."""
    if case.observation is None:
        return None
    software = Software.of(case)
    return None if software.missing_knowledge() is not None else [look(one) for one in software.installations]


def as_data(looks: Iterable[Look]) -> list[dict]:
    """What JSON can hold."""
    return [asdict(one) for one in looks]


def from_data(data: Iterable[Mapping]) -> tuple[Look, ...]:
    return tuple(Look(**{**entry, "packages": tuple(entry["packages"]), "programs": tuple(map(tuple, entry["programs"]))}) for entry in data)


def _is_removable(one: Seen) -> bool:
    """Everybody's, as a person's own copy is removed by that person."""
    return one.kind == "uninstall" and not one.is_personal and bool(one.observed.get("id"))


def _text(value: object) -> str:
    return str(value)[:LONGEST] if isinstance(value, (str, int)) and not isinstance(value, bool) else ""

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A chain's last record at one time, signed: whoever has kept a head can tell whether anything up to it was changed or taken away."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.canonical import canonical
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.evidence.keys import Signer, Trusted

RUN = "run"
CHECKPOINT = "checkpoint"
_TEXT = re.compile(r"([1-9][0-9]{0,17}):([0-9a-f]{64})")


@dataclass(frozen=True)
class Head:
    """`kind`: the end of a run, or a checkpoint, up to which records were removed. `customer`: "" for hosts without one."""

    customer: str
    sequence: int
    kind: str
    digest: str
    run_id: str
    signed_at: str
    key: str
    signature: str

    @classmethod
    def signed(cls, signer: Signer, customer: str, sequence: int, kind: str, digest: str, run_id: str, signed_at: str) -> Head:
        unsigned = cls(customer, sequence, kind, digest, run_id, signed_at, signer.key_id, "")
        return cls(**{**asdict(unsigned), "signature": signer.sign(unsigned.statement)})

    @property
    def statement(self) -> str:
        """What is signed: everything but the signature."""
        return canonical({"format": 1, **{key: value for key, value in asdict(self).items() if key != "signature"}})

    @property
    def text(self) -> str:
        """As reports print it."""
        return f"{self.sequence}:{self.digest}"

    def is_signed(self, trusted: Trusted) -> bool:
        return trusted.verifies(self.key, self.signature, self.statement)

    def as_data(self) -> dict:
        return asdict(self)

    def as_shown(self) -> dict:
        """What a report tells of it."""
        return {"head": self.text, **{key: getattr(self, key) for key in ("sequence", "digest", "run_id", "signed_at", "key", "signature")}}


def read_head(text: str) -> tuple[int, str]:
    """Sequence and digest of a printed head. Raises ValueError."""
    matched = _TEXT.fullmatch("".join(text.split()).lower())
    if matched is None:
        raise ValueError("a head is a number, a colon and 64 hexadecimal digits, as a report prints it")
    return int(matched[1]), matched[2]


def head_of(row: Mapping) -> Head:
    return Head(**row)

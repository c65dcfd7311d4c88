# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""SUSE: zypper and rpm. Tried with Debian's zypper, not on a machine of SUSE's."""

from __future__ import annotations

import os
import re

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.packaging.repository import SourceFiles
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.packaging.rpm import Rpm

# Done; the machine (102) or zypper itself (103) wants to be started anew some time.
_DONE = (0, 102, 103)
_ROW = re.compile(r"\|\s*([0-9][^\s|-]*)[^|]*\|")


class Zypper(Rpm):
    PROGRAMS = ("zypper", "rpm")
    FOLDER = "/etc/zypp/repos.d"

    def refresh(self, source: SourceFiles) -> None:
        # The key's fingerprint was verified before it came here, so zypper need not ask.
        self._runner.run("rpm", "--import", source.keyring)
        self._zypper("refresh", os.path.basename(source.source).rpartition(".")[0])

    def newest(self, name: str) -> list[str]:
        _code, output = self._runner.attempt("zypper", "--non-interactive", "search", "--details", "--match-exact", name)
        return list(dict.fromkeys(_ROW.findall(output)))

    def install(self, name: str, version: str) -> None:
        self._zypper("install", "--auto-agree-with-licenses", "--no-recommends", f"{name}={version}" if version else name)

    def install_file(self, path: str) -> None:
        self._zypper("--no-gpg-checks", "install", "--auto-agree-with-licenses", "--no-recommends", path)

    def remove(self, name: str, dry: bool) -> bool:
        if not self.leftover(name):
            return False
        if not dry:
            self._zypper("remove", name)
        return True

    def clean(self, source: SourceFiles) -> None:
        self._runner.attempt("zypper", "--non-interactive", "clean", os.path.basename(source.source).rpartition(".")[0])

    def _zypper(self, *words: str) -> str:
        return self._runner.run("zypper", "--non-interactive", "--no-color", *words, done=_DONE)

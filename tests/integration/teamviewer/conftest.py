# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""TeamViewer's doubles for one module of tests, and the module run by hand against them."""
from __future__ import annotations

import json
from pathlib import Path

import pytest
from lab.paths import REPOSITORY

MODULE = "bauer_group.remote_maintenance.teamviewer_assignment"


class ByHand:
    """Runs the module on one host as a person would, with everything shown; keeps all output."""

    def __init__(self, lab, program, folder: Path) -> None:
        self.output: list[str] = []
        self.folder = folder
        self._lab = lab
        self._program = program
        self._count = 0

    def __call__(self, host: str, *flags: str, **options: object) -> dict:
        """The module's result."""
        answers = self._next()
        done = self._lab.control.run(*self._command(host, options, answers, flags), env=self.environment)
        return self._told(host, answers, done.stdout + done.stderr)

    def start(self, host: str, **options: object):
        """Beside the caller; the second of what is returned waits for its end and gives the result."""
        answers = self._next()
        process = self._lab.control.start(*self._command(host, options, answers, ()), env=self.environment)
        return process, lambda: self._told(host, answers, process.communicate()[0])

    def playbook(self, name: str, secrets: Path, **variables: object) -> int:
        """``secrets`` is a file of variables: those of the command line are shown at -vvvv by Ansible itself."""
        done = self._lab.control.run(
            self._program("ansible-playbook"), "-i", str(self._lab.inventory), "-vvvv", "-e", json.dumps(variables), "-e", f"@{secrets}",
            str(Path(__file__).with_name(name)), env=self.environment,
        )
        self.output.append(done.stdout + done.stderr)
        return done.returncode

    @property
    def environment(self) -> dict[str, str]:
        return {
            "ANSIBLE_COLLECTIONS_PATH": str(REPOSITORY / ".ansible" / "collections"), "ANSIBLE_HOME": str(self.folder / "home"), "ANSIBLE_NOCOLOR": "1",
            "ANSIBLE_LOG_PATH": str(self.folder / "ansible.log"),
        }

    def _next(self) -> Path:
        self._count += 1
        return self.folder / f"answers{self._count}"

    def _command(self, host: str, options: dict, answers: Path, flags: tuple[str, ...]) -> list[str]:
        return [
            self._program("ansible"), "-i", str(self._lab.inventory), host, "-m", MODULE, "-a", json.dumps(options), "-vvvv", "--tree", str(answers), *flags,
        ]

    def _told(self, host: str, answers: Path, output: str) -> dict:
        self.output.append(output)
        assert (answers / host).exists(), output[-3000:]
        return json.loads((answers / host).read_text("utf-8"))


@pytest.fixture(scope="module")
def teamviewer(lab):
    with lab.teamviewer.serving() as serving:
        yield serving


@pytest.fixture(scope="module")
def by_hand(lab, ansible, tmp_path_factory):
    return ByHand(lab, ansible, tmp_path_factory.mktemp("by-hand"))

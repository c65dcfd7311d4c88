# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The run directory: what one execution over many hosts learned, written as it goes and read as a stream.

    <state_dir>/runs/<run_id>/run.json                    schemas/run.json
                             /reference.json              what the control node itself saw
                             /<customer>/<host>.json      schemas/assessment.json
                             /observations.kept/...       likewise schemas/observation.json, where they are kept
                             /<other>.json                what the run's steps hand to each other
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator
from datetime import datetime
from operator import attrgetter
from pathlib import Path
from typing import Any

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access.status import ASSESSMENT_UNREADABLE
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run import files, names, processes
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.run.lost import lost_assessment

RUN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
LARGEST_ASSESSMENT = 1_000_000  # bytes; a full one is a tenth of it
LARGEST_DOCUMENT = 64_000_000  # bytes

RUNNING = "running"
COMPLETE = "complete"
ABORTED = "aborted"

_EVERYONE = object()


class RunError(Exception):
    """A run directory that is not there, not readable or not free; the message is for the person who started the run."""


def new_run_id(moment: datetime) -> str:
    """As in `20261122T231500Z-8d1f0c3a`: sorts by time, and two of the same second differ."""
    return f"{moment:%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}"


class RunDirectory:
    """One run on file. `path` is its folder, `run_id` its name."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self.run_id = self.path.name

    @classmethod
    def create(cls, state_dir: Path | str, run: dict) -> RunDirectory:
        """Begins a run with what schemas/run.json asks for. Raises RunError where the id is taken or no valid one."""
        run_id = run["run_id"]
        if not RUN_ID.fullmatch(run_id):
            raise RunError(f"maintenance_run_id is {run_id!r}; allowed are 1 to 100 letters, digits, dots, hyphens and underscores")
        path = runs_directory(state_dir) / run_id
        files.make_private_directory(path.parent)
        try:
            path.mkdir(mode=0o700)
        except FileExistsError as error:
            raise RunError(f"maintenance_run_id is {run_id!r}, and {path} exists already; every run needs an id of its own") from error
        directory = cls(path)
        directory.write_run(run)
        return directory

    @classmethod
    def named(cls, state_dir: Path | str, run_id: str) -> RunDirectory:
        """Opens the existing run of that id, and nothing outside the folder of runs. Raises RunError where there is none."""
        if not RUN_ID.fullmatch(run_id):
            raise RunError(f"there is no run {run_id!r}; an id has 1 to 100 letters, digits, dots, hyphens and underscores")
        return cls.load(runs_directory(state_dir) / run_id)

    @classmethod
    def load(cls, path: Path | str) -> RunDirectory:
        """Opens an existing run. Raises RunError where there is none."""
        directory = cls(path)
        if not (directory.path / "run.json").is_file():
            raise RunError(f"{path} is no run directory: it has no run.json")
        return directory

    @property
    def run(self) -> dict:
        """What run.json says; a run whose controller has died is `aborted`, whatever its file still says."""
        try:
            run = files.read_json(self.path / "run.json", LARGEST_DOCUMENT)
        except (OSError, ValueError) as error:
            raise RunError(f"{self.path / 'run.json'} cannot be read: {error}") from error
        if not isinstance(run, dict) or run.get("run_id") != self.run_id:
            raise RunError(f"{self.path / 'run.json'} is not the file of run {self.run_id}")
        controller = run.get("controller") or {}
        if run["status"] == RUNNING and not processes.is_alive(controller.get("pid"), controller.get("process_started")):
            run["status"] = ABORTED
        return run

    def write_run(self, run: dict) -> None:
        files.write_json(self.path / "run.json", run)

    def mark(self, status: str, finished_at: str | None = None) -> None:
        """Sets the run's status, and when it ended."""
        self.write_run({**self.run, "status": status, "finished_at": finished_at})

    def write_assessment(self, assessment: dict) -> None:
        """Puts one host's assessment on file, replacing an earlier one of this run."""
        files.write_json(self._assessment_path(assessment["customer"], assessment["host"]), assessment)

    def keep_observation(self, customer: str | None, host: str, observation: Any) -> None:
        """Puts on file what the host's findings were made of; no folder of a customer has a dot in its name."""
        files.write_json(self.path / "observations.kept" / names.directory_name(customer) / names.file_name(host), observation)

    def has_assessment(self, customer: str | None, host: str) -> bool:
        return self._assessment_path(customer, host).is_file()

    def read_assessment(self, customer: str | None, host: str) -> dict | None:
        """One host's assessment; None where it left none."""
        path = self._assessment_path(customer, host)
        return self._read_assessment(path, self.run) if path.is_file() else None

    def read_assessments(self, customer: Any = _EVERYONE) -> Iterator[dict]:
        """Assessments one by one in the order of their files: of all, of one customer, or (None) of hosts without one.

        A file that cannot be read is a host whose findings are lost: it comes as an assessment that says so.
        """
        directories = sorted(self._customer_directories()) if customer is _EVERYONE else [names.directory_name(customer)]
        for directory in directories:
            yield from self._read_directory(directory)

    def customers(self) -> list[str | None]:
        """Every customer that has an assessment here; None where there are hosts without one."""
        first = (next(self._read_directory(name), None) for name in sorted(self._customer_directories()))
        return [assessment["customer"] for assessment in first if assessment is not None]

    def write_document(self, name: str, value: Any) -> None:
        """Leaves something for a later step of the same run."""
        files.write_json(self.path / f"{name}.json", value)

    def read_document(self, name: str) -> Any:
        """What an earlier step left under that name; None if it left nothing. Raises RunError where it cannot be read."""
        try:
            return files.read_json(self.path / f"{name}.json", LARGEST_DOCUMENT)
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise RunError(f"{self.path / name}.json cannot be read: {error}") from error

    def has_document(self, name: str) -> bool:
        return (self.path / f"{name}.json").is_file()

    def document_names(self, prefix: str) -> list[str]:
        """Names of the documents that begin so."""
        return sorted(path.name.removesuffix(names.SUFFIX) for path in _json_files(self.path) if path.name.startswith(prefix))

    def lock(self, name: str):
        """A context in which no other process of the run holds the same lock."""
        return files.locked(self.path / f"{name}.lock")

    def _read_directory(self, directory: str) -> Iterator[dict]:
        run = self.run
        # Paths of one folder by their names alone: they compare ten times as fast.
        for path in sorted(_json_files(self.path / directory), key=attrgetter("name")):
            yield self._read_assessment(path, run)

    def _assessment_path(self, customer: str | None, host: str) -> Path:
        return self.path / names.directory_name(customer) / names.file_name(host)

    def _customer_directories(self) -> Iterator[str]:
        with os.scandir(self.path) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False) and "." not in entry.name:
                    yield entry.name

    def _read_assessment(self, path: Path, run: dict) -> dict:
        try:
            assessment = files.read_json(path, LARGEST_ASSESSMENT)
        except (OSError, ValueError):
            assessment = None
        if _is_assessment(assessment):
            return assessment
        return lost_assessment(run, names.name_of(path.name), names.customer_of(path.parent.name), ASSESSMENT_UNREADABLE)


def runs_directory(state_dir: Path | str) -> Path:
    return Path(state_dir).expanduser() / "runs"


def all_runs(state_dir: Path | str) -> Iterator[RunDirectory]:
    """Every readable run of a state directory, the one that began last first."""
    found = []
    try:
        paths = list(runs_directory(state_dir).iterdir())
    except OSError:
        return
    for path in paths:
        try:
            directory = RunDirectory.load(path)
            found.append((directory.run["started_at"], directory.run_id, directory))
        except (RunError, KeyError):
            continue
    for _started, _run_id, directory in sorted(found, key=lambda entry: entry[:2], reverse=True):
        yield directory


def newest(state_dir: Path | str) -> RunDirectory | None:
    """The run that began last; None where there is none."""
    return next(all_runs(state_dir), None)


def begun_by(state_dir: Path | str, pid: int) -> RunDirectory | None:
    """The run that this very process has begun and not finished; a play in batches comes by here once a batch."""
    started = processes.process_started(pid)
    for directory in all_runs(state_dir):
        run = directory.run
        controller = run.get("controller") or {}
        if run["status"] == RUNNING and controller.get("pid") == pid and controller.get("process_started") == started:
            return directory
    return None


def _json_files(directory: Path) -> Iterator[Path]:
    try:
        with os.scandir(directory) as entries:
            for entry in entries:
                if entry.name.endswith(names.SUFFIX) and not entry.name.startswith("."):
                    yield Path(entry.path)
    except FileNotFoundError:
        return


def _is_assessment(value: object) -> bool:
    return (
        isinstance(value, dict)
        and value.get("format") == 1
        and isinstance(value.get("host"), str)
        and isinstance(value.get("access"), dict)
        and isinstance(value.get("findings"), list)
        and all(isinstance(finding, dict) and "id" in finding and "status" in finding for finding in value["findings"])
    )

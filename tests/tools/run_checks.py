# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs make targets side by side, one per core, and sums them up: ``run_checks.py TARGET...``, the longest first.

Each target's output goes to ``.ansible/logs/<target>.log``; of a failed one its end is shown. Ends with 1 if any failed.
"""
from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from pathlib import Path

LOGS = Path(".ansible/logs")
TAIL_LINES = 80
HEARTBEAT_SECONDS = 60
# pytest's last line: "===== 12 passed, 1 skipped in 3.45s ====="
CLOSING_LINE = re.compile(r"^=+ (\d+ [a-z]+.*) in [\d.]+s.* =+$")
# pytest's short summary: "FAILED tests/unit/test_a.py::test_b - AssertionError: ..."
UNSUCCESSFUL = re.compile(r"^(?:FAILED|ERROR) \S+\.py\b.*$")
UNSUCCESSFUL_LINES = 20


class Check:
    """One make target, its log and how it ended."""

    def __init__(self, target: str) -> None:
        self.target = target
        self.log = LOGS / f"{target}.log"
        self.began: float | None = None
        self.seconds: float | None = None
        self.status: int | None = None

    def run(self) -> Check:
        self.began = time.monotonic()
        say(f"started  {self.target}")
        with self.log.open("wb") as log:
            command = ["make", "--keep-going", self.target]
            self.status = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, check=False).returncode
        self.seconds = time.monotonic() - self.began
        return self

    @property
    def running(self) -> bool:
        return self.began is not None and self.status is None

    def lines(self) -> list[str]:
        return self.log.read_text(encoding="utf-8", errors="replace").splitlines()

    def closing_lines(self) -> list[re.Match[str]]:
        """What the test runners in it said last."""
        return [match for match in map(CLOSING_LINE.match, self.lines()) if match]

    def unsuccessful_tests(self) -> list[str]:
        """The tests that failed, each as the test runner names it, at most 300 characters."""
        return [line[:300] for line in self.lines() if UNSUCCESSFUL.match(line)]


def say(text: str) -> None:
    sys.stdout.write(f"{time.strftime('%H:%M:%S')}  {text}\n")
    sys.stdout.flush()


def report(check: Check) -> None:
    verdict = "passed " if check.status == 0 else "FAILED "
    say(f"{verdict}  {check.target} ({check.seconds:.0f} s)")
    if check.status != 0:
        sys.stdout.write("".join(f"    {line}\n" for line in check.lines()[-TAIL_LINES:]))
        say(f"         all of it: {check.log}")


def heartbeat(checks: list[Check]) -> None:
    for check in checks:
        if check.running:
            last = next((line for line in reversed(check.lines()) if line.strip()), "")
            say(f"running  {check.target} ({time.monotonic() - check.began:.0f} s): {last[:100]}")


def run_all(checks: list[Check]) -> None:
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        pending = {pool.submit(check.run) for check in checks}
        while pending:
            done, pending = wait(pending, timeout=HEARTBEAT_SECONDS, return_when=FIRST_COMPLETED)
            for future in done:
                report(future.result())
            if not done:
                heartbeat(checks)


def show_tests(checks: list[Check]) -> None:
    """The test runners' own last lines, the tests that failed, and their sum."""
    total = dict.fromkeys(("passed", "failed", "error", "skipped"), 0)
    for check in checks:
        for closing in check.closing_lines():
            say(f"{check.target}:")
            sys.stdout.write(f"{closing.group(0)}\n")
            for number, outcome in re.findall(r"(\d+) (passed|failed|error|skipped)", closing.group(1)):
                total[outcome] += int(number)
    for check in checks:
        sys.stdout.write("".join(f"{check.target}: {line}\n" for line in check.unsuccessful_tests()[:UNSUCCESSFUL_LINES]))
    sys.stdout.write(f"{total['passed']} passed, {total['failed'] + total['error']} failed, {total['skipped']} skipped\n")


def main(targets: list[str]) -> int:
    LOGS.mkdir(parents=True, exist_ok=True)
    checks = [Check(target) for target in targets]
    run_all(checks)
    show_tests(checks)
    failed = [check.target for check in checks if check.status != 0]
    say(f"{len(checks) - len(failed)} of {len(checks)} checks passed" + (f"; failed: {', '.join(failed)}" if failed else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

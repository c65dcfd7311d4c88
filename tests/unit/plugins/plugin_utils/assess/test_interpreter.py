# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import os
import stat
import subprocess
import sys

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess import interpreter


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A PATH of its own, with pretended Pythons in it."""
    monkeypatch.setattr(interpreter, "ELSEWHERE", ())

    def python(name: str, version: str) -> str:
        path = tmp_path / name
        major_minor = tuple(map(int, version.split(".")[:2]))
        answer = 1 if major_minor < (3, 8) else 0
        path.write_text(
            "#!/bin/sh\n"
            f'case "$*" in *version_info*) exit {answer};; *version.split*) echo {version};; *) read -r line; echo "{name} got $line";; esac\n',
            encoding="utf-8",
        )
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return str(path)

    def run(candidates, shell="/bin/sh"):
        return subprocess.run(
            [shell, "-c", interpreter.finder(candidates, (3, 8))],
            input="program\n",
            capture_output=True,
            text=True,
            check=False,
            env={"PATH": f"{tmp_path}:{os.path.dirname('/bin/sh')}"},
        )

    return python, run


def test_the_first_that_is_new_enough_gets_the_program(machine):
    python, run = machine
    python("pythonA", "3.6.8")
    python("pythonB", "3.9.2")
    python("pythonC", "3.13.0")
    assert run(["pythonX", "pythonA", "pythonB", "pythonC"]).stdout == "pythonB got program\n"


def test_paths_with_spaces_are_candidates_too(machine, tmp_path):
    python, run = machine
    (tmp_path / "my python").mkdir()
    path = python("my python/python3", "3.9.2")
    assert "got program" in run([path]).stdout


def test_only_old_ones(machine):
    python, run = machine
    python("pythonA", "3.6.8")
    python("pythonB", "2.7.18")
    done = run(["pythonA", "pythonB"])
    assert (done.returncode, done.stderr) == (127, "remote_maintenance: Python too old: 3.6.8 2.7.18\n")


def test_none_at_all(machine):
    _python, run = machine
    done = run(["pythonX"])
    assert (done.returncode, done.stderr) == (127, "remote_maintenance: no Python\n")


def test_one_that_is_only_a_name_is_passed_over(machine, tmp_path):
    python, run = machine
    broken = tmp_path / "pythonA"
    broken.write_text("#!/bin/sh\necho 'python3.13: command not found' >&2\nexit 127\n", encoding="utf-8")
    broken.chmod(0o755)
    python("pythonB", "3.9.2")
    assert run(["pythonA", "pythonB"]).stdout == "pythonB got program\n"


def test_it_is_one_line_and_a_real_python_runs_its_program():
    line = interpreter.finder([sys.executable], (3, 8))
    assert "\n" not in line
    done = subprocess.run(["/bin/sh", "-c", line], input="print(6 * 7)", capture_output=True, text=True, check=True)
    assert done.stdout == "42\n"


LINES = pytest.mark.parametrize("line", [interpreter.named(sys.executable), interpreter.finder([sys.executable], (3, 8))], ids=["named", "found"])


@LINES
def test_the_program_is_read_at_once(line):
    program = "\n".join(["print(__name__)", "print(open('/proc/self/io').read())", "#" + 100_000 * "x"])
    done = subprocess.run(["/bin/sh", "-c", line], input=program, capture_output=True, text=True, check=True)
    name, *counts = done.stdout.splitlines()
    assert name == "__main__"
    assert int(dict(count.split(": ") for count in counts if count)["syscr"]) < 10_000


@LINES
def test_a_file_is_run_as_it_is_with_its_arguments(line, tmp_path):
    (tmp_path / "program.py").write_text("import sys\nprint(sys.argv[1:])\n")
    done = subprocess.run(["/bin/sh", "-c", f"{line} {tmp_path}/program.py 'a b' c"], input="", capture_output=True, text=True, check=True)
    assert done.stdout == "['a b', 'c']\n"


def test_a_named_one_that_is_not_there():
    done = subprocess.run(["/bin/sh", "-c", interpreter.named("/no where/python3")], input="", capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (127, "remote_maintenance: no Python\n")

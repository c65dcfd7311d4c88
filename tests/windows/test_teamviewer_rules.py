# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of an assignment are the same in C# as in Python, which its unit tests hold: whose it is, what is hidden, refused, quoted, what a code means."""
from __future__ import annotations

import base64
import itertools
import json
import subprocess
from pathlib import Path
from urllib.parse import quote

import pytest
from consoles import SOURCES

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.hygiene.secrets import without_secret
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.teamviewer import command_line
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.teamviewer.exit_codes import WINDOWS, ExitCodes
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.teamviewer.state import State
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.teamviewer.whose import Accepted, whose

IN_CSHARP = {
    "managed": "Managed", "management_id": "ManagementId", "owner_company_name": "OwnerCompanyName", "owner_account_name": "OwnerAccountName",
    "configuration_id": "ConfigurationId",
}
SECRET = "0001CANARY-öe\"x\\y_Zz09="
WORDS = ["plain", "", "two words", 'a"b', "ends\\", "two ends\\\\", 'back\\"slash', "--device-alias=Müller GmbH\\", "tab\there"]
TEXTS = [
    "nothing of it", f"id={SECRET}", SECRET[:9] + "\n" + SECRET[9:], f"begins {SECRET[:6]} ends", f"too short {SECRET[:5]}", quote(SECRET, safe=""),
    base64.b64encode(b"xx" + SECRET.encode()).decode(), base64.b64encode(SECRET.encode()).decode(), SECRET.encode().hex(),
    json.dumps(SECRET, ensure_ascii=False),
    "\x1b[1mbold\x1b[0m \u202eturned", "x" * 700,
]


@pytest.fixture(scope="module")
def ask(linux, tmp_path_factory):
    def ask(questions):
        folder = tmp_path_factory.mktemp("rules")
        asked, answered = folder / "questions.json", folder / "answers.json"
        asked.write_text(json.dumps(questions))
        done = linux.run("-File", str(Path(__file__).with_name("rules.ps1")), str(asked), str(answered), str(SOURCES))
        assert answered.exists(), done.stdout + done.stderr
        return json.loads(answered.read_text())
    return ask


def refused(check, value):
    try:
        check(value)
    except command_line.Refused:
        return True
    return False


def test_csharp_says_what_python_says(ask):
    questions, expected = [], []
    states = [
        dict(zip(IN_CSHARP, values, strict=True)) for values in itertools.product(
            [True, False, None], ["6F3C1A52-0d0e", None], ["Straße GmbH", None], ["Support", None], ["idc42", None])
    ]
    lists = {
        "management_ids": [[], ["{6f3c1a52-0D0E}"]], "owner_names": [[], [" strasse  gmbh "], ["Other", "{SUPPORT}"], ["", "Nobody"]],
        "configuration_ids": [[], ["IDC42"], ["idc43"]],
    }
    for state, values in itertools.product(states, itertools.product(*lists.values())):
        accepted = dict(zip(lists, values, strict=True))
        questions.append({"whose": {IN_CSHARP[name]: value for name, value in state.items()}, "accepted": accepted})
        expected.append(whose(State(installed=True, **state), Accepted.of(accepted)))
    assert set(expected) == {"unassigned", "ours", "foreign", "presumed", "unknown"}
    for text, limit in itertools.product(TEXTS, [40, 500]):
        questions.append({"text": text, "secret": SECRET, "limit": limit})
        expected.append(without_secret(text, SECRET, limit))
    for version in ("15.43.9", "15.44", "15.44.1 C", "16.0", "9.99", "15", "", None):
        questions.append({"version": version})
        expected.append(command_line.knows_alias(version))
    for value in ("0001abc", "", "-x", "a b", "a\u00a0b", "a\tb", "a\x7f", 'a"b'):
        questions.append({"id": value})
        expected.append(refused(command_line.check_assignment_id, value))
    for value in ("ERP 1", " ", "a\nb", "x" * 255, "x" * 256):
        questions.append({"alias": value})
        expected.append(refused(command_line.check_alias, value))
    for word in WORDS:
        questions.append({"word": word})
        # Python leaves a word with quotes but without blanks as it is, which comes to the same.
        python = subprocess.list2cmdline([word])
        expected.append(f'"{python}"' if '"' in word and not python.startswith('"') else python)
    codes = ExitCodes(WINDOWS)
    for status in (None, *range(-2, 5), 39, *range(40, 51), *range(143, 155), *range(399, 411), -1073741819):
        outcome = codes.of(status)
        questions.append({"status": status})
        expected.append("|".join(map(str, outcome)))
    told = ask(questions)
    assert len(told) == len(expected)
    assert [(question, said, wanted) for question, said, wanted in zip(questions, told, expected, strict=True) if said != wanted] == []

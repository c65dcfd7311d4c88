# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the Windows client's exit codes as C# from the one table of them: ``python tests/tools/write_exit_codes.py``.

From plugins/module_utils/teamviewer/exit_codes.py to plugins/module_utils/windows/teamviewer/ExitCodes.cs.
"""
from __future__ import annotations

import json
from pathlib import Path

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.teamviewer.exit_codes import WINDOWS, ExitCodes, Outcome

FILE = Path(__file__).resolve().parents[2] / "plugins" / "module_utils" / "windows" / "teamviewer" / "ExitCodes.cs"
HIGHEST = 1000
TEXT = """\
// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// What TeamViewer.exe ends with. Written by tests/tools/write_exit_codes.py from module_utils/teamviewer/exit_codes.py, which says more: change that.

using System.Collections.Generic;

namespace RemoteMaintenance
{
    public sealed class Ending
    {
        public readonly int Code;
        public readonly string Name;
        public readonly string Meaning;
        // The same call may succeed a little later, without anybody doing anything.
        public readonly bool Retry;
        public readonly string Remedy;

        public Ending(int code, string name, string meaning, bool retry, string remedy)
        {
            Code = code;
            Name = name;
            Meaning = meaning;
            Retry = retry;
            Remedy = remedy;
        }
    }

    public static class ExitCodes
    {
        public static readonly Ending NoAnswer = <no_answer>;

        private static readonly Ending Undocumented = <undocumented>;

        private static readonly Ending[] Known =
        {
            <known>
        };

        // The vendor's sets of codes, as numbers above.
        private static readonly Dictionary<int, int> Codes = new Dictionary<int, int>
        {
            <codes>
        };

        // What an exit code means; null: the program was ended for taking too long.
        public static Ending Of(int? status)
        {
            if (status == null) return NoAnswer;
            int code;
            if (Codes.TryGetValue(status.Value, out code)) foreach (Ending outcome in Known) if (outcome.Code == code) return outcome;
            return new Ending(status.Value, Undocumented.Name, Undocumented.Meaning, Undocumented.Retry, Undocumented.Remedy);
        }
    }
}
"""


def written() -> str:
    """The file as it has to be."""
    codes = ExitCodes(WINDOWS)
    meant = [(status, codes.of(status).code) for status in range(HIGHEST) if codes.of(status).name != codes.undocumented.name]
    filled = {
        "no_answer": _new(codes.no_answer),
        "undocumented": _new(codes.undocumented),
        "known": ",\n            ".join(map(_new, codes.outcomes)),
        "codes": ",\n            ".join(", ".join(f"{{ {status}, {code} }}" for status, code in meant[row:row + 10]) for row in range(0, len(meant), 10)),
    }
    text = TEXT
    for place, value in filled.items():
        text = text.replace(f"<{place}>", value)
    return text


def _new(outcome: Outcome) -> str:
    retry = "true" if outcome.retry else "false"
    return f"new Ending({outcome.code}, {json.dumps(outcome.name)}, {json.dumps(outcome.meaning)}, {retry}, {json.dumps(outcome.remedy)})"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")

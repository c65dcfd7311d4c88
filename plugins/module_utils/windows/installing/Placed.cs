// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// The note in a folder that our own roles made, which says of what file it is and which shortcuts lead there. Whoever is administrator could
// write it: it tells what we put there, and proves nothing else.
//
// {"format": 1, "archive": "<SHA-256>", "shortcuts": ["<path>", ...]}

using System.Collections.Generic;
using System.IO;
using System.Text.RegularExpressions;

namespace RemoteMaintenance
{
    public sealed class Placed
    {
        public const string Name = ".bauer_group.remote_maintenance.json";

        private const int Longest = 16 * 1024;
        private const int MostShortcuts = 10;
        private static readonly Regex Digest = new Regex(@"""archive""\s*:\s*""([0-9a-f]{64})""", RegexOptions.CultureInvariant);
        private static readonly Regex List = new Regex(@"""shortcuts""\s*:\s*\[((?:[\s,]*""(?:[^""\\]|\\.){1,2000}"")*)[\s,]*\]", RegexOptions.CultureInvariant);
        private static readonly Regex Entry = new Regex(@"""((?:[^""\\]|\\.){1,2000})""", RegexOptions.CultureInvariant);

        public string Archive;
        public readonly List<string> Shortcuts = new List<string>();

        // The note in that folder, null where there is none of ours.
        public static Placed In(string folder)
        {
            FileInfo note = new FileInfo(Path.Combine(folder, Name));
            if (!note.Exists || note.Length > Longest) return null;
            string text = File.ReadAllText(note.FullName);
            Match digest = Digest.Match(text);
            if (!digest.Success) return null;
            Placed found = new Placed { Archive = digest.Groups[1].Value };
            foreach (Match entry in Entry.Matches(List.Match(text).Groups[1].Value))
            {
                if (found.Shortcuts.Count < MostShortcuts) found.Shortcuts.Add(Regex.Unescape(entry.Groups[1].Value));
            }
            return found;
        }

        public bool HasShortcuts
        {
            get { return Shortcuts.Count > 0 && Shortcuts.TrueForAll(File.Exists); }
        }
    }
}

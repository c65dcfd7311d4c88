// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// Folders as the catalogue writes them and as they lie on this machine: not every Windows is on C: and calls them so.

using System;
using System.Collections.Generic;
using System.IO;

namespace RemoteMaintenance
{
    public static class Folders
    {
        private const int MostEntries = 5000;
        private const int MostPaths = 50;

        // The catalogue's beginning of a path, and the machine's own; longer ones first.
        private static readonly KeyValuePair<string, string>[] System_ =
        {
            Pair(@"C:\Program Files (x86)", Environment.GetEnvironmentVariable("ProgramFiles(x86)")),
            Pair(@"C:\Program Files", Environment.GetEnvironmentVariable("ProgramW6432") ?? Environment.GetEnvironmentVariable("ProgramFiles")),
            Pair(@"C:\ProgramData", Environment.GetEnvironmentVariable("ProgramData")),
            Pair(@"C:\Windows", Environment.GetEnvironmentVariable("SystemRoot"))
        };

        private static readonly KeyValuePair<string, string>[] Personal =
        {
            Pair("%LOCALAPPDATA%", @"AppData\Local"), Pair("%APPDATA%", @"AppData\Roaming"), Pair("%TEMP%", @"AppData\Local\Temp"), Pair("%USERPROFILE%", ""), Pair("~", "")
        };

        // The paths that a pattern of the catalogue stands for on this machine, as the catalogue would write each (`Key`) and as it lies here (`Value`).
        public static List<KeyValuePair<string, string>> OfSystem(string pattern)
        {
            foreach (KeyValuePair<string, string> known in System_)
            {
                bool begins = pattern.StartsWith(known.Key + "\\", StringComparison.OrdinalIgnoreCase);
                if (begins && !string.IsNullOrEmpty(known.Value)) return Expand(known.Key, known.Value, pattern.Substring(known.Key.Length + 1));
            }
            return pattern.Length > 3 && pattern[1] == ':' && pattern[2] == '\\' ? Expand(pattern.Substring(0, 2), pattern.Substring(0, 2), pattern.Substring(3)) : Expand("", "", "");
        }

        // The same for a path below a home folder, as in `%APPDATA%\AnyDesk\`.
        public static List<KeyValuePair<string, string>> OfPerson(string pattern, string home)
        {
            foreach (KeyValuePair<string, string> known in Personal)
            {
                if (!pattern.StartsWith(known.Key + "\\", StringComparison.OrdinalIgnoreCase)) continue;
                return Expand(known.Key, Path.Combine(home, known.Value).TrimEnd('\\'), pattern.Substring(known.Key.Length + 1));
            }
            return Expand("", "", "");
        }

        // The names in a folder, none where it cannot be looked into; at most 5000.
        public static List<string> Names(string folder)
        {
            List<string> found = new List<string>();
            try
            {
                foreach (string path in Directory.EnumerateFileSystemEntries(folder))
                {
                    found.Add(Path.GetFileName(path));
                    if (found.Count >= MostEntries) break;
                }
            }
            catch (Exception problem)
            {
                if (!Keys.IsExpected(problem)) throw;
            }
            found.Sort(StringComparer.OrdinalIgnoreCase);
            return found;
        }

        private static List<KeyValuePair<string, string>> Expand(string shown, string real, string rest)
        {
            List<KeyValuePair<string, string>> found = new List<KeyValuePair<string, string>>();
            string[] steps = rest.Split(new[] { '\\' }, StringSplitOptions.RemoveEmptyEntries);
            if (steps.Length == 0) return found;
            found.Add(Pair(shown, real));
            foreach (string step in steps)
            {
                List<KeyValuePair<string, string>> next = new List<KeyValuePair<string, string>>();
                foreach (KeyValuePair<string, string> parent in found)
                {
                    if (!Patterns.IsWild(step))
                    {
                        string place = parent.Value + "\\" + step;
                        if (File.Exists(place) || Directory.Exists(place)) next.Add(Pair(parent.Key + "\\" + step, place));
                        continue;
                    }
                    System.Text.RegularExpressions.Regex fits = Patterns.Expression(step);
                    foreach (string name in Names(parent.Value)) if (fits.IsMatch(name)) next.Add(Pair(parent.Key + "\\" + name, parent.Value + "\\" + name));
                }
                found = next.GetRange(0, Math.Min(next.Count, MostPaths));
            }
            return found;
        }

        private static KeyValuePair<string, string> Pair(string one, string other)
        {
            return new KeyValuePair<string, string>(one, other);
        }
    }
}

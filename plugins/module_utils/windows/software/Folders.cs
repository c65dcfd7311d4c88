// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// Folders as the catalogue writes them and as they lie on this machine: not every Windows is on C: and calls them so.

using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;

namespace RemoteMaintenance
{
    // What lies in a folder.
    public struct Entry
    {
        public string Name;
        public bool IsFolder;
        public bool IsLink;
    }

    public static class Folders
    {
        // Reading names is cheap: only what nobody made by hand is cut.
        private const int MostEntries = 50000;
        private const int MostPaths = 50;

        // Windows' words for a path that leads nowhere: no file, no path, an invalid name, a bad path, a file where a folder should be.
        private static readonly HashSet<int> NothingThere = new HashSet<int> { 2, 3, 123, 161, 267 };

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
        // What is not looked at is told to `scan`.
        public static List<KeyValuePair<string, string>> OfSystem(Scan scan, string pattern)
        {
            foreach (KeyValuePair<string, string> known in System_)
            {
                bool begins = pattern.StartsWith(known.Key + "\\", StringComparison.OrdinalIgnoreCase);
                if (begins && !string.IsNullOrEmpty(known.Value)) return Expand(scan, known.Key, known.Value, pattern.Substring(known.Key.Length + 1));
            }
            bool whole = pattern.Length > 3 && pattern[1] == ':' && pattern[2] == '\\';
            return whole ? Expand(scan, pattern.Substring(0, 2), pattern.Substring(0, 2), pattern.Substring(3)) : new List<KeyValuePair<string, string>>();
        }

        // The same for a path below a home folder, as in `%APPDATA%\AnyDesk\`.
        public static List<KeyValuePair<string, string>> OfPerson(Scan scan, string pattern, string home)
        {
            foreach (KeyValuePair<string, string> known in Personal)
            {
                if (!pattern.StartsWith(known.Key + "\\", StringComparison.OrdinalIgnoreCase)) continue;
                return Expand(scan, known.Key, Path.Combine(home, known.Value).TrimEnd('\\'), pattern.Substring(known.Key.Length + 1));
            }
            return new List<KeyValuePair<string, string>>();
        }

        // What lies in a folder, by name; nothing where there is none.
        public static List<Entry> Entries(Scan scan, string folder)
        {
            List<Entry> found = new List<Entry>();
            try
            {
                foreach (FileSystemInfo one in new DirectoryInfo(folder).EnumerateFileSystemInfos())
                {
                    if (found.Count >= MostEntries)
                    {
                        scan.Lack(scan.Homes.Mask(folder) + ": more entries than are looked at");
                        break;
                    }
                    found.Add(new Entry { Name = one.Name, IsFolder = (one.Attributes & FileAttributes.Directory) != 0, IsLink = (one.Attributes & FileAttributes.ReparsePoint) != 0 });
                }
            }
            catch (Exception problem)
            {
                if (!Keys.IsExpected(problem)) throw;
                if (IsThere(folder) != false && IsFile(folder) != true) scan.Closed(folder);
            }
            found.Sort((one, other) => StringComparer.OrdinalIgnoreCase.Compare(one.Name, other.Name));
            return found;
        }

        // Whether a path leads to something; null where Windows does not say, mostly because the account may not look.
        public static bool? IsThere(string path)
        {
            bool? folder = IsFolder(path);
            return folder != null ? true : NothingThere.Contains(Marshal.GetLastWin32Error()) ? false : (bool?)null;
        }

        // The same for a file.
        public static bool? IsFile(string path)
        {
            bool? folder = IsFolder(path);
            return folder != null ? !folder : NothingThere.Contains(Marshal.GetLastWin32Error()) ? false : (bool?)null;
        }

        // Null where its attributes cannot be read; why is Windows' last error.
        private static bool? IsFolder(string path)
        {
            uint attributes = NativeMethods.GetFileAttributesW(path);
            return attributes == NativeMethods.Invalid ? (bool?)null : (attributes & (uint)FileAttributes.Directory) != 0;
        }

        private static List<KeyValuePair<string, string>> Expand(Scan scan, string shown, string real, string rest)
        {
            List<KeyValuePair<string, string>> found = new List<KeyValuePair<string, string>> { Pair(shown, real) };
            foreach (string step in rest.Split(new[] { '\\' }, StringSplitOptions.RemoveEmptyEntries))
            {
                List<KeyValuePair<string, string>> next = new List<KeyValuePair<string, string>>();
                foreach (KeyValuePair<string, string> parent in found)
                {
                    if (!Patterns.IsWild(step))
                    {
                        string place = parent.Value + "\\" + step;
                        bool? there = IsThere(place);
                        if (there == null) scan.Closed(place);
                        if (there == true) next.Add(Pair(parent.Key + "\\" + step, place));
                        continue;
                    }
                    System.Text.RegularExpressions.Regex fits = Patterns.Expression(step);
                    foreach (Entry one in Entries(scan, parent.Value)) if (fits.IsMatch(one.Name)) next.Add(Pair(parent.Key + "\\" + one.Name, parent.Value + "\\" + one.Name));
                }
                if (next.Count > MostPaths) scan.Lack(scan.Homes.Mask(shown + "\\" + rest) + ": more paths than are looked at");
                found = next.GetRange(0, Math.Min(next.Count, MostPaths));
            }
            return found;
        }

        private static KeyValuePair<string, string> Pair(string one, string other)
        {
            return new KeyValuePair<string, string>(one, other);
        }

        private static class NativeMethods
        {
            public const uint Invalid = 0xffffffff;

            [DllImport("kernel32.dll", CharSet = CharSet.Unicode, SetLastError = true, ExactSpelling = true)]
            public static extern uint GetFileAttributesW(string path);
        }
    }
}

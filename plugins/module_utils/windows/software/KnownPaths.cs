// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// Known paths that exist. A program's folder without a program in it is what is left of one.

using System;
using System.Collections.Generic;
using System.IO;

namespace RemoteMaintenance
{
    public static class KnownPaths
    {
        private const int MostFolders = 40;
        private const int MostFiles = 400;
        private static readonly string[] Programs = { ".exe", ".dll", ".jar", ".sys", ".com", ".bat", ".cmd", ".ps1" };

        public static void Find(Scan scan)
        {
            foreach (Asked asked in scan.Asked("programs"))
            {
                foreach (KeyValuePair<string, string> path in Folders.OfSystem(scan, asked.Pattern)) scan.Add(asked.Product, "path", path.Key, StateOf(path.Value));
            }
            foreach (Asked asked in scan.Asked("traces"))
            {
                foreach (KeyValuePair<string, string> path in Folders.OfSystem(scan, asked.Pattern)) scan.Add(asked.Product, "path", path.Key, "residual");
            }
            foreach (Person person in scan.People)
            {
                foreach (Asked asked in scan.Asked("user_programs"))
                {
                    foreach (KeyValuePair<string, string> path in Folders.OfPerson(scan, asked.Pattern, person.Folder)) scan.Add(asked.Product, "path", path.Key, StateOf(path.Value), null, person.Number);
                }
                foreach (Asked asked in scan.Asked("user_traces"))
                {
                    foreach (KeyValuePair<string, string> path in Folders.OfPerson(scan, asked.Pattern, person.Folder)) scan.Add(asked.Product, "path", path.Key, "residual", null, person.Number);
                }
            }
        }

        // Whether a path is, or is a folder with, something that can run.
        private static string StateOf(string path)
        {
            if (!Directory.Exists(path)) return "present";
            Queue<string> folders = new Queue<string>(new[] { path });
            int seen = 0, opened = 0;
            while (folders.Count > 0 && opened++ < MostFolders)
            {
                string folder = folders.Dequeue();
                try
                {
                    foreach (string entry in Directory.EnumerateFileSystemEntries(folder))
                    {
                        bool link = (File.GetAttributes(entry) & FileAttributes.ReparsePoint) != 0;
                        if (!link && Directory.Exists(entry)) folders.Enqueue(entry);
                        else if (Array.Exists(Programs, ending => entry.EndsWith(ending, StringComparison.OrdinalIgnoreCase))) return "present";
                        // Removed software leaves a handful of files behind, not hundreds.
                        if (++seen >= MostFiles) return "present";
                    }
                }
                catch (Exception problem)
                {
                    if (!Keys.IsExpected(problem)) throw;
                    // A folder that may not be looked into says nothing: rather a program too many than one too few.
                    return "present";
                }
            }
            // Where there are more folders than are looked into, it is not known.
            return folders.Count > 0 ? "present" : "residual";
        }
    }
}

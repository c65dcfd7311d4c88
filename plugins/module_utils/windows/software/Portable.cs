// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// A person's own copies: programs in downloads, on the desktop and where else people and browsers put them, one folder below too.

using System;
using System.Collections.Generic;
using System.IO;
using System.Text.RegularExpressions;

namespace RemoteMaintenance
{
    public static class Portable
    {
        private const int MostSubfolders = 200;
        private static readonly string[] Places =
        {
            "", "Desktop", "Downloads", "Documents", @"OneDrive\Desktop", @"OneDrive\Documents", @"AppData\Local", @"AppData\Local\Temp", @"AppData\Roaming", @"AppData\Local\Programs"
        };

        public static void Find(Scan scan)
        {
            List<KeyValuePair<Regex, Asked>> asked = new List<KeyValuePair<Regex, Asked>>();
            foreach (Asked one in scan.Asked("portable")) asked.Add(new KeyValuePair<Regex, Asked>(Patterns.Expression(one.Pattern.Replace('/', '\\')), one));
            if (asked.Count == 0) return;
            foreach (Person person in scan.People)
            {
                foreach (string place in Places)
                {
                    string folder = Path.Combine(person.Folder, place).TrimEnd('\\');
                    if (!Directory.Exists(folder)) continue;
                    Look(scan, asked, person, folder, "");
                    // Below the home folder itself lies everything a person has.
                    if (place.Length > 0) foreach (string name in Below(folder)) Look(scan, asked, person, folder + "\\" + name, name + "\\");
                }
            }
        }

        private static IEnumerable<string> Below(string folder)
        {
            int count = 0;
            foreach (string name in Folders.Names(folder))
            {
                string place = folder + "\\" + name;
                if (!Directory.Exists(place) || (File.GetAttributes(place) & FileAttributes.ReparsePoint) != 0) continue;
                if (++count > MostSubfolders) yield break;
                yield return name;
            }
        }

        private static void Look(Scan scan, List<KeyValuePair<Regex, Asked>> asked, Person person, string folder, string parent)
        {
            foreach (string name in Folders.Names(folder))
            {
                foreach (KeyValuePair<Regex, Asked> one in asked)
                {
                    bool fits = one.Key.IsMatch(name) || parent.Length > 0 && one.Key.IsMatch(parent + name);
                    if (fits && File.Exists(folder + "\\" + name)) scan.Add(one.Value.Product, "path", folder + "\\" + name, "present", null, person.Number);
                }
            }
        }
    }
}

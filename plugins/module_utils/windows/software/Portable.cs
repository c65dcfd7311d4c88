// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// A person's own copies: programs in downloads, on the desktop and where else people and browsers put them, one folder below too.

using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;

namespace RemoteMaintenance
{
    public sealed class Portable
    {
        private const int MostSubfolders = 1000;
        private static readonly string[] Places =
        {
            "Desktop", "Downloads", "Documents", @"AppData\Local", @"AppData\Local\Temp", @"AppData\Roaming", @"AppData\Local\Programs"
        };

        private readonly Scan scan;
        private readonly List<KeyValuePair<Regex, Asked>> asked = new List<KeyValuePair<Regex, Asked>>();

        private Portable(Scan scan)
        {
            this.scan = scan;
            foreach (Asked one in scan.Asked("portable")) asked.Add(new KeyValuePair<Regex, Asked>(Patterns.Expression(one.Pattern.Replace('/', '\\')), one));
        }

        public static void Find(Scan scan)
        {
            Portable portable = new Portable(scan);
            if (portable.asked.Count > 0) foreach (Person person in scan.People) portable.LookAt(person);
        }

        private void LookAt(Person person)
        {
            // Below the home folder itself lies everything a person has.
            List<Entry> home = Look(person, person.Folder, person.Folder, "");
            foreach (string place in Places) LookInto(person, person.Folder + "\\" + place, person.Folder + "\\" + place);
            foreach (Entry one in home) if (one.IsFolder && one.Name.StartsWith("OneDrive", StringComparison.OrdinalIgnoreCase)) LookIntoOneDrive(person, person.Folder + "\\" + one.Name);
            foreach (string folder in People.Moved(scan, person)) LookInto(person, folder, Shown(person, folder));
        }

        // It may hold desktop and documents, by their names in the person's language. What lies in the cloud only may look like a link.
        private void LookIntoOneDrive(Person person, string folder)
        {
            foreach (Entry one in Look(person, folder, folder, "")) if (one.IsFolder) LookInto(person, folder + "\\" + one.Name, folder + "\\" + one.Name);
        }

        // A folder that a person moved to elsewhere may bear anybody's name.
        private static string Shown(Person person, string folder)
        {
            bool below = folder.StartsWith(person.Folder + "\\", StringComparison.OrdinalIgnoreCase);
            return below ? folder : person.Number + "\\" + folder.Substring(folder.LastIndexOf('\\') + 1);
        }

        private void LookInto(Person person, string folder, string shown)
        {
            int count = 0;
            foreach (Entry one in Look(person, folder, shown, ""))
            {
                if (!one.IsFolder || one.IsLink) continue;
                if (++count > MostSubfolders)
                {
                    scan.Lack(scan.Homes.Mask(shown) + ": more folders than are looked into");
                    return;
                }
                Look(person, folder + "\\" + one.Name, shown + "\\" + one.Name, one.Name + "\\");
            }
        }

        // Records what is asked for in a folder; returns what lies there.
        private List<Entry> Look(Person person, string folder, string shown, string parent)
        {
            List<Entry> entries = Folders.Entries(scan, folder);
            foreach (Entry one in entries)
            {
                if (one.IsFolder) continue;
                foreach (KeyValuePair<Regex, Asked> pattern in asked)
                {
                    bool fits = pattern.Key.IsMatch(one.Name) || parent.Length > 0 && pattern.Key.IsMatch(parent + one.Name);
                    if (fits) scan.Add(pattern.Value.Product, "path", shown + "\\" + one.Name, "present", null, person.Number);
                }
            }
            return entries;
        }
    }
}

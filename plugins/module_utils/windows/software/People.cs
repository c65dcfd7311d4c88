// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// The people of this machine: their home folders, by the list of profiles, and which of their folders lie elsewhere. Everybody's counts as one more.

using System;
using System.Collections.Generic;
using System.IO;
using System.Text.RegularExpressions;
using Microsoft.Win32;

namespace RemoteMaintenance
{
    public static class People
    {
        private const int Most = 200;
        private const string ShellFolders = @"Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders";
        // Desktop, documents and downloads, as Windows calls them there.
        private static readonly string[] Named = { "Desktop", "Personal", "{374DE290-123F-4565-9164-39C4925E467B}" };
        private static readonly Regex Variable = new Regex("%([^%]{1,60})%", RegexOptions.CultureInvariant);
        private const string Profiles = @"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList";

        public static void Find(Scan scan)
        {
            using (RegistryKey list = Keys.OpenOrLack(Profiles, scan.Lack))
            {
                if (list != null) foreach (string sid in Keys.Names(list, scan.Lack)) if (Keys.IsPerson(sid)) AddProfile(scan, sid);
            }
            Add(scan, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), null);
            string everybody = Environment.GetEnvironmentVariable("PUBLIC");
            if (!string.IsNullOrEmpty(everybody)) Add(scan, everybody, null, true);
        }

        // Where desktop, documents and downloads lie of a person whose hive is loaded; not those on a server, which no log-in of ours may see.
        public static List<string> Moved(Scan scan, Person person)
        {
            List<string> found = new List<string>();
            if (person.Sid == null) return found;
            using (RegistryKey places = Keys.OpenOrLack(@"HKU\" + person.Sid + "\\" + ShellFolders, scan.Lack))
            {
                foreach (string name in Named)
                {
                    string folder = Expanded(Keys.String(places, name) ?? "", person).TrimEnd('\\');
                    if (folder.Length > 3 && folder[1] == ':' && folder[2] == '\\' && folder.IndexOf('%') < 0) found.Add(folder);
                    else if (folder.Length > 0 && !folder.StartsWith(@"\\", StringComparison.Ordinal)) scan.Lack(person.Number + ": a folder of this person's cannot be told");
                }
            }
            return found;
        }

        // The person's own variables; ours are of the account that looks.
        private static string Expanded(string folder, Person person)
        {
            using (RegistryKey session = Keys.OpenOrLack(@"HKU\" + person.Sid + @"\Volatile Environment", delegate { }))
            using (RegistryKey own = Keys.OpenOrLack(@"HKU\" + person.Sid + @"\Environment", delegate { }))
            {
                return Variable.Replace(folder, found =>
                {
                    string name = found.Groups[1].Value;
                    if (name.Equals("USERPROFILE", StringComparison.OrdinalIgnoreCase)) return person.Folder;
                    return Keys.String(session, name) ?? Keys.String(own, name) ?? found.Value;
                });
            }
        }

        private static void AddProfile(Scan scan, string sid)
        {
            using (RegistryKey profile = Keys.OpenOrLack(Profiles + "\\" + sid, scan.Lack))
            {
                string folder = Keys.String(profile, "ProfileImagePath");
                if (!string.IsNullOrEmpty(folder)) Add(scan, Environment.ExpandEnvironmentVariables(folder), sid);
            }
        }

        // `shared`: its name is nobody's, so that it may be told.
        private static void Add(Scan scan, string folder, string sid, bool shared = false)
        {
            folder = folder.TrimEnd('\\');
            string windows = Environment.GetFolderPath(Environment.SpecialFolder.Windows);
            if (folder.Length < 4 || folder.StartsWith(windows, StringComparison.OrdinalIgnoreCase) || !Directory.Exists(folder)) return;
            if (scan.People.Exists(person => string.Equals(person.Folder, folder, StringComparison.OrdinalIgnoreCase))) return;
            if (scan.People.Count >= Most)
            {
                scan.Lack("more home folders than are looked at");
                return;
            }
            if (!shared) scan.Homes.Add(folder);
            scan.People.Add(new Person { Folder = folder, Number = scan.Homes.Name(folder), Sid = sid });
        }

        // The number of the person whose hive this is; a person without a home folder here gets one by the SID.
        public static string NumberOf(Scan scan, string sid)
        {
            Person known = scan.People.Find(person => person.Sid == sid);
            return known != null ? known.Number : scan.Homes.Name(sid);
        }
    }
}

// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// The people of this machine: their home folders, by the list of profiles.

using System;
using System.IO;
using Microsoft.Win32;

namespace RemoteMaintenance
{
    public static class People
    {
        private const int Most = 200;
        private const string Profiles = @"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList";

        public static void Find(Scan scan)
        {
            using (RegistryKey list = Keys.OpenOrLack(Profiles, scan.Lack))
            {
                if (list != null) foreach (string sid in Keys.Names(list, scan.Lack)) if (Keys.IsPerson(sid)) AddProfile(scan, sid);
            }
            Add(scan, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), null);
        }

        private static void AddProfile(Scan scan, string sid)
        {
            using (RegistryKey profile = Keys.OpenOrLack(Profiles + "\\" + sid, scan.Lack))
            {
                string folder = Keys.String(profile, "ProfileImagePath");
                if (!string.IsNullOrEmpty(folder)) Add(scan, Environment.ExpandEnvironmentVariables(folder), sid);
            }
        }

        private static void Add(Scan scan, string folder, string sid)
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
            scan.Homes.Add(folder);
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

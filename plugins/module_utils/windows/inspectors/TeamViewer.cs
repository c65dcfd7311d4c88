// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// TeamViewer keeps its settings below HKLM\SOFTWARE\TeamViewer, a 32-bit client below WOW6432Node: both are looked at, and the one whose program is
// there counts. What stands in the other was left by a client that is gone, and may be of another owner.
//
// Managed is a client with a ManagementId that is not Unmanaged, which is eight bytes of which the first is 1 (the rule of the vendor's own
// PowerShell module). `ClientID` is a DWORD, of which numbers from 2^31 on read as negative.

using System;
using System.Collections.Generic;
using System.IO;
using Microsoft.Win32;

namespace RemoteMaintenance
{
    public static class TeamViewer
    {
        private const string FileName = "TeamViewer.exe";

        // Where a client of either view lies that does not say it, in the order of Places; on a 32-bit Windows there is one place only.
        private static readonly string[] Usual = { Environment.Is64BitOperatingSystem ? "ProgramW6432" : "ProgramFiles", "ProgramFiles(x86)" };

        private static readonly KeyValuePair<string, string>[] Named =
        {
            Pair("OwningManagerAccountName", "owner_account_name"), Pair("OwningManagerCompanyName", "owner_company_name"), Pair("InstallationConfigurationId", "configuration_id")
        };

        private static readonly KeyValuePair<string, string>[] Secrets =
        {
            Pair("PermanentPassword", "permanent_password"), Pair("SecurityPasswordAES", "permanent_password"), Pair("SecurityPasswordExported", "permanent_password"),
            Pair("MultiPwdMgmtPWDs", "further_passwords"), Pair("MultiPwdMgmtPwdData", "further_passwords")
        };

        // The keys that a client may keep its settings below.
        public static string[] Places
        {
            get { return Keys.BothViews("TeamViewer"); }
        }

        // One inspection for each client that is installed; where none is found, of what removed ones left.
        public static List<Inspection> Inspect()
        {
            List<Inspection> found = new List<Inspection>();
            bool two = HasTwoPrograms();
            foreach (int view in Views())
            {
                // A second client must not hide behind the first one because it says nothing of itself.
                Inspection inspection = InspectAt(Places[view]) ?? (two ? new Inspection("teamviewer") : null);
                if (inspection != null) found.Add(inspection);
            }
            return found;
        }

        // Whether a client of each view is installed, and not one that both views name.
        public static bool HasTwoPrograms()
        {
            string one = ProgramAt(0), other = ProgramAt(1);
            return one != null && other != null && !string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
        }

        // The views (of Places) whose settings count: those with a program, all where neither has one. One that cannot be read may say where its program is.
        public static List<int> Views()
        {
            List<int> all = new List<int>();
            for (int view = 0; view < Places.Length; view++) all.Add(view);
            List<int> installed = all.FindAll(view => ProgramAt(view) != null || !IsReadable(Places[view]));
            return installed.Count > 0 ? installed : all;
        }

        // The program of the client that keeps its settings in that view, null where none is installed.
        public static string ProgramAt(int view)
        {
            return ProgramIn(FolderAt(Places[view])) ?? ProgramIn(Below(Usual[view]));
        }

        // Null where nothing is there, or only what a removed client leaves, which says nothing.
        public static Inspection InspectAt(string path)
        {
            Inspection inspection = new Inspection("teamviewer");
            using (RegistryKey key = Keys.OpenOrLack(path, inspection.Errors.Add))
            {
                if (key == null && inspection.Errors.Count == 0) return null;
                Read(key, path, inspection);
            }
            bool tells = inspection.ClientId != null || inspection.Version != null || inspection.Errors.Count > 0 || inspection.Values.ContainsKey("management_id");
            return tells ? inspection : null;
        }

        private static void Read(RegistryKey key, string path, Inspection inspection)
        {
            foreach (KeyValuePair<string, string> name in Named) inspection.Values[name.Value] = Keys.String(key, name.Key);
            foreach (KeyValuePair<string, string> secret in Secrets)
            {
                bool before = inspection.Secrets.ContainsKey(secret.Value) && (bool)inspection.Secrets[secret.Value];
                inspection.Secrets[secret.Value] = before || Keys.HasContent(key, secret.Key);
            }
            string managementId = "";
            bool unmanaged = false;
            using (RegistryKey management = Keys.OpenOrLack(path + @"\DeviceManagementV2", inspection.Errors.Add))
            {
                managementId = (Keys.String(management, "ManagementId") ?? "").Trim('{', '}', ' ');
                byte[] bytes = Keys.Bytes(management, "Unmanaged");
                unmanaged = bytes != null ? bytes.Length > 0 && bytes[0] == 1 : Keys.Number(management, "Unmanaged") == 1;
            }
            bool whole = inspection.Errors.Count == 0;
            bool managed = managementId.Length > 0 && !unmanaged;
            if (managementId.Length > 0) inspection.Values["management_id"] = managementId;
            if (whole || managementId.Length > 0) inspection.Values["managed"] = managed;
            inspection.ClientId = Inspection.Number(Keys.String(key, "ClientID"));
            inspection.Version = (Keys.String(key, "Version") ?? "").Trim();
            if (inspection.Version.Length == 0) inspection.Version = null;
            bool password = (bool)inspection.Secrets["permanent_password"] || (bool)inspection.Secrets["further_passwords"];
            // Whoever has a client in their account may have easy access to it: assigned in the way that came before management ids, it has names alone.
            bool named = inspection.Values["owner_account_name"] != null || inspection.Values["owner_company_name"] != null;
            bool nobodys = whole && (managementId.Length > 0 || !named);
            inspection.Unattended = managed || password ? true : nobodys ? false : (bool?)null;
        }

        private static bool IsReadable(string path)
        {
            bool readable = true;
            using (Keys.OpenOrLack(path, delegate { readable = false; })) return readable;
        }

        private static string FolderAt(string path)
        {
            using (RegistryKey key = Keys.OpenOrLack(path, delegate { })) return Keys.String(key, "InstallationDirectory");
        }

        private static string Below(string variable)
        {
            string folder = Environment.GetEnvironmentVariable(variable);
            return string.IsNullOrEmpty(folder) ? null : folder + @"\TeamViewer";
        }

        // Null where the folder is none of an installed client, or the path no path.
        private static string ProgramIn(string folder)
        {
            try
            {
                if (string.IsNullOrEmpty(folder) || !Path.IsPathRooted(folder)) return null;
                string program = Path.Combine(folder.Trim().Trim('"'), FileName);
                return File.Exists(program) ? program : null;
            }
            catch (ArgumentException)
            {
                return null;
            }
        }

        private static KeyValuePair<string, string> Pair(string one, string other)
        {
            return new KeyValuePair<string, string>(one, other);
        }
    }
}

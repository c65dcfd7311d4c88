// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// AnyDesk keeps system.conf and service.conf in %ProgramData%\AnyDesk, a custom client in a folder of its own below it; a copy that a person
// started keeps them in %APPDATA%\AnyDesk; that of Windows Installer's package is %ProgramData%\AnyDesk\ad_msi. Unattended access is set up when any password has a value. service.conf holds the private key too.

using System;
using System.Collections.Generic;
using System.IO;
using System.Text.RegularExpressions;

namespace RemoteMaintenance
{
    public static class AnyDesk
    {
        private const string PublicNamespace = "ad";
        private static readonly Regex Passwords = new Regex(
            @"^(?:ad\.anynet\.pwd_hash|ad\.security\.pwd|ad\.security\.permission_profiles\.[^=]{1,100}\.pwd)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

        private static readonly Regex Package = new Regex(@"_msi$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

        public static List<Inspection> Inspect(Scan scan)
        {
            List<Inspection> found = new List<Inspection>();
            Look(scan, Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "AnyDesk"), found);
            foreach (Person person in scan.People) Look(scan, Path.Combine(person.Folder, @"AppData\Roaming\AnyDesk"), found);
            return found;
        }

        private static void Look(Scan scan, string folder, List<Inspection> found)
        {
            AddInstance(folder, "", found);
            foreach (Entry one in Folders.Entries(scan, folder)) if (one.IsFolder) AddInstance(folder + "\\" + one.Name, one.Name, found);
        }

        private static void AddInstance(string folder, string suffix, List<Inspection> found)
        {
            Inspection inspection = new Inspection(folder);
            Configuration system = Configuration.Read(folder + @"\system.conf", inspection.Errors);
            Configuration service = Configuration.Read(folder + @"\service.conf", inspection.Errors);
            if (system == null && service == null && inspection.Errors.Count == 0) return;
            Dictionary<string, string> values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (Configuration content in new[] { system, service })
            {
                if (content == null) continue;
                foreach (KeyValuePair<string, string> pair in content.Pairs()) values[pair.Key] = pair.Value;
            }
            bool password = false;
            foreach (KeyValuePair<string, string> pair in values) password |= pair.Value.Length > 0 && Passwords.IsMatch(pair.Key);
            List<string> allowed = Allowed(Configuration.Get(values, "ad.security.acl_list"));
            string alias = Configuration.Get(values, "ad.anynet.alias");
            string enabled = Configuration.Get(values, "ad.security.acl_enabled").ToLowerInvariant();
            inspection.Values["prefix"] = Prefix(suffix);
            inspection.Values["alias"] = alias;
            inspection.Values["allow_list_enabled"] = enabled.Length == 0 ? null : (object)(enabled == "true" || enabled == "1");
            inspection.Values["allow_list"] = allowed;
            inspection.Values["namespaces"] = Namespaces(alias, allowed);
            inspection.ClientId = Inspection.Number(Configuration.Get(values, "ad.anynet.id"));
            inspection.Secrets["unattended_password"] = password;
            bool whole = system != null && system.Whole && service != null && service.Whole;
            inspection.Unattended = password ? true : whole ? false : (bool?)null;
            found.Add(inspection);
        }

        // The folder is `ad_<prefix>`; Windows Installer's packages add `_msi`, that of the client without a prefix has `ad_msi`.
        private static string Prefix(string folder)
        {
            string prefix = Package.Replace(folder, "");
            return prefix.StartsWith("ad_", StringComparison.OrdinalIgnoreCase) ? prefix.Substring(3) : prefix.Equals("ad", StringComparison.OrdinalIgnoreCase) ? "" : prefix;
        }

        // The entries of an allow list that are switched on, as in `*@namespace:true;123456789:true`.
        private static List<string> Allowed(string listed)
        {
            List<string> found = new List<string>();
            foreach (string entry in listed.Split(';', ','))
            {
                int colon = entry.LastIndexOf(':');
                if (colon > 0 && entry.Substring(colon + 1).Trim().ToLowerInvariant() == "true") found.Add(entry.Substring(0, colon).Trim());
            }
            return found.FindAll(who => who.Length > 0);
        }

        // What stands behind the at sign; the public namespace says nothing.
        private static List<string> Namespaces(string alias, List<string> allowed)
        {
            SortedSet<string> found = new SortedSet<string>(StringComparer.Ordinal);
            foreach (string address in new List<string>(allowed) { alias })
            {
                int at = address.LastIndexOf('@');
                string name = at < 0 ? "" : address.Substring(at + 1).Trim().ToLowerInvariant();
                if (name.Length > 0 && name != PublicNamespace) found.Add(name);
            }
            return new List<string>(found);
        }
    }
}

// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// Installed software as the control panel lists it: the uninstall keys of the machine, 64-bit and 32-bit, and of every loaded user hive.

using System.Collections.Generic;
using System.Text.RegularExpressions;
using Microsoft.Win32;

namespace RemoteMaintenance
{
    public static class Uninstall
    {
        private const string Place = @"Microsoft\Windows\CurrentVersion\Uninstall";
        private static readonly Regex ProductCode = new Regex(@"^\{[0-9A-Fa-f-]{36}\}$", RegexOptions.CultureInvariant);

        public static void Find(Scan scan)
        {
            Patterns patterns = scan.Patterns("uninstall");
            foreach (string path in Keys.BothViews(Place)) Look(scan, patterns, path, null);
            foreach (string sid in Keys.People(scan.Lack))
            {
                string user = People.NumberOf(scan, sid);
                Look(scan, patterns, @"HKU\" + sid + @"\Software\" + Place, user);
                Look(scan, patterns, @"HKU\" + sid + @"\Software\WOW6432Node\" + Place, user);
            }
        }

        private static void Look(Scan scan, Patterns patterns, string path, string user)
        {
            using (RegistryKey list = Keys.OpenOrLack(path, scan.Lack))
            {
                if (list == null) return;
                foreach (string name in Keys.Names(list, scan.Lack))
                {
                    using (RegistryKey entry = OpenEntry(scan, list, name))
                    {
                        // A key that shows no name, or nothing at all, goes by its own, unless that is a product code.
                        string shown = Keys.String(entry, "DisplayName");
                        if (string.IsNullOrEmpty(shown)) shown = ProductCode.IsMatch(name) ? null : name;
                        if (shown == null) continue;
                        List<string> products = patterns.Products(shown);
                        if (products.Count == 0) continue;
                        string version = Keys.String(entry, "DisplayVersion");
                        foreach (string product in products) scan.Add(product, "uninstall", shown, "present", version, user, null, name);
                    }
                }
            }
        }

        private static RegistryKey OpenEntry(Scan scan, RegistryKey list, string name)
        {
            try
            {
                return list.OpenSubKey(name);
            }
            catch (System.Exception problem)
            {
                if (!Keys.IsExpected(problem)) throw;
                scan.Lack("installed software: an entry cannot be read");
                return null;
            }
        }
    }
}

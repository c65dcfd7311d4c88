// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// Packages of the store, where the registry shows them: for all people, and for those whose hive is loaded.

using System;
using System.Collections.Generic;
using Microsoft.Win32;

namespace RemoteMaintenance
{
    public static class StorePackages
    {
        private const string ForAll = @"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Appx\AppxAllUserStore\Applications";
        private const string OfPerson = @"HKU\{0}_Classes\Local Settings\Software\Microsoft\Windows\CurrentVersion\AppModel\Repository\Packages";

        public static void Find(Scan scan)
        {
            Patterns patterns = scan.Patterns("store_packages");
            Look(scan, patterns, ForAll, null);
            foreach (string sid in Keys.People(scan.Lack)) Look(scan, patterns, OfPerson.Replace("{0}", sid), People.NumberOf(scan, sid));
        }

        // A key is called as in `MicrosoftCorporationII.QuickAssist_2.0.32.0_x64__8wekyb3d8bbwe`.
        private static void Look(Scan scan, Patterns patterns, string path, string user)
        {
            using (RegistryKey list = Keys.OpenOrLack(path, scan.Lack))
            {
                if (list == null) return;
                foreach (string name in Keys.Names(list, scan.Lack))
                {
                    string[] parts = name.Split('_');
                    List<string> products = patterns.Products(parts[0]);
                    foreach (string product in products) scan.Add(product, "store_package", parts[0], "present", parts.Length > 1 ? parts[1] : null, user);
                }
            }
        }
    }
}

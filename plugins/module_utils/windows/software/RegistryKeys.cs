// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// Registry keys of the catalogue: those that exist only while a product is installed, and those that outlive it.

using System.Collections.Generic;
using System.Text.RegularExpressions;
using Microsoft.Win32;

namespace RemoteMaintenance
{
    public static class RegistryKeys
    {
        private const int MostKeys = 50;

        public static void Find(Scan scan)
        {
            foreach (Asked asked in scan.Asked("registry")) Look(scan, asked, "present");
            foreach (Asked asked in scan.Asked("registry_traces")) Look(scan, asked, "residual");
        }

        private static void Look(Scan scan, Asked asked, string state)
        {
            string path = asked.Pattern.TrimEnd('\\');
            if (!path.StartsWith(@"HKCU\", System.StringComparison.OrdinalIgnoreCase))
            {
                foreach (string found in Expand(scan, path)) scan.Add(asked.Product, "registry", found, state);
                return;
            }
            foreach (string sid in Keys.People(scan.Lack))
            {
                string hive = @"HKU\" + sid;
                foreach (string found in Expand(scan, hive + path.Substring(4)))
                {
                    scan.Add(asked.Product, "registry", "HKCU" + found.Substring(hive.Length), state, null, People.NumberOf(scan, sid));
                }
            }
        }

        // The existing keys that a pattern stands for, at most 50.
        private static List<string> Expand(Scan scan, string pattern)
        {
            List<string> found = new List<string>();
            if (!Patterns.IsWild(pattern))
            {
                if (IsThere(scan, pattern)) found.Add(pattern);
                return found;
            }
            string[] steps = pattern.Split('\\');
            found.Add(steps[0]);
            for (int at = 1; at < steps.Length; at++)
            {
                List<string> next = new List<string>();
                foreach (string parent in found)
                {
                    if (Patterns.IsWild(steps[at])) AddChildren(scan, parent, Patterns.Expression(steps[at]), next);
                    else if (at < steps.Length - 1 || IsThere(scan, parent + "\\" + steps[at])) next.Add(parent + "\\" + steps[at]);
                }
                if (next.Count > MostKeys) scan.Lack("registry: more keys like " + steps[at] + " than are looked at");
                found = next.GetRange(0, System.Math.Min(next.Count, MostKeys));
            }
            return found;
        }

        private static void AddChildren(Scan scan, string parent, Regex fits, List<string> next)
        {
            using (RegistryKey key = Keys.OpenOrLack(parent, scan.Lack))
            {
                if (key == null) return;
                foreach (string name in Keys.Names(key, scan.Lack)) if (fits.IsMatch(name)) next.Add(parent + "\\" + name);
            }
        }

        private static bool IsThere(Scan scan, string path)
        {
            try
            {
                return Keys.Exists(path);
            }
            catch (System.Exception problem)
            {
                if (!Keys.IsExpected(problem)) throw;
                scan.Lack(Text.Error(problem, path));
                return false;
            }
        }
    }
}

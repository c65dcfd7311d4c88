// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// What starts when somebody logs in: Run keys and Startup folders. Of a command line only the program's name is looked at.

using System;
using System.Collections.Generic;
using System.IO;
using Microsoft.Win32;

namespace RemoteMaintenance
{
    public static class Autostart
    {
        private const string Current = @"Microsoft\Windows\CurrentVersion\";
        private const string Approved = @"Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\";
        private const string StartMenu = @"Microsoft\Windows\Start Menu\Programs\Startup";

        public static void Find(Scan scan)
        {
            Patterns patterns = scan.Patterns("processes");
            foreach (string name in new[] { "Run", "RunOnce" })
            {
                Look(scan, patterns, @"HKLM\SOFTWARE\" + Current + name, @"HKLM\SOFTWARE\" + Approved + "Run", null);
                Look(scan, patterns, @"HKLM\SOFTWARE\WOW6432Node\" + Current + name, @"HKLM\SOFTWARE\" + Approved + "Run32", null);
                foreach (string sid in Keys.People(scan.Lack))
                {
                    string hive = @"HKU\" + sid + @"\Software\";
                    Look(scan, patterns, hive + Current + name, hive + Approved + "Run", People.NumberOf(scan, sid));
                }
            }
            LookInto(scan, patterns, Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), StartMenu), null);
            foreach (Person person in scan.People) LookInto(scan, patterns, Path.Combine(person.Folder, @"AppData\Roaming\" + StartMenu), person.Number);
        }

        // The name of the program that a command line starts.
        public static string ProgramName(string command)
        {
            string program = Services.Program(command);
            return program.Substring(program.LastIndexOfAny(new[] { '\\', '/' }) + 1);
        }

        private static void Look(Scan scan, Patterns patterns, string path, string approved, string user)
        {
            using (RegistryKey key = Keys.OpenOrLack(path, scan.Lack))
            using (RegistryKey switches = Keys.OpenOrLack(approved, delegate { }))
            {
                if (key == null) return;
                foreach (string name in key.GetValueNames())
                {
                    string program = ProgramName(Keys.String(key, name));
                    foreach (string product in patterns.Products(program)) scan.Add(product, "autostart", program, IsOff(switches, name) ? "disabled" : "enabled", null, user);
                }
            }
        }

        // Odd first bytes are what the task manager writes when somebody switches an entry off.
        private static bool IsOff(RegistryKey switches, string name)
        {
            byte[] value = Keys.Bytes(switches, name);
            return value != null && value.Length > 0 && value[0] % 2 == 1;
        }

        // A shortcut goes by its own name, which is mostly the program's.
        private static void LookInto(Scan scan, Patterns patterns, string folder, string user)
        {
            foreach (Entry one in Folders.Entries(scan, folder))
            {
                string program = one.Name.EndsWith(".lnk", StringComparison.OrdinalIgnoreCase) ? one.Name.Substring(0, one.Name.Length - 4) + ".exe" : one.Name;
                foreach (string product in patterns.Products(program)) scan.Add(product, "autostart", program, "enabled", null, user);
            }
        }
    }
}

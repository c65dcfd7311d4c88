// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// VNC servers: whether somebody gets in with a password, with none, or whether that cannot be told. Names of keys and values are those of the
// servers' own manuals and sources; of passwords only presence is told.

using System;
using System.Collections.Generic;
using Microsoft.Win32;

namespace RemoteMaintenance
{
    public static class Vnc
    {
        public static List<Inspection> InspectTightVnc(Scan scan)
        {
            return FromRegistry("tightvnc", @"TightVNC\Server", new[] { "Password", "PasswordViewOnly" }, key => Keys.Number(key, "UseVncAuthentication") == 0);
        }

        public static List<Inspection> InspectTigerVnc(Scan scan)
        {
            return FromRegistry("tigervnc", @"TigerVNC\WinVNC4", new[] { "Password" }, key => Lists(Keys.String(key, "SecurityTypes"), "None"));
        }

        public static List<Inspection> InspectRealVnc(Scan scan)
        {
            return FromRegistry("realvnc", @"RealVNC\vncserver", new[] { "Password", "AdminPassword", "UserPasswd" }, key => Lists(Keys.String(key, "Authentication"), "None"));
        }

        // UltraVNC keeps an ini file in its program's folder, newer ones below %ProgramData%.
        public static List<Inspection> InspectUltraVnc(Scan scan)
        {
            Inspection inspection = new Inspection("ultravnc");
            bool password = false, any = false, open = false;
            foreach (string pattern in new[] { @"C:\Program Files\uvnc bvba\UltraVNC\ultravnc.ini", @"C:\Program Files (x86)\uvnc bvba\UltraVNC\ultravnc.ini", @"C:\ProgramData\UltraVNC\ultravnc.ini" })
            {
                foreach (KeyValuePair<string, string> path in Folders.OfSystem(scan, pattern))
                {
                    Configuration content = Configuration.Read(path.Value, inspection.Errors);
                    if (content == null) continue;
                    any = true;
                    Dictionary<string, string> values = content.Pairs();
                    password |= Configuration.Get(values, "passwd").Trim('0').Length > 0;
                    open |= Configuration.Get(values, "AuthRequired") == "0";
                }
            }
            return Told(inspection, any, password, open);
        }

        private static List<Inspection> FromRegistry(string product, string place, string[] secrets, Func<RegistryKey, bool> open)
        {
            Inspection inspection = new Inspection(product);
            bool password = false, any = false, free = false;
            foreach (string path in Keys.BothViews(place))
            {
                using (RegistryKey key = Keys.OpenOrLack(path, inspection.Errors.Add))
                {
                    if (key == null) continue;
                    any = true;
                    foreach (string secret in secrets) password |= Keys.HasContent(key, secret);
                    free |= open(key);
                }
            }
            return Told(inspection, any, password, free);
        }

        private static List<Inspection> Told(Inspection inspection, bool any, bool password, bool open)
        {
            string authentication = any && open ? "none" : password ? "password" : "unknown";
            inspection.Values["authentication"] = authentication;
            inspection.Secrets["password"] = password;
            inspection.Unattended = authentication == "unknown" ? (bool?)null : true;
            return new List<Inspection> { inspection };
        }

        private static bool Lists(string listed, string wanted)
        {
            return Array.Exists((listed ?? "").Split(',', ' '), one => string.Equals(one, wanted, StringComparison.OrdinalIgnoreCase));
        }
    }
}

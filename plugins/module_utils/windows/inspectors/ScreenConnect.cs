// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// ScreenConnect carries what it serves in its service's command line, as parameters of a URL: e the session's type (Access: without a person), h the
// relay, p its port, k a key, s the session. Only the first three leave the machine.

using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;
using Microsoft.Win32;

namespace RemoteMaintenance
{
    public static class ScreenConnect
    {
        private const string Services_ = @"HKLM\SYSTEM\CurrentControlSet\Services";
        private static readonly Regex Name = new Regex(@"^ScreenConnect Client \(([0-9a-f]{6,40})\)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
        private static readonly Regex Host = new Regex(@"^[A-Za-z0-9.:_-]{1,255}$", RegexOptions.CultureInvariant);
        private static readonly Regex Port = new Regex(@"^[0-9]{1,5}$", RegexOptions.CultureInvariant);

        public static List<Inspection> Inspect(Scan scan)
        {
            List<Inspection> found = new List<Inspection>();
            using (RegistryKey root = Keys.OpenOrLack(Services_, scan.Lack))
            {
                if (root == null) return found;
                foreach (string name in Keys.Names(root, scan.Lack))
                {
                    Match instance = Name.Match(name);
                    if (instance.Success) found.Add(Read(name, instance.Groups[1].Value));
                }
            }
            return found;
        }

        private static Inspection Read(string service, string number)
        {
            Inspection inspection = new Inspection(service);
            Dictionary<string, string> parameters = new Dictionary<string, string>();
            using (RegistryKey key = Keys.OpenOrLack(Services_ + "\\" + service, inspection.Errors.Add))
            {
                string command = Keys.String(key, "ImagePath") ?? "";
                int query = command.IndexOf('?');
                if (query >= 0) foreach (string part in command.Substring(query + 1).Trim('"', ' ').Split('&')) Take(part, parameters);
            }
            string kind = Configuration.Get(parameters, "e").ToLowerInvariant();
            string host = Configuration.Get(parameters, "h"), port = Configuration.Get(parameters, "p");
            inspection.Values["instance_id"] = number;
            inspection.Values["server"] = Host.IsMatch(host) ? host : "";
            inspection.Values["port"] = Port.IsMatch(port) ? port : "";
            inspection.Values["session_type"] = kind == "access" || kind == "support" || kind == "meeting" ? kind : "";
            inspection.Secrets["key"] = Configuration.Get(parameters, "k").Length > 0;
            inspection.Unattended = kind == "access" ? true : kind == "support" || kind == "meeting" ? false : (bool?)null;
            return inspection;
        }

        private static void Take(string part, Dictionary<string, string> parameters)
        {
            int equals = part.IndexOf('=');
            if (equals > 0 && !parameters.ContainsKey(part.Substring(0, equals))) parameters[part.Substring(0, equals)] = Uri.UnescapeDataString(part.Substring(equals + 1));
        }
    }
}

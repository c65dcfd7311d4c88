// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// RustDesk.toml holds id, password and salt, RustDesk2.toml the options (rustdesk/hbb_common: src/config.rs). The service runs as LocalService and
// uses that account's folder. Newer releases keep the id encrypted; then it cannot be told.

using System;
using System.Collections.Generic;
using System.IO;
using System.Text.RegularExpressions;

namespace RemoteMaintenance
{
    public static class RustDesk
    {
        private const string Place = @"AppData\Roaming\RustDesk\config";
        private static readonly Regex Line = new Regex(@"^([\w-]{1,60})[ \t]*=([^\r\n]*)", RegexOptions.CultureInvariant | RegexOptions.Multiline);
        private static readonly Regex Table = new Regex(@"^\[([^\]\r\n]{1,100})\]", RegexOptions.CultureInvariant | RegexOptions.Multiline);

        public static List<Inspection> Inspect(Scan scan)
        {
            List<string> homes = new List<string> { Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.Windows), @"ServiceProfiles\LocalService") };
            foreach (Person person in scan.People) homes.Add(person.Folder);
            List<Inspection> found = new List<Inspection>();
            foreach (string home in homes)
            {
                string folder = Path.Combine(home, Place);
                if (Folders.Entries(scan, folder).Count > 0) found.Add(Read(folder));
            }
            return found;
        }

        private static Inspection Read(string folder)
        {
            Inspection inspection = new Inspection(folder);
            Configuration main = Configuration.Read(folder + @"\RustDesk.toml", inspection.Errors);
            Configuration more = Configuration.Read(folder + @"\RustDesk2.toml", inspection.Errors);
            Dictionary<string, string> identity = Keys_(main, "");
            Dictionary<string, string> settings = Keys_(more, "");
            Dictionary<string, string> options = Keys_(more, "options");
            bool password = Configuration.Get(identity, "password").Length > 0;
            string mode = Configuration.Get(options, "approve-mode");
            string own = Configuration.Get(options, "custom-rendezvous-server");
            inspection.ClientId = Inspection.Number(Configuration.Get(identity, "id"));
            inspection.Values["server"] = Host(own.Length > 0 ? own : Configuration.Get(settings, "rendezvous_server"));
            inspection.Values["own_server"] = more == null ? null : (object)(own.Length > 0);
            inspection.Values["approve_mode"] = mode;
            inspection.Secrets["permanent_password"] = password;
            bool whole = main != null && main.Whole;
            inspection.Unattended = whole || password ? password && mode != "click" : (bool?)null;
            return inspection;
        }

        // The keys of one table, those before the first table under an empty name.
        private static Dictionary<string, string> Keys_(Configuration content, string table)
        {
            Dictionary<string, string> found = new Dictionary<string, string>(StringComparer.Ordinal);
            if (content == null) return found;
            string[] parts = Table.Split(content.Text);
            string text = table.Length == 0 ? parts[0] : "";
            for (int at = 1; at + 1 < parts.Length; at += 2) if (table.Length > 0 && parts[at] == table) text = parts[at + 1];
            foreach (Match line in Line.Matches(text)) found[line.Groups[1].Value] = line.Groups[2].Value.Trim(' ', '\t').Trim('\'', '"');
            return found;
        }

        // Host and port only.
        private static string Host(string server)
        {
            return server.Substring(server.LastIndexOf('@') + 1).Replace("://", "").Split('/', '?', '#', ' ')[0];
        }
    }
}

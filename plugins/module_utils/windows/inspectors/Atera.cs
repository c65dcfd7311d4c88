// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// The Atera agent's own ids in the registry say whose it is. They stand in the 64-bit or in the 32-bit view, and those of the agent that is there count: what
// stands in the other was left by an agent that is gone, and may be of another account. That an agent below "Program Files (x86)" has its ids in the
// 32-bit view is an assumption (it is where Windows Installer puts what belongs to that folder).

using System;
using System.Collections.Generic;
using System.IO;
using Microsoft.Win32;

namespace RemoteMaintenance
{
    public static class Atera
    {
        private const string Unclear = "both views of the registry hold an agent's ids, and which agent is there cannot be told";

        private static readonly KeyValuePair<string, string>[] Named =
        {
            new KeyValuePair<string, string>("AccountId", "account_id"), new KeyValuePair<string, string>("AgentId", "agent_id"),
            new KeyValuePair<string, string>("IntegratorLogin", "integrator_login"), new KeyValuePair<string, string>("CompanyId", "company_id")
        };

        public static List<Inspection> Inspect(Scan scan)
        {
            Inspection inspection = new Inspection("atera") { Unattended = true };
            string[] views = Keys.BothViews(@"ATERA Networks\AlphaAgent");
            int? own = OwnView(scan);
            List<Dictionary<string, string>> told = new List<Dictionary<string, string>>();
            for (int view = 0; view < views.Length; view++)
            {
                if (own != null && own != view) continue;
                Dictionary<string, string> ids = IdsAt(views[view], inspection.Errors);
                if (ids.Count > 0) told.Add(ids);
            }
            if (told.Count > 1) inspection.Errors.Add(Unclear);
            else foreach (Dictionary<string, string> ids in told) foreach (KeyValuePair<string, string> id in ids) inspection.Values[id.Key] = id.Value;
            object agent;
            if (inspection.Values.TryGetValue("agent_id", out agent)) inspection.ClientId = (string)agent;
            return new List<Inspection> { inspection };
        }

        // The view of the agent that the service runs, else of the only one whose program is there; null where that leaves it open.
        private static int? OwnView(Scan scan)
        {
            foreach (KeyValuePair<string, string> program in scan.Programs) if (program.Key == "atera" && File.Exists(program.Value)) return IsBelow32(program.Value) ? 1 : 0;
            bool wide = IsThere(scan, @"C:\Program Files\ATERA Networks\AteraAgent\AteraAgent.exe"), narrow = IsThere(scan, @"C:\Program Files (x86)\ATERA Networks\AteraAgent\AteraAgent.exe");
            return wide == narrow ? (int?)null : narrow ? 1 : 0;
        }

        private static bool IsBelow32(string program)
        {
            string folder = Environment.GetEnvironmentVariable("ProgramFiles(x86)");
            return !string.IsNullOrEmpty(folder) && program.StartsWith(folder.TrimEnd('\\') + "\\", StringComparison.OrdinalIgnoreCase);
        }

        private static bool IsThere(Scan scan, string pattern)
        {
            return Folders.OfSystem(scan, pattern).Count > 0;
        }

        private static Dictionary<string, string> IdsAt(string path, List<string> errors)
        {
            Dictionary<string, string> found = new Dictionary<string, string>();
            using (RegistryKey key = Keys.OpenOrLack(path, errors.Add))
            {
                foreach (KeyValuePair<string, string> name in Named)
                {
                    string value = Keys.String(key, name.Key);
                    if (!string.IsNullOrEmpty(value)) found[name.Value] = value;
                }
            }
            return found;
        }
    }
}

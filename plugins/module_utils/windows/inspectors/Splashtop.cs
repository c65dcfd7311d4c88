// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// Splashtop's streamer. That Windows has the names of the vendor's deployment scripts for macOS, below this key, is an assumption. The
// deployment code lets a machine join the team: of it only presence is told.

using System.Collections.Generic;
using Microsoft.Win32;

namespace RemoteMaintenance
{
    public static class Splashtop
    {
        private const string Place = @"Splashtop Inc.\Splashtop Remote Server";
        private static readonly string[] Team = { "DeployTeamNameCache", "DeployTeamName" };
        private static readonly string[] Owner = { "DeployTeamOwnerCache", "DeployTeamOwner" };
        private static readonly string[] Codes = { "DeployCode", "LastDeployCode", "TeamCode", "TeamCodeInUse" };

        public static List<Inspection> Inspect(Scan scan)
        {
            Inspection inspection = new Inspection("splashtop-streamer");
            bool code = false;
            foreach (string path in Keys.BothViews(Place))
            {
                using (RegistryKey key = Keys.OpenOrLack(path, inspection.Errors.Add))
                {
                    if (key == null) continue;
                    Take(inspection, "team", First(key, Team));
                    Take(inspection, "team_owner", First(key, Owner));
                    foreach (string name in Codes) code |= Keys.HasContent(key, name);
                }
            }
            inspection.Secrets["deployment_code"] = code;
            inspection.Unattended = code ? true : (bool?)null;
            return new List<Inspection> { inspection };
        }

        private static void Take(Inspection inspection, string name, string value)
        {
            if (!string.IsNullOrEmpty(value)) inspection.Values[name] = value;
        }

        private static string First(RegistryKey key, string[] names)
        {
            foreach (string name in names)
            {
                string value = Keys.String(key, name);
                if (!string.IsNullOrEmpty(value)) return value;
            }
            return null;
        }
    }
}

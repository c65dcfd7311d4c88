// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// The Atera agent's own ids in the registry say whose it is.

using System.Collections.Generic;
using Microsoft.Win32;

namespace RemoteMaintenance
{
    public static class Atera
    {
        private static readonly KeyValuePair<string, string>[] Named =
        {
            new KeyValuePair<string, string>("AccountId", "account_id"), new KeyValuePair<string, string>("AgentId", "agent_id"),
            new KeyValuePair<string, string>("IntegratorLogin", "integrator_login"), new KeyValuePair<string, string>("CompanyId", "company_id")
        };

        public static List<Inspection> Inspect(Scan scan)
        {
            Inspection inspection = new Inspection("atera") { Unattended = true };
            foreach (string path in Keys.BothViews(@"ATERA Networks\AlphaAgent"))
            {
                using (RegistryKey key = Keys.OpenOrLack(path, inspection.Errors.Add))
                {
                    foreach (KeyValuePair<string, string> name in Named)
                    {
                        string value = Keys.String(key, name.Key);
                        if (!string.IsNullOrEmpty(value) && !inspection.Values.ContainsKey(name.Value)) inspection.Values[name.Value] = value;
                    }
                }
            }
            object agent;
            if (inspection.Values.TryGetValue("agent_id", out agent)) inspection.ClientId = (string)agent;
            return new List<Inspection> { inspection };
        }
    }
}

// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// What the account may do. Known by SIDs: names of groups are in the machine's language.

using System;
using System.Collections.Generic;
using System.Security.Claims;
using System.Security.Principal;

namespace RemoteMaintenance
{
    public static class Privilege
    {
        private const string Administrators = "S-1-5-32-544";

        // `language` is the session's language mode, FullLanguage where nothing confines it.
        public static Dictionary<string, object> Collect(string language)
        {
            string account = Account();
            return new Dictionary<string, object>
            {
                { "administrative", account == "administrator" || account == "root" }, { "account", account },
                { "confined", language == "ConstrainedLanguage" ? "constrained_language" : null }
            };
        }

        private static string Account()
        {
            if (Environment.OSVersion.Platform != PlatformID.Win32NT) return Environment.UserName == "root" ? "root" : "ordinary";
            using (WindowsIdentity identity = WindowsIdentity.GetCurrent())
            {
                if (new WindowsPrincipal(identity).IsInRole(new SecurityIdentifier(Administrators))) return "administrator";
                // An administrator's log-in over the network that User Account Control took the rights from carries the group for denials only.
                return identity.HasClaim(ClaimTypes.DenyOnlySid, Administrators) ? "filtered_administrator" : "ordinary";
            }
        }
    }
}

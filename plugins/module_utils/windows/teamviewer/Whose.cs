// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// Whose assignment a client carries, as far as the machine itself can tell. The same as module_utils/teamviewer/whose.py.

using System;
using System.Collections;
using System.Collections.Generic;
using System.Text.RegularExpressions;

namespace RemoteMaintenance
{
    public static class Whose
    {
        public const string Unassigned = "unassigned";
        public const string Ours = "ours";
        public const string Foreign = "foreign";
        // Our own module was installed here, which says nothing of who assigned it since; the vendor has to be asked.
        public const string Presumed = "presumed";
        public const string Unknown = "unknown";
    }

    // By what an assignment is known to be ours. An empty list tells nothing.
    public sealed class Accepted
    {
        private readonly List<string> managementIds;
        private readonly List<string> ownerNames;
        private readonly List<string> configurationIds;

        // From the module's option.
        public Accepted(IDictionary given)
        {
            managementIds = Listed(given, "management_ids");
            ownerNames = Listed(given, "owner_names");
            configurationIds = Listed(given, "configuration_ids");
        }

        public string Owner(ClientState state)
        {
            if (state.Managed == null) return Whose.Unknown;
            string managementId = Same(state.ManagementId);
            List<string> names = new List<string> { Same(state.OwnerCompanyName), Same(state.OwnerAccountName) }.FindAll(name => name.Length > 0);
            if (state.Managed == false && (managementId.Length > 0 || names.Count == 0)) return Whose.Unassigned;
            if (managementIds.Contains(managementId)) return Whose.Ours;
            if (names.Count > 0 && ownerNames.Count > 0)
            {
                if (!names.Exists(ownerNames.Contains)) return Whose.Foreign;
                return state.Managed == true ? Whose.Ours : Whose.Unassigned;
            }
            if (state.Managed == false) return Whose.Unknown;
            string configuration = Same(state.ConfigurationId);
            if (configuration.Length > 0 && configurationIds.Count > 0) return configurationIds.Contains(configuration) ? Whose.Presumed : Whose.Foreign;
            return Whose.Unknown;
        }

        private static List<string> Listed(IDictionary given, string name)
        {
            List<string> found = new List<string>();
            IEnumerable values = given == null ? null : given[name] as IEnumerable;
            if (values != null) foreach (object value in values) found.Add(Same(value as string));
            return found.FindAll(value => value.Length > 0);
        }

        // Braces, blanks and case make no difference.
        private static string Same(string value)
        {
            string text = (value ?? "").Trim('{', '}', ' ', '\t').Replace("\u00df", "ss").ToUpperInvariant();
            return Regex.Replace(text, @"\s+", " ").Trim();
        }
    }
}

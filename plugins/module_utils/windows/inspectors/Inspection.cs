// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// What a vendor's own settings say of one instance: non-secret values by name, of secrets only whether they are set.

using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;

namespace RemoteMaintenance
{
    public sealed class Inspection
    {
        private const int MostValues = 40;
        private const int MostItems = 50;
        private const int MostErrors = 10;
        private const int ValueLimit = 255;
        private static readonly Regex Digits = new Regex(@"^[0-9]{5,20}$", RegexOptions.CultureInvariant);

        public string Instance;
        public string ClientId;
        public string Version;
        public bool? Unattended;
        public readonly Dictionary<string, object> Values = new Dictionary<string, object>();
        public readonly Dictionary<string, object> Secrets = new Dictionary<string, object>();
        public readonly List<string> Errors = new List<string>();

        public Inspection(string instance)
        {
            Instance = instance;
        }

        // A client id of digits, null for anything else: zero is how clients say that they have none yet.
        public static string Number(string value)
        {
            string text = (value ?? "").Trim();
            return Digits.IsMatch(text) && text.Trim('0').Length > 0 ? text : null;
        }

        // Only what is listed here ever leaves the machine; empty values are left out.
        public Dictionary<string, object> Observed(Homes homes)
        {
            Dictionary<string, object> values = new Dictionary<string, object>();
            foreach (KeyValuePair<string, object> value in Values)
            {
                object bounded = Bounded(value.Value, homes);
                if (bounded != null && values.Count < MostValues) values[value.Key] = bounded;
            }
            Dictionary<string, object> seen = new Dictionary<string, object>
            {
                { "instance", Text.Short(homes.Mask(Instance)) }, { "values", values }, { "secrets", new Dictionary<string, object>(Secrets) }, { "unattended", Unattended }
            };
            if (!string.IsNullOrEmpty(ClientId)) seen["client_id"] = Text.Short(ClientId);
            if (!string.IsNullOrEmpty(Version)) seen["version"] = Text.Short(Version);
            List<object> errors = new List<object>();
            foreach (string error in Errors) if (errors.Count < MostErrors) errors.Add(Shown(error, homes));
            if (errors.Count > 0) seen["errors"] = errors;
            return seen;
        }

        private static object Bounded(object value, Homes homes)
        {
            string text = value as string;
            if (text != null) return text.Length == 0 ? null : Shown(text, homes);
            List<string> list = value as List<string>;
            if (list == null) return value;
            List<object> items = new List<object>();
            foreach (string item in list) if (items.Count < MostItems) items.Add(Shown(item, homes));
            return items.Count == 0 ? null : items;
        }

        private static string Shown(string text, Homes homes)
        {
            return Text.Clean(homes.Mask(Urls.StripIn(text)), ValueLimit);
        }
    }
}

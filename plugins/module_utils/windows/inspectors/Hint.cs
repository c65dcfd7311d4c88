// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// The note of our enrolments that our roles leave on a machine; whoever is administrator there could write it too. One that somebody else could have
// written is none.
//
// {"format": 1, "enrolments": {"<product>": {"management_id": ..., "client_id": ...}}}

using System;
using System.Collections.Generic;
using System.IO;
using System.Text.RegularExpressions;

namespace RemoteMaintenance
{
    public static class Hint
    {
        private const int Limit = 200;
        private static readonly string[] Named = { "management_id", "client_id" };
        private static readonly Regex Product = new Regex(@"""([a-z0-9][a-z0-9-]{0,99})""\s*:\s*\{([^{}]*)\}", RegexOptions.CultureInvariant);
        private static readonly Regex Value = new Regex(@"""([a-z_]{1,40})""\s*:\s*(?:""([^""\\]{0,200})""|([0-9]{1,20}))", RegexOptions.CultureInvariant);

        // `hint_management_id` and `hint_client_id` by product. The form is our own and flat, so that it needs no reader for all of JSON, which
        // the two frameworks do not share.
        public static Dictionary<string, Dictionary<string, string>> Read()
        {
            Dictionary<string, Dictionary<string, string>> found = new Dictionary<string, Dictionary<string, string>>();
            string outer = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "bauer_group");
            string folder = Path.Combine(outer, "remote_maintenance"), note = Path.Combine(folder, "enrolments.json");
            Configuration content = AdministratorsOnly.Made(new[] { outer, folder, note }) ? Configuration.Read(note, new List<string>()) : null;
            if (content == null) return found;
            foreach (Match product in Product.Matches(content.Text))
            {
                Dictionary<string, string> values = new Dictionary<string, string>();
                foreach (Match value in Value.Matches(product.Groups[2].Value))
                {
                    string text = value.Groups[2].Success ? value.Groups[2].Value : value.Groups[3].Value;
                    if (Array.IndexOf(Named, value.Groups[1].Value) >= 0 && text.Length <= Limit) values["hint_" + value.Groups[1].Value] = text;
                }
                if (values.Count > 0) found[product.Groups[1].Value] = values;
            }
            return found;
        }
    }
}

// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// Which products a name may belong to. Upper and lower case are the same on Windows.

using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;

namespace RemoteMaintenance
{
    public struct Asked
    {
        public string Pattern;
        public string Product;
    }

    public sealed class Patterns
    {
        private readonly Dictionary<string, List<string>> exact = new Dictionary<string, List<string>>(StringComparer.OrdinalIgnoreCase);
        private readonly List<KeyValuePair<Regex, string>> wild = new List<KeyValuePair<Regex, string>>();

        public Patterns(IEnumerable<Asked> asked)
        {
            foreach (Asked one in asked)
            {
                if (IsWild(one.Pattern))
                {
                    wild.Add(new KeyValuePair<Regex, string>(Expression(one.Pattern), one.Product));
                    continue;
                }
                List<string> products;
                if (!exact.TryGetValue(one.Pattern, out products)) exact[one.Pattern] = products = new List<string>();
                products.Add(one.Product);
            }
        }

        public List<string> Products(string name)
        {
            List<string> found = new List<string>();
            List<string> products;
            if (exact.TryGetValue(name, out products)) found.AddRange(products);
            foreach (KeyValuePair<Regex, string> one in wild) if (!found.Contains(one.Value) && one.Key.IsMatch(name)) found.Add(one.Value);
            return found;
        }

        public static bool IsWild(string pattern)
        {
            return pattern.IndexOf('*') >= 0 || pattern.IndexOf('?') >= 0;
        }

        // A pattern with `*` and `?` for the whole name.
        public static Regex Expression(string pattern)
        {
            string expression = Regex.Escape(pattern).Replace(@"\*", ".*").Replace(@"\?", ".");
            return new Regex(@"\A" + expression + @"\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline);
        }
    }
}

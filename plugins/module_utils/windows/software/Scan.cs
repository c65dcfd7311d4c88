// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// What every collector of software is given: the query as detection/query.py compiled it, and where to put what is found.

using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace RemoteMaintenance
{
    // A home folder of this machine, the number that stands for it, and the person's SID.
    public sealed class Person
    {
        public string Folder;
        public string Number;
        public string Sid;
    }

    public sealed class Scan
    {
        // Bytes of signals that one machine may send; the rest of the 64 kB is for what the vendors' files say.
        private const int SignalsSize = 40 * 1024;
        private const int SignalsOfOneKind = 20;
        private const int ValueLimit = 400;

        private readonly object guard = new object();
        private readonly List<object> signals = new List<object>();
        private readonly Dictionary<string, object> inspections = new Dictionary<string, object>();
        private readonly HashSet<string> seen = new HashSet<string>();
        private readonly HashSet<string> told = new HashSet<string>();
        private readonly Dictionary<string, int> count = new Dictionary<string, int>();
        private readonly Dictionary<string, List<KeyValuePair<string, string>>> asked = new Dictionary<string, List<KeyValuePair<string, string>>>();
        private int size;
        private bool cut;

        public readonly Deadline Deadline;
        public readonly Homes Homes = new Homes();
        public readonly List<Person> People = new List<Person>();
        // Numbers of the running processes of each product.
        public readonly Dictionary<string, HashSet<int>> Processes = new Dictionary<string, HashSet<int>>();
        // Programs of the services that were found, by product: vendors keep their files beside them.
        public readonly List<KeyValuePair<string, string>> Programs = new List<KeyValuePair<string, string>>();
        public Action<string> Lack = delegate { };

        // Whether the account is to see everything. An ordinary one is not, and its findings say so anyway.
        public bool SeesAll = true;

        public Scan(IDictionary query, Deadline deadline)
        {
            Deadline = deadline;
            IDictionary systems = query == null ? null : query["systems"] as IDictionary;
            IDictionary own = systems == null ? query : systems["windows"] as IDictionary;
            IDictionary products = own == null ? null : own["products"] as IDictionary;
            if (products == null) return;
            foreach (DictionaryEntry product in products) foreach (DictionaryEntry key in (IDictionary)product.Value) Take((string)product.Key, (string)key.Key, (IEnumerable)key.Value);
        }

        private void Take(string product, string key, IEnumerable patterns)
        {
            if (!asked.ContainsKey(key)) asked[key] = new List<KeyValuePair<string, string>>();
            foreach (object pattern in patterns) asked[key].Add(new KeyValuePair<string, string>(Convert.ToString(pattern, CultureInfo.InvariantCulture), product));
        }

        // Pattern and product of everything that is asked for under a key of the catalogue.
        public List<Asked> Asked(string key)
        {
            List<Asked> found = new List<Asked>();
            List<KeyValuePair<string, string>> pairs;
            if (asked.TryGetValue(key, out pairs)) foreach (KeyValuePair<string, string> pair in pairs) found.Add(new Asked { Pattern = pair.Key, Product = pair.Value });
            return found;
        }

        public Patterns Patterns(string key)
        {
            return new Patterns(Asked(key));
        }

        // Records one signal, masked and bounded; the same one twice counts once.
        public void Add(string product, string kind, string value, string state, string version = null, string user = null, bool? startsAtBoot = null, string id = null)
        {
            string shown = Text.Clean(Homes.Mask(value), ValueLimit);
            Dictionary<string, object> signal = new Dictionary<string, object> { { "product", product }, { "kind", kind }, { "value", shown } };
            if (!string.IsNullOrEmpty(version)) signal["version"] = Text.Short(version);
            if (!string.IsNullOrEmpty(id)) signal["id"] = Text.Short(Homes.Mask(id));
            if (user != null) signal["user"] = user;
            if (state != null) signal["state"] = state;
            if (startsAtBoot != null) signal["starts_at_boot"] = startsAtBoot;
            lock (guard)
            {
                string kinds = product + "|" + kind, sameState = kinds + "|" + state + "|" + user;
                int same;
                count.TryGetValue(sameState, out same);
                // Twenty of one person's tell all that a twenty-first would; what is left over does not crowd out what runs.
                if (same >= SignalsOfOneKind || !seen.Add(kinds + "|" + shown + "|" + id + "|" + user + "|" + state)) return;
                int bytes = 80;
                foreach (object part in signal.Values) bytes += Encoding.UTF8.GetByteCount(Convert.ToString(part, CultureInfo.InvariantCulture));
                // However much stands there of others: each product is told of.
                if (!told.Add(product) && size + bytes > SignalsSize)
                {
                    if (!cut) Lack("more signals than are sent");
                    cut = true;
                    return;
                }
                count[sameState] = same + 1;
                size += bytes;
                signals.Add(signal);
            }
        }

        // A folder, or something in it, that cannot be looked at.
        public void Closed(string path)
        {
            if (SeesAll) Lack(Homes.Mask(path) + ": cannot be looked at");
        }

        public void Inspected(string product, List<object> found)
        {
            lock (guard) inspections[product] = found;
        }

        // The products of which anything was found.
        public SortedSet<string> Products()
        {
            lock (guard)
            {
                SortedSet<string> found = new SortedSet<string>(StringComparer.Ordinal);
                foreach (object signal in signals) found.Add((string)((Dictionary<string, object>)signal)["product"]);
                return found;
            }
        }

        // The number of the person below whose home folder a path lies, else null.
        public string Owner(string path)
        {
            foreach (Person person in People) if (path.StartsWith(person.Folder + "\\", StringComparison.OrdinalIgnoreCase)) return person.Number;
            return null;
        }

        public void Running(string product, int process)
        {
            lock (guard)
            {
                if (!Processes.ContainsKey(product)) Processes[product] = new HashSet<int>();
                if (process > 0) Processes[product].Add(process);
            }
        }

        public Dictionary<string, object> Observed()
        {
            lock (guard)
            {
                return new Dictionary<string, object> { { "signals", new List<object>(signals) }, { "products", new Dictionary<string, object>(inspections) } };
            }
        }
    }
}

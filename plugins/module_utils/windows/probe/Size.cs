// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// Keeps an observation within its size limit.

using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;

namespace RemoteMaintenance
{
    public static class Size
    {
        private const int Limit = 128 * 1024;
        // The counts of what was left out need room too.
        private const int Reserve = 512;

        // Bytes of `value` as JSON, everything beyond ASCII escaped.
        public static int Of(object value)
        {
            string text = value as string;
            if (text != null) return OfText(text);
            IDictionary mapping = value as IDictionary;
            if (mapping != null)
            {
                int size = 2;
                foreach (DictionaryEntry entry in mapping) size += OfText((string)entry.Key) + Of(entry.Value) + 4;
                return size;
            }
            IEnumerable list = value as IEnumerable;
            if (list != null)
            {
                int size = 2;
                foreach (object entry in list) size += Of(entry) + 2;
                return size;
            }
            if (value == null) return 4;
            return value is bool ? 5 : Convert.ToString(value, CultureInfo.InvariantCulture).Length;
        }

        private static int OfText(string text)
        {
            int size = 2;
            foreach (char one in text) size += one == '"' || one == '\\' ? 2 : one >= ' ' && one < '\u007f' ? 1 : 6;
            return size;
        }

        // Leaves out, until the observation fits, and says how much of what in `dropped`. In this order: certificates of peers that were
        // verified, intermediate ones before leaves, then all others (their digests stay); attempts at endpoints that say the same over another
        // family; software's signals, update sources, DNS answers and attempts, each from the end. Their section is then incomplete.
        public static void Fit(Dictionary<string, object> observation)
        {
            int excess = Of(observation) + Reserve - Limit;
            if (excess <= 0) return;
            Dictionary<string, object> dropped = new Dictionary<string, object>();
            DropCertificates(observation, dropped, ref excess);
            DropRepeated(observation, dropped, ref excess);
            DropFromTheEnd(observation, dropped, "software", Inner(observation, "software", "signals"), ref excess);
            DropFromTheEnd(observation, dropped, "updates", Inner(observation, "updates", "sources"), ref excess);
            DropFromTheEnd(observation, dropped, "dns", Listed(observation, "dns"), ref excess);
            DropFromTheEnd(observation, dropped, "endpoints", Listed(observation, "endpoints"), ref excess);
            observation["dropped"] = dropped;
        }

        private static void DropCertificates(Dictionary<string, object> observation, Dictionary<string, object> dropped, ref int excess)
        {
            object held;
            if (!observation.TryGetValue("certificates", out held)) return;
            Dictionary<string, object> certificates = (Dictionary<string, object>)held;
            Dictionary<string, int> weights = new Dictionary<string, int>();
            foreach (Dictionary<string, object> attempt in AllAttempts(observation)) Weigh(attempt, weights);
            List<string> order = new List<string>(certificates.Keys);
            order.Sort((one, other) => Weight(weights, one).CompareTo(Weight(weights, other)));
            foreach (string digest in order)
            {
                if (excess <= 0) return;
                excess -= ((string)certificates[digest]).Length + 72;
                certificates.Remove(digest);
                Count(dropped, "certificates");
            }
        }

        private static void Weigh(Dictionary<string, object> attempt, Dictionary<string, int> weights)
        {
            object held;
            if (!attempt.TryGetValue("tls", out held) || held == null) return;
            Dictionary<string, object> tls = (Dictionary<string, object>)held;
            int weight = tls["verified"] is bool && (bool)tls["verified"] ? 0 : 2;
            int position = 0;
            foreach (object digest in (List<object>)tls["chain"])
            {
                int own = weight + (position++ == 0 ? 1 : 0);
                weights[(string)digest] = Math.Max(own, Weight(weights, (string)digest));
            }
        }

        private static int Weight(Dictionary<string, int> weights, string digest)
        {
            int weight;
            return weights.TryGetValue(digest, out weight) ? weight : 0;
        }

        private static IEnumerable<Dictionary<string, object>> AllAttempts(Dictionary<string, object> observation)
        {
            foreach (object attempt in Listed(observation, "endpoints")) yield return (Dictionary<string, object>)attempt;
            foreach (object source in Inner(observation, "updates", "sources"))
            {
                foreach (object attempt in (List<object>)((Dictionary<string, object>)source)["attempts"]) yield return (Dictionary<string, object>)attempt;
            }
        }

        private static void DropRepeated(Dictionary<string, object> observation, Dictionary<string, object> dropped, ref int excess)
        {
            List<object> attempts = Listed(observation, "endpoints");
            HashSet<string> seen = new HashSet<string>();
            foreach (object one in attempts.ToArray())
            {
                if (excess <= 0) return;
                Dictionary<string, object> attempt = (Dictionary<string, object>)one;
                object tls, http;
                attempt.TryGetValue("tls", out tls);
                attempt.TryGetValue("http", out http);
                object status = http == null ? null : ((Dictionary<string, object>)http)["status"];
                if (seen.Add(attempt["id"] + "|" + attempt["via"] + "|" + attempt["outcome"] + "|" + Of(tls) + "|" + Of(http) + "|" + status)) continue;
                excess -= Of(one) + 2;
                attempts.Remove(one);
                Count(dropped, "endpoints");
            }
        }

        private static void DropFromTheEnd(Dictionary<string, object> observation, Dictionary<string, object> dropped, string name, List<object> entries, ref int excess)
        {
            while (excess > 0 && entries.Count > 0)
            {
                excess -= Of(entries[entries.Count - 1]) + 2;
                entries.RemoveAt(entries.Count - 1);
                Count(dropped, name);
                Dictionary<string, object> sections = (Dictionary<string, object>)observation["sections"];
                if (sections.ContainsKey(name)) ((Dictionary<string, object>)sections[name])["complete"] = false;
            }
        }

        private static List<object> Listed(Dictionary<string, object> observation, string name)
        {
            object held;
            return observation.TryGetValue(name, out held) ? (List<object>)held : new List<object>();
        }

        private static List<object> Inner(Dictionary<string, object> observation, string name, string inner)
        {
            object held;
            return observation.TryGetValue(name, out held) ? (List<object>)((Dictionary<string, object>)held)[inner] : new List<object>();
        }

        private static void Count(Dictionary<string, object> dropped, string name)
        {
            dropped[name] = dropped.ContainsKey(name) ? (int)dropped[name] + 1 : 1;
        }
    }
}

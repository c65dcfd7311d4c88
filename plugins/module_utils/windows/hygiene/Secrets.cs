// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// Text of a program that was given a secret, fit to be shown: nothing of the secret is in it, whole, in part or encoded. The same as
// module_utils/hygiene/secrets.py.

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace RemoteMaintenance
{
    public static class Secrets
    {
        private const string Hidden = "***";
        private const int ShortestPart = 6;
        private const int Longest = 16 * Text.Limit;

        // `text` cleaned, with every run of at least six characters that the secret or an encoding of it holds replaced. A program may break the
        // secret over lines, cut it off or quote it for a URL, so that looking for it as a whole would not find it.
        public static string Without(string text, string secret, int limit)
        {
            string shown = Text.Clean(text, Longest);
            List<string> forms = Forms(secret);
            int length = ShortestPart;
            foreach (string form in forms) length = Math.Min(length, form.Length);
            if (forms.Count == 0) return Text.Clean(shown, limit);
            bool[] hidden = new bool[shown.Length];
            for (int start = 0; start + length <= shown.Length; start++)
            {
                string part = shown.Substring(start, length);
                if (!forms.Exists(form => form.IndexOf(part, StringComparison.Ordinal) >= 0)) continue;
                for (int at = start; at < start + length; at++) hidden[at] = true;
            }
            StringBuilder kept = new StringBuilder();
            for (int at = 0; at < shown.Length; at++)
            {
                if (!hidden[at]) kept.Append(shown[at]);
                else if (at == 0 || !hidden[at - 1]) kept.Append(Hidden);
            }
            return Text.Clean(kept.ToString(), limit);
        }

        // The secret as programs write it.
        private static List<string> Forms(string secret)
        {
            List<string> forms = new List<string>();
            if (string.IsNullOrEmpty(secret)) return forms;
            byte[] plain = Encoding.UTF8.GetBytes(secret);
            forms.Add(secret);
            forms.Add(Text.Clean(secret, Longest));
            forms.Add(Uri.EscapeDataString(secret));
            forms.Add(secret.Replace("\\", "\\\\").Replace("\"", "\\\""));
            forms.Add(Hex(plain, "x2"));
            forms.Add(Hex(plain, "X2"));
            for (int shift = 0; shift < 3 && shift < plain.Length; shift++)
            {
                string encoded = Convert.ToBase64String(plain, shift, plain.Length - shift);
                if (encoded.Length >= ShortestPart + 6) forms.Add(encoded.Substring(2, encoded.Length - 6));
            }
            return forms.FindAll(form => form.Length > 0);
        }

        private static string Hex(byte[] bytes, string format)
        {
            StringBuilder text = new StringBuilder();
            foreach (byte one in bytes) text.Append(one.ToString(format, CultureInfo.InvariantCulture));
            return text.ToString();
        }
    }
}

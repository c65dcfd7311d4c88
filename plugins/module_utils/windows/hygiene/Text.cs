// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// Text that leaves the machine: bounded, and free of what controls a terminal.

using System;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RemoteMaintenance
{
    public static class Text
    {
        public const int IdLimit = 200;
        public const int ShortLimit = 255;
        public const int Limit = 1000;

        // As text of at most `limit` characters: tabs and line ends become spaces, other control characters and those that turn the
        // writing direction U+FFFD; what is too long ends in an ellipsis.
        public static string Clean(string text, int limit = Limit)
        {
            if (text == null) return "";
            StringBuilder clean = new StringBuilder(Math.Min(text.Length, limit + 1));
            for (int at = 0; at < text.Length && clean.Length <= limit; at++)
            {
                bool pair = char.IsSurrogatePair(text, at);
                if (IsUnwanted(text, at, pair)) clean.Append("\t\n\r".IndexOf(text[at]) >= 0 ? ' ' : '\uFFFD');
                else if (pair) clean.Append(text[at]).Append(text[at + 1]);
                else clean.Append(text[at]);
                if (pair) at++;
            }
            if (clean.Length <= limit) return clean.ToString();
            int end = limit - 1;
            if (char.IsHighSurrogate(clean[end - 1])) end--;
            return clean.ToString(0, end) + "\u2026";
        }

        public static string Short(string text)
        {
            return Clean(text, ShortLimit);
        }

        public static string ShortOrNull(string text)
        {
            return string.IsNullOrEmpty(text) ? null : Clean(text, ShortLimit);
        }

        // An id of at most 200 characters; what is longer ends in a digest, so that it stays distinct.
        public static string Identifier(string text)
        {
            string whole = Clean(text, 16 * IdLimit);
            if (whole.Length == 0) return "-";
            if (whole.Length <= IdLimit) return whole;
            string digest = Digest(Encoding.UTF8.GetBytes(whole)).Substring(0, 16);
            return whole.Substring(0, IdLimit - digest.Length - 1) + "-" + digest;
        }

        // What went wrong, without the exception's message: that is in the machine's language, and may carry a path or a secret.
        public static string Error(Exception problem, string about = "")
        {
            while (problem is AggregateException && problem.InnerException != null) problem = problem.InnerException;
            string reason = problem.GetType().Name;
            System.ComponentModel.Win32Exception native = problem as System.ComponentModel.Win32Exception;
            if (native != null) reason += " " + native.NativeErrorCode.ToString(CultureInfo.InvariantCulture);
            return Clean(about.Length > 0 ? about + ": " + reason : reason);
        }

        public static string Digest(byte[] data)
        {
            using (SHA256 hash = SHA256.Create()) return Hex(hash.ComputeHash(data));
        }

        private static string Hex(byte[] data)
        {
            StringBuilder text = new StringBuilder(data.Length * 2);
            foreach (byte one in data) text.Append(one.ToString("x2", CultureInfo.InvariantCulture));
            return text.ToString();
        }

        private static bool IsUnwanted(string text, int at, bool pair)
        {
            char one = text[at];
            if (one >= ' ' && one < '\u007f') return false;
            if (char.IsSurrogate(one) && !pair) return true;
            switch (CharUnicodeInfo.GetUnicodeCategory(text, at))
            {
                case UnicodeCategory.Control:
                case UnicodeCategory.Format:
                case UnicodeCategory.Surrogate:
                case UnicodeCategory.LineSeparator:
                case UnicodeCategory.ParagraphSeparator:
                    return true;
                default:
                    return false;
            }
        }
    }
}

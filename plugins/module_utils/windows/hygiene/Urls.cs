// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// URLs without user info, query, path parameters and fragment; rather an address lost than a secret told.

using System.Text.RegularExpressions;

namespace RemoteMaintenance
{
    public static class Urls
    {
        private const string Hidden = "***";
        private static readonly Regex Scheme = new Regex(@"^[A-Za-z][A-Za-z0-9+.-]{0,31}:", RegexOptions.CultureInvariant);
        private static readonly Regex HostAlone = new Regex(@"^(?:[^:@\[\]]*|\[[0-9A-Fa-f:.]+(?:%[0-9A-Za-z_.-]+)?\])$", RegexOptions.CultureInvariant);
        private static readonly Regex UrlInText = new Regex(@"[A-Za-z][A-Za-z0-9+.-]{0,31}:[/\\]{2}[^\s""'<>|]{1,4096}", RegexOptions.CultureInvariant);
        private static readonly char[] EndOfAuthority = { '/', '?', '#', '\\' };
        private static readonly char[] EndOfPath = { '?', '#', ';' };

        public static string Strip(string url, int limit = Text.Limit)
        {
            // Cleaned first, so that nothing invisible hides a separator; long enough to see every at sign that matters.
            string text = Text.Clean(url, 16 * Text.Limit).Trim();
            Match scheme = Scheme.Match(text);
            string prefix = scheme.Success && !LooksLikeHostAndPort(text, scheme.Length) ? scheme.Value : "";
            string rest = text.Substring(prefix.Length);
            if (rest.Length >= 2 && IsSlash(rest[0]) && IsSlash(rest[1]))
            {
                return Text.Clean(prefix + rest.Substring(0, 2) + AuthorityAndPath(rest.Substring(2)), limit);
            }
            if (prefix.Length > 0 || rest.StartsWith("/", System.StringComparison.Ordinal))
            {
                string path = Path(rest);
                return Text.Clean(prefix + (path.IndexOf('@') >= 0 && prefix.Length > 0 ? Hidden : path), limit);
            }
            return Text.Clean(AuthorityAndPath(rest), limit);
        }

        // Free text, every URL in it stripped.
        public static string StripIn(string text, int limit = Text.Limit)
        {
            string whole = Text.Clean(text, 16 * Text.Limit);
            return Text.Clean(UrlInText.Replace(whole, found => Strip(found.Value)), limit);
        }

        // Tells `proxy:3128` and `user:secret@proxy` from `scheme:rest`.
        private static bool LooksLikeHostAndPort(string text, int afterColon)
        {
            string rest = text.Substring(afterColon);
            if (rest.Length >= 2 && IsSlash(rest[0]) && IsSlash(rest[1])) return false;
            return rest.Length > 0 && char.IsDigit(rest[0]) || rest.IndexOf('@') >= 0;
        }

        private static string AuthorityAndPath(string rest)
        {
            int end = rest.IndexOfAny(EndOfAuthority);
            string authority = end < 0 ? rest : rest.Substring(0, end);
            string tail = end < 0 ? "" : rest.Substring(end);
            string path = Path(tail);
            string host = authority.Substring(authority.LastIndexOf('@') + 1);
            string unclear = HostAlone.IsMatch(authority) ? path : tail;
            return unclear.IndexOf('@') >= 0 ? Hidden : host + path;
        }

        private static string Path(string tail)
        {
            int end = tail.IndexOfAny(EndOfPath);
            return end < 0 ? tail : tail.Substring(0, end);
        }

        private static bool IsSlash(char one)
        {
            return one == '/' || one == '\\';
        }
    }
}

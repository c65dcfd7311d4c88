// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// The machine's proxies: what they are, whom they lead to, and how they are shown.

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace RemoteMaintenance
{
    // A proxy. Its credentials stay in here: there is no text form that shows them.
    public sealed class Proxy
    {
        private const int BypassLimit = 100;
        private readonly string userInfo;
        private readonly string url;
        private readonly string[] bypass;

        public readonly string Id;
        public readonly string Owner;
        public readonly string Host;
        public readonly int Port;
        public readonly string Speaks;
        public readonly string[] Schemes;

        // `part` tells apart several of one owner; `address` may carry user info and lack a scheme; raises FormatException, which does not repeat it.
        public Proxy(string address, string owner, string[] schemes, string[] bypass, string part = "")
        {
            string rest = address.Trim();
            int separator = rest.IndexOf("://", StringComparison.Ordinal);
            Speaks = separator < 0 ? "http" : rest.Substring(0, separator).ToLowerInvariant();
            if (separator >= 0) rest = rest.Substring(separator + 3);
            int at = rest.LastIndexOf('@');
            userInfo = at < 0 ? "" : rest.Substring(0, at);
            string authority = rest.Substring(at + 1).Split('/', '?', '#')[0];
            int colon = authority.LastIndexOf(':');
            bool bracketed = authority.StartsWith("[", StringComparison.Ordinal);
            if (bracketed && authority.IndexOf(']') > colon) colon = -1;
            Host = (colon < 0 ? authority : authority.Substring(0, colon)).Trim('[', ']');
            int port = Speaks == "https" ? 443 : 80;
            if (colon >= 0 && !(int.TryParse(authority.Substring(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) && port > 0 && port < 65536))
            {
                throw new FormatException("proxy with a wrong port");
            }
            if (Host.Length == 0 || Host.Length > 253 || Regex.IsMatch(Host, @"[^\x21-\x7e]")) throw new FormatException("proxy without a host");
            Port = port;
            Owner = owner;
            Schemes = schemes;
            this.bypass = bypass;
            Id = Text.Identifier(part.Length > 0 ? owner + "-" + part : owner);
            url = Urls.Strip(Speaks + "://" + (Host.IndexOf(':') >= 0 ? "[" + Host + "]" : Host) + ":" + Port.ToString(CultureInfo.InvariantCulture));
        }

        // A proxy script, which is listed and not run.
        public static Dictionary<string, object> Script(string address, string id)
        {
            return new Dictionary<string, object>
            {
                { "id", Text.Identifier(id) }, { "url", Urls.Strip(address) }, { "owner", "pac_file" }, { "schemes", new List<object>() },
                { "bypass", new List<object>() }, { "authenticated", false }
            };
        }

        public bool CanServe(string scheme, string host)
        {
            return (Speaks == "http" || Speaks == "https") && Array.IndexOf(Schemes, scheme) >= 0 && !Bypassed(host);
        }

        public List<KeyValuePair<string, string>> Authorization()
        {
            List<KeyValuePair<string, string>> headers = new List<KeyValuePair<string, string>>();
            if (userInfo.Length == 0) return headers;
            int colon = userInfo.IndexOf(':');
            string user = Uri.UnescapeDataString(colon < 0 ? userInfo : userInfo.Substring(0, colon));
            string password = colon < 0 ? "" : Uri.UnescapeDataString(userInfo.Substring(colon + 1));
            string credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes(user + ":" + password));
            headers.Add(new KeyValuePair<string, string>("Proxy-Authorization", "Basic " + credentials));
            return headers;
        }

        public Dictionary<string, object> Observed()
        {
            List<object> entries = new List<object>();
            foreach (string entry in bypass) if (entry.Length > 0 && entries.Count < BypassLimit) entries.Add(Text.Short(Urls.Strip(entry)));
            return new Dictionary<string, object>
            {
                { "id", Id }, { "url", url }, { "owner", Owner }, { "schemes", new List<object>(Schemes) }, { "bypass", entries }, { "authenticated", userInfo.Length > 0 }
            };
        }

        // WinHTTP's list: names and addresses with `*`, and `<local>` for names without a dot.
        private bool Bypassed(string host)
        {
            foreach (string entry in bypass)
            {
                if (string.Equals(entry, "<local>", StringComparison.OrdinalIgnoreCase))
                {
                    if (host.IndexOf('.') < 0 && host.IndexOf(':') < 0) return true;
                    continue;
                }
                string pattern = Regex.Replace(entry, @"^[a-z]+://", "", RegexOptions.IgnoreCase);
                pattern = Regex.Replace(pattern, @":[0-9]+$", "");
                string expression = "^" + Regex.Escape(pattern).Replace(@"\*", ".*") + "$";
                if (pattern.Length > 0 && Regex.IsMatch(host, expression, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)) return true;
            }
            return false;
        }

        // Proxies as Windows writes them: one address for all, or `http=a:1;https=b:2`. SOCKS is listed and not tried.
        public static List<Proxy> Listed(string addresses, string bypass, string owner, string part, Action<string> lack)
        {
            string[] entries = addresses.Split(new[] { ';', ' ' }, StringSplitOptions.RemoveEmptyEntries);
            string[] exceptions = bypass.Split(new[] { ';', ' ', ',' }, StringSplitOptions.RemoveEmptyEntries);
            List<Proxy> found = new List<Proxy>();
            foreach (string entry in entries)
            {
                int equals = entry.IndexOf('=');
                string kind = equals < 0 ? "" : entry.Substring(0, equals).ToLowerInvariant();
                string address = entry.Substring(equals + 1);
                if (kind == "ftp") continue;
                if (kind == "socks") address = "socks://" + address.Substring(address.IndexOf("://", StringComparison.Ordinal) < 0 ? 0 : address.IndexOf("://", StringComparison.Ordinal) + 3);
                string[] schemes = kind == "http" || kind == "https" ? new[] { kind } : new[] { "http", "https" };
                string name = string.Join("-", new List<string> { part, kind }.FindAll(one => one.Length > 0));
                try
                {
                    Proxy proxy = new Proxy(address, owner, schemes, exceptions, name);
                    found.Add(proxy);
                    if (proxy.Speaks != "http" && proxy.Speaks != "https") lack(proxy.Id + ": a proxy of this kind is not tried");
                }
                catch (FormatException problem)
                {
                    lack(owner + ": " + problem.Message);
                }
            }
            return found;
        }
    }
}

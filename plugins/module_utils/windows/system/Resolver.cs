// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// The machine's resolvers: of each interface that is up, and of the name resolution policy (NRPT).

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Microsoft.Win32;

namespace RemoteMaintenance
{
    public sealed class Resolver
    {
        public const string Default = "default";
        private const string Routed = "routed";
        private const string Interfaces = @"HKLM\SYSTEM\CurrentControlSet\Services\{0}\Parameters\Interfaces\{1}";
        private static readonly string[] Policies =
        {
            @"HKLM\SOFTWARE\Policies\Microsoft\Windows NT\DNSClient\DnsPolicyConfig",
            @"HKLM\SYSTEM\CurrentControlSet\Services\Dnscache\Parameters\DnsPolicyConfig"
        };

        public IPAddress Address;
        public int Port = 53;
        public string Scope = Default;
        public string Source;
        public string Interface;
        public List<string> Domains = new List<string>();

        public string Place
        {
            get { return Address + "|" + Port.ToString(CultureInfo.InvariantCulture); }
        }

        // Each address of an interface once, in the system's order. `notes` takes what is not as usual.
        public static List<Resolver> Configured(List<string> notes)
        {
            List<Resolver> found = new List<Resolver>();
            bool windows = Environment.OSVersion.Platform == PlatformID.Win32NT;
            foreach (NetworkInterface one in NetworkInterface.GetAllNetworkInterfaces())
            {
                if (one.OperationalStatus == OperationalStatus.Down || one.NetworkInterfaceType == NetworkInterfaceType.Loopback) continue;
                string name = windows && IsStatic(one.Id) ? one.Name + " (static)" : one.Name;
                foreach (IPAddress address in one.GetIPProperties().DnsAddresses)
                {
                    if (IsPlaceholder(address) || found.Exists(known => known.Address.Equals(address))) continue;
                    found.Add(new Resolver { Address = address, Source = "interface", Interface = name });
                }
            }
            if (windows) foreach (string policy in Policies) AddPolicies(policy, found, notes);
            return found;
        }

        // What the plan names: `9.9.9.9`, `192.0.2.1:5353`, `[2001:db8::1]:53`; null where it is no address.
        public static Resolver Requested(string text)
        {
            string host = text;
            int port = 53;
            int colon = text.LastIndexOf(':');
            bool hasPort = colon > 0 && (text[colon - 1] == ']' || text.IndexOf(':') == colon);
            if (hasPort && !int.TryParse(text.Substring(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port)) return null;
            if (hasPort) host = text.Substring(0, colon);
            IPAddress address;
            if (port < 1 || port > 65535 || !IPAddress.TryParse(host.Trim('[', ']'), out address)) return null;
            return new Resolver { Address = address, Port = port, Source = "requested" };
        }

        public Dictionary<string, object> Observed()
        {
            Dictionary<string, object> entry = new Dictionary<string, object>
            {
                { "address", Text.Short(Address.ToString()) }, { "port", Port }, { "scope", Scope }, { "source", Source }, { "interface", Text.ShortOrNull(Interface) }
            };
            if (Domains.Count > 0)
            {
                List<object> domains = new List<object>();
                foreach (string domain in Domains) if (domains.Count < 50) domains.Add(Text.Short(domain));
                entry["domains"] = domains;
            }
            return entry;
        }

        // Site-local addresses that Windows shows where an interface has no IPv6 resolver.
        private static bool IsPlaceholder(IPAddress address)
        {
            return address.AddressFamily == AddressFamily.InterNetworkV6 && address.IsIPv6SiteLocal && address.ToString().StartsWith("fec0:0:0:ffff::", StringComparison.OrdinalIgnoreCase);
        }

        private static bool IsStatic(string id)
        {
            foreach (string service in new[] { "Tcpip", "Tcpip6" })
            {
                try
                {
                    using (RegistryKey key = Keys.Open(string.Format(CultureInfo.InvariantCulture, Interfaces, service, id)))
                    {
                        if (key != null && !string.IsNullOrEmpty(Keys.String(key, "NameServer"))) return true;
                    }
                }
                catch (Exception problem)
                {
                    if (!Keys.IsExpected(problem)) throw;
                }
            }
            return false;
        }

        // Rules of the policy table that send certain domains, or all (`.`), to other servers.
        private static void AddPolicies(string path, List<Resolver> found, List<string> notes)
        {
            using (RegistryKey rules = Keys.OpenOrLack(path, notes.Add))
            {
                if (rules == null) return;
                foreach (string name in Keys.Names(rules, notes.Add))
                {
                    using (RegistryKey rule = Keys.OpenOrLack(path + "\\" + name, notes.Add))
                    {
                        if (rule == null) continue;
                        List<string> domains = Keys.Strings(rule, "Name");
                        string servers = Keys.String(rule, "GenericDNSServers") ?? "";
                        foreach (string server in servers.Split(new[] { ';', ',', ' ' }, StringSplitOptions.RemoveEmptyEntries))
                        {
                            IPAddress address;
                            if (!IPAddress.TryParse(server, out address)) continue;
                            found.Add(new Resolver { Address = address, Source = "nrpt", Scope = domains.Contains(".") ? Default : Routed, Domains = domains });
                        }
                    }
                }
            }
        }
    }
}

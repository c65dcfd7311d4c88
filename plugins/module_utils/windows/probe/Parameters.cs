// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// What a probe is asked to do, checked.

using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;

namespace RemoteMaintenance
{
    // A parameter is wrong; the text names it and says what is allowed.
    public sealed class ParameterException : Exception
    {
        public ParameterException(string message) : base(message)
        {
        }
    }

    // A DNS packet and how it is sent.
    public sealed class Query
    {
        public string Id;
        public byte[] Packet;
        public List<string> Transports;
    }

    public sealed class Parameters
    {
        public static readonly string[] AllSections = { "platform", "privilege", "resolvers", "dns", "proxies", "endpoints", "updates", "software" };
        private static readonly string[] Protocols = { "tcp", "udp", "tls", "http" };
        private const double LongestDeadline = 300.0;
        private const int QueriesLimit = 200;
        private const int ResolversLimit = 16;
        private const int EndpointsLimit = 1000;
        private const int PacketLimit = 4096;
        private const int BodyLimit = 1000;
        private static readonly Regex HostName = new Regex(@"^(?:[A-Za-z0-9_][A-Za-z0-9._-]{0,252}|[0-9A-Fa-f:.]{2,45})$", RegexOptions.CultureInvariant);
        private static readonly Regex UrlPath = new Regex(@"^/[!-~]{0,2000}$", RegexOptions.CultureInvariant);

        public readonly double Deadline;
        public readonly List<string> Sections = new List<string>();
        public readonly List<Query> Queries = new List<Query>();
        public readonly List<string> Resolvers = new List<string>();
        public readonly List<Endpoint> Endpoints = new List<Endpoint>();
        public readonly HashSet<string> KnownCertificates = new HashSet<string>();
        public readonly TrustAnchor Anchor;
        public readonly IDictionary Software;

        public Parameters(IDictionary raw)
        {
            Deadline = raw["deadline"] == null ? 10.0 : Convert.ToDouble(raw["deadline"], CultureInfo.InvariantCulture);
            if (!(Deadline > 0 && Deadline <= LongestDeadline)) throw new ParameterException("deadline: must be greater than 0 and at most 300 seconds");
            List<string> wanted = new List<string>();
            foreach (object name in raw["sections"] as IEnumerable ?? AllSections) wanted.Add(Convert.ToString(name, CultureInfo.InvariantCulture));
            Software = raw["software"] as IDictionary;
            foreach (string name in AllSections) if (wanted.Contains(name) && (name != "software" || Software != null)) Sections.Add(name);
            foreach (object entry in Entries(raw, "dns_queries", QueriesLimit)) Queries.Add(ReadQuery((IDictionary)entry, "dns_queries[" + Queries.Count + "]"));
            foreach (object entry in Entries(raw, "dns_resolvers", ResolversLimit)) Resolvers.Add(Required(entry, "dns_resolvers[" + Resolvers.Count + "]"));
            foreach (object entry in Entries(raw, "endpoints", EndpointsLimit)) Endpoints.Add(ReadEndpoint((IDictionary)entry, "endpoints[" + Endpoints.Count + "]"));
            foreach (object entry in Entries(raw, "known_certificates", 100000)) KnownCertificates.Add(Required(entry, "known_certificates"));
            try
            {
                Anchor = new TrustAnchor(Convert.ToString(raw["trust_anchor"], CultureInfo.InvariantCulture));
            }
            catch (ArgumentException)
            {
                throw new ParameterException("trust_anchor: must be certificates in PEM");
            }
        }

        private static List<object> Entries(IDictionary raw, string name, int limit)
        {
            List<object> entries = new List<object>();
            if (raw[name] == null) return entries;
            foreach (object entry in (IEnumerable)raw[name]) entries.Add(entry);
            if (entries.Count > limit) throw new ParameterException(name + ": must be a list of at most " + limit + " entries");
            return entries;
        }

        private static string Required(object value, string where)
        {
            string text = value as string;
            if (string.IsNullOrEmpty(text)) throw new ParameterException(where + ": must be a text");
            return text;
        }

        private static string Identifier(IDictionary entry, string where)
        {
            string id = Required(entry["id"], where + ".id");
            if (id.Length > Text.IdLimit) throw new ParameterException(where + ".id: at most " + Text.IdLimit + " characters");
            return id;
        }

        private static byte[] Packet(object value, string where)
        {
            byte[] packet;
            try
            {
                packet = Convert.FromBase64String(Required(value, where));
            }
            catch (FormatException)
            {
                throw new ParameterException(where + ": must be base64");
            }
            if (packet.Length == 0 || packet.Length > PacketLimit) throw new ParameterException(where + ": must hold 1 to " + PacketLimit + " bytes");
            return packet;
        }

        private static Query ReadQuery(IDictionary entry, string where)
        {
            Query query = new Query { Id = Identifier(entry, where), Packet = Packet(entry["packet"], where + ".packet"), Transports = new List<string>() };
            foreach (object transport in entry["transports"] as IEnumerable ?? new[] { "udp", "tcp" })
            {
                string name = Convert.ToString(transport, CultureInfo.InvariantCulture);
                if (name != "udp" && name != "tcp") throw new ParameterException(where + ".transports: must be a list of udp, tcp");
                if (!query.Transports.Contains(name)) query.Transports.Add(name);
            }
            return query;
        }

        private static Endpoint ReadEndpoint(IDictionary entry, string where)
        {
            Endpoint endpoint = new Endpoint { Id = Identifier(entry, where), Name = Required(entry["name"], where + ".name"), Protocol = entry["protocol"] as string };
            endpoint.Port = Convert.ToInt32(entry["port"], CultureInfo.InvariantCulture);
            if (!HostName.IsMatch(endpoint.Name)) throw new ParameterException(where + ".name: must be a host name or an address");
            if (endpoint.Port < 1 || endpoint.Port > 65535) throw new ParameterException(where + ".port: must be 1 to 65535");
            if (Array.IndexOf(Protocols, endpoint.Protocol) < 0) throw new ParameterException(where + ".protocol: must be one of " + string.Join(", ", Protocols));
            endpoint.Scheme = entry["scheme"] as string ?? "http";
            endpoint.Path = entry["path"] as string ?? "/";
            if (endpoint.Scheme != "http" && endpoint.Scheme != "https") throw new ParameterException(where + ".scheme: must be http or https");
            if (!UrlPath.IsMatch(endpoint.Path)) throw new ParameterException(where + ".path: must begin with a slash and hold printable ASCII without blanks");
            if (!string.IsNullOrEmpty(entry["packet"] as string)) endpoint.Packet = Packet(entry["packet"], where + ".packet");
            endpoint.BodyLimit = entry["body"] is bool && (bool)entry["body"] ? BodyLimit : 0;
            return endpoint;
        }
    }
}

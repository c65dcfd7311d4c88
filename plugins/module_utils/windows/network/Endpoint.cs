// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// One endpoint, and one attempt at it over one family and one way.

using System;
using System.Collections.Generic;

namespace RemoteMaintenance
{
    // `Protocol` is tcp, udp, tls or http; what follows it is for http (`Packet` for udp).
    public sealed class Endpoint
    {
        public string Id;
        public string Name;
        public int Port;
        public string Protocol;
        public string Scheme = "http";
        public string Path = "/";
        public byte[] Packet = new byte[0];
        public int BodyLimit;
        public List<KeyValuePair<string, string>> Headers = new List<KeyValuePair<string, string>>();
        // Its name is resolved before those that wait.
        public bool Urgent;

        // For which scheme a proxy would have to be configured.
        public string ProxyScheme
        {
            get { return Protocol == "http" ? Scheme : "https"; }
        }

        public bool WantsTls
        {
            get { return Protocol == "tls" || Protocol == "http" && Scheme == "https"; }
        }
    }

    // `Outcome` is null as long as it is not decided.
    public sealed class Attempt
    {
        private readonly string id;
        private readonly string via;
        private double? elapsed;

        public string Family;
        public string Address;
        public string Outcome;
        public Handshake Handshake;
        public ResponseReader Response;
        public int? Status;

        public Attempt(string id, string via, string family = null)
        {
            this.id = id;
            this.via = via;
            Family = family;
        }

        // Notes the outcome, once.
        public void Decide(string outcome, double seconds)
        {
            if (Outcome != null) return;
            Outcome = outcome;
            elapsed = Math.Round(Math.Max(0.0, seconds), 4);
        }

        public Dictionary<string, object> Observed(Certificates certificates)
        {
            Dictionary<string, object> entry = new Dictionary<string, object>
            {
                { "id", id }, { "via", via }, { "family", Family }, { "address", Address }, { "outcome", Outcome }, { "elapsed", elapsed }
            };
            if (Handshake != null)
            {
                List<object> chain = new List<object>();
                foreach (byte[] der in Handshake.Chain) chain.Add(certificates.Add(der));
                entry["tls"] = new Dictionary<string, object>
                {
                    { "verified", Handshake.Verified }, { "error", Handshake.Error == null ? null : Text.Clean(Handshake.Error) },
                    { "protocol", Handshake.Protocol }, { "chain", chain }
                };
            }
            Dictionary<string, object> http = Http();
            if (http != null) entry["http"] = http;
            return entry;
        }

        private Dictionary<string, object> Http()
        {
            if (Response == null || Response.Status == null)
            {
                return Status == null ? null : new Dictionary<string, object> { { "status", Status } };
            }
            Dictionary<string, object> said = new Dictionary<string, object> { { "status", Response.Status } };
            if (Response.Location != null) said["location"] = Urls.Strip(Response.Location);
            string body = Response.Body();
            if (body.Length > 0) said["body"] = Text.Clean(body);
            return said;
        }
    }

    // Every distinct certificate once, by its SHA-256.
    public sealed class Certificates
    {
        public readonly Dictionary<string, byte[]> Found = new Dictionary<string, byte[]>();

        public string Add(byte[] der)
        {
            string digest = Text.Digest(der);
            Found[digest] = der;
            return digest;
        }
    }
}

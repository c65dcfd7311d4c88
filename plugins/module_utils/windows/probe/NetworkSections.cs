// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// The sections that send something: resolvers, dns, proxies, endpoints, updates.

using System;
using System.Collections.Generic;
using System.Net;
using System.Threading.Tasks;

namespace RemoteMaintenance
{
    public sealed class NetworkSections
    {
        private const string Direct = "direct";
        private const int ResolversLimit = 64;
        private const int AttemptsOfASource = 16;
        // Of a source's answer only so many bytes are asked for: enough to tell its file from a portal's page.
        private const int SourceBody = 64;

        private readonly Parameters parameters;
        private readonly Deadline deadline;
        private readonly Attempts attempts;
        private readonly object guard = new object();
        private readonly Dictionary<string, Gate> gates = new Dictionary<string, Gate>();
        private readonly Lazy<Task<List<Resolver>>> resolvers;
        private readonly Lazy<Task<ProxySettings>> proxies;
        private readonly List<object> dns = new List<object>();
        private readonly List<Attempt> endpoints = new List<Attempt>();
        private readonly List<KeyValuePair<UpdateSource, List<Attempt>>> sources = new List<KeyValuePair<UpdateSource, List<Attempt>>>();
        private readonly List<string> resolverNotes = new List<string>();
        private UpdateSettings updates = new UpdateSettings();

        public NetworkSections(Parameters parameters, Deadline deadline)
        {
            this.parameters = parameters;
            this.deadline = deadline;
            attempts = new Attempts(new Names(deadline), parameters.Anchor, deadline);
            resolvers = new Lazy<Task<List<Resolver>>>(() => Waiting.InThread(() => Resolver.Configured(resolverNotes), "resolvers"));
            proxies = new Lazy<Task<ProxySettings>>(() => Waiting.InThread(() => ProxySettings.Read(), "proxies"));
        }

        public async Task ObserveResolvers(Section section)
        {
            await resolvers.Value.ConfigureAwait(false);
            foreach (string note in resolverNotes) section.Note(note);
        }

        public async Task ObserveProxies(Section section)
        {
            ProxySettings found = await proxies.Value.ConfigureAwait(false);
            foreach (string problem in found.Problems) section.Lack(problem);
            foreach (string remark in found.Remarks) section.Note(remark);
        }

        // Named resolvers are asked at once, the machine's own as soon as they are known.
        public async Task ObserveDns(Section section)
        {
            List<Resolver> named = new List<Resolver>();
            foreach (string address in parameters.Resolvers)
            {
                Resolver resolver = Resolver.Requested(address);
                if (resolver == null) section.Lack("a resolver to ask is no address");
                else named.Add(resolver);
            }
            await Task.WhenAll(AskAll(named), AskConfigured(named, section)).ConfigureAwait(false);
        }

        // Directly at once, through proxies as soon as they are known.
        public async Task ObserveEndpoints(Section section)
        {
            List<Task> all = new List<Task> { AskThroughProxies(section) };
            foreach (Endpoint endpoint in parameters.Endpoints) all.Add(attempts.Directly(endpoint, Keep));
            await Task.WhenAll(all).ConfigureAwait(false);
        }

        public async Task ObserveUpdates(Section section)
        {
            UpdateSettings found = await Waiting.InThread(() => UpdateSettings.Read(), "updates").ConfigureAwait(false);
            List<Task> all = new List<Task>();
            ProxySettings known = await proxies.Value.ConfigureAwait(false);
            lock (guard)
            {
                updates = found;
                foreach (UpdateSource source in found.Sources) sources.Add(new KeyValuePair<UpdateSource, List<Attempt>>(source, new List<Attempt>()));
            }
            foreach (string problem in found.Problems) section.Lack(problem);
            foreach (KeyValuePair<UpdateSource, List<Attempt>> pair in sources) all.Add(AskSource(pair.Key, pair.Value, known));
            await Task.WhenAll(all).ConfigureAwait(false);
        }

        public List<object> ObservedResolvers()
        {
            List<object> found = new List<object>();
            if (resolvers.Value.Status != TaskStatus.RanToCompletion) return found;
            foreach (Resolver resolver in resolvers.Value.Result) if (found.Count < ResolversLimit) found.Add(resolver.Observed());
            return found;
        }

        public List<object> ObservedDns(int limit)
        {
            lock (guard) return dns.GetRange(0, Math.Min(limit, dns.Count));
        }

        public List<object> ObservedProxies()
        {
            return proxies.Value.Status == TaskStatus.RanToCompletion ? proxies.Value.Result.Observed() : new List<object>();
        }

        public List<object> ObservedEndpoints(Certificates certificates, int limit)
        {
            lock (guard) return Observed(endpoints, certificates, limit);
        }

        public Dictionary<string, object> ObservedUpdates(Certificates certificates)
        {
            lock (guard)
            {
                List<object> found = new List<object>();
                foreach (KeyValuePair<UpdateSource, List<Attempt>> pair in sources)
                {
                    Dictionary<string, object> entry = pair.Key.Observed();
                    entry["attempts"] = Observed(pair.Value, certificates, AttemptsOfASource);
                    found.Add(entry);
                }
                return new Dictionary<string, object>
                {
                    { "managers", new List<object>(updates.Managers) }, { "disabled_by_policy", updates.DisabledByPolicy }, { "sources", found }
                };
            }
        }

        private static List<object> Observed(List<Attempt> kept, Certificates certificates, int limit)
        {
            List<object> found = new List<object>();
            foreach (Attempt attempt in kept) if (found.Count < limit) found.Add(attempt.Observed(certificates));
            return found;
        }

        private void Keep(Attempt attempt)
        {
            lock (guard) endpoints.Add(attempt);
        }

        private async Task AskConfigured(List<Resolver> named, Section section)
        {
            List<Resolver> configured;
            try
            {
                configured = await resolvers.Value.ConfigureAwait(false);
            }
            catch (Exception problem)
            {
                section.Lack(Text.Error(problem, "resolvers"));
                return;
            }
            HashSet<string> known = new HashSet<string>();
            foreach (Resolver resolver in named) known.Add(resolver.Place);
            List<Resolver> asked = configured.FindAll(resolver => resolver.Scope == Resolver.Default && known.Add(resolver.Place));
            await AskAll(asked).ConfigureAwait(false);
        }

        private Task AskAll(List<Resolver> asked)
        {
            List<Task> all = new List<Task>();
            foreach (Resolver resolver in asked)
            {
                foreach (Query query in parameters.Queries) foreach (string transport in query.Transports) all.Add(Ask(query, resolver, transport));
            }
            return Task.WhenAll(all);
        }

        private async Task Ask(Query query, Resolver resolver, string transport)
        {
            Gate gate;
            lock (guard) if (!gates.TryGetValue(resolver.Place, out gate)) gates[resolver.Place] = gate = new Gate();
            Action endTurn = await gate.Enter().ConfigureAwait(false);
            double started = deadline.Elapsed;
            byte[] answer = null;
            string outcome = "answered";
            try
            {
                bool datagram = transport == "udp";
                answer = await (datagram
                    ? DnsQueries.AskUdp(resolver.Address, resolver.Port, query.Packet, deadline)
                    : DnsQueries.AskTcp(resolver.Address, resolver.Port, query.Packet, deadline)).ConfigureAwait(false);
            }
            catch (Exception problem)
            {
                outcome = DnsQueries.OutcomeOf(problem, transport == "udp");
            }
            endTurn();
            Dictionary<string, object> entry = new Dictionary<string, object>
            {
                { "query", query.Id }, { "resolver", resolver.Address.ToString() }, { "port", resolver.Port }, { "transport", transport }, { "outcome", outcome },
                { "answer", answer == null ? null : Convert.ToBase64String(answer) }, { "elapsed", Math.Round(deadline.Elapsed - started, 4) }
            };
            lock (guard) dns.Add(entry);
        }

        private async Task AskThroughProxies(Section section)
        {
            ProxySettings known;
            try
            {
                known = await proxies.Value.ConfigureAwait(false);
            }
            catch (Exception problem)
            {
                section.Lack(Text.Error(problem, "proxies"));
                return;
            }
            List<Task> all = new List<Task>();
            foreach (Endpoint endpoint in parameters.Endpoints)
            {
                if (endpoint.Protocol == "udp") continue;
                foreach (Proxy proxy in known.LeadingTo(endpoint.ProxyScheme, endpoint.Name)) all.Add(attempts.Through(endpoint, proxy, Keep));
            }
            await Task.WhenAll(all).ConfigureAwait(false);
        }

        // Windows' own updates go through the machine's proxy where there is one, else directly.
        private async Task AskSource(UpdateSource source, List<Attempt> kept, ProxySettings known)
        {
            Uri target;
            if (!Uri.TryCreate(source.Url, UriKind.Absolute, out target) || target.Scheme != "http" && target.Scheme != "https") return;
            Endpoint endpoint = new Endpoint
            {
                Id = Text.Identifier(target.Host.Trim('[', ']') + ":" + target.Port + "/http" + Urls.Strip(target.AbsolutePath)),
                Name = target.Host.Trim('[', ']'), Port = target.Port, Protocol = "http", Scheme = target.Scheme, Path = target.AbsolutePath, BodyLimit = SourceBody,
                Urgent = true
            };
            endpoint.Headers.Add(new KeyValuePair<string, string>("Range", "bytes=0-" + (SourceBody - 1)));
            Action<Attempt> keep = delegate(Attempt attempt) { lock (guard) kept.Add(attempt); };
            List<Proxy> ways = known.LeadingTo(target.Scheme, endpoint.Name);
            List<Task> all = new List<Task>();
            if (ways.Count == 0) all.Add(attempts.Directly(endpoint, keep));
            foreach (Proxy way in ways) all.Add(attempts.Through(endpoint, way, keep));
            await Task.WhenAll(all).ConfigureAwait(false);
        }
    }
}

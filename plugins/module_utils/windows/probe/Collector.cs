// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// One observation in the form of the schema observation.json: every section at the same time, all under one deadline.

using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;

namespace RemoteMaintenance
{
    public sealed class Collector
    {
        private const int Format = 1;
        private const string Name = "win_probe";
        private const string Version = "0.1.0";
        private const int DnsLimit = 2000;
        private const int AttemptsLimit = 2000;
        private const int CertificateLimit = 18000;
        // Seconds behind the deadline in which what ended at it is put down: hundreds of attempts at once, on a busy machine.
        private const double Grace = 1.5;

        // About as many as attempts that go on at once.
        private const int Threads = 200;

        private readonly Parameters parameters;
        private readonly Deadline deadline;
        private readonly string startedAt = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        private readonly Dictionary<string, Section> sections = new Dictionary<string, Section>();
        private readonly NetworkSections network;
        private readonly Scan scan;
        private volatile Dictionary<string, object> platform;
        private volatile Dictionary<string, object> privilege;

        private Collector(Parameters parameters)
        {
            this.parameters = parameters;
            deadline = new Deadline(parameters.Deadline);
            foreach (string name in parameters.Sections) sections[name] = new Section(deadline);
            network = new NetworkSections(parameters, deadline);
            scan = new Scan(parameters.Software, deadline);
        }

        // Collects for a plan (the parameters of the module win_probe); raises ParameterException. `language` is the session's language mode.
        public static Dictionary<string, object> Collect(IDictionary plan, string runtime, string language)
        {
            Collector collector = new Collector(new Parameters(plan));
            collector.Run(language);
            return collector.Observed(runtime);
        }

        private void Run(string language)
        {
            // A check of a certificate, or the close of a connection, may hold its thread: that must not keep the other attempts from theirs.
            ThreadPool.SetMinThreads(Threads, Threads);
            Dictionary<string, Func<Section, Task>> work = new Dictionary<string, Func<Section, Task>>
            {
                { "platform", section => InThread("platform", delegate { platform = Platform.Collect(section.Note); }) },
                { "privilege", section => InThread("privilege", delegate { privilege = Privilege.Collect(language); }) },
                { "resolvers", network.ObserveResolvers },
                { "dns", network.ObserveDns },
                { "proxies", network.ObserveProxies },
                { "endpoints", network.ObserveEndpoints },
                { "updates", network.ObserveUpdates },
                { "software", section => InThread("software", delegate { Software.Collect(scan, section); }) }
            };
            List<Task> all = new List<Task>();
            foreach (KeyValuePair<string, Section> entry in sections)
            {
                Section section = entry.Value;
                Func<Section, Task> observe = work[entry.Key];
                all.Add(Task.Run(() => Work(section, observe)));
            }
            Task.WaitAll(all.ToArray(), TimeSpan.FromSeconds(deadline.Left + Grace));
        }

        private async Task Work(Section section, Func<Section, Task> observe)
        {
            bool complete = false;
            try
            {
                await Waiting.For(observe(section), deadline.Left + Grace / 2).ConfigureAwait(false);
                complete = true;
            }
            catch (TimeoutException)
            {
                section.Lack("cut off by the deadline");
            }
            catch (Exception problem)
            {
                section.Lack(Text.Error(problem));
            }
            section.End(complete);
        }

        private static Task InThread(string name, Action work)
        {
            return Waiting.InThread(delegate { work(); return true; }, name);
        }

        private Dictionary<string, object> Observed(string runtime)
        {
            Certificates certificates = new Certificates();
            Dictionary<string, object> states = new Dictionary<string, object>();
            foreach (KeyValuePair<string, Section> entry in sections) states[entry.Key] = entry.Value.Observed();
            Dictionary<string, object> seen = new Dictionary<string, object>
            {
                { "format", Format },
                { "collector", new Dictionary<string, object> { { "name", Name }, { "version", Version }, { "runtime", Text.Short(runtime) } } },
                { "complete", false }, { "started_at", startedAt }, { "elapsed", Math.Round(deadline.Elapsed, 4) }, { "deadline", parameters.Deadline },
                { "sections", states }
            };
            if (sections.ContainsKey("platform") && platform != null) seen["platform"] = platform;
            if (sections.ContainsKey("privilege") && privilege != null) seen["privilege"] = privilege;
            if (sections.ContainsKey("resolvers")) seen["resolvers"] = network.ObservedResolvers();
            if (sections.ContainsKey("dns")) seen["dns"] = network.ObservedDns(DnsLimit);
            if (sections.ContainsKey("proxies")) seen["proxies"] = network.ObservedProxies();
            if (sections.ContainsKey("endpoints")) seen["endpoints"] = network.ObservedEndpoints(certificates, AttemptsLimit);
            if (sections.ContainsKey("updates")) seen["updates"] = network.ObservedUpdates(certificates);
            if (sections.ContainsKey("software")) seen["software"] = scan.Observed();
            Dictionary<string, object> found = new Dictionary<string, object>();
            foreach (KeyValuePair<string, byte[]> one in certificates.Found)
            {
                if (!parameters.KnownCertificates.Contains(one.Key) && one.Value.Length <= CertificateLimit) found[one.Key] = Convert.ToBase64String(one.Value);
            }
            if (found.Count > 0) seen["certificates"] = found;
            Size.Fit(seen);
            seen["complete"] = AllComplete(states);
            return seen;
        }

        private static bool AllComplete(Dictionary<string, object> states)
        {
            foreach (object state in states.Values) if (!(bool)((Dictionary<string, object>)state)["complete"]) return false;
            return true;
        }
    }
}

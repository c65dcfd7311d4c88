// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// Tries endpoints, directly and through proxies, until the deadline.

using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace RemoteMaintenance
{
    public sealed class Attempts
    {
        private const int AddressesPerFamily = 2;
        private const string Direct = "direct";

        // Seconds (at most half of the deadline) that silence must last to say something of the peer. Who is tried later than that, because its
        // name was resolved late, is reported as a name without an answer in time.
        private const double FairTime = 2.0;

        // Seconds that silence over UDP is listened to: it informs only, and most of what listens there answers nothing to strangers.
        private const double UdpPatience = 0.4;
        private const int UdpTries = 2;

        private readonly Names names;
        private readonly TrustAnchor anchor;
        private readonly Deadline deadline;
        private readonly double fairTime;

        public Attempts(Names names, TrustAnchor anchor, Deadline deadline)
        {
            this.names = names;
            this.anchor = anchor;
            this.deadline = deadline;
            fairTime = Math.Min(FairTime, deadline.Left / 2);
        }

        // Tries each family that the name has addresses of; `keep` gets each attempt as soon as it is decided.
        public async Task<List<Attempt>> Directly(Endpoint endpoint, Action<Attempt> keep)
        {
            double started = deadline.Elapsed;
            IPAddress[] addresses = null;
            Exception unresolved = null;
            try
            {
                addresses = await Waiting.For(names.Addresses(endpoint.Name, endpoint.Urgent), deadline.Left).ConfigureAwait(false);
            }
            catch (Exception problem)
            {
                unresolved = problem;
            }
            if (unresolved != null)
            {
                Attempt attempt = new Attempt(endpoint.Id, Direct);
                attempt.Decide(OutcomeOfName(unresolved), deadline.Elapsed - started);
                keep(attempt);
                return new List<Attempt> { attempt };
            }
            List<Task<Attempt>> families = new List<Task<Attempt>>();
            foreach (AddressFamily family in new[] { AddressFamily.InterNetwork, AddressFamily.InterNetworkV6 })
            {
                List<IPAddress> found = new List<IPAddress>(Array.FindAll(addresses, address => address.AddressFamily == family));
                if (found.Count > 0) families.Add(Over(endpoint, family, found.GetRange(0, Math.Min(AddressesPerFamily, found.Count)), keep));
            }
            return new List<Attempt>(await Task.WhenAll(families).ConfigureAwait(false));
        }

        // Tries one endpoint through a proxy, which resolves its name itself.
        public async Task<List<Attempt>> Through(Endpoint endpoint, Proxy proxy, Action<Attempt> keep)
        {
            Attempt attempt = new Attempt(endpoint.Id, proxy.Id);
            await Decide(attempt, () => Proxied(endpoint, proxy, attempt)).ConfigureAwait(false);
            attempt.Address = null;
            keep(attempt);
            return new List<Attempt> { attempt };
        }

        private async Task<Attempt> Over(Endpoint endpoint, AddressFamily family, List<IPAddress> addresses, Action<Attempt> keep)
        {
            Attempt attempt = new Attempt(endpoint.Id, Direct, family == AddressFamily.InterNetworkV6 ? "ipv6" : "ipv4");
            attempt.Address = addresses[0].ToString();
            bool hadTime = deadline.Left >= fairTime;
            await Decide(attempt, () => endpoint.Protocol == "udp" ? Udp(endpoint, addresses[0]) : Tcp(endpoint, addresses, attempt)).ConfigureAwait(false);
            if (attempt.Outcome == Outcome.Timeout && !hadTime)
            {
                attempt.Family = attempt.Address = null;
                attempt.Handshake = null;
            }
            keep(attempt);
            return attempt;
        }

        private async Task Decide(Attempt attempt, Func<Task> work)
        {
            double started = deadline.Elapsed;
            string outcome = Outcome.Open;
            try
            {
                await Waiting.For(work(), deadline.Left).ConfigureAwait(false);
            }
            catch (Exception problem)
            {
                NoneOpenedException none = problem as NoneOpenedException;
                UnexpectedAnswerException unexpected = problem as UnexpectedAnswerException;
                if (none != null && none.Address != null) attempt.Address = none.Address.ToString();
                if (unexpected != null) attempt.Status = unexpected.Status;
                outcome = problem is NameNotResolvedException ? OutcomeOfName(problem) : Outcome.Of(problem);
            }
            if (attempt.Handshake != null && attempt.Handshake.Verified == null && attempt.Handshake.Error == null)
            {
                attempt.Handshake.Error = Text.Error(new TimeoutException(), "handshake");
            }
            if (attempt.Response != null && attempt.Response.Status != null) outcome = Outcome.Open;
            attempt.Decide(outcome, deadline.Elapsed - started);
        }

        private async Task Tcp(Endpoint endpoint, List<IPAddress> addresses, Attempt attempt)
        {
            Opened opened = await Connections.ConnectFirst(addresses, endpoint.Port, deadline).ConfigureAwait(false);
            attempt.Address = opened.Address.ToString();
            using (opened.Stream) await ClosedAtDeadline(opened.Stream, Speak(endpoint, opened.Stream, attempt)).ConfigureAwait(false);
        }

        private async Task Proxied(Endpoint endpoint, Proxy proxy, Attempt attempt)
        {
            using (Stream stream = await Reach(proxy).ConfigureAwait(false))
            {
                await ClosedAtDeadline(stream, SpeakThrough(endpoint, proxy, stream, attempt)).ConfigureAwait(false);
            }
        }

        private async Task SpeakThrough(Endpoint endpoint, Proxy proxy, Stream stream, Attempt attempt)
        {
            if (endpoint.Protocol == "http" && endpoint.Scheme == "http")
            {
                string place = Http.Authority("http", endpoint.Name, endpoint.Port);
                await Fetch(endpoint, stream, "http://" + place + endpoint.Path, proxy.Authorization(), attempt).ConfigureAwait(false);
                return;
            }
            await Http.OpenTunnel(stream, endpoint.Name, endpoint.Port, proxy.Authorization()).ConfigureAwait(false);
            await Speak(endpoint, stream, attempt).ConfigureAwait(false);
        }

        private async Task<Stream> Reach(Proxy proxy)
        {
            IPAddress[] addresses = await names.Addresses(proxy.Host, true).ConfigureAwait(false);
            IPAddress[] tried = addresses.Length > AddressesPerFamily ? new[] { addresses[0], addresses[1] } : addresses;
            Opened opened = await Connections.ConnectFirst(tried, proxy.Port, deadline).ConfigureAwait(false);
            if (proxy.Speaks != "https") return opened.Stream;
            SslStream tls = await Tls.Verify(opened.Stream, proxy.Host, anchor, new Handshake(), deadline).ConfigureAwait(false);
            if (tls == null) throw new UnexpectedAnswerException("the proxy is not trusted");
            return tls;
        }

        private async Task Speak(Endpoint endpoint, Stream stream, Attempt attempt)
        {
            if (!endpoint.WantsTls)
            {
                if (endpoint.Protocol == "http") await Fetch(endpoint, stream, endpoint.Path, null, attempt).ConfigureAwait(false);
                return;
            }
            Handshake seen = attempt.Handshake = new Handshake();
            SslStream tls = await Tls.Verify(stream, endpoint.Name, anchor, seen, deadline).ConfigureAwait(false);
            // Nothing is asked over a connection whose certificate the machine does not trust.
            if (tls != null && endpoint.Protocol == "http") await Fetch(endpoint, tls, endpoint.Path, null, attempt).ConfigureAwait(false);
        }

        private static async Task Fetch(Endpoint endpoint, Stream stream, string target, List<KeyValuePair<string, string>> more, Attempt attempt)
        {
            attempt.Response = new ResponseReader(endpoint.BodyLimit);
            List<KeyValuePair<string, string>> headers = new List<KeyValuePair<string, string>>(endpoint.Headers);
            if (more != null) headers.AddRange(more);
            headers.Add(new KeyValuePair<string, string>("Connection", "close"));
            string host = Http.Authority(endpoint.Scheme, endpoint.Name, endpoint.Port);
            await Http.Ask(stream, Http.Request("GET", target, host, headers), attempt.Response).ConfigureAwait(false);
        }

        private async Task Udp(Endpoint endpoint, IPAddress address)
        {
            using (Socket socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp))
            {
                socket.Connect(new IPEndPoint(address, endpoint.Port));
                Task<byte[]> receiving = DnsQueries.ReceiveDatagram(socket);
                for (int tries = 0; tries < UdpTries; tries++)
                {
                    socket.Send(endpoint.Packet);
                    Task first = await Task.WhenAny(receiving, Task.Delay(TimeSpan.FromSeconds(Math.Min(UdpPatience, deadline.Left)))).ConfigureAwait(false);
                    if (first != receiving) continue;
                    if (receiving.Exception != null && Outcome.Of(receiving.Exception) == Outcome.Reset) throw new SocketException((int)SocketError.ConnectionRefused);
                    await receiving.ConfigureAwait(false);
                    return;
                }
                Waiting.Forget(receiving);
                throw new TimeoutException();
            }
        }

        // What still talks at the deadline has its stream closed under it: a read that hangs cannot be ended in any other way.
        private async Task ClosedAtDeadline(Stream stream, Task work)
        {
            try
            {
                await Waiting.For(work, deadline.Left).ConfigureAwait(false);
            }
            finally
            {
                stream.Dispose();
            }
        }

        // Tells a name that the resolver denied from one that it had no answer for.
        private static string OutcomeOfName(Exception problem)
        {
            NameNotResolvedException name = problem as NameNotResolvedException;
            return name != null && name.Denied ? Outcome.Unresolved : Outcome.Timeout;
        }
    }
}

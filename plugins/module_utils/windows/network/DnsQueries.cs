// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// DNS packets, sent as they were given, and their raw answers.

using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace RemoteMaintenance
{
    public static class DnsQueries
    {
        private const int AnswerLimit = 65535;
        // Seconds after the first packet at which a question over UDP is asked again.
        private static readonly double[] AskAgainAfter = { 1.0, 3.0, 6.0, double.PositiveInfinity };
        // Seconds to wait before a question over TCP is asked again whose connection was taken and dropped.
        private static readonly double[] TryAgainAfter = { 0.2, 0.5, 1.0 };

        // The answer that carries the packet's id; TimeoutException at the deadline. Where only datagrams with another id came, the first of
        // them is the answer: the control node says what it is.
        public static async Task<byte[]> AskUdp(IPAddress resolver, int port, byte[] packet, Deadline deadline)
        {
            using (Socket socket = new Socket(resolver.AddressFamily, SocketType.Dgram, ProtocolType.Udp))
            {
                // Connected, so that only the resolver's datagrams come and a closed port is noticed.
                socket.Connect(new IPEndPoint(resolver, port));
                double started = deadline.Elapsed;
                byte[] strange = null;
                Task<byte[]> receiving = null;
                foreach (double after in AskAgainAfter)
                {
                    socket.Send(packet);
                    double until = Math.Min(started + after, deadline.Elapsed + deadline.Left);
                    while (deadline.Elapsed < until)
                    {
                        receiving = receiving ?? ReceiveDatagram(socket);
                        Task first = await Task.WhenAny(receiving, Task.Delay(TimeSpan.FromSeconds(Math.Max(0.0, until - deadline.Elapsed)))).ConfigureAwait(false);
                        if (first != receiving) break;
                        byte[] answer = await receiving.ConfigureAwait(false);
                        receiving = null;
                        if (answer.Length >= 2 && packet.Length >= 2 && answer[0] == packet[0] && answer[1] == packet[1]) return answer;
                        strange = strange ?? answer;
                    }
                    if (deadline.Left <= 0) break;
                }
                if (receiving != null) Waiting.Forget(receiving);
                if (strange != null) return strange;
                throw new TimeoutException();
            }
        }

        // The answer. A resolver that takes a connection and drops it has too many of them: it is asked again.
        public static async Task<byte[]> AskTcp(IPAddress resolver, int port, byte[] packet, Deadline deadline)
        {
            foreach (double pause in TryAgainAfter)
            {
                try
                {
                    return await AskTcpOnce(resolver, port, packet, deadline).ConfigureAwait(false);
                }
                catch (Exception problem)
                {
                    if (Outcome.Of(problem) != Outcome.Reset || problem is PeerClosedException) throw;
                }
                await Task.Delay(TimeSpan.FromSeconds(Math.Min(pause, deadline.Left))).ConfigureAwait(false);
            }
            return await AskTcpOnce(resolver, port, packet, deadline).ConfigureAwait(false);
        }

        private static async Task<byte[]> AskTcpOnce(IPAddress resolver, int port, byte[] packet, Deadline deadline)
        {
            using (Stream stream = await Connections.Connect(resolver, port, deadline.Left).ConfigureAwait(false))
            {
                return await Waiting.For(Exchange(stream, packet), deadline.Left).ConfigureAwait(false);
            }
        }

        private static async Task<byte[]> Exchange(Stream stream, byte[] packet)
        {
            List<byte> question = new List<byte> { (byte)(packet.Length >> 8), (byte)packet.Length };
            question.AddRange(packet);
            await Connections.Send(stream, question.ToArray()).ConfigureAwait(false);
            List<byte> data = new List<byte>();
            while (data.Count < 2 || data.Count < 2 + data[0] * 256 + data[1])
            {
                byte[] piece = await Connections.Receive(stream).ConfigureAwait(false);
                if (piece.Length == 0) throw new PeerClosedException();
                data.AddRange(piece);
            }
            return data.GetRange(2, data[0] * 256 + data[1]).ToArray();
        }

        public static async Task<byte[]> ReceiveDatagram(Socket socket)
        {
            byte[] buffer = new byte[AnswerLimit];
            int count = await Task<int>.Factory.FromAsync(
                (callback, state) => socket.BeginReceive(buffer, 0, buffer.Length, SocketFlags.None, callback, state), ended => socket.EndReceive(ended), null).ConfigureAwait(false);
            Array.Resize(ref buffer, count);
            return buffer;
        }

        // A closed port answers a datagram with what Windows calls a reset.
        public static string OutcomeOf(Exception problem, bool datagram)
        {
            string outcome = Outcome.Of(problem);
            if (datagram && outcome == Outcome.Reset) return Outcome.Refused;
            return outcome == Outcome.UnexpectedAnswer || outcome == Outcome.Unresolved ? Outcome.Error : outcome;
        }
    }

    // Lets so many questions at a time through to one resolver: some drop what is more than they like. A question that stays unanswered soon
    // lets the next one pass: a dead resolver must not keep the rest from being asked.
    public sealed class Gate
    {
        private const int Width = 6;
        private const int PatienceMilliseconds = 250;
        private readonly SemaphoreSlim slots = new SemaphoreSlim(Width);

        // Waits for a turn; what it returns ends the turn, which does so by itself after a while.
        public async Task<Action> Enter()
        {
            await slots.WaitAsync().ConfigureAwait(false);
            int ended = 0;
            Action end = delegate
            {
                if (Interlocked.Exchange(ref ended, 1) == 0) slots.Release();
            };
            Waiting.Forget(Task.Delay(PatienceMilliseconds).ContinueWith(over => end()));
            return end;
        }
    }
}

// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// Connections to numeric addresses, as streams that somebody else may close at any time.

using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace RemoteMaintenance
{
    public static class Connections
    {
        private const int ReceiveLimit = 16384;

        // Seconds after which a second address is tried beside a first that is silent.
        private const double HeadStart = 1.0;

        // Connects to one address; raises SocketException, or TimeoutException after `seconds`.
        public static async Task<Stream> Connect(IPAddress address, int port, double seconds)
        {
            Socket socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                IPEndPoint target = new IPEndPoint(address, port);
                Task connecting = Task.Factory.FromAsync((callback, state) => socket.BeginConnect(target, callback, state), ended => socket.EndConnect(ended), null);
                await Waiting.For(connecting, seconds).ConfigureAwait(false);
                socket.NoDelay = true;
                return new NetworkStream(socket, true);
            }
            catch
            {
                socket.Close();
                throw;
            }
        }

        // Connects to the first address that opens, a second one soon beside it; raises NoneOpenedException.
        public static async Task<Opened> ConnectFirst(IList<IPAddress> addresses, int port, Deadline deadline)
        {
            Queue<IPAddress> waiting = new Queue<IPAddress>(addresses);
            Dictionary<Task<Stream>, IPAddress> running = new Dictionary<Task<Stream>, IPAddress>();
            NoneOpenedException failed = null;
            while (waiting.Count > 0 || running.Count > 0)
            {
                if (waiting.Count > 0)
                {
                    IPAddress next = waiting.Dequeue();
                    running[Connect(next, port, deadline.Left)] = next;
                }
                List<Task> pending = new List<Task>(running.Keys);
                if (waiting.Count > 0) pending.Add(Task.Delay(TimeSpan.FromSeconds(Math.Min(HeadStart, deadline.Left))));
                await Task.WhenAny(pending).ConfigureAwait(false);
                Opened opened = null;
                foreach (Task<Stream> task in new List<Task<Stream>>(running.Keys))
                {
                    if (!task.IsCompleted) continue;
                    IPAddress address = running[task];
                    running.Remove(task);
                    if (task.Status != TaskStatus.RanToCompletion) failed = NoneOpenedException.MoreTelling(failed, address, task.Exception);
                    else if (opened == null) opened = new Opened(address, task.Result);
                    else task.Result.Dispose();
                }
                if (opened != null)
                {
                    foreach (Task<Stream> task in running.Keys) CloseWhenOpen(task);
                    return opened;
                }
            }
            throw failed ?? new NoneOpenedException(null, new InvalidOperationException("no address"));
        }

        public static async Task Send(Stream stream, byte[] data)
        {
            await stream.WriteAsync(data, 0, data.Length).ConfigureAwait(false);
            await stream.FlushAsync().ConfigureAwait(false);
        }

        // What has come; nothing at the end of the stream.
        public static async Task<byte[]> Receive(Stream stream)
        {
            byte[] buffer = new byte[ReceiveLimit];
            int count = await stream.ReadAsync(buffer, 0, buffer.Length).ConfigureAwait(false);
            Array.Resize(ref buffer, count);
            return buffer;
        }

        private static void CloseWhenOpen(Task<Stream> task)
        {
            task.ContinueWith(ended =>
            {
                if (ended.Status == TaskStatus.RanToCompletion) ended.Result.Dispose();
                return ended.Exception;
            });
        }
    }

    public sealed class Opened
    {
        public readonly IPAddress Address;
        public readonly Stream Stream;

        public Opened(IPAddress address, Stream stream)
        {
            Address = address;
            Stream = stream;
        }
    }

    // No address opened; names the address and the problem that say most.
    public sealed class NoneOpenedException : Exception
    {
        public readonly IPAddress Address;

        public NoneOpenedException(IPAddress address, Exception problem) : base("none opened", problem)
        {
            Address = address;
        }

        public static NoneOpenedException MoreTelling(NoneOpenedException one, IPAddress address, Exception problem)
        {
            bool more = one == null || Outcome.SaysMore(Outcome.Of(problem), Outcome.Of(one.InnerException));
            return more ? new NoneOpenedException(address, problem) : one;
        }
    }
}

// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// Names, resolved as the machine's own programs would, only some at a time: many customers' routers drop what is more than they like.

using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Threading.Tasks;

namespace RemoteMaintenance
{
    // The machine has no address for a name: it was denied, or there was no answer.
    public sealed class NameNotResolvedException : Exception
    {
        public readonly bool Denied;

        public NameNotResolvedException(string reason, bool denied) : base(reason)
        {
            Denied = denied;
        }
    }

    public sealed class Names
    {
        private const int AtOnce = 4;
        private const int AtOnceLimit = 64;
        private const int Tries = 2;
        private const int TickMilliseconds = 500;
        // Seconds after which a name without an answer makes room for the next one, and is asked for once more.
        private const double Patience = 1.0;

        private readonly object guard = new object();
        private readonly Dictionary<string, Question> asked = new Dictionary<string, Question>(StringComparer.OrdinalIgnoreCase);
        private readonly LinkedList<Question> waiting = new LinkedList<Question>();
        private readonly List<Question> running = new List<Question>();
        private readonly Deadline deadline;
        private int atOnce = AtOnce;
        private bool answered;
        private bool ticking;

        public Names(Deadline deadline)
        {
            this.deadline = deadline;
        }

        // The addresses in the machine's own order; raises NameNotResolvedException. Urgent names are asked for before those that wait.
        public Task<IPAddress[]> Addresses(string name, bool urgent)
        {
            IPAddress numeric;
            if (IPAddress.TryParse(name, out numeric)) return Task.FromResult(new[] { numeric });
            lock (guard)
            {
                Question question;
                if (!asked.TryGetValue(name, out question))
                {
                    asked[name] = question = new Question(name);
                    Waiting.Forget(question.Answer.Task);
                    if (urgent) waiting.AddFirst(question);
                    else waiting.AddLast(question);
                    GoOn();
                }
                return question.Answer.Task;
            }
        }

        // Asks for those that wait, as far as there is room: who has been silent for a while takes none.
        private void GoOn()
        {
            int fresh = 0;
            foreach (Question question in running) if (deadline.Elapsed - question.Since < Patience) fresh++;
            while (waiting.Count > 0 && fresh < atOnce)
            {
                Question question = waiting.First.Value;
                waiting.RemoveFirst();
                if (question.Answer.Task.IsCompleted) continue;
                fresh++;
                Ask(question);
            }
            if (!ticking && (waiting.Count > 0 || running.Count > 0))
            {
                ticking = true;
                Task.Delay(TickMilliseconds).ContinueWith(ended => Tick());
            }
        }

        private void Ask(Question question)
        {
            question.Tries++;
            question.Open++;
            question.Since = deadline.Elapsed;
            if (!running.Contains(question)) running.Add(question);
            Waiting.InThread(() => LookUp(question.Name), "names").ContinueWith(ended => Take(question, ended));
        }

        private void Take(Question question, Task<IPAddress[]> ended)
        {
            lock (guard)
            {
                question.Open--;
                if (question.Open == 0) running.Remove(question);
                NameNotResolvedException problem = ended.Exception == null ? null : ended.Exception.InnerException as NameNotResolvedException;
                if (ended.Exception == null || problem != null && problem.Denied)
                {
                    answered = true;
                    if (problem == null) question.Answer.TrySetResult(ended.Result);
                    else question.Answer.TrySetException(problem);
                }
                else if (question.Open == 0 && question.Tries >= Tries) question.Answer.TrySetException(ended.Exception.InnerException);
                else if (question.Open == 0) waiting.AddLast(question);
                GoOn();
            }
        }

        private void Tick()
        {
            lock (guard)
            {
                ticking = false;
                // Where nothing is answered, a resolver is dead rather than busy, and patience with it costs the others their turn.
                atOnce = answered ? AtOnce : Math.Min(2 * atOnce, AtOnceLimit);
                answered = false;
                if (deadline.Left <= 0) return;
                foreach (Question question in running)
                {
                    if (question.Tries < Tries && deadline.Elapsed - question.Since > Patience && !waiting.Contains(question)) waiting.AddLast(question);
                }
                GoOn();
            }
        }

        private static IPAddress[] LookUp(string name)
        {
            IPAddress[] found;
            try
            {
                found = Dns.GetHostAddresses(name);
            }
            catch (SocketException problem)
            {
                throw new NameNotResolvedException(problem.SocketErrorCode.ToString(), IsDenial(name, problem.SocketErrorCode));
            }
            catch (ArgumentException problem)
            {
                throw new NameNotResolvedException(problem.GetType().Name, true);
            }
            List<IPAddress> distinct = new List<IPAddress>();
            foreach (IPAddress address in found) if (!distinct.Contains(address)) distinct.Add(address);
            if (distinct.Count == 0) throw new NameNotResolvedException("no address", true);
            return distinct.ToArray();
        }

        // Windows says "no such host" of a name that nobody answered for too; its own resolver tells the two apart.
        private static bool IsDenial(string name, SocketError code)
        {
            if (code != SocketError.HostNotFound && code != SocketError.NoData) return false;
            if (Environment.OSVersion.Platform != PlatformID.Win32NT) return true;
            IntPtr records = IntPtr.Zero;
            try
            {
                int status = NativeMethods.DnsQuery_W(name, NativeMethods.TypeA, 0, IntPtr.Zero, out records, IntPtr.Zero);
                return Array.IndexOf(NativeMethods.Denials, status) >= 0;
            }
            catch (Exception problem)
            {
                if (problem is DllNotFoundException || problem is EntryPointNotFoundException) return false;
                throw;
            }
            finally
            {
                if (records != IntPtr.Zero) NativeMethods.DnsFree(records, 1);
            }
        }

        private sealed class Question
        {
            public readonly string Name;
            public readonly TaskCompletionSource<IPAddress[]> Answer = new TaskCompletionSource<IPAddress[]>(TaskCreationOptions.RunContinuationsAsynchronously);
            public int Tries;
            public int Open;
            public double Since;

            public Question(string name)
            {
                Name = name;
            }
        }

        private static class NativeMethods
        {
            public const ushort TypeA = 1;
            // DNS_ERROR_RCODE_NAME_ERROR, DNS_INFO_NO_RECORDS, and what cannot be a name: ERROR_INVALID_NAME, DNS_ERROR_INVALID_NAME_CHAR.
            public static readonly int[] Denials = { 9003, 9501, 123, 9560 };

            [DllImport("dnsapi.dll", CharSet = CharSet.Unicode, ExactSpelling = true)]
            public static extern int DnsQuery_W(string name, ushort type, uint options, IntPtr extra, out IntPtr records, IntPtr reserved);

            [DllImport("dnsapi.dll", ExactSpelling = true)]
            public static extern void DnsFree(IntPtr records, int kind);
        }
    }
}

// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// What can become of an attempt, in the words of the observation's schema, and what exceptions stand for.

using System;
using System.Net.Sockets;
using System.Security.Authentication;

namespace RemoteMaintenance
{
    public static class Outcome
    {
        public const string Open = "open";
        public const string Refused = "refused";
        public const string Timeout = "timeout";
        public const string Unresolved = "unresolved";
        public const string Reset = "reset";
        public const string Unreachable = "unreachable";
        public const string UnexpectedAnswer = "unexpected_answer";
        public const string Error = "error";

        // Of several addresses of one name the outcome that says most is reported.
        private static readonly string[] TellingOrder = { Open, UnexpectedAnswer, Reset, Refused, Timeout, Unreachable, Unresolved, Error };

        public static string Of(Exception problem)
        {
            for (Exception one = problem; one != null; one = one.InnerException)
            {
                if (one is UnexpectedAnswerException || one is AuthenticationException) return UnexpectedAnswer;
                if (one is PeerClosedException) return Reset;
                if (one is TimeoutException || one is OperationCanceledException || one is ObjectDisposedException) return Timeout;
                SocketException socket = one as SocketException;
                if (socket != null) return OfSocket(socket.SocketErrorCode);
            }
            return Error;
        }

        public static bool SaysMore(string one, string other)
        {
            return Array.IndexOf(TellingOrder, one) < Array.IndexOf(TellingOrder, other);
        }

        private static string OfSocket(SocketError code)
        {
            switch (code)
            {
                case SocketError.ConnectionRefused:
                    return Refused;
                case SocketError.ConnectionReset:
                case SocketError.ConnectionAborted:
                case SocketError.Shutdown:
                case SocketError.NotConnected:
                case SocketError.Disconnecting:
                    return Reset;
                case SocketError.TimedOut:
                    return Timeout;
                case SocketError.NetworkUnreachable:
                case SocketError.HostUnreachable:
                case SocketError.NetworkDown:
                case SocketError.HostDown:
                case SocketError.AddressNotAvailable:
                case SocketError.AddressFamilyNotSupported:
                // What a firewall's "administratively prohibited" and a rule on the machine itself look like.
                case SocketError.AccessDenied:
                    return Unreachable;
                default:
                    return Error;
            }
        }
    }

    // The peer answered, but not in the protocol that was spoken. Carries an HTTP status where a proxy gave one.
    public sealed class UnexpectedAnswerException : Exception
    {
        public readonly int? Status;

        public UnexpectedAnswerException(string said, int? status = null) : base(said)
        {
            Status = status;
        }
    }

    // The peer closed the connection before it had answered.
    public sealed class PeerClosedException : Exception
    {
        public PeerClosedException() : base("closed by the peer")
        {
        }
    }
}

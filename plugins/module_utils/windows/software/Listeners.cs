// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// Ports that are asked for, where a process of the product holds them.

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace RemoteMaintenance
{
    public struct Listener
    {
        public int Port;
        public int Process;
        public bool Local;
    }

    public static class Listeners
    {
        private const uint TooSmall = 122;
        private const string Desktop = "remote-desktop-services";
        private const uint NotSupported = 50;
        private static readonly Regex Ports = new Regex(@"^(\d{1,5})(?:-(\d{1,5}))?/tcp$", RegexOptions.CultureInvariant);

        public static void Find(Scan scan)
        {
            if (Wanted(scan).Count == 0) return;
            List<Listener> all = Table(scan, AddressFamily.InterNetwork);
            all.AddRange(Table(scan, AddressFamily.InterNetworkV6));
            Report(scan, all);
        }

        // Those of them that are asked for, and that the product's own processes hold.
        public static void Report(Scan scan, List<Listener> all)
        {
            foreach (Asked one in Wanted(scan))
            {
                Match range = Ports.Match(one.Pattern);
                if (!range.Success) continue;
                int first = int.Parse(range.Groups[1].Value, CultureInfo.InvariantCulture);
                int last = range.Groups[2].Success ? int.Parse(range.Groups[2].Value, CultureInfo.InvariantCulture) : first;
                foreach (Listener listener in all)
                {
                    if (listener.Port < first || listener.Port > last || !scan.Processes[one.Product].Contains(listener.Process)) continue;
                    scan.Add(one.Product, "listener", listener.Port.ToString(CultureInfo.InvariantCulture) + "/tcp" + (listener.Local ? " on loopback" : ""), "running");
                }
            }
        }

        // The rows of a table as Windows lays it out. IPv4: state, address, port, remote address, remote port, process. IPv6: address, scope, port,
        // remote ones, state, process.
        public static List<Listener> Rows(IntPtr table, AddressFamily family)
        {
            List<Listener> found = new List<Listener>();
            bool old = family == AddressFamily.InterNetwork;
            int count = Marshal.ReadInt32(table), step = old ? 24 : 56;
            for (int at = 0; at < count; at++)
            {
                IntPtr row = new IntPtr(table.ToInt64() + 4 + at * step);
                byte[] address = new byte[old ? 4 : 16];
                Marshal.Copy(new IntPtr(row.ToInt64() + (old ? 4 : 0)), address, 0, address.Length);
                int port = Marshal.ReadInt32(row, old ? 8 : 20);
                found.Add(new Listener
                {
                    Port = (port & 0xff) << 8 | port >> 8 & 0xff, Process = Marshal.ReadInt32(row, old ? 20 : 52), Local = IPAddress.IsLoopback(new IPAddress(address))
                });
            }
            return found;
        }

        private static List<Asked> Wanted(Scan scan)
        {
            List<Asked> found = scan.Asked("listeners").FindAll(one => scan.Processes.ContainsKey(one.Product));
            // Remote Desktop is often moved to another port, which Windows names.
            string moved = found.Exists(one => one.Product == Desktop) ? RemoteDesktop.Port(scan.Lack) : null;
            if (!string.IsNullOrEmpty(moved) && !found.Exists(one => one.Product == Desktop && one.Pattern == moved + "/tcp")) found.Add(new Asked { Pattern = moved + "/tcp", Product = Desktop });
            return found;
        }

        private static List<Listener> Table(Scan scan, AddressFamily family)
        {
            List<Listener> none = new List<Listener>();
            int size = 0;
            uint status = NativeMethods.GetExtendedTcpTable(IntPtr.Zero, ref size, false, (int)family, NativeMethods.OwnedListeners, 0);
            if (status == 0 || status == NotSupported && family == AddressFamily.InterNetworkV6) return none;
            // Others may begin to listen in between.
            size += 16384;
            IntPtr buffer = Marshal.AllocHGlobal(size);
            try
            {
                if (status == TooSmall) status = NativeMethods.GetExtendedTcpTable(buffer, ref size, false, (int)family, NativeMethods.OwnedListeners, 0);
                if (status == 0) return Rows(buffer, family);
                scan.Lack("listeners: listing them answers with " + status.ToString(CultureInfo.InvariantCulture));
                return none;
            }
            finally
            {
                Marshal.FreeHGlobal(buffer);
            }
        }

        private static class NativeMethods
        {
            public const int OwnedListeners = 3;

            [DllImport("iphlpapi.dll", SetLastError = true, ExactSpelling = true)]
            public static extern uint GetExtendedTcpTable(IntPtr table, ref int size, bool sorted, int family, int kind, uint reserved);
        }
    }
}

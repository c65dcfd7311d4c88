// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// Services: what the service control manager says of them, and the registry of their program and start.

using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32;

namespace RemoteMaintenance
{
    public static class Services
    {
        private const string Root = @"HKLM\SYSTEM\CurrentControlSet\Services";
        private const int StartsBySystem = 2;
        // Windows calls every longer one missing.
        private const int LongestPath = 260;
        private const int OwnOrShared = 0x30;
        private static readonly string[] Endings = { ".exe", ".cmd", ".bat", ".com" };

        public static void Find(Scan scan)
        {
            Patterns names = scan.Patterns("services");
            Patterns shown = scan.Patterns("service_names");
            // Without the manager's list what runs is not known.
            Dictionary<string, Entry> known = new Dictionary<string, Entry>(StringComparer.OrdinalIgnoreCase);
            bool whole = List(scan, known);
            using (RegistryKey root = Keys.OpenOrLack(Root, scan.Lack))
            {
                if (root == null) return;
                foreach (string name in Keys.Names(root, scan.Lack))
                {
                    Entry entry;
                    known.TryGetValue(name, out entry);
                    List<string> byName = names.Products(name);
                    string display = entry == null ? null : entry.Display;
                    if (byName.Count == 0 && entry == null) display = DisplayName(scan, name);
                    List<string> byDisplay = string.IsNullOrEmpty(display) ? new List<string>() : shown.Products(display);
                    if (byName.Count + byDisplay.Count == 0) continue;
                    Record(scan, name, display, entry, whole, byName, byDisplay);
                }
            }
        }

        // The program of a command line, as it stands, with its variables replaced; empty where there is none.
        public static string Program(string command)
        {
            string text = Expanded(command);
            if (text.StartsWith("\"", StringComparison.Ordinal))
            {
                int end = text.IndexOf('"', 1);
                return end < 0 ? text.Substring(1) : text.Substring(1, end - 1);
            }
            // Without quotes a path may hold blanks: it ends with the first ending of a program that is followed by a blank.
            foreach (string ending in Endings)
            {
                int at = text.IndexOf(ending + " ", StringComparison.OrdinalIgnoreCase);
                if (at >= 0) return text.Substring(0, at + ending.Length);
                if (text.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) return text;
            }
            int blank = text.IndexOf(' ');
            return blank < 0 ? text : text.Substring(0, blank);
        }

        // What Windows may start by a command line, in its order: unquoted, a path ends with any of its blanks; what has no ending may have .exe.
        public static List<string> Readings(string command)
        {
            string text = Expanded(command);
            List<string> ends = new List<string>();
            if (text.StartsWith("\"", StringComparison.Ordinal)) ends.Add(Program(text));
            else
            {
                for (int blank = text.IndexOf(' '); blank >= 0; blank = text.IndexOf(' ', blank + 1)) ends.Add(text.Substring(0, blank));
                ends.Add(text);
            }
            List<string> found = new List<string>();
            foreach (string end in ends)
            {
                found.Add(end);
                if (!end.EndsWith(".exe", StringComparison.OrdinalIgnoreCase)) found.Add(end + ".exe");
            }
            return found;
        }

        private static string Expanded(string command)
        {
            string text = Environment.ExpandEnvironmentVariables((command ?? "").Trim());
            return text.StartsWith(@"\??\", StringComparison.Ordinal) ? text.Substring(4) : text;
        }

        private static void Record(Scan scan, string name, string display, Entry entry, bool whole, List<string> byName, List<string> byDisplay)
        {
            using (RegistryKey key = Keys.OpenOrLack(Root + "\\" + name, scan.Lack))
            {
                string command = Keys.String(key, "ImagePath");
                List<string> readings = Readings(command);
                string program = readings.Find(one => IsLocal(one) && Folders.IsFile(one) == true) ?? Program(command);
                long? start = Keys.Number(key, "Start");
                string state = entry != null ? entry.State : whole && IsUnknown(name) ? "stopped" : null;
                if (state != "running" && program.Length > 0 && readings.TrueForAll(IsGone)) state = "residual";
                bool? boots = start == null ? (bool?)null : start <= StartsBySystem && state != "residual";
                foreach (string product in byName) scan.Add(product, "service", name, state, null, null, boots);
                foreach (string product in byDisplay) scan.Add(product, "service", display, state, null, null, boots);
                foreach (string product in new HashSet<string>(byName).Count == 0 ? byDisplay : byName)
                {
                    if (program.Length > 0) scan.Programs.Add(new KeyValuePair<string, string>(product, program));
                    if (entry != null && entry.Process > 0) scan.Running(product, entry.Process);
                }
            }
        }

        // Whether the manager knows no such service: one that may not be asked for its state is in no list, and may run.
        private static bool IsUnknown(string name)
        {
            try
            {
                using (ServiceManager.OpenService(name, NativeMethods.QueryStatus)) return false;
            }
            catch (Win32Exception problem)
            {
                return problem.NativeErrorCode == ServiceManager.NoSuchService;
            }
        }

        // Whether there is no such file on a disk that is there; of what cannot be asked nothing is said.
        private static bool IsGone(string program)
        {
            return IsLocal(program) && program.Length < LongestPath && Folders.IsFile(program) == false && Folders.IsThere(program.Substring(0, 3)) == true;
        }

        private static bool IsLocal(string program)
        {
            return program.Length > 3 && program[1] == ':' && program[2] == '\\';
        }

        private static string DisplayName(Scan scan, string name)
        {
            using (RegistryKey key = Keys.OpenOrLack(Root + "\\" + name, scan.Lack))
            {
                if (key == null || (Keys.Number(key, "Type") & OwnOrShared) == 0) return null;
                return Keys.String(key, "DisplayName");
            }
        }

        private sealed class Entry
        {
            public string Display;
            // Null while it starts or pauses: what will come of that is not known.
            public string State;
            public int Process;
        }

        private static bool List(Scan scan, Dictionary<string, Entry> found)
        {
            try
            {
                using (ServiceHandle manager = ServiceManager.Open(ServiceManager.Enumerate)) List(manager, found);
                return true;
            }
            catch (Win32Exception problem)
            {
                scan.Lack(Text.Error(problem, "services"));
                return false;
            }
        }

        private static void List(ServiceHandle manager, Dictionary<string, Entry> found)
        {
            IntPtr buffer = Marshal.AllocHGlobal(NativeMethods.MostBytes);
            try
            {
                uint needed, count, resume = 0;
                bool more = true;
                while (more)
                {
                    more = !NativeMethods.EnumServicesStatusExW(manager, 0, OwnOrShared, NativeMethods.AnyState, buffer, NativeMethods.MostBytes, out needed, out count, ref resume, null);
                    int problem = Marshal.GetLastWin32Error();
                    if (more && (problem != NativeMethods.MoreData || count == 0)) throw new Win32Exception(problem);
                    Take(buffer, count, found);
                }
            }
            finally
            {
                Marshal.FreeHGlobal(buffer);
            }
        }

        private static void Take(IntPtr buffer, uint count, Dictionary<string, Entry> found)
        {
            int step = Marshal.SizeOf(typeof(NativeMethods.Status));
            for (int at = 0; at < count; at++)
            {
                NativeMethods.Status status = (NativeMethods.Status)Marshal.PtrToStructure(new IntPtr(buffer.ToInt64() + at * step), typeof(NativeMethods.Status));
                Entry entry = new Entry { Display = Marshal.PtrToStringUni(status.Display), State = StateOf(status.State), Process = (int)status.Process };
                found[Marshal.PtrToStringUni(status.Name) ?? ""] = entry;
            }
        }

        private static string StateOf(uint state)
        {
            if (state == NativeMethods.RunningState) return "running";
            return state == NativeMethods.StoppedState || state == NativeMethods.StopPendingState ? "stopped" : null;
        }

        private static class NativeMethods
        {
            public const uint QueryStatus = 4;
            public const uint AnyState = 3;
            public const uint StoppedState = 1;
            public const uint StopPendingState = 3;
            public const int MoreData = 234;
            // The most that Windows takes (Microsoft's reference of the call, and of the protocol below it, MS-SCMR); it goes on where the last answer ended.
            public const int MostBytes = 256 * 1024;
            public const uint RunningState = 4;

            [StructLayout(LayoutKind.Sequential)]
            public struct Status
            {
                public IntPtr Name;
                public IntPtr Display;
                public uint Type;
                public uint State;
                public uint Controls;
                public uint ExitCode;
                public uint OwnExitCode;
                public uint CheckPoint;
                public uint WaitHint;
                public uint Process;
                public uint Flags;
            }

            [DllImport("advapi32.dll", CharSet = CharSet.Unicode, SetLastError = true, ExactSpelling = true)]
            [return: MarshalAs(UnmanagedType.Bool)]
            public static extern bool EnumServicesStatusExW(ServiceHandle manager, int level, uint type, uint state, IntPtr buffer, int size, out uint needed, out uint count, ref uint resume, string group);
        }
    }
}

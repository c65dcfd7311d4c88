// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// Services: what the service control manager says of them, and the registry of their program and start.

using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Win32;

namespace RemoteMaintenance
{
    public static class Services
    {
        private const string Root = @"HKLM\SYSTEM\CurrentControlSet\Services";
        private const int StartsBySystem = 2;
        // .NET Framework calls every longer one missing.
        private const int LongestPath = 260;
        private const int OwnOrShared = 0x30;
        private static readonly string[] Endings = { ".exe", ".cmd", ".bat", ".com" };

        public static void Find(Scan scan)
        {
            Patterns names = scan.Patterns("services");
            Patterns shown = scan.Patterns("service_names");
            Dictionary<string, Entry> known = Listed(scan);
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
                    Record(scan, name, display, entry, byName, byDisplay);
                }
            }
        }

        // The program of a command line, as it stands, with its variables replaced; empty where there is none.
        public static string Program(string command)
        {
            string text = Environment.ExpandEnvironmentVariables((command ?? "").Trim());
            if (text.StartsWith(@"\??\", StringComparison.Ordinal)) text = text.Substring(4);
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

        private static void Record(Scan scan, string name, string display, Entry entry, List<string> byName, List<string> byDisplay)
        {
            using (RegistryKey key = Keys.OpenOrLack(Root + "\\" + name, scan.Lack))
            {
                string program = Program(Keys.String(key, "ImagePath"));
                long? start = Keys.Number(key, "Start");
                string state = "stopped";
                if (entry != null && entry.Running) state = "running";
                else if (program.Length > 0 && IsGone(program)) state = "residual";
                bool? boots = start == null ? (bool?)null : start <= StartsBySystem && state != "residual";
                foreach (string product in byName) scan.Add(product, "service", name, state, null, null, boots);
                foreach (string product in byDisplay) scan.Add(product, "service", display, state, null, null, boots);
                foreach (string product in new HashSet<string>(byName).Count == 0 ? byDisplay : byName)
                {
                    if (program.Length > 0) scan.Programs.Add(new KeyValuePair<string, string>(product, program));
                    if (entry != null && entry.Running) scan.Running(product, entry.Process);
                }
            }
        }

        // Whether a local path leads nowhere. Of what cannot be asked nothing is said: nor where a path without quotes and ending ends.
        private static bool IsGone(string program)
        {
            if (program.Length < 3 || program.Length >= LongestPath || program[1] != ':' || program[2] != '\\') return false;
            if (!Array.Exists(Endings, ending => program.EndsWith(ending, StringComparison.OrdinalIgnoreCase))) return false;
            try
            {
                return !File.Exists(program) && Directory.Exists(Path.GetPathRoot(program));
            }
            catch (Exception problem)
            {
                if (!Keys.IsExpected(problem)) throw;
                return false;
            }
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
            public bool Running;
            public int Process;
        }

        private static Dictionary<string, Entry> Listed(Scan scan)
        {
            Dictionary<string, Entry> found = new Dictionary<string, Entry>(StringComparer.OrdinalIgnoreCase);
            try
            {
                using (ServiceHandle manager = ServiceManager.Open(ServiceManager.Enumerate)) List(manager, found);
            }
            catch (Win32Exception problem)
            {
                scan.Lack(Text.Error(problem, "services"));
            }
            return found;
        }

        private static void List(ServiceHandle manager, Dictionary<string, Entry> found)
        {
            uint needed, count, resume = 0;
            NativeMethods.EnumServicesStatusExW(manager, 0, OwnOrShared, NativeMethods.AnyState, IntPtr.Zero, 0, out needed, out count, ref resume, null);
            // Services may come in between.
            uint size = needed + 65536;
            IntPtr buffer = Marshal.AllocHGlobal((int)size);
            try
            {
                resume = 0;
                if (!NativeMethods.EnumServicesStatusExW(manager, 0, OwnOrShared, NativeMethods.AnyState, buffer, size, out needed, out count, ref resume, null))
                    throw new Win32Exception(Marshal.GetLastWin32Error());
                int step = Marshal.SizeOf(typeof(NativeMethods.Status));
                for (int at = 0; at < count; at++)
                {
                    NativeMethods.Status status = (NativeMethods.Status)Marshal.PtrToStructure(new IntPtr(buffer.ToInt64() + at * step), typeof(NativeMethods.Status));
                    Entry entry = new Entry { Display = Marshal.PtrToStringUni(status.Display), Running = status.State == NativeMethods.RunningState, Process = (int)status.Process };
                    found[Marshal.PtrToStringUni(status.Name) ?? ""] = entry;
                }
            }
            finally
            {
                Marshal.FreeHGlobal(buffer);
            }
        }

        private static class NativeMethods
        {
            public const uint AnyState = 3;
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
            public static extern bool EnumServicesStatusExW(ServiceHandle manager, int level, uint type, uint state, IntPtr buffer, uint size, out uint needed, out uint count, ref uint resume, string group);
        }
    }
}

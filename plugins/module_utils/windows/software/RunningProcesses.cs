// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// Running programs: the file that runs where the account may see it, else the process's name. Command lines are not read.

using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace RemoteMaintenance
{
    public static class RunningProcesses
    {
        private const int PathLimit = 2048;

        public static void Find(Scan scan)
        {
            Patterns patterns = scan.Patterns("processes");
            foreach (Process process in Process.GetProcesses())
            {
                using (process)
                {
                    string value = PathOf(process.Id) ?? NameOf(process);
                    if (value == null) continue;
                    foreach (string product in patterns.Products(value.Substring(value.LastIndexOf('\\') + 1)))
                    {
                        scan.Add(product, "process", value, "running", null, scan.Owner(value));
                        scan.Running(product, process.Id);
                    }
                }
            }
        }

        private static string NameOf(Process process)
        {
            try
            {
                return process.ProcessName + ".exe";
            }
            catch (InvalidOperationException)
            {
                // It has ended meanwhile.
                return null;
            }
        }

        private static string PathOf(int number)
        {
            IntPtr handle = NativeMethods.OpenProcess(NativeMethods.LimitedInformation, false, number);
            if (handle == IntPtr.Zero) return null;
            try
            {
                StringBuilder path = new StringBuilder(PathLimit);
                int length = path.Capacity;
                return NativeMethods.QueryFullProcessImageNameW(handle, 0, path, ref length) && length > 0 ? path.ToString() : null;
            }
            finally
            {
                NativeMethods.CloseHandle(handle);
            }
        }

        private static class NativeMethods
        {
            public const uint LimitedInformation = 0x1000;

            [DllImport("kernel32.dll", SetLastError = true, ExactSpelling = true)]
            public static extern IntPtr OpenProcess(uint access, bool inherit, int number);

            [DllImport("kernel32.dll", CharSet = CharSet.Unicode, SetLastError = true, ExactSpelling = true)]
            [return: MarshalAs(UnmanagedType.Bool)]
            public static extern bool QueryFullProcessImageNameW(IntPtr process, uint flags, StringBuilder path, ref int length);

            [DllImport("kernel32.dll", ExactSpelling = true)]
            [return: MarshalAs(UnmanagedType.Bool)]
            public static extern bool CloseHandle(IntPtr handle);
        }
    }
}

// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// One Windows service, asked and changed through the service control manager itself: nothing of it depends on WMI or the display's language.

using System;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace RemoteMaintenance
{
    public sealed class ServiceStatus
    {
        public bool Enabled;
        public bool Running;
        public bool Stopped;
        // Of a service that stopped: Windows' code, and its own where that one is 1066.
        public uint ExitCode;
        public uint OwnExitCode;
    }

    public static class WindowsService
    {
        private const int AlreadyRunning = 1056;

        // Null where there is no service of that name; raises Win32Exception.
        public static ServiceStatus Look(string name)
        {
            try
            {
                using (ServiceHandle service = ServiceManager.OpenService(name, NativeMethods.QueryConfig | NativeMethods.QueryStatus))
                {
                    NativeMethods.Status status;
                    if (!NativeMethods.QueryServiceStatus(service, out status)) throw new Win32Exception(Marshal.GetLastWin32Error());
                    bool stopped = status.State == NativeMethods.StateStopped;
                    return new ServiceStatus
                    {
                        Enabled = StartType(service) <= NativeMethods.AutoStart, Running = status.State == NativeMethods.StateRunning, Stopped = stopped,
                        ExitCode = status.ExitCode, OwnExitCode = status.OwnExitCode
                    };
                }
            }
            catch (Win32Exception problem)
            {
                if (problem.NativeErrorCode == ServiceManager.NoSuchService) return null;
                throw;
            }
        }

        // It starts with the machine from now on; raises Win32Exception.
        public static void Enable(string name)
        {
            using (ServiceHandle service = ServiceManager.OpenService(name, NativeMethods.ChangeConfig))
            {
                if (!NativeMethods.ChangeServiceConfigW(service, NativeMethods.Unchanged, NativeMethods.AutoStart, NativeMethods.Unchanged, null, null, IntPtr.Zero, null, null, null, null))
                    throw new Win32Exception(Marshal.GetLastWin32Error());
            }
        }

        // Asks it to start, and does not wait; raises Win32Exception.
        public static void Start(string name)
        {
            using (ServiceHandle service = ServiceManager.OpenService(name, NativeMethods.StartIt))
            {
                if (NativeMethods.StartServiceW(service, 0, IntPtr.Zero)) return;
                int error = Marshal.GetLastWin32Error();
                if (error != AlreadyRunning) throw new Win32Exception(error);
            }
        }

        private static uint StartType(ServiceHandle service)
        {
            // The most that Windows ever needs for it.
            const int size = 8192;
            IntPtr buffer = Marshal.AllocHGlobal(size);
            try
            {
                uint needed;
                if (!NativeMethods.QueryServiceConfigW(service, buffer, size, out needed)) throw new Win32Exception(Marshal.GetLastWin32Error());
                // Type, then start.
                return (uint)Marshal.ReadInt32(buffer, 4);
            }
            finally
            {
                Marshal.FreeHGlobal(buffer);
            }
        }

        private static class NativeMethods
        {
            public const uint QueryConfig = 1;
            public const uint ChangeConfig = 2;
            public const uint QueryStatus = 4;
            public const uint StartIt = 0x10;
            public const uint AutoStart = 2;
            public const uint Unchanged = 0xffffffff;
            public const uint StateStopped = 1;
            public const uint StateRunning = 4;

            [StructLayout(LayoutKind.Sequential)]
            public struct Status
            {
                public uint Type;
                public uint State;
                public uint Controls;
                public uint ExitCode;
                public uint OwnExitCode;
                public uint CheckPoint;
                public uint WaitHint;
            }

            [DllImport("advapi32.dll", SetLastError = true, ExactSpelling = true)]
            [return: MarshalAs(UnmanagedType.Bool)]
            public static extern bool QueryServiceStatus(ServiceHandle service, out Status status);

            [DllImport("advapi32.dll", SetLastError = true, ExactSpelling = true)]
            [return: MarshalAs(UnmanagedType.Bool)]
            public static extern bool QueryServiceConfigW(ServiceHandle service, IntPtr buffer, uint size, out uint needed);

            [DllImport("advapi32.dll", CharSet = CharSet.Unicode, SetLastError = true, ExactSpelling = true)]
            [return: MarshalAs(UnmanagedType.Bool)]
            public static extern bool ChangeServiceConfigW(ServiceHandle service, uint type, uint start, uint error, string program, string group, IntPtr tag, string needs,
                string account, string password, string display);

            [DllImport("advapi32.dll", SetLastError = true, ExactSpelling = true)]
            [return: MarshalAs(UnmanagedType.Bool)]
            public static extern bool StartServiceW(ServiceHandle service, uint count, IntPtr words);
        }
    }
}

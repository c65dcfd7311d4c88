// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// The way to the service control manager, for what lists services and for what works on one.

using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace RemoteMaintenance
{
    // Of the manager itself or of one service.
    public sealed class ServiceHandle : SafeHandleZeroOrMinusOneIsInvalid
    {
        public ServiceHandle() : base(true)
        {
        }

        protected override bool ReleaseHandle()
        {
            return CloseServiceHandle(handle);
        }

        [DllImport("advapi32.dll", SetLastError = true, ExactSpelling = true)]
        [return: MarshalAs(UnmanagedType.Bool)]
        private static extern bool CloseServiceHandle(System.IntPtr handle);
    }

    public static class ServiceManager
    {
        public const uint Connect = 1;
        public const uint Enumerate = 4;
        public const int NoSuchService = 1060;

        // Raises Win32Exception.
        public static ServiceHandle Open(uint access)
        {
            ServiceHandle manager = OpenSCManagerW(null, null, access);
            if (manager.IsInvalid) throw new Win32Exception(Marshal.GetLastWin32Error());
            return manager;
        }

        // Raises Win32Exception.
        public static ServiceHandle OpenService(string name, uint access)
        {
            using (ServiceHandle manager = Open(Connect))
            {
                ServiceHandle service = OpenServiceW(manager, name, access);
                if (service.IsInvalid) throw new Win32Exception(Marshal.GetLastWin32Error());
                return service;
            }
        }

        [DllImport("advapi32.dll", CharSet = CharSet.Unicode, SetLastError = true, ExactSpelling = true)]
        private static extern ServiceHandle OpenServiceW(ServiceHandle manager, string name, uint access);

        [DllImport("advapi32.dll", CharSet = CharSet.Unicode, SetLastError = true, ExactSpelling = true)]
        private static extern ServiceHandle OpenSCManagerW(string machine, string database, uint access);
    }
}

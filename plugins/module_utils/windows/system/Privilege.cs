// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// What the account may do. Known by SIDs: names of groups are in the machine's language.

using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Security.Principal;

namespace RemoteMaintenance
{
    public static class Privilege
    {
        private const string Administrators = "S-1-5-32-544";

        // `language` is the session's language mode, FullLanguage where nothing confines it.
        public static Dictionary<string, object> Collect(string language)
        {
            string account = Account();
            return new Dictionary<string, object>
            {
                { "administrative", account == "administrator" || account == "root" }, { "account", account },
                { "confined", language == "ConstrainedLanguage" ? "constrained_language" : null }
            };
        }

        private static string Account()
        {
            if (Environment.OSVersion.Platform != PlatformID.Win32NT) return Environment.UserName == "root" ? "root" : "ordinary";
            using (WindowsIdentity identity = WindowsIdentity.GetCurrent())
            {
                SecurityIdentifier administrators = new SecurityIdentifier(Administrators);
                return new WindowsPrincipal(identity).IsInRole(administrators) ? "administrator" : WithoutTheRights(AttributesOf(administrators, identity.Token));
            }
        }

        // What somebody is whose log-in has not the rights of an administrator. An administrator from whom User Account Control took them carries the
        // group for denials only. `attributes`: of the administrators' group in the token, null where it is not in it.
        public static string WithoutTheRights(uint? attributes)
        {
            return attributes != null && (attributes & NativeMethods.ForDenialsOnly) != 0 ? "filtered_administrator" : "ordinary";
        }

        private static uint? AttributesOf(SecurityIdentifier group, IntPtr token)
        {
            int size;
            NativeMethods.GetTokenInformation(token, NativeMethods.Groups, IntPtr.Zero, 0, out size);
            IntPtr buffer = Marshal.AllocHGlobal(Math.Max(size, IntPtr.Size));
            try
            {
                if (!NativeMethods.GetTokenInformation(token, NativeMethods.Groups, buffer, size, out size)) throw new Win32Exception(Marshal.GetLastWin32Error());
                int count = Marshal.ReadInt32(buffer);
                for (int at = 0; at < count; at++)
                {
                    // After the count, each in the room of two pointers: where its SID is, its attributes.
                    int offset = IntPtr.Size + at * 2 * IntPtr.Size;
                    if (group.Equals(new SecurityIdentifier(Marshal.ReadIntPtr(buffer, offset)))) return (uint)Marshal.ReadInt32(buffer, offset + IntPtr.Size);
                }
                return null;
            }
            finally
            {
                Marshal.FreeHGlobal(buffer);
            }
        }

        private static class NativeMethods
        {
            public const int Groups = 2;
            public const uint ForDenialsOnly = 0x10;

            [DllImport("advapi32.dll", SetLastError = true, ExactSpelling = true)]
            [return: MarshalAs(UnmanagedType.Bool)]
            public static extern bool GetTokenInformation(IntPtr token, int kind, IntPtr buffer, int size, out int needed);
        }
    }
}

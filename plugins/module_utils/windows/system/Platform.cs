// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// What the machine is: product, edition, build, architecture, domain or workgroup, pending reboot.

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Net.NetworkInformation;
using System.Runtime.InteropServices;
using Microsoft.Win32;

namespace RemoteMaintenance
{
    public static class Platform
    {
        private const string Current = @"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion";
        private const int Windows11 = 22000;
        private static readonly string[] RebootKeys =
        {
            @"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing\RebootPending",
            @"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update\RebootRequired"
        };

        public static Dictionary<string, object> Collect(Action<string> note)
        {
            if (Environment.OSVersion.Platform != PlatformID.Win32NT) return Elsewhere();
            Dictionary<string, object> found = new Dictionary<string, object>
            {
                { "system", "windows" }, { "distribution", "windows" }, { "kernel", Text.ShortOrNull(Environment.OSVersion.Version.ToString()) },
                { "architecture", Text.ShortOrNull(Architecture()) }, { "hostname", Text.ShortOrNull(Environment.MachineName) },
                { "domain", Text.ShortOrNull(Domain()) }, { "uptime", Uptime() }, { "reboot_pending", RebootPending(note) }
            };
            using (RegistryKey key = Keys.OpenOrLack(Current, note))
            {
                if (key == null) return found;
                int build;
                bool known = int.TryParse(Keys.String(key, "CurrentBuildNumber"), NumberStyles.None, CultureInfo.InvariantCulture, out build);
                long? revision = Keys.Number(key, "UBR");
                string name = Keys.String(key, "ProductName") ?? "";
                // Windows 11 still calls itself 10 there.
                if (known && build >= Windows11) name = name.Replace("Windows 10", "Windows 11");
                string release = Keys.String(key, "DisplayVersion") ?? Keys.String(key, "ReleaseId");
                found["name"] = Text.ShortOrNull(string.IsNullOrEmpty(release) ? name : name + " " + release);
                found["edition"] = Text.ShortOrNull(Keys.String(key, "EditionID"));
                string version = known ? build.ToString(CultureInfo.InvariantCulture) + (revision == null ? "" : "." + revision) : null;
                found["version"] = Text.ShortOrNull(version);
                string kind = Keys.String(key, "InstallationType");
                if (!string.IsNullOrEmpty(kind)) found["family"] = new List<object> { Text.Short(kind) };
            }
            return found;
        }

        private static Dictionary<string, object> Elsewhere()
        {
            return new Dictionary<string, object>
            {
                { "system", "other" }, { "kernel", Text.ShortOrNull(Environment.OSVersion.VersionString) }, { "hostname", Text.ShortOrNull(Environment.MachineName) }
            };
        }

        private static string Architecture()
        {
            string name = Environment.GetEnvironmentVariable("PROCESSOR_ARCHITEW6432") ?? Environment.GetEnvironmentVariable("PROCESSOR_ARCHITECTURE");
            // In the words of the other systems.
            return name == "AMD64" ? "x86_64" : name == "ARM64" ? "aarch64" : name;
        }

        // The domain, else the workgroup, as in `WORKGROUP (workgroup)`. `status`: as NetGetJoinInformation says it with `name`; `full`: the domain's name in DNS.
        public static string Joined(int status, string name, string full)
        {
            if (status == NativeMethods.JoinedDomain) return string.IsNullOrEmpty(full) ? name : full;
            return status == NativeMethods.JoinedWorkgroup ? name + " (workgroup)" : null;
        }

        private static string Domain()
        {
            IntPtr name = IntPtr.Zero;
            try
            {
                int status;
                string full = IPGlobalProperties.GetIPGlobalProperties().DomainName;
                return NativeMethods.NetGetJoinInformation(null, out name, out status) == 0 ? Joined(status, Marshal.PtrToStringUni(name), full) : full;
            }
            catch (Exception problem)
            {
                if (problem is DllNotFoundException || problem is EntryPointNotFoundException || problem is NetworkInformationException) return null;
                throw;
            }
            finally
            {
                if (name != IntPtr.Zero) NativeMethods.NetApiBufferFree(name);
            }
        }

        private static double? Uptime()
        {
            return Math.Round(NativeMethods.GetTickCount64() / 1000.0, 1);
        }

        private static bool? RebootPending(Action<string> note)
        {
            try
            {
                foreach (string path in RebootKeys) if (Keys.Exists(path)) return true;
                using (RegistryKey session = Keys.Open(@"HKLM\SYSTEM\CurrentControlSet\Control\Session Manager"))
                {
                    if (session != null && Keys.Strings(session, "PendingFileRenameOperations").Count > 0) return true;
                }
                using (RegistryKey now = Keys.Open(@"HKLM\SYSTEM\CurrentControlSet\Control\ComputerName\ActiveComputerName"))
                using (RegistryKey then = Keys.Open(@"HKLM\SYSTEM\CurrentControlSet\Control\ComputerName\ComputerName"))
                {
                    return now != null && then != null && Keys.String(now, "ComputerName") != Keys.String(then, "ComputerName");
                }
            }
            catch (Exception problem)
            {
                if (!Keys.IsExpected(problem)) throw;
                note(Text.Error(problem, "pending reboot"));
                return null;
            }
        }

        private static class NativeMethods
        {
            public const int JoinedWorkgroup = 2;
            public const int JoinedDomain = 3;

            [DllImport("netapi32.dll", CharSet = CharSet.Unicode, ExactSpelling = true)]
            public static extern int NetGetJoinInformation(string server, out IntPtr name, out int status);

            [DllImport("netapi32.dll", ExactSpelling = true)]
            public static extern int NetApiBufferFree(IntPtr buffer);

            [DllImport("kernel32.dll", ExactSpelling = true)]
            public static extern ulong GetTickCount64();
        }
    }
}

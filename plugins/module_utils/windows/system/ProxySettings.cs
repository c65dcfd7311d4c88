// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// The machine's proxies: WinHTTP's, which services use, and people's own, which services do not use.

using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Microsoft.Win32;

namespace RemoteMaintenance
{
    public sealed class ProxySettings
    {
        private const int Limit = 16;
        private const string Settings = @"Software\Microsoft\Windows\CurrentVersion\Internet Settings";

        private readonly List<Proxy> winHttp = new List<Proxy>();
        private readonly List<Proxy> people = new List<Proxy>();
        private readonly List<Dictionary<string, object>> scripts = new List<Dictionary<string, object>>();

        // What hinders saying which proxy the machine's services use.
        public readonly List<string> Problems = new List<string>();

        // What hinders saying which one a person uses.
        public readonly List<string> Remarks = new List<string>();

        public static ProxySettings Read()
        {
            ProxySettings found = new ProxySettings();
            if (Environment.OSVersion.Platform != PlatformID.Win32NT) return found;
            found.ReadWinHttp();
            int number = 0;
            foreach (string sid in Keys.People(found.Problems.Add)) found.ReadPerson(@"HKU\" + sid + "\\" + Settings, (++number).ToString());
            return found;
        }

        // Those that the machine's services would go through: WinHTTP's alone.
        public List<Proxy> LeadingTo(string scheme, string host)
        {
            return winHttp.FindAll(proxy => proxy.CanServe(scheme, host));
        }

        public List<object> Observed()
        {
            List<object> entries = new List<object>();
            HashSet<string> ids = new HashSet<string>();
            List<Dictionary<string, object>> all = new List<Dictionary<string, object>>();
            foreach (Proxy proxy in winHttp) all.Add(proxy.Observed());
            foreach (Proxy proxy in people) all.Add(proxy.Observed());
            all.AddRange(scripts);
            foreach (Dictionary<string, object> entry in all) if (ids.Add((string)entry["id"]) && entries.Count < Limit) entries.Add(entry);
            return entries;
        }

        private void ReadWinHttp()
        {
            NativeMethods.ProxyInfo info = new NativeMethods.ProxyInfo();
            try
            {
                if (!NativeMethods.WinHttpGetDefaultProxyConfiguration(ref info))
                {
                    Problems.Add("winhttp: " + Marshal.GetLastWin32Error());
                    return;
                }
                if (info.AccessType != NativeMethods.NamedProxy) return;
                string addresses = Marshal.PtrToStringUni(info.Proxy) ?? "";
                string bypass = Marshal.PtrToStringUni(info.Bypass) ?? "";
                winHttp.AddRange(Proxy.Listed(addresses, bypass, "winhttp", "", Problems.Add));
            }
            catch (Exception problem)
            {
                if (!(problem is DllNotFoundException || problem is EntryPointNotFoundException)) throw;
                Problems.Add(Text.Error(problem, "winhttp"));
            }
            finally
            {
                if (info.Proxy != IntPtr.Zero) NativeMethods.GlobalFree(info.Proxy);
                if (info.Bypass != IntPtr.Zero) NativeMethods.GlobalFree(info.Bypass);
            }
        }

        // A person's settings are named and not tried: what a service cannot use leads it nowhere.
        private void ReadPerson(string path, string number)
        {
            using (RegistryKey key = Keys.OpenOrLack(path, Remarks.Add))
            {
                if (key == null) return;
                string script = Keys.String(key, "AutoConfigURL");
                if (!string.IsNullOrEmpty(script)) scripts.Add(Proxy.Script(script, "pac_file-" + number));
                string addresses = Keys.String(key, "ProxyServer");
                if (Keys.Number(key, "ProxyEnable") != 1 || string.IsNullOrEmpty(addresses)) return;
                people.AddRange(Proxy.Listed(addresses, Keys.String(key, "ProxyOverride") ?? "", "user", number, delegate { }));
            }
        }

        private static class NativeMethods
        {
            public const uint NamedProxy = 3;

            [StructLayout(LayoutKind.Sequential)]
            public struct ProxyInfo
            {
                public uint AccessType;
                public IntPtr Proxy;
                public IntPtr Bypass;
            }

            [DllImport("winhttp.dll", SetLastError = true, ExactSpelling = true)]
            [return: MarshalAs(UnmanagedType.Bool)]
            public static extern bool WinHttpGetDefaultProxyConfiguration(ref ProxyInfo info);

            [DllImport("kernel32.dll", ExactSpelling = true)]
            public static extern IntPtr GlobalFree(IntPtr memory);
        }
    }
}

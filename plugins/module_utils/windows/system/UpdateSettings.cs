// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// Where the machine's updates come from, by policy or by default, and whether they are switched off.
//
// Policies: HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate and its key AU, as Microsoft documents them for Windows Server Update
// Services and Windows Update for Business. The two addresses of Windows Update itself are of Microsoft's list for firewalls; that the
// first page of each answers is an assumption, and what it answers is compared with what the control node gets. Of a server of the customer's own
// that file is asked which Microsoft names to try whether a client reaches it (its troubleshooting of software update points): it is XML, where
// the service's own address answers with a help page, as anybody's might.

using System;
using System.Collections.Generic;
using Microsoft.Win32;

namespace RemoteMaintenance
{
    public sealed class UpdateSource
    {
        public string Manager;
        public string Name;
        public string Kind;
        public string Url;

        public Dictionary<string, object> Observed()
        {
            string shown = Urls.Strip(Url);
            return new Dictionary<string, object>
            {
                { "id", Text.Identifier(Manager + ":" + shown) }, { "manager", Manager }, { "name", Name }, { "kind", Kind }, { "url", shown }, { "attempts", new List<object>() }
            };
        }
    }

    public sealed class UpdateSettings
    {
        private const string Policy = @"HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate";
        private const string ServiceKey = @"HKLM\SYSTEM\CurrentControlSet\Services\wuauserv";
        private const int ServiceDisabled = 4;
        private static readonly string[] WindowsUpdate = { "https://fe2.update.microsoft.com/", "http://download.windowsupdate.com/" };
        private static readonly string[] ForBusiness =
        {
            "DeferFeatureUpdates", "DeferFeatureUpdatesPeriodInDays", "DeferQualityUpdates", "DeferQualityUpdatesPeriodInDays", "PauseFeatureUpdatesStartTime",
            "PauseQualityUpdatesStartTime", "BranchReadinessLevel", "TargetReleaseVersion"
        };

        public readonly List<object> Managers = new List<object>();
        public readonly List<UpdateSource> Sources = new List<UpdateSource>();
        public readonly List<string> Problems = new List<string>();
        public bool? DisabledByPolicy;

        public static UpdateSettings Read()
        {
            UpdateSettings found = new UpdateSettings();
            if (Environment.OSVersion.Platform != PlatformID.Win32NT)
            {
                found.Problems.Add("no Windows");
                return found;
            }
            using (RegistryKey policy = Keys.OpenOrLack(Policy, found.Problems.Add))
            using (RegistryKey automatic = Keys.OpenOrLack(Policy + @"\AU", found.Problems.Add))
            using (RegistryKey service = Keys.OpenOrLack(ServiceKey, found.Problems.Add))
            {
                // A policy that cannot be read may name any source.
                if (found.Problems.Count > 0) return found;
                found.DisabledByPolicy = Keys.Number(automatic, "NoAutoUpdate") == 1 || Keys.Number(policy, "DisableWindowsUpdateAccess") == 1
                    || Keys.Number(service, "Start") == ServiceDisabled;
                string server = Keys.String(policy, "WUServer");
                if (Keys.Number(automatic, "UseWUServer") == 1 && !string.IsNullOrEmpty(server)) found.AddServer(server);
                else found.AddWindowsUpdate(Array.Exists(ForBusiness, name => Keys.HasContent(policy, name)));
            }
            return found;
        }

        private void AddServer(string server)
        {
            Managers.Add("wsus");
            Sources.Add(new UpdateSource { Manager = "wsus", Name = "WUServer", Kind = "policy", Url = server.TrimEnd('/') + "/ClientWebService/wusserverversion.xml" });
        }

        private void AddWindowsUpdate(bool forBusiness)
        {
            string manager = forBusiness ? "windows_update_for_business" : "windows_update";
            Managers.Add(manager);
            foreach (string url in WindowsUpdate) Sources.Add(new UpdateSource { Manager = manager, Name = "Windows Update", Kind = "server", Url = url });
        }
    }
}

// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// Remote Desktop, as Windows has it: whether it is switched on, and whether it asks who somebody is before it opens a session (network level
// authentication). A policy counts before the machine's own setting.

using System;
using System.Collections.Generic;
using Microsoft.Win32;

namespace RemoteMaintenance
{
    public static class RemoteDesktop
    {
        private const string Policy = @"HKLM\SOFTWARE\Policies\Microsoft\Windows NT\Terminal Services";
        private const string Server = @"HKLM\SYSTEM\CurrentControlSet\Control\Terminal Server";
        private const string Listener = Server + @"\WinStations\RDP-Tcp";

        // The port that it is to listen on, null where none is set.
        public static string Port(Action<string> lack)
        {
            using (RegistryKey listener = Keys.OpenOrLack(Listener, lack)) return Keys.String(listener, "PortNumber");
        }

        public static List<Inspection> Inspect(Scan scan)
        {
            Inspection inspection = new Inspection("remote-desktop-services");
            using (RegistryKey policy = Keys.OpenOrLack(Policy, inspection.Errors.Add))
            using (RegistryKey server = Keys.OpenOrLack(Server, inspection.Errors.Add))
            using (RegistryKey listener = Keys.OpenOrLack(Listener, inspection.Errors.Add))
            {
                long? denied = Keys.Number(policy, "fDenyTSConnections") ?? Keys.Number(server, "fDenyTSConnections");
                long? level = Keys.Number(policy, "UserAuthentication") ?? Keys.Number(listener, "UserAuthentication");
                // A policy that cannot be read may say anything.
                bool whole = inspection.Errors.Count == 0;
                bool? enabled = denied == null || !whole ? (bool?)null : denied == 0;
                inspection.Values["enabled"] = enabled;
                inspection.Values["network_level_authentication"] = level == null || !whole ? (bool?)null : level == 1;
                inspection.Values["port"] = Port(inspection.Errors.Add);
                inspection.Unattended = enabled;
            }
            return new List<Inspection> { inspection };
        }
    }
}

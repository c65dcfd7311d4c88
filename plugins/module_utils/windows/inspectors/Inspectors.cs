// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// Asks the inspector of every product that showed any signal, and adds the note that our own roles left.

using System;
using System.Collections.Generic;

namespace RemoteMaintenance
{
    public static class Inspectors
    {
        private const int MostInstances = 16;
        // Bytes of all inspections together.
        private const int MostBytes = 22 * 1024;

        private static readonly Dictionary<string, Func<Scan, List<Inspection>>> ByProduct = new Dictionary<string, Func<Scan, List<Inspection>>>
        {
            { "anydesk", AnyDesk.Inspect }, { "atera", Atera.Inspect }, { "meshcentral", scan => MeshAgent.Inspect(scan, "meshcentral") },
            { "tactical-rmm", scan => MeshAgent.Inspect(scan, "tactical-rmm") }, { "realvnc", Vnc.InspectRealVnc }, { "tightvnc", Vnc.InspectTightVnc },
            { "tigervnc", Vnc.InspectTigerVnc }, { "ultravnc", Vnc.InspectUltraVnc }, { "remote-desktop-services", RemoteDesktop.Inspect }, { "rustdesk", RustDesk.Inspect },
            { "screenconnect", ScreenConnect.Inspect }, { "splashtop-streamer", Splashtop.Inspect }, { "teamviewer", scan => TeamViewer.Inspect() },
            { "teamviewer-quicksupport", scan => QuickSupport.Inspect() }
        };

        public static void Inspect(Scan scan)
        {
            Dictionary<string, Dictionary<string, string>> hints = Hint.Read();
            int size = 0;
            foreach (string product in scan.Products())
            {
                List<Inspection> found = ByProduct.ContainsKey(product) ? Ask(scan, product) : new List<Inspection>();
                Dictionary<string, string> hint;
                if (hints.TryGetValue(product, out hint))
                {
                    if (found.Count == 0) found.Add(new Inspection(product));
                    foreach (Inspection one in found) foreach (KeyValuePair<string, string> value in hint) one.Values[value.Key] = value.Value;
                }
                List<object> kept = new List<object>();
                foreach (Inspection one in found)
                {
                    Dictionary<string, object> observed = one.Observed(scan.Homes);
                    size += Size.Of(observed);
                    if (size <= MostBytes && kept.Count < MostInstances) kept.Add(observed);
                }
                if (kept.Count < found.Count) scan.Lack(product + ": more instances than are sent");
                if (kept.Count > 0) scan.Inspected(product, kept);
            }
        }

        private static List<Inspection> Ask(Scan scan, string product)
        {
            try
            {
                return ByProduct[product](scan);
            }
            catch (Exception problem)
            {
                scan.Lack(Text.Error(problem, product + "'s settings"));
                return new List<Inspection>();
            }
        }
    }
}

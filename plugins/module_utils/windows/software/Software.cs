// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// Looks for the software of a query, one part after the other; what one part cannot look at does not cost the others.

using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;

namespace RemoteMaintenance
{
    public static class Software
    {
        // Seconds that one part may hang (a dead network folder) before the others go on without it: half of what is left, but not less than this.
        private const double Patience = 4.0;
        private const double PartOfWhatIsLeft = 0.5;

        // Parts that took longer than this are named, so that a slow machine can be told from a slow collector.
        private const double Slow = 1.0;

        // The most telling first: what is found when the time is up is sent.
        private static readonly KeyValuePair<string, Action<Scan>>[] Parts =
        {
            Part("account", scan => scan.SeesAll = (bool)Privilege.Collect(null)["administrative"]), Part("home folders", People.Find), Part("services", Services.Find),
            Part("processes", RunningProcesses.Find), Part("listeners", Listeners.Find), Part("installed software", Uninstall.Find), Part("registry", RegistryKeys.Find),
            Part("paths", KnownPaths.Find), Part("autostart", Autostart.Find), Part("tasks", Tasks.Find), Part("store packages", StorePackages.Find),
            Part("portable copies", Portable.Find), Part("vendors' files", Inspectors.Inspect)
        };

        public static void Collect(Scan scan, Section section)
        {
            scan.Lack = section.Lack;
            if (Environment.OSVersion.Platform != PlatformID.Win32NT)
            {
                section.Lack("no way to look for software on this system");
                return;
            }
            foreach (KeyValuePair<string, Action<Scan>> part in Parts)
            {
                if (scan.Deadline.Left <= 0) section.Lack(part.Key + ": no time left");
                else Run(scan, part, section);
            }
        }

        private static void Run(Scan scan, KeyValuePair<string, Action<Scan>> part, Section section)
        {
            double seconds = Math.Min(Math.Max(Patience, PartOfWhatIsLeft * scan.Deadline.Left), scan.Deadline.Left);
            Stopwatch watch = Stopwatch.StartNew();
            try
            {
                bool ended = Waiting.InThread(delegate { part.Value(scan); return true; }, part.Key).Wait(TimeSpan.FromSeconds(seconds));
                if (!ended) section.Lack(part.Key + ": took longer than " + seconds.ToString("F1", CultureInfo.InvariantCulture) + " s");
            }
            catch (AggregateException problem)
            {
                section.Lack(Text.Error(problem, part.Key));
            }
            if (watch.Elapsed.TotalSeconds > Slow) section.Note(part.Key + ": took " + watch.Elapsed.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture) + " s");
        }

        private static KeyValuePair<string, Action<Scan>> Part(string name, Action<Scan> find)
        {
            return new KeyValuePair<string, Action<Scan>>(name, find);
        }
    }
}

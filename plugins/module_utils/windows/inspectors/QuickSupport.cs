// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// TeamViewer QuickSupport, where our own role put it for everybody: of which file it is, and whether its shortcuts are there and lead to
// it. Nobody comes in through it without a person who starts it.

using System;
using System.Collections.Generic;
using System.IO;

namespace RemoteMaintenance
{
    public static class QuickSupport
    {
        public static List<Inspection> Inspect()
        {
            Inspection inspection = new Inspection("teamviewer-quicksupport") { Unattended = false };
            string folder = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "TeamViewerQS");
            try
            {
                Placed placed = Placed.In(folder);
                if (placed != null)
                {
                    inspection.Values["archive"] = placed.Archive;
                    inspection.Values["in_menu"] = placed.HasShortcuts && File.Exists(Path.Combine(folder, "TeamViewerQS.exe"));
                }
            }
            catch (Exception problem)
            {
                if (!Keys.IsExpected(problem)) throw;
                inspection.Errors.Add(Text.Error(problem, folder));
            }
            return new List<Inspection> { inspection };
        }
    }
}

// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// MeshCentral's agent has its server in an .msh file beside its program; Tactical RMM brings the same agent along. The group's id lets a machine
// join the group: of it only presence is told.

using System;
using System.Collections.Generic;
using System.IO;

namespace RemoteMaintenance
{
    public static class MeshAgent
    {
        public static List<Inspection> Inspect(Scan scan, string product)
        {
            HashSet<string> folders = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (KeyValuePair<string, string> program in scan.Programs) if (program.Key == product) folders.Add(FolderOf(program.Value));
            if (product == "meshcentral") foreach (KeyValuePair<string, string> path in Folders.OfSystem(scan, @"C:\Program Files\Mesh Agent\*.msh")) folders.Add(FolderOf(path.Value));
            List<Inspection> found = new List<Inspection>();
            foreach (string folder in folders)
            {
                if (folder.Length == 0) continue;
                foreach (Entry one in Folders.Entries(scan, folder)) if (one.Name.EndsWith(".msh", StringComparison.OrdinalIgnoreCase)) found.Add(Read(folder + "\\" + one.Name));
            }
            return found;
        }

        private static Inspection Read(string path)
        {
            Inspection inspection = new Inspection(path) { Unattended = true };
            Configuration content = Configuration.Read(path, inspection.Errors);
            Dictionary<string, string> values = content == null ? new Dictionary<string, string>() : content.Pairs();
            List<string> servers = new List<string>();
            foreach (string server in Configuration.Get(values, "MeshServer").Split(','))
            {
                if (server.Trim().Length > 0 && server.Trim() != "local") servers.Add(Urls.Strip(server.Trim()));
            }
            string id = Configuration.Get(values, "ServerID");
            inspection.Values["servers"] = servers;
            inspection.Values["group"] = Configuration.Get(values, "MeshName");
            inspection.Values["server_id"] = id.Length <= 128 ? id : id.Substring(0, 128);
            inspection.Values["company"] = Configuration.Get(values, "companyName");
            inspection.Secrets["group_id"] = Configuration.Get(values, "MeshID").Length > 0;
            return inspection;
        }

        private static string FolderOf(string program)
        {
            int end = program.LastIndexOf('\\');
            return end < 0 ? "" : program.Substring(0, end);
        }
    }
}

// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// What a TeamViewer client on this machine says of itself in the registry: never read off its command line's output. The same as
// module_utils/teamviewer/state.py.

using System;
using System.Collections.Generic;
using System.IO;
using Microsoft.Win32;

namespace RemoteMaintenance
{
    // One look. `Managed` is null, and `Error` says why, where the registry could not be read whole.
    public sealed class ClientState
    {
        public const string Service = "TeamViewer";

        private const string FileName = "TeamViewer.exe";

        // Where a client of either view lies that does not say it, in the order of TeamViewer.Places; on a 32-bit Windows there is one place only.
        private static readonly string[] Usual = { Environment.Is64BitOperatingSystem ? "ProgramW6432" : "ProgramFiles", "ProgramFiles(x86)" };

        // The program with the commands, null where no client is installed.
        public string Program;
        public string ClientId;
        public string Version;
        public bool? Managed = false;
        public string ManagementId;
        public string OwnerAccountName;
        public string OwnerCompanyName;
        public string ConfigurationId;
        public string Error;
        public bool Predicted;

        public bool Installed
        {
            get { return Predicted || Program != null; }
        }

        public bool IsAssigned
        {
            get { return Managed == true && !string.IsNullOrEmpty(ManagementId); }
        }

        // Of both views that which the installed client keeps; where none is installed, what a removed one left.
        public static ClientState Read()
        {
            ClientState state = new ClientState();
            Inspection left = null;
            for (int view = 0; view < TeamViewer.Places.Length; view++)
            {
                string path = TeamViewer.Places[view];
                Inspection inspection = TeamViewer.InspectAt(path);
                state.Program = ProgramIn(FolderAt(path)) ?? ProgramIn(Below(Usual[view]));
                if (state.Program != null)
                {
                    if (inspection != null) state.Take(inspection);
                    return state;
                }
                left = left ?? inspection;
            }
            if (left != null) state.Take(left);
            return state;
        }

        public ClientState Copy()
        {
            return (ClientState)MemberwiseClone();
        }

        // As a result has it.
        public Dictionary<string, object> Shown()
        {
            return new Dictionary<string, object>
            {
                { "installed", Installed }, { "client_id", Short(ClientId) }, { "version", Short(Version) }, { "managed", Managed }, { "management_id", Short(ManagementId) },
                { "owner_account_name", Short(OwnerAccountName) }, { "owner_company_name", Short(OwnerCompanyName) }, { "configuration_id", Short(ConfigurationId) }
            };
        }

        private static string Short(string text)
        {
            return Text.ShortOrNull(text);
        }

        private void Take(Inspection inspection)
        {
            ClientId = inspection.ClientId;
            Version = inspection.Version;
            object managed;
            Managed = inspection.Errors.Count == 0 && inspection.Values.TryGetValue("managed", out managed) ? (bool?)(bool)managed : null;
            ManagementId = Value(inspection, "management_id");
            OwnerAccountName = Value(inspection, "owner_account_name");
            OwnerCompanyName = Value(inspection, "owner_company_name");
            ConfigurationId = Value(inspection, "configuration_id");
            Error = inspection.Errors.Count == 0 ? null : string.Join("; ", inspection.Errors.ToArray());
        }

        private static string Value(Inspection inspection, string name)
        {
            object value;
            string text = inspection.Values.TryGetValue(name, out value) ? value as string : null;
            return string.IsNullOrEmpty(text) ? null : text;
        }

        private static string FolderAt(string path)
        {
            using (RegistryKey key = Keys.OpenOrLack(path, delegate { })) return Keys.String(key, "InstallationDirectory");
        }

        private static string Below(string variable)
        {
            string folder = Environment.GetEnvironmentVariable(variable);
            return string.IsNullOrEmpty(folder) ? null : folder + @"\TeamViewer";
        }

        // Null where the folder is none of an installed client, or the path no path.
        private static string ProgramIn(string folder)
        {
            try
            {
                if (string.IsNullOrEmpty(folder) || !Path.IsPathRooted(folder)) return null;
                string program = Path.Combine(folder.Trim().Trim('"'), FileName);
                return File.Exists(program) ? program : null;
            }
            catch (ArgumentException)
            {
                return null;
            }
        }
    }
}

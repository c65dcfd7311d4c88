// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// What a TeamViewer client on this machine says of itself in the registry: never read off its command line's output. The same as
// module_utils/teamviewer/state.py.

using System.Collections.Generic;

namespace RemoteMaintenance
{
    // One look. `Managed` is null where the registry could not be read whole (`Error` says why), and where it tells of two clients.
    public sealed class ClientState
    {
        public const string Service = "TeamViewer";

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
        // Two clients are installed, or the two views tell of different assignments: what is done to one would be proven by the other.
        public bool IsAmbiguous;

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
            List<Inspection> found = new List<Inspection>();
            foreach (int view in TeamViewer.Views())
            {
                state.Program = state.Program ?? TeamViewer.ProgramAt(view);
                Inspection inspection = TeamViewer.InspectAt(TeamViewer.Places[view]);
                if (inspection != null) found.Add(inspection);
            }
            if (found.Count > 0) state.Take(found[0]);
            state.IsAmbiguous = state.Program != null && (TeamViewer.HasTwoPrograms() || found.Exists(state.IsContradictedBy));
            if (state.IsAmbiguous) state.Managed = null;
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

        private bool IsContradictedBy(Inspection other)
        {
            ClientState told = new ClientState();
            told.Take(other);
            return told.IsAssigned && told.ManagementId != ManagementId;
        }

        private static string Value(Inspection inspection, string name)
        {
            object value;
            string text = inspection.Values.TryGetValue(name, out value) ? value as string : null;
            return string.IsNullOrEmpty(text) ? null : text;
        }
    }
}

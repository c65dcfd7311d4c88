// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// The client's service: it is ready once the client has its id, which comes with the first connection to the vendor's servers.

using System.Globalization;

namespace RemoteMaintenance
{
    public static class Daemon
    {
        public static StartedService Have(double timeout, bool check)
        {
            StartedService service = StartedService.Have(ClientState.Service, timeout, check, delegate { return ClientState.Read().ClientId != null; });
            if (service.Reason == "not_ready")
            {
                string within = "The client has got no id within " + timeout.ToString("R", CultureInfo.InvariantCulture) + " s.";
                service.Fail("no_client_id", within + " It gets one with its first connection: look whether the machine reaches the vendor's servers on TCP 5938 or 443.");
            }
            return service;
        }
    }
}

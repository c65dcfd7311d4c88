// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// The client's service: it is ready once the client has its id, which comes with the first connection to the vendor's servers.

namespace RemoteMaintenance
{
    public static class Daemon
    {
        // Raises ServiceFailedException where Windows does not tell.
        public static StartedService Service(double timeout)
        {
            return new StartedService(ClientState.Service, timeout, delegate { return ClientState.Read().ClientId != null; });
        }
    }
}

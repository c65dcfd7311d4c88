// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// What TeamViewer.exe ends with. Written by tests/tools/write_exit_codes.py from module_utils/teamviewer/exit_codes.py, which says more: change that.

using System.Collections.Generic;

namespace RemoteMaintenance
{
    public sealed class Ending
    {
        public readonly int Code;
        public readonly string Name;
        public readonly string Meaning;
        // The same call may succeed a little later, without anybody doing anything.
        public readonly bool Retry;
        public readonly string Remedy;

        public Ending(int code, string name, string meaning, bool retry, string remedy)
        {
            Code = code;
            Name = name;
            Meaning = meaning;
            Retry = retry;
            Remedy = remedy;
        }
    }

    public static class ExitCodes
    {
        public static readonly Ending NoAnswer = new Ending(-1, "no_answer", "the client did not answer in time", true, "Look whether the service TeamViewer hangs.");

        private static readonly Ending Undocumented = new Ending(-1, "undocumented", "the program ended in a way that the vendor does not describe", false, "Look into TeamViewer15_Logfile.log in the client's folder.");

        private static readonly Ending[] Known =
        {
            new Ending(0, "done", "done", false, ""),
            new Ending(1, "bad_arguments", "the client did not understand the command or its arguments", false, "Update the client: what this version can do differs from what is documented."),
            new Ending(2, "signature_error", "the client's signature could not be verified", false, "Install the client again from the vendor's file; its files were changed or damaged."),
            new Ending(3, "not_installed", "TeamViewer is not installed", false, "Install TeamViewer Host first."),
            new Ending(4, "cloud_unverified", "the configuration could not be verified in the vendor's cloud", true, "Try again later, and check that the vendor's names are reachable from this machine."),
            new Ending(400, "invalid_id", "the assignment id is invalid", false, "Compare the assignment id with the roll-out configuration in the console; a rotated one has to be renewed in the inventory too."),
            new Ending(401, "not_running", "the client's service does not run", false, "Start the service TeamViewer and look into the event log."),
            new Ending(402, "incompatible", "the version of the client's service does not fit the command", false, "Restart the service TeamViewer after an upgrade, or update the client."),
            new Ending(403, "no_connection", "the client has no connection to the vendor's cloud", true, "Check that the machine reaches the vendor's servers on TCP 5938 or 443."),
            new Ending(404, "another_running", "another assignment is running", true, "Wait until it has ended; two runs on the same machine exclude each other."),
            new Ending(405, "timeout", "the vendor's cloud did not answer in time", true, "Try again later; if it stays so, check the machine's connection to the vendor's servers."),
            new Ending(406, "unknown_error", "an error that the vendor does not name", true, "Look into TeamViewer15_Logfile.log in the client's folder."),
            new Ending(407, "access_denied", "access denied", false, "Run as administrator."),
            new Ending(408, "denied_by_policy", "an active policy forbids removing the present assignment", false, "Whoever manages this device now has to release it in their console, or lift the policy."),
            new Ending(409, "already_assigned", "the device is already assigned with this roll-out configuration", false, "")
        };

        // The vendor's sets of codes, as numbers above.
        private static readonly Dictionary<int, int> Codes = new Dictionary<int, int>
        {
            { 0, 0 }, { 1, 1 }, { 2, 2 }, { 3, 3 }, { 4, 4 }, { 40, 400 }, { 41, 401 }, { 42, 402 }, { 43, 403 }, { 44, 404 },
            { 45, 405 }, { 46, 406 }, { 47, 407 }, { 48, 408 }, { 49, 409 }, { 144, 400 }, { 145, 401 }, { 146, 402 }, { 147, 403 }, { 148, 404 },
            { 149, 405 }, { 150, 406 }, { 151, 407 }, { 152, 408 }, { 153, 409 }, { 400, 400 }, { 401, 401 }, { 402, 402 }, { 403, 403 }, { 404, 404 },
            { 405, 405 }, { 406, 406 }, { 407, 407 }, { 408, 408 }, { 409, 409 }
        };

        // What an exit code means; null: the program was ended for taking too long.
        public static Ending Of(int? status)
        {
            if (status == null) return NoAnswer;
            int code;
            if (Codes.TryGetValue(status.Value, out code)) foreach (Ending outcome in Known) if (outcome.Code == code) return outcome;
            return new Ending(status.Value, Undocumented.Name, Undocumented.Meaning, Undocumented.Retry, Undocumented.Remedy);
        }
    }
}

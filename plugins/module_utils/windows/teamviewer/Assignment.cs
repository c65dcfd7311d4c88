// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// Brings a client into our account or takes it out, and waits until the registry says so. Whether something has to be done is told by the
// account that the client is assigned to, not by its being assigned. The same as module_utils/teamviewer/assignment.py.

using System;
using System.Collections;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Threading;

namespace RemoteMaintenance
{
    // It did not come about. `Reason` is a word for programs; the assignment itself says how far it got.
    public sealed class AssignmentFailedException : Exception
    {
        public readonly string Reason;

        public AssignmentFailedException(string reason, string message) : base(message)
        {
            Reason = reason;
        }
    }

    public sealed class Assignment
    {
        private const double CallSeconds = 60;
        private const int LookEvery = 500;
        private const double LongestPause = 16;
        // Seconds within which a client that changes hands gets its new management id; whether it always gets one is not known.
        private const double SettleSeconds = 20;
        private const int Done = 0, BadArguments = 1, AlreadyAssigned = 409;
        // Access denied; elevation required.
        private static readonly int[] NotAllowed = { 5, 740 };
        private const string ChangedMeanwhile = "Somebody else assigned this client in the meantime. Run again.";

        private readonly Accepted accepted;
        private readonly string id;
        private readonly string alias;
        private readonly bool adopt;
        private readonly bool reassign;
        private readonly int retries;
        private readonly double timeout;
        private readonly bool check;
        private readonly Stopwatch watch = Stopwatch.StartNew();
        private readonly List<string> spellings = new List<string>(CommandLine.AliasOptions);
        private readonly ClientState before;
        private readonly string ownership;
        private ClientState after;
        private bool changed;
        private string givenAlias;
        private Answer answer;
        private Ending ending;
        private int attempts;

        public readonly List<string> Warnings = new List<string>();

        // Why it did not come about, null where it did.
        public string Reason { get; private set; }
        public string Message { get; private set; }

        // Does what the module's options say; raises RefusedException for what cannot be meant.
        public static Assignment Run(IDictionary options, bool check)
        {
            Assignment assignment = new Assignment(options, check);
            try
            {
                if ((string)options["state"] == "assigned") assignment.Assign();
                else assignment.Unassign();
            }
            catch (AssignmentFailedException problem)
            {
                assignment.Reason = problem.Reason;
                assignment.Message = problem.Message;
            }
            return assignment;
        }

        private Assignment(IDictionary options, bool check)
        {
            id = options["assignment_id"] as string ?? "";
            alias = options["alias"] as string;
            adopt = (bool)options["adopt"];
            reassign = (bool)options["reassign"];
            retries = (int)options["retries"];
            timeout = (int)options["timeout"];
            this.check = check;
            if ((string)options["state"] == "assigned")
            {
                CommandLine.CheckAssignmentId(id);
                CommandLine.CheckAlias(alias);
            }
            if (retries < 0 || timeout <= 0) throw new RefusedException("retries is negative, or timeout is not above zero");
            accepted = new Accepted(options["accepted"] as IDictionary);
            before = ClientState.Read();
            after = before;
            ownership = accepted.Owner(before);
        }

        // The client is assigned to us. Raises AssignmentFailedException.
        private void Assign()
        {
            if (!before.Installed)
            {
                if (!check) throw Failed("not_installed", "TeamViewer is not installed on this machine. Install TeamViewer Host first.");
                Predict(delegate(ClientState state) { state.Predicted = true; state.Managed = true; }, alias);
                return;
            }
            RefuseUnreadable();
            if (ownership == Whose.Ours) return;
            if (ownership == Whose.Foreign && !reassign)
                throw Failed("foreign", "This client is assigned to somebody else (" + Owner() + "). Only reassign=true would take it from them.");
            if (ownership == Whose.Unknown && !(adopt || reassign))
                throw Failed("unknown_owner", "This client is assigned to an account that is not known to be ours (" + Assigned()
                    + "). Give the id in accepted.management_ids if it is known to be ours, or adopt=true to have the vendor asked.");
            if (check)
            {
                // Whoever adopts a client takes it for assigned to us already.
                if (ownership == Whose.Unassigned || reassign) Predict(delegate(ClientState state) { state.Managed = true; }, alias);
                return;
            }
            // Assigned by another run in the meantime it is no error: the vendor is asked, and tells whether it is ours.
            if (WaitForClientId() == Whose.Foreign && ownership != Whose.Foreign) throw Failed("changed_meanwhile", ChangedMeanwhile);
            UntilDone(AttemptAssignment);
            WaitForAssignment();
        }

        // The client is assigned to nobody. Raises AssignmentFailedException, also where it is assigned to somebody else.
        private void Unassign()
        {
            if (!before.Installed) return;
            RefuseUnreadable();
            if (ownership == Whose.Unassigned) return;
            if (ownership == Whose.Foreign) throw Failed("foreign", "This client is assigned to somebody else (" + Owner() + "), and stays so.");
            if (ownership != Whose.Ours && !adopt)
                throw Failed("unknown_owner", "This client is assigned to an account that is not known to be ours (" + Assigned()
                    + "), and stays so. Give the id in accepted.management_ids if it is known to be ours.");
            if (check)
            {
                Predict(delegate(ClientState state) { state.Managed = false; state.ManagementId = null; }, null);
                return;
            }
            string owner = WaitForClientId();
            if (owner != ownership && owner != Whose.Unassigned) throw Failed("changed_meanwhile", ChangedMeanwhile);
            UntilDone(AttemptRemoval);
            WaitUntil(state => state.Managed == false, "The client was released, but the registry still calls it assigned");
        }

        // As the module returns it, without its diff.
        public Dictionary<string, object> Result
        {
            get
            {
                return new Dictionary<string, object>
                {
                    { "changed", changed }, { "client_id", Text.ShortOrNull(after.ClientId) }, { "management_id", after.Managed == true ? Text.ShortOrNull(after.ManagementId) : null },
                    { "alias", givenAlias }, { "previous", before.Shown() }, { "ownership", ownership }, { "exit_code", answer == null ? null : (object)answer.Status },
                    { "outcome", ending == null ? null : ending.Name }, { "meaning", ending == null ? null : ending.Meaning }, { "remedy", ending == null ? null : ending.Remedy },
                    { "attempts", attempts }
                };
            }
        }

        public Dictionary<string, object> DiffBefore
        {
            get { return Side(before, null); }
        }

        public Dictionary<string, object> DiffAfter
        {
            get { return Side(after, givenAlias); }
        }

        private static Dictionary<string, object> Side(ClientState state, string alias)
        {
            bool managed = state.Managed == true;
            Dictionary<string, object> side = new Dictionary<string, object> { { "assigned", managed }, { "management_id", managed ? Text.ShortOrNull(state.ManagementId) : null } };
            if (!string.IsNullOrEmpty(alias)) side["alias"] = alias;
            return side;
        }

        private double Left
        {
            get { return Math.Max(0, timeout - watch.Elapsed.TotalSeconds); }
        }

        private bool Differs
        {
            get { return before.Managed != after.Managed || before.ManagementId != after.ManagementId; }
        }

        private void Predict(Action<ClientState> change, string newAlias)
        {
            after = before.Copy();
            change(after);
            changed = true;
            givenAlias = newAlias;
        }

        private AssignmentFailedException Failed(string reason, string message)
        {
            changed = Differs;
            return new AssignmentFailedException(reason, message);
        }

        private void RefuseUnreadable()
        {
            if (before.IsAmbiguous)
                throw Failed("not_readable", "The registry tells of two TeamViewer clients, a 64-bit and a 32-bit one, and which of them is meant cannot be told. Remove the one that is"
                    + " not wanted.");
            if (before.Managed == null) throw Failed("not_readable", "The client's settings cannot be read (" + before.Error + "). Run as administrator.");
        }

        // Until the client has an id, which it gets with its first connection. Returns whose it is by then.
        private string WaitForClientId()
        {
            while (true)
            {
                ServiceStatus status = null;
                try
                {
                    status = WindowsService.Look(ClientState.Service);
                }
                catch (Win32Exception)
                {
                    // Who may not ask is told by the program.
                    status = new ServiceStatus();
                }
                if (status == null || status.Stopped) throw Failed("not_running", "The client's service does not run. Start the service TeamViewer and look into the event log.");
                ClientState state = ClientState.Read();
                if (state.ClientId != null && state.Managed != null)
                {
                    after = state;
                    return accepted.Owner(state);
                }
                after = state;
                if (Left <= 0)
                    throw Failed("no_client_id", "The client has got no id within " + Seconds(timeout)
                        + " s. It gets one with its first connection: check that the machine reaches the vendor's servers on TCP 5938 or 443.");
                Thread.Sleep(LookEvery);
            }
        }

        // Calls until the answer is final, time is up or attempts are used up; only what can pass by itself is tried again.
        private void UntilDone(Func<Answer> attempt)
        {
            double pause = 1;
            while (true)
            {
                attempts++;
                try
                {
                    answer = attempt();
                }
                catch (Exception problem)
                {
                    if (!(problem is Win32Exception || problem is IOException || problem is InvalidOperationException)) throw;
                    Win32Exception native = problem as Win32Exception;
                    if (native != null && Array.IndexOf(NotAllowed, native.NativeErrorCode) >= 0)
                        throw Failed("not_readable", "The client's program may not be started (" + Text.Error(problem) + "). Run as administrator.");
                    throw Failed("not_installed", "The client's program cannot be started (" + Text.Error(problem) + ").");
                }
                ending = ExitCodes.Of(answer.Status);
                if (ending.Code == Done || ending.Code == AlreadyAssigned) return;
                if (!ending.Retry || attempts > retries || Left <= pause) throw Refused();
                Thread.Sleep((int)(pause * 1000));
                pause = Math.Min(2 * pause, LongestPause);
            }
        }

        // One call; a client that does not know the alias' option is asked again with its other spelling, and at last without.
        private Answer AttemptAssignment()
        {
            while (true)
            {
                bool takes = alias != null && TakesAlias();
                Answer said = Call(CommandLine.Assignment(id, takes ? alias : null, takes ? spellings[0] : null, reassign && before.Managed == true));
                int code = ExitCodes.Of(said.Status).Code;
                if (code != BadArguments || !takes)
                {
                    givenAlias = takes && code == Done ? alias : null;
                    return said;
                }
                spellings.RemoveAt(0);
            }
        }

        private Answer AttemptRemoval()
        {
            return Call(CommandLine.Removal());
        }

        // What the registry says is what counts, not the exit code.
        private void WaitForAssignment()
        {
            bool done = ending.Code == Done;
            // It was somebody's, so that it being somebody's says nothing yet.
            if (done && before.Managed == true) Wait(state => state.IsAssigned && state.ManagementId != before.ManagementId, Math.Min(Left, SettleSeconds));
            WaitUntil(state => state.IsAssigned, "The assignment was accepted, but the registry does not show it");
            changed = changed || done;
        }

        private void WaitUntil(Predicate<ClientState> reached, string otherwise)
        {
            if (!Wait(reached, Left)) throw Failed("state_not_reached", otherwise + " after " + Seconds(timeout) + " s. Run again; look into TeamViewer15_Logfile.log in the client's folder.");
            changed = Differs;
        }

        private bool Wait(Predicate<ClientState> reached, double seconds)
        {
            double endsAt = watch.Elapsed.TotalSeconds + seconds;
            while (true)
            {
                after = ClientState.Read();
                if (reached(after)) return true;
                if (watch.Elapsed.TotalSeconds >= endsAt) return false;
                Thread.Sleep(LookEvery);
            }
        }

        private Answer Call(List<string> words)
        {
            return CommandLine.Call(before.Program, words, Math.Max(1, Math.Min(CallSeconds, Left)), id);
        }

        private bool TakesAlias()
        {
            if (spellings.Count > 0 && CommandLine.KnowsAlias(before.Version)) return true;
            const string warning = "This client's version takes no alias; it keeps the machine's name until it is renamed in the console.";
            if (!Warnings.Contains(warning)) Warnings.Add(warning);
            return false;
        }

        private AssignmentFailedException Refused()
        {
            string status = answer.Status == null ? "no exit code" : "exit code " + answer.Status.Value.ToString(CultureInfo.InvariantCulture);
            string tried = attempts == 1 ? "" : " after " + attempts.ToString(CultureInfo.InvariantCulture) + " attempts";
            string said = answer.Said.Length == 0 ? "" : " The client said: " + answer.Said;
            after = ClientState.Read();
            return Failed("refused", "TeamViewer refused" + tried + ": " + ending.Meaning + " (" + status + "). " + ending.Remedy + said);
        }

        private string Assigned()
        {
            bool numbered = !string.IsNullOrEmpty(before.ManagementId);
            return numbered ? "management id " + before.ManagementId : "of " + Owner() + ", without a management id";
        }

        private string Owner()
        {
            string named = Text.ShortOrNull(before.OwnerCompanyName) ?? Text.ShortOrNull(before.OwnerAccountName);
            return named ?? "configuration " + Text.Short(before.ConfigurationId);
        }

        private static string Seconds(double seconds)
        {
            return seconds.ToString("R", CultureInfo.InvariantCulture);
        }
    }
}

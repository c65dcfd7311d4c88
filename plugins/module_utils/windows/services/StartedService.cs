// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// Has a service start with the machine and run now, and waits until it is ready: the part that no vendor's client differs in.

using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Threading;

namespace RemoteMaintenance
{
    public sealed class StartedService
    {
        private const int LookEvery = 500;
        private const int OwnError = 1066;

        private readonly string name;
        private readonly double timeout;
        private readonly Func<bool> isReady;
        private readonly Stopwatch watch = Stopwatch.StartNew();

        private StartedService(string name, double timeout, Func<bool> isReady)
        {
            this.name = name;
            this.timeout = timeout;
            this.isReady = isReady;
        }

        // As it was found.
        public bool IsThere { get; private set; }
        public bool Enabled { get; private set; }
        public bool Running { get; private set; }
        public bool Ready { get; private set; }

        // Why it could not be brought up, null where it was: not_installed, not_enabled, not_started, not_running, not_ready or failed.
        public string Reason { get; private set; }
        public string Message { get; private set; }

        public bool Differs
        {
            get { return !(Enabled && Running && Ready); }
        }

        public static StartedService Have(string name, double timeout, bool check)
        {
            return Have(name, timeout, check, delegate { return true; });
        }

        // `timeout` in seconds; `check` only looks; `isReady` is what there is to wait for beside its running.
        public static StartedService Have(string name, double timeout, bool check, Func<bool> isReady)
        {
            StartedService service = new StartedService(name, timeout, isReady);
            try
            {
                service.Find();
                if (service.Differs && !check) service.BringUp();
            }
            catch (FailedException problem)
            {
                service.Fail(problem.Reason, problem.Message);
            }
            catch (Exception problem)
            {
                // Its message may hold anything.
                service.Fail("failed", "The service " + Text.Short(name) + " cannot be brought up: " + problem.GetType().Name);
            }
            return service;
        }

        // Says of a failure what it means for whom the service is.
        public void Fail(string reason, string message)
        {
            Reason = reason;
            Message = message;
        }

        private void Find()
        {
            ServiceStatus status = Look();
            IsThere = status != null;
            Enabled = status != null && status.Enabled;
            Running = status != null && status.Running;
            Ready = IsThere && isReady();
        }

        private void BringUp()
        {
            if (!IsThere) throw new FailedException("not_installed", "There is no service " + Text.Short(name) + " on this machine.");
            if (!Enabled) Try("not_enabled", "be set to start with the machine", delegate { WindowsService.Enable(name); });
            bool started = Running;
            while (true)
            {
                ServiceStatus status = Look();
                if (status != null && status.Running && isReady()) return;
                bool stopped = status == null || status.Stopped;
                if (stopped && started) throw new FailedException("not_running", "The service " + Text.Short(name) + " ended again" + Code(status) + ". Look into the event log.");
                if (stopped)
                {
                    Try("not_started", "be started", delegate { WindowsService.Start(name); });
                    started = true;
                }
                else if (status.Running) started = true;
                if (watch.Elapsed.TotalSeconds >= timeout)
                {
                    string seconds = timeout.ToString("R", CultureInfo.InvariantCulture);
                    if (status != null && status.Running) throw new FailedException("not_ready", "The service " + Text.Short(name) + " runs, but is not ready after " + seconds + " s.");
                    throw new FailedException("not_running", "The service " + Text.Short(name) + " does not run after " + seconds + " s. Look into the event log.");
                }
                Thread.Sleep(LookEvery);
            }
        }

        private ServiceStatus Look()
        {
            ServiceStatus status = null;
            Try("not_started", "be asked for", delegate { status = WindowsService.Look(name); });
            return status;
        }

        // The messages of Windows are in the machine's language: its codes say the same everywhere.
        private void Try(string reason, string what, Action act)
        {
            try
            {
                act();
            }
            catch (Win32Exception problem)
            {
                string why = problem.NativeErrorCode == 5 ? "access denied: administrator's rights are needed" : "Windows' error " + problem.NativeErrorCode.ToString(CultureInfo.InvariantCulture);
                throw new FailedException(reason, "The service " + Text.Short(name) + " cannot " + what + " (" + why + ").");
            }
        }

        private static string Code(ServiceStatus status)
        {
            if (status == null || status.ExitCode == 0) return "";
            string code = status.ExitCode == OwnError ? "its own code " + status.OwnExitCode.ToString(CultureInfo.InvariantCulture) : "Windows' error " + status.ExitCode.ToString(CultureInfo.InvariantCulture);
            return " (" + code + ")";
        }

        private sealed class FailedException : Exception
        {
            public readonly string Reason;

            public FailedException(string reason, string message) : base(message)
            {
                Reason = reason;
            }
        }
    }
}

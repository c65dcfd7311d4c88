// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// A section's own state: how long it took, whether it is complete, and what could not be looked at.

using System;
using System.Collections.Generic;

namespace RemoteMaintenance
{
    // Takes lines from any thread; only what is there when the observation is made counts.
    public sealed class Section
    {
        private const int ErrorsLimit = 20;
        private readonly object guard = new object();
        private readonly List<string> errors = new List<string>();
        private readonly Deadline deadline;
        private readonly double started;
        private double? elapsed;
        private bool lacking;

        public bool Complete { get; private set; }

        public Section(Deadline deadline)
        {
            this.deadline = deadline;
            started = deadline.Elapsed;
        }

        // Notes that a part of what was asked could not be looked at.
        public void Lack(string reason)
        {
            lock (guard)
            {
                lacking = true;
                if (!errors.Contains(reason)) errors.Add(reason);
            }
        }

        // Notes something that costs nothing of what was asked.
        public void Note(string remark)
        {
            lock (guard) if (!errors.Contains(remark)) errors.Add(remark);
        }

        // Notes that nothing more comes.
        public void End(bool complete)
        {
            lock (guard)
            {
                if (elapsed != null) return;
                Complete = complete && !lacking;
                elapsed = deadline.Elapsed - started;
            }
        }

        public Dictionary<string, object> Observed()
        {
            lock (guard)
            {
                Dictionary<string, object> entry = new Dictionary<string, object>
                {
                    { "complete", Complete }, { "elapsed", Math.Round(elapsed ?? deadline.Elapsed - started, 4) }
                };
                List<object> lines = new List<object>();
                foreach (string error in errors)
                {
                    if (lines.Count == ErrorsLimit - 1 && errors.Count > ErrorsLimit)
                    {
                        lines.Add("and " + (errors.Count - ErrorsLimit + 1) + " more");
                        break;
                    }
                    lines.Add(Text.Clean(error));
                }
                if (lines.Count > 0) entry["errors"] = lines;
                return entry;
            }
        }
    }
}

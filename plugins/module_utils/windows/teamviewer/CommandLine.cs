// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// The client's own program, called without a shell. It takes the assignment id on its command line only; nothing of the call is written down.
// The same as module_utils/teamviewer/command_line.py.

using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;

namespace RemoteMaintenance
{
    // What was given cannot be handed to the program. The message does not hold it.
    public sealed class RefusedException : Exception
    {
        public RefusedException(string message) : base(message)
        {
        }
    }

    // `Status` is null where the program was ended for taking too long; `Said` is what it wrote, without the secret.
    public sealed class Answer
    {
        public int? Status;
        public string Said;
    }

    public static class CommandLine
    {
        public const int AliasLimit = 255;
        // How the option is spelled: the vendor's PowerShell module has the first, Linux manuals the second.
        public static readonly string[] AliasOptions = { "--device-alias", "--device_alias" };

        private const int SaidLimit = 500;
        private const int OutputLimit = 64 * 1024;
        private const int PipeMilliseconds = 1000;
        private static readonly Version AliasSince = new Version(15, 44);
        private static readonly Regex Unfit = new Regex("[\\x00-\\x1f\\x7f]", RegexOptions.CultureInvariant);
        private static readonly Regex Numbers = new Regex(@"^(\d{1,6})\.(\d{1,6})", RegexOptions.CultureInvariant);

        // Raises RefusedException for what could be taken for an option or is no id.
        public static void CheckAssignmentId(string id)
        {
            if (string.IsNullOrEmpty(id) || id.StartsWith("-", StringComparison.Ordinal) || Unfit.IsMatch(id) || Regex.IsMatch(id, @"\s"))
                throw new RefusedException("assignment_id is empty, begins with a hyphen, or holds spaces or control characters");
        }

        // Raises RefusedException for an alias that no console would show.
        public static void CheckAlias(string alias)
        {
            if (alias != null && (Unfit.IsMatch(alias) || alias.Length > AliasLimit || alias.Trim().Length == 0))
                throw new RefusedException("alias is empty, longer than " + AliasLimit.ToString(CultureInfo.InvariantCulture) + " characters, or holds control characters");
        }

        // Whether that version has the option at all; one that cannot be told is taken for a present one.
        public static bool KnowsAlias(string version)
        {
            Match numbers = Numbers.Match(version ?? "");
            if (!numbers.Success) return true;
            return new Version(int.Parse(numbers.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(numbers.Groups[2].Value, CultureInfo.InvariantCulture)) >= AliasSince;
        }

        // The words of an assignment. `--offline` is never among them: it answers before anything is assigned.
        public static List<string> Assignment(string id, string alias, string aliasOption, bool reassign)
        {
            List<string> words = new List<string> { "assignment", "--id", id };
            if (alias != null) words.Add(aliasOption + "=" + alias);
            if (reassign) words.Add("--reassign");
            return words;
        }

        // The words that take an assignment away, as the vendor's PowerShell module has them; what else the command can do is not known.
        public static List<string> Removal()
        {
            return new List<string> { "unassign" };
        }

        // Runs it for at most that long; raises Win32Exception and IOException where it cannot be started.
        public static Answer Call(string program, List<string> words, double seconds, string secret)
        {
            ProcessStartInfo start = new ProcessStartInfo(program)
            {
                Arguments = string.Join(" ", words.ConvertAll<string>(Quoted).ToArray()), UseShellExecute = false, CreateNoWindow = true, RedirectStandardInput = true,
                RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Environment.SystemDirectory
            };
            using (Process process = Process.Start(start))
            {
                process.StandardInput.Close();
                Reader output = new Reader(process.StandardOutput), errors = new Reader(process.StandardError);
                bool ended = process.WaitForExit((int)Math.Min(seconds * 1000, int.MaxValue));
                if (!ended) End(process);
                string said = output.Said() + "\n" + errors.Said();
                return new Answer { Status = ended ? process.ExitCode : (int?)null, Said = Secrets.Without(said, secret, SaidLimit).Trim() };
            }
        }

        private static void End(Process process)
        {
            try
            {
                process.Kill();
            }
            catch (InvalidOperationException)
            {
                // It ended by itself in between.
            }
            catch (Win32Exception)
            {
                // So it is ending.
            }
        }

        // A word as Windows' programs take their command line apart: backslashes count before a quote only.
        public static string Quoted(string word)
        {
            if (word.Length > 0 && word.IndexOfAny(new[] { ' ', '\t', '"' }) < 0) return word;
            StringBuilder text = new StringBuilder("\"");
            int backslashes = 0;
            foreach (char one in word)
            {
                if (one == '"') text.Append('\\', backslashes + 1);
                backslashes = one == '\\' ? backslashes + 1 : 0;
                text.Append(one);
            }
            return text.Append('\\', backslashes).Append('"').ToString();
        }

        // Reads a pipe to its end in a thread of its own, keeps its beginning, and waits for no program that outlives the one that was called.
        private sealed class Reader
        {
            private readonly StringBuilder text = new StringBuilder();
            private readonly Thread thread;

            public Reader(StreamReader pipe)
            {
                thread = new Thread(delegate() { Read(pipe); });
                thread.IsBackground = true;
                thread.Start();
            }

            public string Said()
            {
                thread.Join(PipeMilliseconds);
                lock (text) return text.ToString();
            }

            private void Read(StreamReader pipe)
            {
                try
                {
                    char[] piece = new char[4096];
                    int count;
                    while ((count = pipe.Read(piece, 0, piece.Length)) > 0) lock (text) text.Append(piece, 0, Math.Min(count, Math.Max(0, OutputLimit - text.Length)));
                }
                catch (IOException)
                {
                    // The pipe broke: what was read is what there is.
                }
                catch (ObjectDisposedException)
                {
                    // Nobody waits for it any more.
                }
            }
        }
    }
}

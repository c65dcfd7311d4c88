// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// Scheduled tasks, as the scheduler keeps them in the registry: their names, and of their actions the program's name only.

using System;
using System.Collections.Generic;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Win32;

namespace RemoteMaintenance
{
    public static class Tasks
    {
        private const string Cache = @"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Schedule\TaskCache";
        private const int MostTasks = 3000;
        private const int Program = 0x6666;

        public static void Find(Scan scan)
        {
            Patterns programs = scan.Patterns("processes");
            List<KeyValuePair<Regex, string>> wanted = new List<KeyValuePair<Regex, string>>();
            foreach (Asked asked in scan.Asked("tasks")) wanted.Add(new KeyValuePair<Regex, string>(Patterns.Expression(asked.Pattern), asked.Product));
            Stack<string> waiting = new Stack<string>(new[] { "" });
            int seen = 0;
            while (waiting.Count > 0)
            {
                string path = waiting.Pop();
                using (RegistryKey key = Keys.OpenOrLack(Cache + @"\Tree" + path, scan.Lack, "a scheduled task"))
                {
                    if (key == null) continue;
                    foreach (string name in Keys.Names(key, scan.Lack)) waiting.Push(path + "\\" + name);
                    if (++seen > MostTasks)
                    {
                        scan.Lack("tasks: more than are looked at");
                        return;
                    }
                    if (path.Length > 0) Record(scan, wanted, programs, path, Keys.String(key, "Id"));
                }
            }
        }

        private static void Record(Scan scan, List<KeyValuePair<Regex, string>> wanted, Patterns programs, string path, string id)
        {
            string name = path.Substring(path.LastIndexOf('\\') + 1);
            foreach (KeyValuePair<Regex, string> one in wanted)
            {
                if (one.Key.IsMatch(name)) scan.Add(one.Value, "task", name, "present");
                else if (one.Key.IsMatch(path + "\\")) scan.Add(one.Value, "task", path + "\\", "present");
                else if (one.Key.IsMatch(path)) scan.Add(one.Value, "task", path, "present");
            }
            if (string.IsNullOrEmpty(id) || id.IndexOf('\\') >= 0) return;
            using (RegistryKey task = Keys.OpenOrLack(Cache + @"\Tasks\" + id, scan.Lack, "a scheduled task"))
            {
                string command = Command(Keys.Bytes(task, "Actions"));
                if (command == null) return;
                string program = Autostart.ProgramName(command);
                foreach (string product in programs.Products(program)) scan.Add(product, "autostart", program, "enabled");
            }
        }

        // The command of a task's first action; null where it is none that starts a program. The form (version, account, then per action its kind,
        // id, command, arguments, each text after its length in bytes) is not documented by Microsoft: what does not fit it is left out.
        private static string Command(byte[] actions)
        {
            if (actions == null || actions.Length < 16) return null;
            int at = 2;
            if (Next(actions, ref at) == null || at + 2 > actions.Length || BitConverter.ToUInt16(actions, at) != Program) return null;
            at += 2;
            return Next(actions, ref at) == null ? null : Next(actions, ref at);
        }

        private static string Next(byte[] data, ref int at)
        {
            if (at + 4 > data.Length) return null;
            int length = BitConverter.ToInt32(data, at);
            if (length < 0 || length > 4096 || at + 4 + length > data.Length) return null;
            string text = Encoding.Unicode.GetString(data, at + 4, length);
            at += 4 + length;
            return text;
        }
    }
}

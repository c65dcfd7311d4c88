// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// The registry, read with patience for whatever stands in it: wrong types, embedded NULs, values of a megabyte, keys that deny reading.

using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Security;
using Microsoft.Win32;

namespace RemoteMaintenance
{
    public static class Keys
    {
        private const int TextLimit = 4096;
        private const string Redirected = @"WOW6432Node\";

        // The key at `HKLM\...` or `HKU\...`, null where there is none; raises SecurityException, UnauthorizedAccessException and IOException.
        // Both views of a 64-bit Windows are reached by name, the 32-bit one as WOW6432Node.
        public static RegistryKey Open(string path)
        {
            int end = path.IndexOf('\\');
            string hive = end < 0 ? path : path.Substring(0, end);
            RegistryKey root = RegistryKey.OpenBaseKey(hive == "HKU" ? RegistryHive.Users : RegistryHive.LocalMachine, RegistryView.Registry64);
            return end < 0 ? root : root.OpenSubKey(path.Substring(end + 1));
        }

        // As Open, with what hinders it told to `lack`. `about` stands for a path that holds names of people's own making.
        public static RegistryKey OpenOrLack(string path, Action<string> lack, string about = null)
        {
            try
            {
                return Open(path);
            }
            catch (Exception problem)
            {
                if (!IsExpected(problem)) throw;
                lack(Text.Error(problem, about ?? WithoutPerson(path)));
                return null;
            }
        }

        // The names of a key's subkeys; none where they cannot be listed, which `lack` is told.
        public static string[] Names(RegistryKey key, Action<string> lack)
        {
            try
            {
                return key.GetSubKeyNames();
            }
            catch (Exception problem)
            {
                if (!IsExpected(problem)) throw;
                lack(Text.Error(problem, "registry"));
                return new string[0];
            }
        }

        public static bool IsExpected(Exception problem)
        {
            return problem is SecurityException || problem is UnauthorizedAccessException || problem is IOException || problem is ArgumentException
                || problem is ObjectDisposedException;
        }

        // A value as text up to its first NUL and of bounded length, null where it is none. Numbers are read as they are shown, unsigned.
        public static string String(RegistryKey key, string name)
        {
            object value = Value(key, name);
            string text = value as string;
            if (text == null)
            {
                long? number = Number(value);
                return number == null ? null : number.Value.ToString(CultureInfo.InvariantCulture);
            }
            int end = text.IndexOf('\0');
            if (end >= 0) text = text.Substring(0, end);
            return text.Length <= TextLimit ? text : text.Substring(0, TextLimit);
        }

        // The entries of a list; a single text is a list of one.
        public static List<string> Strings(RegistryKey key, string name)
        {
            string[] values = Value(key, name) as string[];
            string text = String(key, name);
            List<string> found = new List<string>();
            if (values != null) foreach (string value in values) if (value.Length > 0 && found.Count < 100) found.Add(value.Length <= TextLimit ? value : value.Substring(0, TextLimit));
            if (values == null && !string.IsNullOrEmpty(text)) found.Add(text);
            return found;
        }

        // A DWORD or QWORD, unsigned, null where it is none.
        public static long? Number(RegistryKey key, string name)
        {
            return Number(Value(key, name));
        }

        public static byte[] Bytes(RegistryKey key, string name)
        {
            return Value(key, name) as byte[];
        }

        // Whether there is a value that is not empty.
        public static bool HasContent(RegistryKey key, string name)
        {
            object value = Value(key, name);
            if (value is string) return ((string)value).Trim('\0', ' ').Length > 0;
            if (value is byte[]) return ((byte[])value).Length > 0;
            if (value is string[]) return ((string[])value).Length > 0;
            return value != null;
        }

        // Whether there is such a key: one that denies reading is there.
        public static bool Exists(string path)
        {
            try
            {
                using (RegistryKey key = Open(path)) return key != null;
            }
            catch (SecurityException)
            {
                return true;
            }
        }

        // `HKLM\SOFTWARE\rest` in the 64-bit and the 32-bit view.
        public static string[] BothViews(string rest)
        {
            return new[] { @"HKLM\SOFTWARE\" + rest, @"HKLM\SOFTWARE\" + Redirected + rest };
        }

        // The hives of people that are loaded now, by their SID: accounts of this machine, of a domain, of Entra ID.
        public static List<string> People(Action<string> lack)
        {
            List<string> found = new List<string>();
            using (RegistryKey users = OpenOrLack("HKU", lack))
            {
                if (users == null) return found;
                foreach (string sid in Names(users, lack)) if (IsPerson(sid)) found.Add(sid);
            }
            return found;
        }

        public static bool IsPerson(string sid)
        {
            bool account = sid.StartsWith("S-1-5-21-", StringComparison.Ordinal) || sid.StartsWith("S-1-12-1-", StringComparison.Ordinal);
            return account && !sid.EndsWith("_Classes", StringComparison.OrdinalIgnoreCase);
        }

        private static string WithoutPerson(string path)
        {
            string[] steps = path.Split(new[] { '\\' }, 3);
            return steps.Length == 3 && steps[0] == "HKU" ? @"HKU\*\" + steps[2] : path;
        }

        private static object Value(RegistryKey key, string name)
        {
            try
            {
                return key == null ? null : key.GetValue(name, null, RegistryValueOptions.DoNotExpandEnvironmentNames);
            }
            catch (Exception problem)
            {
                if (!IsExpected(problem)) throw;
                return null;
            }
        }

        private static long? Number(object value)
        {
            if (value is int) return (uint)(int)value;
            if (value is long) return (long)value;
            return null;
        }
    }
}

// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// Vendors' own files, as far as they may be read.

using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace RemoteMaintenance
{
    // A file's text. `Whole`: it was read to its end, so what is not in it is not there.
    public sealed class Configuration
    {
        private const int Limit = 1024 * 1024;

        public string Text = "";
        public bool Whole;

        // Null where there is no such file; what hinders reading goes into `errors`.
        public static Configuration Read(string path, List<string> errors)
        {
            try
            {
                if (!File.Exists(path)) return null;
                using (FileStream file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
                {
                    byte[] content = new byte[Limit + 1];
                    int length = 0, count;
                    while (length < content.Length && (count = file.Read(content, length, content.Length - length)) > 0) length += count;
                    if (length > Limit) errors.Add(path + ": longer than is read");
                    return new Configuration { Text = Decoded(content, Math.Min(length, Limit)), Whole = length <= Limit };
                }
            }
            catch (Exception problem)
            {
                if (!Keys.IsExpected(problem)) throw;
                errors.Add(RemoteMaintenance.Text.Error(problem, path));
                return new Configuration();
            }
        }

        // The `key=value` lines; of a key given twice the last one holds.
        public Dictionary<string, string> Pairs()
        {
            Dictionary<string, string> found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (string line in Text.Split('\n', '\r'))
            {
                int equals = line.IndexOf('=');
                if (equals > 0 && equals <= 200) found[line.Substring(0, equals).Trim()] = line.Substring(equals + 1).Trim();
            }
            return found;
        }

        public static string Get(Dictionary<string, string> pairs, string key)
        {
            string value;
            return pairs.TryGetValue(key, out value) ? value : "";
        }

        private static string Decoded(byte[] content, int length)
        {
            if (length >= 2 && content[0] == 0xff && content[1] == 0xfe) return Encoding.Unicode.GetString(content, 2, length - 2);
            if (length >= 2 && content[0] == 0xfe && content[1] == 0xff) return Encoding.BigEndianUnicode.GetString(content, 2, length - 2);
            if (length >= 3 && content[0] == 0xef && content[1] == 0xbb && content[2] == 0xbf) return Encoding.UTF8.GetString(content, 3, length - 3);
            return Encoding.UTF8.GetString(content, 0, length);
        }
    }
}

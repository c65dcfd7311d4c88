// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// Home folders become `~user1`, the same folder always the same within one observation.

using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;

namespace RemoteMaintenance
{
    public sealed class Homes
    {
        private const string Name_ = @"[^/\\:*?""<>|\r\n]+";
        // A name with blanks ends at the next separator only: rather a word too many hidden than half a name told.
        private static readonly Regex Home = new Regex(
            @"(?<![A-Za-z0-9._~-])(?:(?:[A-Za-z]:|%SystemDrive%|\\Device\\HarddiskVolume[0-9]{1,3})?\\{1,2}Users\\{1,2}" + Name_ + @"|/home/" + Name_ + @"|/Users/" + Name_
            + @"|/root(?![A-Za-z0-9._-]))", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
        // Homes on a server lie below a share, each under a name.
        private static readonly Regex OnServer = new Regex(@"(?<=(?<![\\:])\\\\" + Name_ + @"\\" + Name_ + @"\\)" + Name_ + @"(?=\\)", RegexOptions.CultureInvariant);
        private static readonly string SystemDrive = Environment.GetEnvironmentVariable("SystemDrive") ?? "C:";
        private static readonly HashSet<string> Shared = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
        {
            @"C:\Users\Public", @"C:\Users\Default", @"C:\Users\All Users", @"C:\Users\Default User"
        };

        private readonly Dictionary<string, int> numbers = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        private readonly List<string> others = new List<string>();
        private readonly object guard = new object();

        // Makes known a home folder that lies somewhere else than usual, as the list of profiles names it.
        public void Add(string folder)
        {
            folder = folder.TrimEnd('\\', '/');
            if (folder.Length < 4 || folder.StartsWith(Environment.GetFolderPath(Environment.SpecialFolder.Windows), StringComparison.OrdinalIgnoreCase)) return;
            lock (guard)
            {
                if (others.Contains(folder)) return;
                others.Add(folder);
                others.Sort((one, other) => other.Length.CompareTo(one.Length));
            }
        }

        public string Name(string folder)
        {
            string key = folder.TrimEnd('\\', '/');
            lock (guard)
            {
                int number;
                if (!numbers.TryGetValue(key, out number)) numbers[key] = number = numbers.Count + 1;
                return "~user" + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        // `text` cleaned, with every home folder in it replaced.
        public string Mask(string text, int limit = Text.Limit)
        {
            string masked = Text.Clean(text, 16 * Text.Limit);
            string[] folders;
            lock (guard) folders = others.ToArray();
            foreach (string folder in folders)
            {
                string pattern = Regex.Escape(folder) + @"(?=[\\/]|$|[\s:,;'""])";
                masked = Regex.Replace(masked, pattern, found => Name(folder), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
            }
            masked = Home.Replace(masked, found => Hidden(found.Value));
            return Text.Clean(OnServer.Replace(masked, found => found.Value[0] == '~' ? found.Value : Name(found.Value)), limit);
        }

        // One folder has many spellings: `%SystemDrive%\Users\max`, `\Device\HarddiskVolume3\Users\max`, `C:\\Users\\max`.
        private string Hidden(string home)
        {
            if (home.IndexOf('\\') < 0) return Name(home);
            string drive = home[1] == ':' ? home.Substring(0, 2) : SystemDrive;
            string folder = drive + @"\Users\" + home.Substring(home.LastIndexOf('\\') + 1);
            return Shared.Contains(folder) ? home : Name(folder);
        }
    }
}

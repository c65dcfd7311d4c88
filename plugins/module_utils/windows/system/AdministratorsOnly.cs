// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// Places below ProgramData, where everybody may make folders and files of their own, that only administrators can have made.

using System;
using System.IO;
using System.Security.AccessControl;
using System.Security.Principal;

namespace RemoteMaintenance
{
    public static class AdministratorsOnly
    {
        // Whether everything on the way, given from the outside in, is there, leads nowhere else, and belongs to the machine's administrators,
        // to the system, or to the account that asks. Nobody can give what is theirs to any of these.
        public static bool Made(string[] way)
        {
            return Array.TrueForAll(way, IsTheirs);
        }

        // A folder that everybody may read and only administrators may change; one that is there already stays as it is.
        public static void CreateFolder(string path)
        {
            if (Directory.Exists(path)) return;
            DirectorySecurity security = new DirectorySecurity();
            security.SetAccessRuleProtection(true, false);
            security.SetOwner(Sid(WellKnownSidType.BuiltinAdministratorsSid));
            Allow(security, WellKnownSidType.BuiltinAdministratorsSid, FileSystemRights.FullControl);
            Allow(security, WellKnownSidType.LocalSystemSid, FileSystemRights.FullControl);
            Allow(security, WellKnownSidType.BuiltinUsersSid, FileSystemRights.ReadAndExecute);
            new DirectoryInfo(path).Create(security);
        }

        private static bool IsTheirs(string path)
        {
            try
            {
                // Of a link this is the link's own; whose it is would be asked of what it leads to.
                FileAttributes attributes = File.GetAttributes(path);
                if ((attributes & FileAttributes.ReparsePoint) != 0) return false;
                bool isFolder = (attributes & FileAttributes.Directory) != 0;
                FileSystemSecurity security = isFolder
                    ? (FileSystemSecurity)new DirectorySecurity(path, AccessControlSections.Owner) : new FileSecurity(path, AccessControlSections.Owner);
                SecurityIdentifier owner = security.GetOwner(typeof(SecurityIdentifier)) as SecurityIdentifier;
                return owner != null && (owner.IsWellKnown(WellKnownSidType.BuiltinAdministratorsSid) || owner.IsWellKnown(WellKnownSidType.LocalSystemSid) || IsOwn(owner));
            }
            catch (Exception problem)
            {
                if (!(Keys.IsExpected(problem) || problem is InvalidOperationException || problem is NotSupportedException)) throw;
                return false;
            }
        }

        private static bool IsOwn(SecurityIdentifier owner)
        {
            using (WindowsIdentity own = WindowsIdentity.GetCurrent()) return owner.Equals(own.User);
        }

        private static void Allow(DirectorySecurity security, WellKnownSidType who, FileSystemRights rights)
        {
            InheritanceFlags below = InheritanceFlags.ContainerInherit | InheritanceFlags.ObjectInherit;
            security.AddAccessRule(new FileSystemAccessRule(Sid(who), rights, below, PropagationFlags.None, AccessControlType.Allow));
        }

        private static SecurityIdentifier Sid(WellKnownSidType who)
        {
            return new SecurityIdentifier(who, null);
        }
    }
}

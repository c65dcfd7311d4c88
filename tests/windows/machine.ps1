# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Dot-sourced by what runs the collector: what a plan's `before` does to the machine. Keys are HKLM\... or HKU\...; who may do what to a key
# holds until the machine is switched off, as Wine keeps it in memory only.

function Get-Hive([string]$Key) {
    $hive = if ($Key.StartsWith('HKU\')) { [Microsoft.Win32.RegistryHive]::Users } else { [Microsoft.Win32.RegistryHive]::LocalMachine }
    return [Microsoft.Win32.RegistryKey]::OpenBaseKey($hive, [Microsoft.Win32.RegistryView]::Registry64)
}

function Get-Rest([string]$Key) { return $Key.Substring($Key.IndexOf('\') + 1) }

function Set-Value([string]$Key, [string]$Name, [object]$Value) {
    $opened = (Get-Hive $Key).CreateSubKey((Get-Rest $Key))
    $opened.SetValue($Name, $Value)
    $opened.Dispose()
}

function Remove-Key([string]$Key) { (Get-Hive $Key).DeleteSubKeyTree((Get-Rest $Key)) }

function Set-Rule([string]$Key, [System.Security.AccessControl.RegistryAccessRule]$Rule) {
    $security = [System.Security.AccessControl.RegistrySecurity]::new()
    $security.SetAccessRuleProtection($true, $false)
    $security.AddAccessRule($Rule)
    $opened = (Get-Hive $Key).OpenSubKey((Get-Rest $Key), 'ReadWriteSubTree', 'ChangePermissions, ReadPermissions')
    $opened.SetAccessControl($security)
    $opened.Dispose()
}

# Nobody may read it, administrators included.
function Close-Key([string]$Key) {
    Set-Rule $Key ([System.Security.AccessControl.RegistryAccessRule]::new([System.Security.Principal.SecurityIdentifier]::new('S-1-1-0'), 'ReadKey', 'Deny'))
}

# Administrators alone may do anything with it.
function Set-Administrators([string]$Key) {
    Set-Rule $Key ([System.Security.AccessControl.RegistryAccessRule]::new([System.Security.Principal.SecurityIdentifier]::new('S-1-5-32-544'), 'FullControl', 'Allow'))
}

#!powershell

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

#AnsibleRequires -CSharpUtil Ansible.Basic
#AnsibleRequires -CSharpUtil ..module_utils.windows.hygiene.Text
#AnsibleRequires -CSharpUtil ..module_utils.windows.system.AdministratorsOnly
#AnsibleRequires -CSharpUtil ..module_utils.windows.system.Keys

Set-StrictMode -Version 3

$spec = @{
    options = @{
        state = @{ type = 'str'; choices = 'present', 'absent'; default = 'present' }
        product = @{ type = 'str'; required = $true }
        client_id = @{ type = 'str' }
        management_id = @{ type = 'str' }
    }
    supports_check_mode = $true
}

$module = [Ansible.Basic.AnsibleModule]::Create($args, $spec)

$longest = 65536
$outer = [System.IO.Path]::Combine([System.Environment]::GetFolderPath('CommonApplicationData'), 'bauer_group')
$folder = [System.IO.Path]::Combine($outer, 'remote_maintenance')
$path = [System.IO.Path]::Combine($folder, 'enrolments.json')

# Sorted, so that what is the same is the same text.
function Get-Sorted {
    param ($Pairs)

    $sorted = New-Object -TypeName 'System.Collections.Generic.SortedDictionary[string,object]' -ArgumentList ([System.StringComparer]::Ordinal)
    foreach ($name in @($Pairs.Keys)) {
        $sorted[$name] = $Pairs[$name]
    }
    , $sorted
}

# The lines by product. What is no note of ours, or could be anybody's, counts as none.
function Read-Note {
    $lines = Get-Sorted -Pairs @{}
    $file = New-Object -TypeName System.IO.FileInfo -ArgumentList $path
    if ($file.Exists -and $file.Length -le $longest -and [RemoteMaintenance.AdministratorsOnly]::Made(@($outer, $folder, $path))) {
        try {
            $found = [Ansible.Basic.AnsibleModule]::FromJson([System.IO.File]::ReadAllText($path))
            foreach ($name in @($found.enrolments.Keys)) {
                if ($found.enrolments[$name] -is [System.Collections.IDictionary]) {
                    $lines[$name] = Get-Sorted -Pairs $found.enrolments[$name]
                }
            }
        }
        catch [System.UnauthorizedAccessException] {
            throw
        }
        catch {
            $lines.Clear()
        }
    }
    , $lines
}

function Write-Note {
    param ($Lines)

    if ($Lines.Count -gt 0) {
        foreach ($place in @($outer, $folder)) {
            [RemoteMaintenance.AdministratorsOnly]::CreateFolder($place)
            # Also one that was just made, since somebody could have been faster.
            if (-not [RemoteMaintenance.AdministratorsOnly]::Made(@($place))) {
                $module.FailJson("$place was put there by somebody who is no administrator, and nothing is written below it. Remove it.")
            }
        }
        $beside = '{0}.{1}' -f $path, [System.Guid]::NewGuid().ToString('N')
        [System.IO.File]::WriteAllText($beside, [Ansible.Basic.AnsibleModule]::ToJson(@{ format = 1; enrolments = $Lines }))
        [System.IO.File]::Delete($path)
        [System.IO.File]::Move($beside, $path)
        return
    }
    [System.IO.File]::Delete($path)
    # No folder of ours where that is empty.
    foreach ($place in @($folder, $outer)) {
        if ([System.IO.Directory]::Exists($place) -and [System.IO.Directory]::GetFileSystemEntries($place).Length -eq 0) {
            [System.IO.Directory]::Delete($place)
        }
    }
}

try {
    $lines = Read-Note
    $before = [Ansible.Basic.AnsibleModule]::ToJson($lines)
    $null = $lines.Remove($module.Params.product)
    if ($module.Params.state -eq 'present') {
        $line = @{}
        foreach ($name in @('client_id', 'management_id')) {
            if ($module.Params[$name]) {
                $line[$name] = $module.Params[$name]
            }
        }
        $lines[$module.Params.product] = Get-Sorted -Pairs $line
    }
    # As it would be read again, so that the same note is the same text.
    $after = [Ansible.Basic.AnsibleModule]::ToJson($lines)
    $module.Result.changed = $before -cne $after
    if ($module.Result.changed -and -not $module.CheckMode) {
        Write-Note -Lines $lines
    }
}
catch {
    $module.FailJson('{0}: {1}' -f $path, $_.Exception.GetBaseException().Message)
}
$module.Result.path = $path
$module.Diff.before_header = $path
$module.Diff.after_header = $path
$module.Diff.before = $before
$module.Diff.after = $after
$module.ExitJson()

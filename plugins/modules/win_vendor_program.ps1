#!powershell

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

#AnsibleRequires -CSharpUtil Ansible.Basic
#AnsibleRequires -CSharpUtil ..module_utils.windows.installing.Placed
#AnsibleRequires -CSharpUtil ..module_utils.windows.installing.Shortcut

Set-StrictMode -Version 3

$spec = @{
    options = @{
        state = @{ type = 'str'; choices = 'present', 'absent'; default = 'present' }
        folder = @{ type = 'str'; required = $true }
        program = @{ type = 'str'; required = $true }
        title = @{ type = 'str'; required = $true }
        url = @{ type = 'str'; no_log = $true }
        file = @{ type = 'str' }
        path = @{ type = 'str' }
        checksum = @{ type = 'str' }
        adopt = @{ type = 'bool'; default = $false }
    }
    supports_check_mode = $true
}

$module = [Ansible.Basic.AnsibleModule]::Create($args, $spec)

$folder = [System.IO.Path]::Combine([System.Environment]::GetFolderPath('ProgramFiles'), $module.Params.folder)
$program = [System.IO.Path]::Combine($folder, $module.Params.program)
$link = '{0}.lnk' -f $module.Params.title
$shortcuts = @(
    [System.IO.Path]::Combine([System.Environment]::GetFolderPath('CommonPrograms'), $link)
    [System.IO.Path]::Combine([System.Environment]::GetFolderPath('CommonDesktopDirectory'), $link)
)
foreach ($name in @($module.Params.folder, $module.Params.program, $module.Params.title)) {
    if ($name.IndexOfAny([System.IO.Path]::GetInvalidFileNameChars()) -ge 0 -or $name.Trim('. ') -cne $name) {
        $module.FailJson("'$name' cannot be the name of a file")
    }
}
$checksum = ([string]$module.Params.checksum).Trim().ToLowerInvariant() -replace '^sha256:', ''

function Get-Digest {
    param ([string]$Path)

    $stream = [System.IO.File]::OpenRead($Path)
    try {
        $sha = [System.Security.Cryptography.SHA256]::Create()
        [System.BitConverter]::ToString($sha.ComputeHash($stream)).Replace('-', '').ToLowerInvariant()
    }
    finally {
        $stream.Dispose()
    }
}

function Remove-Shortcut {
    param ($Paths)

    foreach ($path in $Paths) {
        [System.IO.File]::Delete($path)
    }
}

function Write-Note {
    param ([string]$Archive, $Shortcuts)

    $note = [Ansible.Basic.AnsibleModule]::ToJson(@{ format = 1; archive = $Archive; shortcuts = @($Shortcuts) })
    [System.IO.File]::WriteAllText([System.IO.Path]::Combine($folder, [RemoteMaintenance.Placed]::Name), $note)
}

# Shortcuts that somebody else put where ours are to be.
function Get-OthersShortcut {
    param ($Placed)

    foreach ($shortcut in $shortcuts) {
        if ([System.IO.File]::Exists($shortcut) -and ($null -eq $Placed -or $Placed.Shortcuts -notcontains $shortcut)) {
            $shortcut
        }
    }
}

function Add-Program {
    param ($Placed)

    if (-not $module.Params.path -or -not [System.IO.File]::Exists($module.Params.path)) {
        $module.FailJson('The program was not set up: there is no file to set up')
    }
    if ((Get-Digest -Path $module.Params.path) -cne $checksum) {
        $module.FailJson('The program was not set up: what arrived has another SHA-256')
    }
    $former = if ($null -ne $Placed) { @($Placed.Shortcuts) } else { @() }
    $null = [System.IO.Directory]::CreateDirectory($folder)
    # Before anything of ours is there: what was broken off is known to be ours, and of a file that is never wanted.
    Write-Note -Archive ('0' * 64) -Shortcuts @($shortcuts + $former | Select-Object -Unique)
    $beside = '{0}.{1}' -f $program, [System.Guid]::NewGuid().ToString('N')
    try {
        [System.IO.File]::Copy($module.Params.path, $beside)
        if ((Get-Digest -Path $beside) -cne $checksum) {
            $module.FailJson('The program was not set up: what was copied has another SHA-256')
        }
        [System.IO.File]::Delete($program)
        [System.IO.File]::Move($beside, $program)
    }
    finally {
        [System.IO.File]::Delete($beside)
    }
    Remove-Shortcut -Paths $former
    foreach ($shortcut in $shortcuts) {
        $null = [System.IO.Directory]::CreateDirectory([System.IO.Path]::GetDirectoryName($shortcut))
        [RemoteMaintenance.Shortcut]::Write($shortcut, $program)
    }
    Write-Note -Archive $checksum -Shortcuts $shortcuts
}

function Remove-Program {
    param ($Placed)

    # The note last: by it a run that was cut off is known to have more to do.
    Remove-Shortcut -Paths $Placed.Shortcuts
    foreach ($path in [System.IO.Directory]::GetFiles($folder, ('{0}*' -f $module.Params.program))) {
        $name = [System.IO.Path]::GetFileName($path)
        if ($name -eq $module.Params.program -or $name.Substring($module.Params.program.Length) -match '^\.[0-9a-f]{32}$') {
            [System.IO.File]::Delete($path)
        }
    }
    [System.IO.File]::Delete([System.IO.Path]::Combine($folder, [RemoteMaintenance.Placed]::Name))
    # What others put there is theirs.
    if (@([System.IO.Directory]::GetFileSystemEntries($folder)).Count -eq 0) {
        [System.IO.Directory]::Delete($folder)
    }
}

try {
    $placed = [RemoteMaintenance.Placed]::In($folder)
    $before = if ($null -ne $placed) { $placed.Archive } else { $null }
    if ($module.Params.state -eq 'present') {
        if ($checksum -cnotmatch '^[0-9a-f]{64}$') {
            $module.FailJson('checksum must be a SHA-256: 64 hexadecimal digits, with or without sha256: before them')
        }
        $filled = [System.IO.Directory]::Exists($folder) -and @([System.IO.Directory]::GetFileSystemEntries($folder)).Count -gt 0
        if ($null -eq $placed -and $filled -and -not $module.Params.adopt) {
            $module.FailJson("$folder was put there by somebody else, and stays as it is")
        }
        $same = $null -ne $placed -and @(Compare-Object -ReferenceObject @($placed.Shortcuts) -DifferenceObject $shortcuts).Count -eq 0
        $module.Result.changed = -not ($same -and $before -ceq $checksum -and $placed.HasShortcuts -and [System.IO.File]::Exists($program))
        $others = @(if ($module.Result.changed -and -not $module.Params.adopt) { Get-OthersShortcut -Placed $placed })
        if ($others.Count -gt 0) {
            $module.FailJson('{0} was put there by somebody else, and stays as it is' -f ($others -join ', '))
        }
        if ($module.Result.changed -and -not $module.CheckMode) {
            Add-Program -Placed $placed
        }
        $after = $checksum
    }
    else {
        $module.Result.changed = $null -ne $placed
        if ($module.Result.changed -and -not $module.CheckMode) {
            Remove-Program -Placed $placed
        }
        $after = $null
    }
}
catch {
    $module.FailJson('{0}: {1}' -f $folder, $_.Exception.GetBaseException().Message)
}
$module.Result.folder = $folder
$module.Diff.before = @{ archive = $before }
$module.Diff.after = @{ archive = $after }
$module.ExitJson()

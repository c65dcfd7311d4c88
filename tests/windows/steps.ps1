# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Does what the modules do without Ansible around them, several steps in one process: the C# is compiled once.
#     pwsh -File steps.ps1 FILE_WITH_STEPS FILE_FOR_RESULTS FOLDER_OF_SOURCES
# A step is {"files": {path: text or null}, "options": {...}, "check": bool}: files are written (or removed) first. With options of
# win_teamviewer_assignment it is an assignment, with a `name` that service is brought up, with a `timeout` alone TeamViewer's service.
param([Parameter(Mandatory)][string]$Steps, [Parameter(Mandatory)][string]$Results, [Parameter(Mandatory)][string]$Sources)
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3

. ([System.IO.Path]::Combine($PSScriptRoot, 'sources.ps1')) $Sources

function Invoke-Step([System.Collections.IDictionary]$Options, [bool]$Check) {
    if ($Options.ContainsKey('assignment_id')) {
        $assignment = [RemoteMaintenance.Assignment]::Run($Options, $Check)
        $result = $assignment.Result
        $result['reason'] = $assignment.Reason
        $result['msg'] = $assignment.Message
        $result['warnings'] = $assignment.Warnings
        $result['diff'] = @{ before = $assignment.DiffBefore; after = $assignment.DiffAfter }
        return $result
    }
    $service = if ($Options.ContainsKey('name')) { [RemoteMaintenance.StartedService]::Have($Options['name'], $Options['timeout'], $Check) }
    else { [RemoteMaintenance.Daemon]::Have($Options['timeout'], $Check) }
    return @{
        changed = $service.Differs; enabled = $service.Enabled; running = $service.Running; ready = $service.Ready; reason = $service.Reason; msg = $service.Message
    }
}

$done = foreach ($step in @([System.IO.File]::ReadAllText($Steps) | ConvertFrom-Json)) {
    $plain = ConvertTo-Plain $step
    foreach ($file in $plain['files'].Keys) {
        if ($null -eq $plain['files'][$file]) { [System.IO.File]::Delete($file) }
        else { [System.IO.File]::WriteAllText($file, $plain['files'][$file]) }
    }
    try {
        Invoke-Step $plain['options'] $plain['check']
    }
    catch {
        $problem = $_.Exception.GetBaseException()
        if ($problem -isnot [RemoteMaintenance.RefusedException]) { throw }
        @{ changed = $false; reason = 'invalid'; msg = $problem.Message }
    }
}
[System.IO.File]::WriteAllText($Results, (ConvertTo-Json -InputObject @($done) -Depth 10 -Compress))

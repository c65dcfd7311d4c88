# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The rules of an assignment that need no Windows, asked one by one, so that Python's can be held against them.
#     pwsh -File rules.ps1 FILE_WITH_QUESTIONS FILE_FOR_ANSWERS FOLDER_OF_SOURCES
# A question is {"whose": {...}, "accepted": {...}}, {"text": ..., "secret": ..., "limit": n}, {"version": ...}, {"id": ...}, {"alias": ...},
# {"word": ...} or {"status": n or null}.
param([Parameter(Mandatory)][string]$Questions, [Parameter(Mandatory)][string]$Answers, [Parameter(Mandatory)][string]$Sources)
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3

. ([System.IO.Path]::Combine($PSScriptRoot, 'sources.ps1')) $Sources

function Test-Refused([scriptblock]$Check) {
    try { & $Check; return $false }
    catch {
        if ($_.Exception.GetBaseException() -isnot [RemoteMaintenance.RefusedException]) { throw }
        return $true
    }
}

function Get-Answer([System.Collections.IDictionary]$Asked) {
    if ($Asked.ContainsKey('whose')) {
        $state = [RemoteMaintenance.ClientState]::new()
        foreach ($name in $Asked['whose'].Keys) { $state.$name = $Asked['whose'][$name] }
        return [RemoteMaintenance.Accepted]::new($Asked['accepted']).Owner($state)
    }
    if ($Asked.ContainsKey('text')) { return [RemoteMaintenance.Secrets]::Without($Asked['text'], $Asked['secret'], $Asked['limit']) }
    if ($Asked.ContainsKey('version')) { return [RemoteMaintenance.CommandLine]::KnowsAlias($Asked['version']) }
    if ($Asked.ContainsKey('id')) { return Test-Refused { [RemoteMaintenance.CommandLine]::CheckAssignmentId($Asked['id']) } }
    if ($Asked.ContainsKey('alias')) { return Test-Refused { [RemoteMaintenance.CommandLine]::CheckAlias($Asked['alias']) } }
    if ($Asked.ContainsKey('word')) { return [RemoteMaintenance.CommandLine]::Quoted($Asked['word']) }
    $ending = [RemoteMaintenance.ExitCodes]::Of($Asked['status'])
    return @($ending.Code, $ending.Name, $ending.Meaning, $ending.Retry, $ending.Remedy) -join '|'
}

$told = foreach ($asked in @([System.IO.File]::ReadAllText($Questions) | ConvertFrom-Json)) { Get-Answer (ConvertTo-Plain $asked) }
[System.IO.File]::WriteAllText($Answers, (ConvertTo-Json -InputObject @($told) -Depth 4 -Compress))

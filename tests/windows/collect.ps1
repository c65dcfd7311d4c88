# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs the collector without Ansible around it, several plans in one process: the C# is compiled once.
#     pwsh -File collect.ps1 FILE_WITH_PLANS FILE_FOR_OBSERVATIONS FILE...
# The first file holds a JSON list of plans, the second gets a JSON list of observations, or {"failed": text} for a plan that was refused.
param([Parameter(Mandatory)][string]$Plans, [Parameter(Mandatory)][string]$Observations, [Parameter(Mandatory)][string]$Sources)
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3

function ConvertTo-Plain([object]$Value) {
    if ($Value -is [System.Management.Automation.PSCustomObject]) {
        $plain = [System.Collections.Generic.Dictionary[string, object]]::new()
        foreach ($property in $Value.PSObject.Properties) { $plain[$property.Name] = ConvertTo-Plain $property.Value }
        return $plain
    }
    if ($Value -is [array]) {
        $plain = [System.Collections.Generic.List[object]]::new()
        foreach ($one in $Value) { $plain.Add((ConvertTo-Plain $one)) }
        return , $plain
    }
    if ($Value -is [long]) { return [int]$Value }
    return $Value
}

# One unit of code: what the files use comes first, each once.
$usings = [System.Collections.Generic.SortedSet[string]]::new()
$code = [System.Text.StringBuilder]::new()
foreach ($file in [System.IO.Directory]::EnumerateFiles($Sources, '*.cs', [System.IO.SearchOption]::AllDirectories)) {
    foreach ($line in [System.IO.File]::ReadAllLines($file)) {
        if ($line -match '^using [\w.]+;$') { $null = $usings.Add($line) }
        else { $null = $code.AppendLine($line) }
    }
}
Add-Type -TypeDefinition ('#pragma warning disable SYSLIB0057' + "`n" + ($usings -join "`n") + "`n" + $code)

$results = foreach ($plan in @([System.IO.File]::ReadAllText($Plans) | ConvertFrom-Json)) {
    try {
        [RemoteMaintenance.Collector]::Collect((ConvertTo-Plain $plan), ('powershell {0}' -f $PSVersionTable.PSVersion), 'FullLanguage')
    }
    catch {
        $problem = $_.Exception.GetBaseException()
        @{ failed = if ($problem -is [RemoteMaintenance.ParameterException]) { $problem.Message } else { "$problem" } }
    }
}
[System.IO.File]::WriteAllText($Observations, (ConvertTo-Json -InputObject @($results) -Depth 30 -Compress))

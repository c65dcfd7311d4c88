# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs the collector without Ansible around it, several plans in one process: the C# is compiled once.
#     pwsh -File collect.ps1 FILE_WITH_PLANS FILE_FOR_OBSERVATIONS FILE...
# The first file holds a JSON list of plans, the second gets a JSON list of observations, or {"failed": text} for a plan that was refused.
# A plan's `before` is PowerShell that changes the machine first (machine.ps1). {"ask": PowerShell} is no plan: it gets {"answer": ...}.
param([Parameter(Mandatory)][string]$Plans, [Parameter(Mandatory)][string]$Observations, [Parameter(Mandatory)][string]$Sources)
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3

. ([System.IO.Path]::Combine($PSScriptRoot, 'sources.ps1')) $Sources
. ([System.IO.Path]::Combine($PSScriptRoot, 'machine.ps1'))

$results = foreach ($plan in @([System.IO.File]::ReadAllText($Plans) | ConvertFrom-Json)) {
    $plain = ConvertTo-Plain $plan
    if ($plain.ContainsKey('ask')) {
        @{ answer = & ([scriptblock]::Create($plain['ask'])) }
        continue
    }
    if ($plain.ContainsKey('before')) { $null = & ([scriptblock]::Create($plain['before'])) }
    try {
        [RemoteMaintenance.Collector]::Collect($plain, ('powershell {0}' -f $PSVersionTable.PSVersion), 'FullLanguage')
    }
    catch {
        $problem = $_.Exception.GetBaseException()
        @{ failed = if ($problem -is [RemoteMaintenance.ParameterException]) { $problem.Message } else { "$problem" } }
    }
}
[System.IO.File]::WriteAllText($Observations, (ConvertTo-Json -InputObject @($results) -Depth 30 -Compress))

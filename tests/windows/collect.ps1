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

. ([System.IO.Path]::Combine($PSScriptRoot, 'sources.ps1')) $Sources

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

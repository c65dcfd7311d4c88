#!powershell

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

#AnsibleRequires -CSharpUtil Ansible.Basic
#AnsibleRequires -CSharpUtil ..module_utils.windows.hygiene.Homes
#AnsibleRequires -CSharpUtil ..module_utils.windows.hygiene.Secrets
#AnsibleRequires -CSharpUtil ..module_utils.windows.hygiene.Text
#AnsibleRequires -CSharpUtil ..module_utils.windows.hygiene.Urls
#AnsibleRequires -CSharpUtil ..module_utils.windows.inspectors.Inspection
#AnsibleRequires -CSharpUtil ..module_utils.windows.inspectors.TeamViewer
#AnsibleRequires -CSharpUtil ..module_utils.windows.services.ServiceManager
#AnsibleRequires -CSharpUtil ..module_utils.windows.services.WindowsService
#AnsibleRequires -CSharpUtil ..module_utils.windows.system.Keys
#AnsibleRequires -CSharpUtil ..module_utils.windows.teamviewer.Assignment
#AnsibleRequires -CSharpUtil ..module_utils.windows.teamviewer.ClientState
#AnsibleRequires -CSharpUtil ..module_utils.windows.teamviewer.CommandLine
#AnsibleRequires -CSharpUtil ..module_utils.windows.teamviewer.ExitCodes
#AnsibleRequires -CSharpUtil ..module_utils.windows.teamviewer.Whose

Set-StrictMode -Version 3

$names = @{ type = 'list'; elements = 'str'; default = @() }
$spec = @{
    options = @{
        state = @{ type = 'str'; choices = 'assigned', 'unassigned'; default = 'assigned' }
        assignment_id = @{ type = 'str'; no_log = $true }
        alias = @{ type = 'str' }
        accepted = @{ type = 'dict'; default = @{}; options = @{ management_ids = $names; owner_names = $names; configuration_ids = $names } }
        adopt = @{ type = 'bool'; default = $false }
        reassign = @{ type = 'bool'; default = $false }
        retries = @{ type = 'int'; default = 5 }
        timeout = @{ type = 'int'; default = 120 }
    }
    required_if = @(, @('state', 'assigned', @('assignment_id')))
    supports_check_mode = $true
}

$module = [Ansible.Basic.AnsibleModule]::Create($args, $spec)

try {
    $assignment = [RemoteMaintenance.Assignment]::Run($module.Params, $module.CheckMode)
}
catch {
    $problem = $_.Exception.GetBaseException()
    if ($problem -is [RemoteMaintenance.RefusedException]) {
        $module.Result.reason = 'invalid'
        $module.FailJson($problem.Message)
    }
    $module.Result.reason = 'failed'
    # Its message may hold anything.
    $module.FailJson('The assignment failed: {0}' -f $problem.GetType().Name)
}

$result = $assignment.Result
foreach ($name in $result.Keys) { $module.Result[$name] = $result[$name] }
$module.Diff.before = $assignment.DiffBefore
$module.Diff.after = $assignment.DiffAfter
foreach ($warning in $assignment.Warnings) { $module.Warn($warning) }
if ($null -ne $assignment.Reason) {
    $module.Result.reason = $assignment.Reason
    $module.FailJson($assignment.Message)
}
$module.ExitJson()

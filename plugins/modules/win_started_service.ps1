#!powershell

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

#AnsibleRequires -CSharpUtil Ansible.Basic
#AnsibleRequires -CSharpUtil ..module_utils.windows.hygiene.Text
#AnsibleRequires -CSharpUtil ..module_utils.windows.services.ServiceManager
#AnsibleRequires -CSharpUtil ..module_utils.windows.services.StartedService
#AnsibleRequires -CSharpUtil ..module_utils.windows.services.WindowsService

Set-StrictMode -Version 3

$spec = @{
    options = @{
        name = @{ type = 'str'; required = $true }
        timeout = @{ type = 'float'; default = 60.0 }
    }
    supports_check_mode = $true
}

$module = [Ansible.Basic.AnsibleModule]::Create($args, $spec)
$service = [RemoteMaintenance.StartedService]::Have($module.Params.name, $module.Params.timeout, $module.CheckMode)
$module.Diff.before = @{ enabled = $service.Enabled; running = $service.Running }
$module.Diff.after = @{ enabled = $true; running = $true }
if ($null -ne $service.Reason) {
    $module.Result.reason = $service.Reason
    $module.FailJson($service.Message)
}
$module.Result.changed = $service.Differs
$module.ExitJson()

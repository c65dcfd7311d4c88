#!powershell

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

#AnsibleRequires -CSharpUtil Ansible.Basic
#AnsibleRequires -CSharpUtil ..module_utils.windows.hygiene.Homes
#AnsibleRequires -CSharpUtil ..module_utils.windows.hygiene.Text
#AnsibleRequires -CSharpUtil ..module_utils.windows.hygiene.Urls
#AnsibleRequires -CSharpUtil ..module_utils.windows.inspectors.Inspection
#AnsibleRequires -CSharpUtil ..module_utils.windows.inspectors.TeamViewer
#AnsibleRequires -CSharpUtil ..module_utils.windows.services.ServiceManager
#AnsibleRequires -CSharpUtil ..module_utils.windows.services.StartedService
#AnsibleRequires -CSharpUtil ..module_utils.windows.services.WindowsService
#AnsibleRequires -CSharpUtil ..module_utils.windows.system.Keys
#AnsibleRequires -CSharpUtil ..module_utils.windows.teamviewer.ClientState
#AnsibleRequires -CSharpUtil ..module_utils.windows.teamviewer.Daemon

Set-StrictMode -Version 3

$spec = @{
    options = @{
        installed_anew = @{ type = 'bool'; default = $false }
        timeout = @{ type = 'float'; default = 120.0 }
    }
    supports_check_mode = $true
}

$module = [Ansible.Basic.AnsibleModule]::Create($args, $spec)
$nothing = @{ enabled = $false; running = $false; has_id = $false }
$module.Diff.after = @{ enabled = $true; running = $true; has_id = $true }
$module.Result.client_id = $null
$module.Result.version = $null

if (-not [RemoteMaintenance.ClientState]::Read().Installed) {
    $module.Diff.before = $nothing
    if ($module.CheckMode) {
        $module.Result.changed = $true
        $module.ExitJson()
    }
    $module.Result.reason = 'not_installed'
    $module.FailJson('TeamViewer is not installed on this machine.')
}

$service = [RemoteMaintenance.Daemon]::Have($module.Params.timeout, $module.CheckMode)
$module.Diff.before = @{ enabled = $service.Enabled; running = $service.Running; has_id = $service.Ready }
if ($null -ne $service.Reason) {
    $module.Result.reason = $service.Reason
    $module.FailJson($service.Message)
}
$module.Result.changed = $service.Differs

$state = [RemoteMaintenance.ClientState]::Read()
$module.Result.client_id = $state.ClientId
$module.Result.version = $state.Version
$module.ExitJson()

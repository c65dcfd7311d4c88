#!powershell

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

#AnsibleRequires -CSharpUtil Ansible.Basic
#AnsibleRequires -CSharpUtil ..module_utils.windows.hygiene.Homes
#AnsibleRequires -CSharpUtil ..module_utils.windows.hygiene.Text
#AnsibleRequires -CSharpUtil ..module_utils.windows.hygiene.Urls
#AnsibleRequires -CSharpUtil ..module_utils.windows.inspectors.AnyDesk
#AnsibleRequires -CSharpUtil ..module_utils.windows.inspectors.Atera
#AnsibleRequires -CSharpUtil ..module_utils.windows.inspectors.Configuration
#AnsibleRequires -CSharpUtil ..module_utils.windows.inspectors.Hint
#AnsibleRequires -CSharpUtil ..module_utils.windows.inspectors.Inspection
#AnsibleRequires -CSharpUtil ..module_utils.windows.inspectors.Inspectors
#AnsibleRequires -CSharpUtil ..module_utils.windows.inspectors.MeshAgent
#AnsibleRequires -CSharpUtil ..module_utils.windows.inspectors.QuickSupport
#AnsibleRequires -CSharpUtil ..module_utils.windows.inspectors.RemoteDesktop
#AnsibleRequires -CSharpUtil ..module_utils.windows.inspectors.RustDesk
#AnsibleRequires -CSharpUtil ..module_utils.windows.inspectors.ScreenConnect
#AnsibleRequires -CSharpUtil ..module_utils.windows.inspectors.Splashtop
#AnsibleRequires -CSharpUtil ..module_utils.windows.inspectors.TeamViewer
#AnsibleRequires -CSharpUtil ..module_utils.windows.inspectors.Vnc
#AnsibleRequires -CSharpUtil ..module_utils.windows.installing.Placed
#AnsibleRequires -CSharpUtil ..module_utils.windows.network.Attempts
#AnsibleRequires -CSharpUtil ..module_utils.windows.network.Connections
#AnsibleRequires -CSharpUtil ..module_utils.windows.network.Deadline
#AnsibleRequires -CSharpUtil ..module_utils.windows.network.DnsQueries
#AnsibleRequires -CSharpUtil ..module_utils.windows.network.Endpoint
#AnsibleRequires -CSharpUtil ..module_utils.windows.network.Http
#AnsibleRequires -CSharpUtil ..module_utils.windows.network.Names
#AnsibleRequires -CSharpUtil ..module_utils.windows.network.Outcomes
#AnsibleRequires -CSharpUtil ..module_utils.windows.network.Proxies
#AnsibleRequires -CSharpUtil ..module_utils.windows.network.Tls
#AnsibleRequires -CSharpUtil ..module_utils.windows.probe.Collector
#AnsibleRequires -CSharpUtil ..module_utils.windows.probe.NetworkSections
#AnsibleRequires -CSharpUtil ..module_utils.windows.probe.Parameters
#AnsibleRequires -CSharpUtil ..module_utils.windows.probe.Section
#AnsibleRequires -CSharpUtil ..module_utils.windows.probe.Size
#AnsibleRequires -CSharpUtil ..module_utils.windows.services.ServiceManager
#AnsibleRequires -CSharpUtil ..module_utils.windows.software.Autostart
#AnsibleRequires -CSharpUtil ..module_utils.windows.software.Folders
#AnsibleRequires -CSharpUtil ..module_utils.windows.software.KnownPaths
#AnsibleRequires -CSharpUtil ..module_utils.windows.software.Listeners
#AnsibleRequires -CSharpUtil ..module_utils.windows.software.Patterns
#AnsibleRequires -CSharpUtil ..module_utils.windows.software.People
#AnsibleRequires -CSharpUtil ..module_utils.windows.software.Portable
#AnsibleRequires -CSharpUtil ..module_utils.windows.software.RegistryKeys
#AnsibleRequires -CSharpUtil ..module_utils.windows.software.RunningProcesses
#AnsibleRequires -CSharpUtil ..module_utils.windows.software.Scan
#AnsibleRequires -CSharpUtil ..module_utils.windows.software.Services
#AnsibleRequires -CSharpUtil ..module_utils.windows.software.Software
#AnsibleRequires -CSharpUtil ..module_utils.windows.software.StorePackages
#AnsibleRequires -CSharpUtil ..module_utils.windows.software.Tasks
#AnsibleRequires -CSharpUtil ..module_utils.windows.software.Uninstall
#AnsibleRequires -CSharpUtil ..module_utils.windows.system.AdministratorsOnly
#AnsibleRequires -CSharpUtil ..module_utils.windows.system.Keys
#AnsibleRequires -CSharpUtil ..module_utils.windows.system.Platform
#AnsibleRequires -CSharpUtil ..module_utils.windows.system.Privilege
#AnsibleRequires -CSharpUtil ..module_utils.windows.system.ProxySettings
#AnsibleRequires -CSharpUtil ..module_utils.windows.system.Resolver
#AnsibleRequires -CSharpUtil ..module_utils.windows.system.UpdateSettings

Set-StrictMode -Version 3

$spec = @{
    options = @{
        deadline = @{ type = 'float'; default = 10.0 }
        sections = @{
            type = 'list'
            elements = 'str'
            choices = 'platform', 'privilege', 'resolvers', 'dns', 'proxies', 'endpoints', 'updates', 'software'
        }
        dns_queries = @{
            type = 'list'
            elements = 'dict'
            default = @()
            options = @{
                id = @{ type = 'str'; required = $true }
                packet = @{ type = 'str'; required = $true }
                transports = @{ type = 'list'; elements = 'str'; choices = 'udp', 'tcp'; default = 'udp', 'tcp' }
            }
        }
        dns_resolvers = @{ type = 'list'; elements = 'str'; default = @() }
        endpoints = @{
            type = 'list'
            elements = 'dict'
            default = @()
            options = @{
                id = @{ type = 'str'; required = $true }
                name = @{ type = 'str'; required = $true }
                port = @{ type = 'int'; required = $true }
                protocol = @{ type = 'str'; required = $true; choices = 'tcp', 'udp', 'tls', 'http' }
                scheme = @{ type = 'str'; choices = 'http', 'https'; default = 'http' }
                path = @{ type = 'str'; default = '/' }
                packet = @{ type = 'str' }
                body = @{ type = 'bool'; default = $false }
            }
        }
        known_certificates = @{ type = 'list'; elements = 'str'; default = @() }
        trust_anchor = @{ type = 'str'; default = '' }
        software = @{ type = 'dict' }
        as_text = @{ type = 'bool'; default = $false }
    }
    supports_check_mode = $true
}

$module = [Ansible.Basic.AnsibleModule]::Create($args, $spec)

$runtime = 'powershell {0}' -f $PSVersionTable.PSVersion
$language = [string]$ExecutionContext.SessionState.LanguageMode
try {
    $observation = [RemoteMaintenance.Collector]::Collect($module.Params, $runtime, $language)
}
catch {
    $problem = $_.Exception.GetBaseException()
    if ($problem -is [RemoteMaintenance.ParameterException]) {
        $module.FailJson($problem.Message)
    }
    # Its message may hold anything.
    $module.FailJson('The probe failed: {0}' -f $problem.GetType().Name)
}
if ($module.Params.as_text) {
    $module.Result.observation_text = [Ansible.Basic.AnsibleModule]::ToJson($observation)
}
else {
    $module.Result.observation = $observation
}
# The plan is not sent back: it may be as long as the observation.
$module.Result.invocation = @{}
$module.ExitJson()

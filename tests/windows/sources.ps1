# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Dot-sourced by what runs the modules' C# without Ansible around it: ConvertTo-Plain, and with a folder as argument all C# below it, compiled once.
param([Parameter(Mandatory)][string]$Sources)

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

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# What a Windows machine is sent in the place of Ansible's own wrapper: unpacks that wrapper and what belongs to it, and runs it.
# The input is one line of base64 and gzip; within, parts that are separated by NULs: the wrapper's description, the manifest, and the scripts,
# for which the manifest holds "unpack:<number>" (see compact.py).
param([Parameter(ValueFromPipeline)][string]$InputObject)
process {
    if (-not $InputObject) { return }
    $packed = [System.IO.MemoryStream]::new([Convert]::FromBase64String($InputObject))
    $stream = [System.IO.Compression.GZipStream]::new($packed, [System.IO.Compression.CompressionMode]::Decompress)
    $reader = [System.IO.StreamReader]::new($stream, [System.Text.UTF8Encoding]::new($false))
    $parts = $reader.ReadToEnd().Split([char]0)
    $reader.Dispose()

    $manifest = [System.Text.StringBuilder]::new($parts[1])
    for ($number = 0; $number -lt $parts.Length - 2; $number++) {
        $script = [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes($parts[$number + 2]))
        $null = $manifest.Replace('"unpack:' + $number + '"', '"' + $script + '"')
    }

    $wrapper = ConvertFrom-Json -InputObject $parts[0]
    $arguments = @{}
    foreach ($property in $wrapper.params.PSObject.Properties) { $arguments[$property.Name] = $property.Value }
    $manifest.ToString() | & ([scriptblock]::Create($wrapper.script)) @arguments
}

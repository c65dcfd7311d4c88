# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Compiles the collector's C# as a customer's machine would: language version 5, which is what the compiler of Windows PowerShell 5.1 speaks,
# against the reference assemblies of .NET Framework 4.6.2. Prints one line per error or warning, and ends with 1 if there was one.
#     pwsh -File check_csharp.ps1 FOLDER_OF_REFERENCE_ASSEMBLIES FILE...
param([Parameter(Mandatory)][string]$Framework, [Parameter(Mandatory, ValueFromRemainingArguments)][string[]]$Path)
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3

# Loads the compiler where it is not yet.
Add-Type -TypeDefinition 'public static class LoadsTheCompiler { }'

$options = [Microsoft.CodeAnalysis.CSharp.CSharpParseOptions]::Default.WithLanguageVersion(
    [Microsoft.CodeAnalysis.CSharp.LanguageVersion]::CSharp5).WithPreprocessorSymbols([string[]]@('AMD64', 'WINDOWS'))
$trees = foreach ($file in $Path) {
    $text = [Microsoft.CodeAnalysis.Text.SourceText]::From([System.IO.File]::ReadAllText($file), [System.Text.Encoding]::UTF8)
    [Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree]::ParseText($text, $options, $file)
}
# What Ansible's own Add-CSharpType refers to on Windows PowerShell, but for PowerShell itself.
$references = foreach ($name in 'mscorlib', 'System', 'System.Core') {
    [Microsoft.CodeAnalysis.MetadataReference]::CreateFromFile([System.IO.Path]::Combine($Framework, "$name.dll"))
}
$kind = [Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions]::new([Microsoft.CodeAnalysis.OutputKind]::DynamicallyLinkedLibrary)
$compilation = [Microsoft.CodeAnalysis.CSharp.CSharpCompilation]::Create(
    'collector', [Microsoft.CodeAnalysis.SyntaxTree[]]@($trees), [Microsoft.CodeAnalysis.MetadataReference[]]@($references), $kind)
$found = 0
foreach ($fault in $compilation.GetDiagnostics()) {
    if ($fault.Severity -lt [Microsoft.CodeAnalysis.DiagnosticSeverity]::Warning) { continue }
    $found++
    $fault.ToString()
}
if ($found) { exit 1 }

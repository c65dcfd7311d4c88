# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs a script in a PowerShell of its own, as an administrator whose rights User Account Control took away: in that process's token the
# administrators' group is for denials only.
#     pwsh -File filtered.ps1 SCRIPT WORD...
param([Parameter(Mandatory)][string]$Script, [Parameter(ValueFromRemainingArguments)][string[]]$Words)
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3

Add-Type -TypeDefinition @'
using System;
using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Security.Principal;
using System.Text;

public static class Filtered
{
    private const uint AllAccess = 0xF01FF;
    private const int Seconds = 170;

    [StructLayout(LayoutKind.Sequential)]
    private struct Group { public IntPtr Sid; public uint Attributes; }

    [StructLayout(LayoutKind.Sequential)]
    private struct Startup
    {
        public int Size;
        public IntPtr Reserved, Desktop, Title;
        public int X, Y, Width, Height, Columns, Rows, Fill, Flags;
        public short Show, Bytes;
        public IntPtr More, Input, Output, Error;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Started { public IntPtr Process, Thread; public int ProcessId, ThreadId; }

    [DllImport("kernel32.dll")] private static extern IntPtr GetCurrentProcess();
    [DllImport("kernel32.dll")] private static extern uint WaitForSingleObject(IntPtr handle, int milliseconds);
    [DllImport("advapi32.dll", SetLastError = true)] private static extern bool OpenProcessToken(IntPtr process, uint access, out IntPtr token);
    [DllImport("advapi32.dll", SetLastError = true)]
    private static extern bool CreateRestrictedToken(IntPtr token, uint flags, int count, Group[] disabled, int privileges, IntPtr a, int restricted, IntPtr b, out IntPtr made);
    [DllImport("advapi32.dll", SetLastError = true, CharSet = CharSet.Unicode)]
    private static extern bool CreateProcessAsUserW(IntPtr token, string program, StringBuilder command, IntPtr a, IntPtr b, bool inherit, uint flags, IntPtr environment,
        string folder, ref Startup startup, out Started started);

    public static void Run(string command)
    {
        IntPtr token, filtered;
        Check(OpenProcessToken(GetCurrentProcess(), AllAccess, out token));
        SecurityIdentifier administrators = new SecurityIdentifier("S-1-5-32-544");
        byte[] bytes = new byte[administrators.BinaryLength];
        administrators.GetBinaryForm(bytes, 0);
        IntPtr sid = Marshal.AllocHGlobal(bytes.Length);
        Marshal.Copy(bytes, 0, sid, bytes.Length);
        Check(CreateRestrictedToken(token, 0, 1, new[] { new Group { Sid = sid } }, 0, IntPtr.Zero, 0, IntPtr.Zero, out filtered));
        Startup startup = new Startup { Size = Marshal.SizeOf(typeof(Startup)) };
        Started started;
        Check(CreateProcessAsUserW(filtered, null, new StringBuilder(command), IntPtr.Zero, IntPtr.Zero, true, 0, IntPtr.Zero, null, ref startup, out started));
        if (WaitForSingleObject(started.Process, Seconds * 1000) != 0) throw new TimeoutException();
    }

    private static void Check(bool done)
    {
        if (!done) throw new Win32Exception(Marshal.GetLastWin32Error());
    }
}
'@
[Filtered]::Run((@([Environment]::ProcessPath, '-NoProfile', '-File', $Script) + $Words | ForEach-Object { '"{0}"' -f $_ }) -join ' ')

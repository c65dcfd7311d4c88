/* Copyright (c) 2026 BAUER GROUP
 * GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What all doubles for Windows share: a service around a piece of work, knobs, and the registry. */
#ifndef DOUBLE_H
#define DOUBLE_H

#include <winsock2.h>
#include <windows.h>
#include <shellapi.h>

/* Runs `work` as the service that the service control manager started; it returns soon after `stop` is set. A knob `service_fails` ends it at once.
 * Returns the process's exit code. */
int run_service(void (*work)(HANDLE stop));

/* Whether the service of that name runs. */
BOOL service_runs(const wchar_t *name);

/* The first line of C:\doubles\<name>.txt, read anew each time. 0 where there is no such file. */
int knob(const char *name, char *text, int size);
int knob_number(const char *name, int otherwise);

/* Values below HKEY_LOCAL_MACHINE, as the 64-bit Windows sees them. Texts are UTF-8. A missing number reads as 0, a missing text as "". */
DWORD read_number(const char *key, const char *name);
void read_text(const char *key, const char *name, char *text, int size);
int read_first_byte(const char *key, const char *name);
void write_number(const char *key, const char *name, DWORD number);
void write_text(const char *key, const char *name, const char *text);
void write_bytes(const char *key, const char *name, const BYTE *bytes, DWORD length);
void remove_value(const char *key, const char *name);

/* The arguments as UTF-8, in memory that is never given back. */
char **arguments(int *count);

#endif

/* Copyright (c) 2026 BAUER GROUP
 * GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See double.h. */
#include "double.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static SERVICE_STATUS_HANDLE handle;
static HANDLE stop_event;
static void (*service_work)(HANDLE stop);

static void tell(DWORD state, DWORD error, DWORD own_error)
{
    SERVICE_STATUS status = {0};
    status.dwServiceType = SERVICE_WIN32_OWN_PROCESS;
    status.dwCurrentState = state;
    status.dwControlsAccepted = state == SERVICE_RUNNING ? SERVICE_ACCEPT_STOP | SERVICE_ACCEPT_SHUTDOWN : 0;
    status.dwWin32ExitCode = error;
    status.dwServiceSpecificExitCode = own_error;
    status.dwWaitHint = 5000;
    SetServiceStatus(handle, &status);
}

static DWORD WINAPI control(DWORD code, DWORD type, void *data, void *context)
{
    (void)type, (void)data, (void)context;
    if (code == SERVICE_CONTROL_STOP || code == SERVICE_CONTROL_SHUTDOWN) {
        tell(SERVICE_STOP_PENDING, NO_ERROR, 0);
        SetEvent(stop_event);
    }
    return NO_ERROR;
}

static void WINAPI service_main(DWORD count, wchar_t **words)
{
    (void)count, (void)words;
    handle = RegisterServiceCtrlHandlerExW(L"", control, NULL);
    tell(SERVICE_START_PENDING, NO_ERROR, 0);
    Sleep(knob_number("start_delay", 0));
    if (knob_number("service_fails", 0)) {
        tell(SERVICE_STOPPED, ERROR_SERVICE_SPECIFIC_ERROR, knob_number("service_fails", 0));
        return;
    }
    tell(SERVICE_RUNNING, NO_ERROR, 0);
    service_work(stop_event);
    tell(SERVICE_STOPPED, NO_ERROR, 0);
}

int run_service(void (*work)(HANDLE stop))
{
    SERVICE_TABLE_ENTRYW table[] = {{L"", service_main}, {NULL, NULL}};
    service_work = work;
    stop_event = CreateEventW(NULL, TRUE, FALSE, NULL);
    return StartServiceCtrlDispatcherW(table) ? 0 : 1;
}

BOOL service_runs(const wchar_t *name)
{
    SERVICE_STATUS status;
    BOOL runs = FALSE;
    SC_HANDLE manager = OpenSCManagerW(NULL, NULL, SC_MANAGER_CONNECT);
    SC_HANDLE service = manager ? OpenServiceW(manager, name, SERVICE_QUERY_STATUS) : NULL;
    if (service) {
        runs = QueryServiceStatus(service, &status) && status.dwCurrentState == SERVICE_RUNNING;
        CloseServiceHandle(service);
    }
    if (manager)
        CloseServiceHandle(manager);
    return runs;
}

int knob(const char *name, char *text, int size)
{
    char path[MAX_PATH];
    FILE *file;
    text[0] = 0;
    snprintf(path, sizeof(path), "C:\\doubles\\%s.txt", name);
    file = fopen(path, "r");
    if (!file)
        return 0;
    if (fgets(text, size, file))
        text[strcspn(text, "\r\n")] = 0;
    fclose(file);
    return 1;
}

int knob_number(const char *name, int otherwise)
{
    char text[32];
    return knob(name, text, sizeof(text)) ? atoi(text) : otherwise;
}

static HKEY opened(const char *key, REGSAM access)
{
    wchar_t path[512];
    HKEY found = NULL;
    MultiByteToWideChar(CP_UTF8, 0, key, -1, path, 512);
    if (access & KEY_WRITE)
        RegCreateKeyExW(HKEY_LOCAL_MACHINE, path, 0, NULL, 0, access, NULL, &found, NULL);
    else
        RegOpenKeyExW(HKEY_LOCAL_MACHINE, path, 0, access, &found);
    return found;
}

static DWORD value_of(const char *key, const char *name, BYTE *content, DWORD size)
{
    wchar_t wide[256];
    HKEY found = opened(key, KEY_READ);
    LONG problem;
    if (!found)
        return 0;
    MultiByteToWideChar(CP_UTF8, 0, name, -1, wide, 256);
    problem = RegQueryValueExW(found, wide, NULL, NULL, content, &size);
    RegCloseKey(found);
    return problem ? 0 : size;
}

static void set_value(const char *key, const char *name, DWORD type, const BYTE *content, DWORD size)
{
    wchar_t wide[256];
    HKEY found = opened(key, KEY_READ | KEY_WRITE);
    if (!found)
        return;
    MultiByteToWideChar(CP_UTF8, 0, name, -1, wide, 256);
    RegSetValueExW(found, wide, 0, type, content, size);
    RegCloseKey(found);
}

DWORD read_number(const char *key, const char *name)
{
    DWORD number = 0;
    return value_of(key, name, (BYTE *)&number, sizeof(number)) == sizeof(number) ? number : 0;
}

void read_text(const char *key, const char *name, char *text, int size)
{
    wchar_t wide[1024] = {0};
    text[0] = 0;
    if (value_of(key, name, (BYTE *)wide, sizeof(wide) - sizeof(wchar_t)))
        WideCharToMultiByte(CP_UTF8, 0, wide, -1, text, size, NULL, NULL);
}

int read_first_byte(const char *key, const char *name)
{
    BYTE bytes[64] = {0};
    return value_of(key, name, bytes, sizeof(bytes)) ? bytes[0] : 0;
}

void write_number(const char *key, const char *name, DWORD number)
{
    set_value(key, name, REG_DWORD, (const BYTE *)&number, sizeof(number));
}

void write_text(const char *key, const char *name, const char *text)
{
    wchar_t wide[1024];
    int length = MultiByteToWideChar(CP_UTF8, 0, text, -1, wide, 1024);
    set_value(key, name, REG_SZ, (const BYTE *)wide, length * sizeof(wchar_t));
}

void write_bytes(const char *key, const char *name, const BYTE *bytes, DWORD length)
{
    set_value(key, name, REG_BINARY, bytes, length);
}

void remove_value(const char *key, const char *name)
{
    wchar_t wide[256];
    HKEY found = opened(key, KEY_READ | KEY_WRITE);
    if (!found)
        return;
    MultiByteToWideChar(CP_UTF8, 0, name, -1, wide, 256);
    RegDeleteValueW(found, wide);
    RegCloseKey(found);
}

char **arguments(int *count)
{
    wchar_t **wide = CommandLineToArgvW(GetCommandLineW(), count);
    char **words = calloc(*count + 1, sizeof(char *));
    for (int at = 0; at < *count; at++) {
        int size = WideCharToMultiByte(CP_UTF8, 0, wide[at], -1, NULL, 0, NULL, NULL);
        words[at] = malloc(size);
        WideCharToMultiByte(CP_UTF8, 0, wide[at], -1, words[at], size, NULL, NULL);
    }
    LocalFree(wide);
    return words;
}

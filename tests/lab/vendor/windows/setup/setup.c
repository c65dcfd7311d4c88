/* Copyright (c) 2026 BAUER GROUP
 * GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * DOUBLE of an installer that is no MSI, and of one that fails: with /S it installs `payload.msi` beside it, if there is one, and leaves with what the
 * knob `setup_exit_code` says, else with the installation's own exit code. With a code that is no success it installs nothing. As often as the knob
 * `setup_busy` says it finds another installation in progress. With a product code in `setup_removes` it is that product's uninstaller, and with
 * `setup_leaves` it leaves its work to another process and leaves with 0 at once, as NSIS' uninstallers do. */
#include <stdio.h>
#include <string.h>

#include "../common/double.h"

enum { BUSY = 1618, RESTARTING = 1641, RESTART_NEEDED = 3010 };

static int is_busy(void)
{
    int times = knob_number("setup_busy", 0);
    FILE *left = times > 0 ? fopen("C:\\doubles\\setup_busy.txt", "w") : NULL;
    if (!left)
        return 0;
    fprintf(left, "%d\n", times - 1);
    fclose(left);
    return 1;
}

static int run(char *command, int wait)
{
    STARTUPINFOA start = {0};
    PROCESS_INFORMATION process = {0};
    DWORD code = 1;
    start.cb = sizeof(start);
    if (!CreateProcessA(NULL, command, NULL, NULL, FALSE, 0, NULL, NULL, &start, &process))
        return 1;
    if (!wait)
        return 0;
    WaitForSingleObject(process.hProcess, INFINITE);
    GetExitCodeProcess(process.hProcess, &code);
    return (int)code;
}

static int install(const char *program)
{
    char command[2 * MAX_PATH], package[MAX_PATH], product[64];
    if (knob("setup_removes", product, sizeof(product))) {
        snprintf(command, sizeof(command), "msiexec.exe /x %s /qn /norestart", product);
        return run(command, 1);
    }
    snprintf(package, sizeof(package), "%.*s\\payload.msi", (int)(strrchr(program, '\\') - program), program);
    if (GetFileAttributesA(package) == INVALID_FILE_ATTRIBUTES)
        return 0;
    snprintf(command, sizeof(command), "msiexec.exe /i \"%s\" /qn /norestart", package);
    return run(command, 1);
}

int main(void)
{
    char program[MAX_PATH], itself[2 * MAX_PATH];
    int count, code = knob_number("setup_exit_code", 0), result = 0;
    char **words = arguments(&count);
    GetModuleFileNameA(NULL, program, sizeof(program));
    if (count == 2 && !strcmp(words[1], "/S") && knob_number("setup_leaves", 0)) {
        snprintf(itself, sizeof(itself), "\"%s\" /S /left", program);
        return run(itself, 0);
    }
    Sleep(knob_number("setup_delay", 0));
    if (count < 2 || strcmp(words[1], "/S"))
        return code ? code : 1;
    if (is_busy())
        return BUSY;
    if (!code || code == RESTARTING || code == RESTART_NEEDED)
        result = install(program);
    return result ? result : code;
}

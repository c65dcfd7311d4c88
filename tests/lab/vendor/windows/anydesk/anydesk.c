/* Copyright (c) 2026 BAUER GROUP
 * GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * DOUBLE, not AnyDesk: service and command line in one program. NAME (AnyDesk, AnyDesk-ad_muster) and FOLDER (below %ProgramData%) are given by
 * whoever compiles it. Its files hold a number and, once a password was set, that one was; never the password. */
#include <stdio.h>
#include <string.h>

#include "../common/double.h"

#include <shlobj.h>

#define NUMBER "987654321"

static void path_of(const char *file, char *path, int size)
{
    char data[MAX_PATH];
    SHGetFolderPathA(NULL, CSIDL_COMMON_APPDATA, NULL, SHGFP_TYPE_CURRENT, data);
    snprintf(path, size, "%s\\AnyDesk", data);
    CreateDirectoryA(path, NULL);
    snprintf(path, size, "%s\\" FOLDER, data);
    CreateDirectoryA(path, NULL);
    strncat(path, "\\", size - strlen(path) - 1);
    strncat(path, file, size - strlen(path) - 1);
}

static int add_line(const char *file, const char *line)
{
    char path[MAX_PATH];
    FILE *settings;
    path_of(file, path, sizeof(path));
    settings = fopen(path, "a");
    if (!settings)
        return 1;
    fputs(line, settings);
    fclose(settings);
    return 0;
}

static int is_there(const char *file)
{
    char path[MAX_PATH];
    path_of(file, path, sizeof(path));
    return GetFileAttributesA(path) != INVALID_FILE_ATTRIBUTES;
}

static void work(HANDLE stop)
{
    if (WaitForSingleObject(stop, knob_number("id_delay", 0)) == WAIT_OBJECT_0)
        return;
    if (!is_there("system.conf"))
        add_line("system.conf", "ad.anynet.id=" NUMBER "\n");
    if (!is_there("service.conf"))
        add_line("service.conf", "ad.anynet.pkey=CANARY-anydesk-private-key\n");
    WaitForSingleObject(stop, INFINITE);
}

int main(void)
{
    int count;
    char **words = arguments(&count);
    if (count < 2)
        return 0;
    if (!strcmp(words[1], "--service"))
        return run_service(work);
    if (!strcmp(words[1], "--get-id"))
        puts(is_there("system.conf") ? NUMBER : "0");
    else if (!strcmp(words[1], "--get-alias"))
        puts("");
    else if (!strcmp(words[1], "--get-status"))
        puts(is_there("system.conf") ? "online" : "offline");
    else if (!strcmp(words[1], "--version"))
        puts(VERSION);
    else if (!strcmp(words[1], "--set-password"))
        return add_line("service.conf", "ad.anynet.pwd_hash=CANARY-anydesk-password-hash\n");
    else
        return 1;
    return 0;
}

/* Copyright (c) 2026 BAUER GROUP
 * GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * DOUBLE, not TeamViewer: the service. Gets an id from the doubled console, and writes down whose the console says that this device is.
 * It listens on nothing and lets nobody in. VERSION is given by whoever compiles it. */
#include <stdio.h>
#include <string.h>

#include "../common/double.h"
#include "client.h"
#include "console.h"

#define BETWEEN_ATTEMPTS 1000
#define BETWEEN_LOOKS 3000

static void get_id(void)
{
    char answer[4096];
    DWORD number;
    if (ask_console("register", "{\"version\": \"" VERSION "\"}", answer, sizeof(answer), 30) != ANSWERED)
        return;
    number = (DWORD)json_number(answer, "client_id", 0);
    if (number)
        write_number(SETTINGS, "ClientID", number);
}

static void note_owner(const char *answer, const char *member, const char *value)
{
    char name[256];
    json_text(answer, member, name, sizeof(name));
    if (name[0])
        write_text(SETTINGS, value, name);
    else
        remove_value(SETTINGS, value);
}

static void learn(HANDLE stop)
{
    static const BYTE unmanaged[8] = {1};
    char question[64], answer[4096], known[128], told[128];
    int managed;
    snprintf(question, sizeof(question), "{\"client_id\": \"%lu\"}", (unsigned long)read_number(SETTINGS, "ClientID"));
    if (ask_console("look", question, answer, sizeof(answer), 30) != ANSWERED || !json_true(answer, "known"))
        return;
    read_text(MANAGEMENT, "ManagementId", known, sizeof(known));
    json_text(answer, "management_id", told, sizeof(told));
    managed = known[0] && read_first_byte(MANAGEMENT, "Unmanaged") != 1;
    if (json_true(answer, "managed") == managed && (!managed || !strcmp(known, told)))
        return;
    /* Its own settings say so a while after the program that was called. */
    if (WaitForSingleObject(stop, (DWORD)json_number(answer, "shown_after", 0) * 1000) == WAIT_OBJECT_0)
        return;
    if (json_true(answer, "managed")) {
        write_text(MANAGEMENT, "ManagementId", told);
        write_text(MANAGEMENT, "DeviceKey", "CANARY-teamviewer-device-key");
        remove_value(MANAGEMENT, "Unmanaged");
    } else {
        write_bytes(MANAGEMENT, "Unmanaged", unmanaged, sizeof(unmanaged));
    }
    note_owner(answer, "company_name", "OwningManagerCompanyName");
    note_owner(answer, "account_name", "OwningManagerAccountName");
}

static void work(HANDLE stop)
{
    HANDLE events[2] = {stop, CreateEventW(NULL, FALSE, FALSE, WAKE)};
    write_text(SETTINGS, "Version", VERSION " ");
    do {
        if (read_number(SETTINGS, "ClientID"))
            learn(stop);
        else
            get_id();
    } while (WaitForMultipleObjects(2, events, FALSE, read_number(SETTINGS, "ClientID") ? BETWEEN_LOOKS : BETWEEN_ATTEMPTS) != WAIT_OBJECT_0);
}

int main(void)
{
    return run_service(work);
}

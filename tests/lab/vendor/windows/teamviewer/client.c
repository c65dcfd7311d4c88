/* Copyright (c) 2026 BAUER GROUP
 * GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * DOUBLE, not TeamViewer: the program with the commands `assignment` and `unassign`. It asks the doubled console and leaves with the vendor's codes;
 * what became of it the service writes down. Its arguments it writes nowhere, apart from the terminal of whoever gave them.
 * VERSION and VERSION_NUMBER (15.61 is 1561) are given by whoever compiles it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../common/double.h"
#include "client.h"
#include "console.h"

enum { DONE = 0, BAD_ARGUMENTS = 1, INVALID_ID = 400, NOT_RUNNING = 401, NOT_CONNECTED = 403, ANOTHER_RUNNING = 404, LATE = 405, UNKNOWN_ERROR = 406 };

struct request {
    const char *command, *id, *alias;
    int reassign, offline, retries, timeout;
};

/* The status with which this version ends. */
static int told(int code)
{
    return VERSION_NUMBER >= 1560 && code >= 400 ? code - 360 : code;
}

/* The value of an option in the form `--name=value` or `--name value`, NULL where the word is another one. */
static const char *value_of(char **words, int *at, const char *name)
{
    size_t length = strlen(name);
    if (strncmp(words[*at], name, length))
        return NULL;
    if (words[*at][length] == '=')
        return words[*at] + length + 1;
    return words[*at][length] || !words[*at + 1] ? NULL : words[++*at];
}

static int read_request(struct request *asked, char **words)
{
    for (int at = 0; words[at]; at++) {
        const char *value;
        if ((value = value_of(words, &at, "--id")))
            asked->id = value;
        else if (VERSION_NUMBER >= 1544 && (value = value_of(words, &at, "--device-alias")))
            asked->alias = value;
        else if ((value = value_of(words, &at, "--retries")))
            asked->retries = atoi(value);
        else if ((value = value_of(words, &at, "--timeout")))
            asked->timeout = atoi(value);
        else if (!strcmp(words[at], "--reassign"))
            asked->reassign = 1;
        else if (!strcmp(words[at], "--offline"))
            asked->offline = 1;
        else
            return 0;
    }
    return asked->id && asked->id[0];
}

static int ask(const struct request *asked)
{
    char question[3072], answer[4096], id[1024], alias[1024];
    HANDLE wake;
    int code;
    if (!service_runs(SERVICE))
        return NOT_RUNNING;
    if (!read_number(SETTINGS, "ClientID"))
        return NOT_CONNECTED;
    quoted(asked->id, id, sizeof(id));
    quoted(asked->alias, alias, sizeof(alias));
    snprintf(question, sizeof(question), "{\"client_id\": \"%lu\", \"assignment_id\": %s, \"alias\": %s, \"reassign\": %s}",
             (unsigned long)read_number(SETTINGS, "ClientID"), id, alias, asked->reassign ? "true" : "false");
    switch (ask_console(asked->command, question, answer, sizeof(answer), asked->timeout)) {
    case NO_CONNECTION:
        return NOT_CONNECTED;
    case TIMED_OUT:
        return LATE;
    }
    code = (int)json_number(answer, "code", UNKNOWN_ERROR);
    wake = OpenEventW(EVENT_MODIFY_STATE, FALSE, WAKE);
    if (wake)
        SetEvent(wake);
    return code;
}

static int done(const struct request *asked)
{
    int code = DONE;
    HANDLE assigning = CreateMutexW(NULL, FALSE, ASSIGNING);
    if (WaitForSingleObject(assigning, 0) == WAIT_TIMEOUT)
        return told(ANOTHER_RUNNING);
    for (int attempt = 0; attempt <= asked->retries; attempt++) {
        code = ask(asked);
        if (code != NOT_CONNECTED && code != LATE)
            break;
    }
    ReleaseMutex(assigning);
    /* What a program would do that is careless with what it was given. */
    if (code == INVALID_ID)
        printf("Assignment failed: '%s' is no valid assignment id\n", asked->id);
    else if (code)
        fprintf(stderr, "%s failed with %d\n", asked->command, code);
    return told(code);
}

int main(void)
{
    int count;
    char **words = arguments(&count);
    struct request asked = {"assign", NULL, NULL, 0, 0, 0, 30};
    if (count < 2)
        return DONE;
    if (!strcmp(words[1], "unassign") && count == 2) {
        asked.command = "unassign";
        return done(&asked);
    }
    if (strcmp(words[1], "assignment") || !read_request(&asked, words + 2))
        return BAD_ARGUMENTS;
    return asked.offline ? DONE : done(&asked);
}

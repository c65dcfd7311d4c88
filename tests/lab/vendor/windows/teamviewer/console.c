/* Copyright (c) 2026 BAUER GROUP
 * GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See console.h. */
#include "console.h"

#include <winsock2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../common/double.h"

static SOCKET connected(int seconds)
{
    char address[128];
    char *colon;
    struct sockaddr_in to = {0};
    DWORD limit = seconds * 1000;
    WSADATA data;
    SOCKET line;
    if (!knob("console", address, sizeof(address)) || !(colon = strrchr(address, ':')) || WSAStartup(0x0202, &data))
        return INVALID_SOCKET;
    *colon = 0;
    to.sin_family = AF_INET;
    to.sin_port = htons((u_short)atoi(colon + 1));
    to.sin_addr.s_addr = inet_addr(address);
    line = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(line, SOL_SOCKET, SO_RCVTIMEO, (const char *)&limit, sizeof(limit));
    if (connect(line, (struct sockaddr *)&to, sizeof(to))) {
        closesocket(line);
        return INVALID_SOCKET;
    }
    return line;
}

int ask_console(const char *what, const char *question, char *answer, int size, int seconds)
{
    char request[4096];
    int length = 0, count = 0, timed_out = 0;
    char *body;
    SOCKET line = connected(seconds);
    answer[0] = 0;
    if (line == INVALID_SOCKET)
        return NO_CONNECTION;
    snprintf(request, sizeof(request),
             "POST /double/%s HTTP/1.1\r\nHost: double\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s", what,
             (int)strlen(question), question);
    send(line, request, (int)strlen(request), 0);
    while (length < size - 1 && (count = recv(line, answer + length, size - 1 - length, 0)) > 0)
        length += count;
    timed_out = count < 0 && WSAGetLastError() == WSAETIMEDOUT;
    closesocket(line);
    answer[length] = 0;
    if (timed_out)
        return TIMED_OUT;
    body = strstr(answer, "\r\n\r\n");
    if (strncmp(answer, "HTTP/1.1 200", 12) || !body)
        return NO_CONNECTION;
    memmove(answer, body + 4, strlen(body + 4) + 1);
    return ANSWERED;
}

static const char *member(const char *json, const char *name)
{
    char key[64];
    const char *found;
    snprintf(key, sizeof(key), "\"%s\":", name);
    found = strstr(json, key);
    if (!found)
        return NULL;
    found += strlen(key);
    while (*found == ' ')
        found++;
    return found;
}

long json_number(const char *json, const char *name, long otherwise)
{
    const char *found = member(json, name);
    return found && (*found == '-' || (*found >= '0' && *found <= '9')) ? strtol(found, NULL, 10) : otherwise;
}

int json_true(const char *json, const char *name)
{
    const char *found = member(json, name);
    return found && !strncmp(found, "true", 4);
}

void json_text(const char *json, const char *name, char *text, int size)
{
    const char *found = member(json, name);
    int length = 0;
    text[0] = 0;
    if (!found || *found != '"')
        return;
    for (found++; *found && *found != '"' && length < size - 4; found++) {
        wchar_t one[2] = {0};
        if (*found != '\\') {
            text[length++] = *found;
            continue;
        }
        found++;
        if (*found != 'u') {
            text[length++] = *found;
            continue;
        }
        one[0] = (wchar_t)strtol((char[]){found[1], found[2], found[3], found[4], 0}, NULL, 16);
        length += WideCharToMultiByte(CP_UTF8, 0, one, 1, text + length, size - length, NULL, NULL);
        found += 4;
    }
    text[length] = 0;
}

void quoted(const char *text, char *json, int size)
{
    int length = 0;
    if (!text) {
        snprintf(json, size, "null");
        return;
    }
    json[length++] = '"';
    for (; *text && length < size - 4; text++) {
        if (*text == '"' || *text == '\\')
            json[length++] = '\\';
        json[length++] = *text;
    }
    json[length++] = '"';
    json[length] = 0;
}

/* Copyright (c) 2026 BAUER GROUP
 * GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Makes a transform (.mst) that sets properties: transform FILE NAME VALUE [NAME VALUE ...]. A transform is a compound file with the rows that differ, one
 * stream for each table, and the strings that they name by number. Wine's own MsiDatabaseGenerateTransform makes none. */
#define COBJMACROS
#include "../common/double.h"

#include <objbase.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { UTF_8 = 65001, WHOLE_ROW_OF_TWO = 0x0201, MOST = 64 };

static const GUID TRANSFORM = {0x000c1082, 0, 0, {0xc0, 0, 0, 0, 0, 0, 0, 0x46}};
static const char DIGITS[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._";

static WORD digit(char letter)
{
    return (WORD)(strchr(DIGITS, letter) - DIGITS);
}

/* Two letters of a table's name become one character of its stream's. */
static void stream_name(const char *table, wchar_t *name)
{
    *name++ = 0x4840;
    for (; table[0] && table[1]; table += 2)
        *name++ = 0x3800 + digit(table[0]) + (digit(table[1]) << 6);
    if (table[0])
        *name++ = 0x4800 + digit(table[0]);
    *name = 0;
}

static HRESULT write_stream(IStorage *storage, const char *table, const void *content, ULONG length)
{
    wchar_t name[32];
    IStream *stream = NULL;
    HRESULT problem;
    stream_name(table, name);
    problem = IStorage_CreateStream(storage, name, STGM_CREATE | STGM_WRITE | STGM_SHARE_EXCLUSIVE, 0, 0, &stream);
    if (SUCCEEDED(problem)) {
        problem = IStream_Write(stream, content, length, NULL);
        IStream_Release(stream);
    }
    return problem;
}

static HRESULT write_tables(IStorage *storage, char **texts, int count)
{
    WORD pool[2 * (MOST + 1)] = {UTF_8, 0}, rows[3 * MOST / 2];
    char *data = calloc(1, 1);
    HRESULT problem;
    size_t length = 0;
    for (int at = 0; at < count; at++) {
        size_t size = strlen(texts[at]);
        pool[2 * at + 2] = (WORD)size;
        pool[2 * at + 3] = 1;
        data = realloc(data, length + size + 1);
        memcpy(data + length, texts[at], size);
        length += size;
        rows[at / 2 * 3] = WHOLE_ROW_OF_TWO;
        rows[at / 2 * 3 + 1 + at % 2] = (WORD)(at + 1);
    }
    problem = write_stream(storage, "_StringPool", pool, 4 * (count + 1));
    if (SUCCEEDED(problem))
        problem = write_stream(storage, "_StringData", data, (ULONG)length);
    return SUCCEEDED(problem) ? write_stream(storage, "Property", rows, 3 * count) : problem;
}

int main(void)
{
    IStorage *storage = NULL;
    wchar_t path[MAX_PATH];
    int count;
    char **words = arguments(&count);
    HRESULT problem;
    if (count < 4 || count % 2 || count - 2 > MOST)
        return 2;
    MultiByteToWideChar(CP_UTF8, 0, words[1], -1, path, MAX_PATH);
    problem = StgCreateDocfile(path, STGM_CREATE | STGM_READWRITE | STGM_SHARE_EXCLUSIVE, 0, &storage);
    if (FAILED(problem))
        return 1;
    problem = write_tables(storage, words + 2, count - 2);
    if (SUCCEEDED(problem))
        problem = IStorage_SetClass(storage, &TRANSFORM);
    IStorage_Release(storage);
    return FAILED(problem);
}

/* Copyright (c) 2026 BAUER GROUP
 * GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Installs as msiexec does, by Windows Installer itself: install PACKAGE FILE, where the file holds the properties as a command line. Wine's msiexec takes
 * a command line apart before Windows Installer sees it, and loses quotation marks; Windows' own hands it on. */
#include "../common/double.h"

#include <msi.h>
#include <stdio.h>

int main(void)
{
    char said[4096] = {0};
    wchar_t package[MAX_PATH], line[4096];
    FILE *file;
    int count;
    char **words = arguments(&count);
    if (count != 3)
        return 2;
    file = fopen(words[2], "rb");
    if (!file)
        return 1;
    fread(said, 1, sizeof(said) - 1, file);
    fclose(file);
    MultiByteToWideChar(CP_UTF8, 0, words[1], -1, package, MAX_PATH);
    MultiByteToWideChar(CP_UTF8, 0, said, -1, line, 4096);
    MsiSetInternalUI(INSTALLUILEVEL_NONE, NULL);
    return (int)MsiInstallProductW(package, line);
}

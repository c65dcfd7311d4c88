/* Copyright (c) 2026 BAUER GROUP
 * GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * DOUBLE: a service that does nothing, for whatever vendor's package installs it. */
#include "double.h"

static void work(HANDLE stop)
{
    WaitForSingleObject(stop, INFINITE);
}

int main(void)
{
    return run_service(work);
}

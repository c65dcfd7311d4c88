/* Copyright (c) 2026 BAUER GROUP
 * GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * DOUBLE, not Atera's agent: a service that gives itself a number some time after its start. It talks to nobody. */
#include "../common/double.h"

#define SETTINGS "SOFTWARE\\ATERA Networks\\AlphaAgent"

static void work(HANDLE stop)
{
    char number[64];
    if (WaitForSingleObject(stop, knob_number("id_delay", 0)) == WAIT_OBJECT_0)
        return;
    read_text(SETTINGS, "AgentId", number, sizeof(number));
    if (!number[0])
        write_text(SETTINGS, "AgentId", "6dcd0f7e-6d51-4d30-9b8e-0a8f4b5a7c11");
    WaitForSingleObject(stop, INFINITE);
}

int main(void)
{
    return run_service(work);
}

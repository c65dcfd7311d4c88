/* Copyright (c) 2026 BAUER GROUP
 * GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What recording.wxs does on its way, when its files and values are written and before it is known as installed: with the knob `step_delay` it takes that
 * many ms, and with `step_exit_code` it fails. Of its beginning it leaves C:\doubles\step.begun. */
#include <stdio.h>

#include "../common/double.h"

int main(void)
{
    FILE *begun = fopen("C:\\doubles\\step.begun", "w");
    if (begun)
        fclose(begun);
    Sleep(knob_number("step_delay", 0));
    return knob_number("step_exit_code", 0);
}

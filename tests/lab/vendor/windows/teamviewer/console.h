/* Copyright (c) 2026 BAUER GROUP
 * GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The way to the doubled console (tests/lab/vendor/teamviewer-console/server.py), whose address the knob `console` holds as host:port. */
#ifndef CONSOLE_H
#define CONSOLE_H

enum { NO_CONNECTION = 0, ANSWERED = 1, TIMED_OUT = 2 };

/* Asks one question, a JSON object, within that many seconds. */
int ask_console(const char *what, const char *question, char *answer, int size, int seconds);

/* Members of a flat JSON object. Absent and null read as `otherwise` and "". */
long json_number(const char *json, const char *name, long otherwise);
int json_true(const char *json, const char *name);
void json_text(const char *json, const char *name, char *text, int size);

/* A text as a JSON text with its quotes; absent ones as null. */
void quoted(const char *text, char *json, int size);

#endif

/* Copyright (c) 2026 BAUER GROUP
 * GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the doubled client keeps what it knows, and what its two programs call each other by. */
#ifndef CLIENT_H
#define CLIENT_H

#define SETTINGS "SOFTWARE\\TeamViewer"
#define MANAGEMENT "SOFTWARE\\TeamViewer\\DeviceManagementV2"
#define SERVICE L"TeamViewer"
#define WAKE L"Global\\TeamViewerDoubleLook"
#define ASSIGNING L"Global\\TeamViewerDoubleAssigning"

#endif

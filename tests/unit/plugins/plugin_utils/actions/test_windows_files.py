# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a module says of a failure, without what admits a machine to an account."""

from __future__ import annotations

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.actions.windows_files import HIDDEN, without

URL = "https://x.servicedesk.example/GetAgent/Msi/?customerId=36&integratorLogin=rmm%40example.com"


@pytest.mark.parametrize(("secrets", "message", "said"), [
    ((URL,), f"Error downloading '{URL}' to 'C:\\a':\n  404", f"Error downloading '{HIDDEN}' to 'C:\\a': 404"),
    (("secret", "secret-of-two"), "secret-of-two and secret", f"{HIDDEN} and {HIDDEN}"),
    # A number of a digit or two says nothing, and would hide half of a message.
    ((36, None), "36 files, None failed", "36 files, None failed"),
    ((), None, "failed without a message"),
])
def test_secrets_are_hidden(secrets, message, said):
    assert without(secrets, message) == said

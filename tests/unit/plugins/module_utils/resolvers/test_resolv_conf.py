# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.resolvers.resolv_conf import nameservers

TEXT = """\
# nameserver 192.0.2.9
; nameserver 192.0.2.9
search example.com
nameserver 192.0.2.1
nameserver\tfe80::1%eth0
nameserver 192.0.2.1
nameserver not-an-address
nameserver
options edns0
nameserver 192.0.2.3 # trailing
nameserver 192.0.2.4
"""


def test_the_c_library_uses_the_first_three():
    assert nameservers(TEXT) == [("192.0.2.1", 53), ("fe80::1%eth0", 53), ("192.0.2.3", 53)]
    assert nameservers(TEXT, 10)[-1] == ("192.0.2.4", 53)


@given(st.one_of(st.text(), st.binary().map(lambda data: data.decode("utf-8", "replace"))))
def test_anything_gives_a_list(text):
    assert len(nameservers(text)) <= 3
    assert len(nameservers("\n".join("nameserver " + line for line in text.splitlines()))) <= 3

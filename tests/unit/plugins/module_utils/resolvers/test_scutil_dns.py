# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.resolvers.scutil_dns import scutil_resolvers

TEXT = """\
DNS configuration

resolver #1
  search domain[0] : fritz.box
  nameserver[0] : 192.0.2.1
  nameserver[1] : 2001:db8::1
  if_index : 6 (en0)
  flags    : Request A records, Request AAAA records
  reach    : 0x00020002 (Reachable,Directly Reachable Address)

resolver #2
  domain   : corp.example.
  nameserver[0] : 10.0.0.1
  port     : 5353
  flags    : Supplemental, Request A records
  order    : 101800

resolver #3
  domain   : local
  options  : mdns
  timeout  : 5
  order    : 300000

DNS configuration (for scoped queries)

resolver #1
  nameserver[0] : 192.0.2.1
  if_index : 6 (en0)
  flags    : Scoped, Request A records

resolver #2
  nameserver[0] : 172.16.0.1
  if_index : 12 (utun3)
  flags    : Scoped, Request A records
"""


def test_default_supplemental_and_scoped_resolvers():
    assert [(entry.address, entry.port, entry.scope, entry.domains, entry.interface) for entry in scutil_resolvers(TEXT)] == [
        ("192.0.2.1", 53, "default", (), "en0"),
        ("2001:db8::1", 53, "default", (), "en0"),
        ("10.0.0.1", 5353, "routed", ("corp.example",), None),
        ("172.16.0.1", 53, "routed", (), "utun3"),
    ]


def test_no_configuration():
    assert scutil_resolvers("No DNS configuration available\n") == []


@given(st.text(), st.text(max_size=20))
def test_anything_gives_resolvers_or_none(text, port):
    for entry in scutil_resolvers("resolver #1\n  nameserver[0] : 192.0.2.1\n  port : " + port + "\n" + text):
        assert 0 < entry.port < 65536

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import stat

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.delivery.ledger import Account, Ledger


def test_what_was_told_is_remembered_by_customer_and_channel(tmp_path):
    ledger = Ledger(tmp_path)
    ledger.remember("mueller", "customer.mail", {"a": ["dns.udp"]})
    ledger.remember("mueller", "provider.mail", {"a": ["dns.tcp"]})
    ledger.remember("../x", "customer.mail", {"b": ["dns.udp"]})
    assert Ledger(tmp_path).account("mueller", "customer.mail") == Account({"a": ["dns.udp"]}, 1)
    assert Ledger(tmp_path).account("mueller", "provider.mail") == Account({"a": ["dns.tcp"]}, 1)
    assert Ledger(tmp_path).account("../x", "customer.mail") == Account({"b": ["dns.udp"]}, 1)
    assert Ledger(tmp_path).account("other", "customer.mail") == Account({}, 0)
    assert {path.parent.name for path in tmp_path.rglob("*.json")} == {"deliveries"}


def test_messages_are_counted(tmp_path):
    ledger = Ledger(tmp_path)
    for told in ({"a": ["dns.udp"]}, {}):
        ledger.remember("mueller", "customer.mail", told)
    assert ledger.account("mueller", "customer.mail") == Account({}, 2)


def test_only_the_owner_can_read_it(tmp_path):
    Ledger(tmp_path / "state").remember("mueller", "customer.mail", {"a": ["dns.udp"]})
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "state").rglob("*") if path.is_file()} == {0o600}


ACCOUNTS = ["[]", '{"a": 1}', '{"erp01": ["dns.udp"]}', '{"sent": 1, "told": {"a": 1}}']


@pytest.mark.parametrize("content", ["{", "[]", *(f'{{"customer.mail": {account}}}' for account in ACCOUNTS)])
def test_a_damaged_file_is_an_error_and_not_a_blank_page(tmp_path, content):
    ledger = Ledger(tmp_path)
    ledger.remember("mueller", "customer.mail", {})
    file = tmp_path / "deliveries" / "mueller.json"
    file.write_text(content)
    with pytest.raises(ValueError, match="Once it is removed, .* everything that is unmet is told again") as caught:
        ledger.account("mueller", "customer.mail")
    assert str(file) in str(caught.value)
    file.unlink()
    assert ledger.account("mueller", "customer.mail") == Account()

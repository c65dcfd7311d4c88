# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.assess.remoting import credentials, one_attempt


@pytest.mark.parametrize(("configured", "set_to"), [
    ({"transport": ["kerberos", "ntlm", "ssl"]}, {"transport": ["kerberos"]}),
    ({"transport": ["ntlm"]}, {}),
    ({"transport": None}, {}),
])
def test_winrm_tries_one_transport(configured, set_to):
    assert one_attempt("winrm", configured.get) == set_to


@pytest.mark.parametrize(("configured", "auth"), [
    ({"auth": "negotiate", "remote_user": "wartung@MUELLER.LOCAL", "remote_password": "x"}, "kerberos"),
    ({"auth": "negotiate", "remote_user": "MUELLER\\wartung", "remote_password": "x"}, "ntlm"),
    ({"auth": "negotiate", "remote_user": "wartung@MUELLER.LOCAL", "remote_password": None}, None),
    ({"auth": "certificate", "remote_password": None}, None),
])
def test_psrp_does_not_fall_back_with_a_password(configured, auth):
    options = one_attempt("psrp", configured.get)
    assert options["reconnection_retries"] == 0
    assert options.get("auth") == auth


@pytest.mark.parametrize(("user", "mechanism"), [("wartung@MUELLER.LOCAL", "kerberos"), ("MUELLER\\wartung", "ntlm")])
def test_psrps_credssp_does_not_fall_back_with_a_password(user, mechanism):
    psrp = {"auth": "credssp", "credssp_auth_mechanism": "auto", "remote_user": user, "remote_password": "x"}
    assert one_attempt("psrp", psrp.get)["credssp_auth_mechanism"] == mechanism


def test_a_mechanism_of_credssp_that_somebody_chose_stays():
    psrp = {"auth": "credssp", "credssp_auth_mechanism": "kerberos", "remote_user": "wartung", "remote_password": "x"}
    assert "credssp_auth_mechanism" not in one_attempt("psrp", psrp.get)


@pytest.mark.parametrize(("transport", "configured"), [
    ("psrp", {"auth": "credssp", "credssp_auth_mechanism": "auto", "remote_user": "wartung", "remote_password": "x"}),
    ("winrm", {"transport": ["ntlm", "basic"], "remote_password": "x"}),
    ("psrp", {"auth": "negotiate", "remote_user": "wartung", "remote_password": "x"}),
    ("psrp", {"auth": "negotiate", "remote_user": "wartung@MUELLER.LOCAL", "remote_password": "x"}),
])
def test_a_refusal_is_known_again(transport, configured):
    before = credentials(transport, configured.get)
    assert before == credentials(transport, {**configured, **one_attempt(transport, configured.get)}.get)
    assert before != credentials(transport, {**configured, "remote_password": "y"}.get)
    assert before != credentials(transport, {**configured, "transport": ["basic"], "auth": "basic"}.get)

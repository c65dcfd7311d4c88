# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.errors import SettingsError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.settings import HttpProbe, HttpsProbe, Links, Settings, load_settings
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.schemas.validate import schema

VARIABLES = sorted(schema("settings")["properties"])


def problems(**variables):
    with pytest.raises(SettingsError) as raised:
        load_settings(variables)
    return {problem.path: problem for problem in raised.value.errors}


def test_without_variables_the_defaults_hold():
    assert load_settings({"unrelated": 1}) == Settings()
    assert Settings() == Settings(
        deadline=10.0,
        http_probe=HttpProbe("http://detectportal.firefox.com/success.txt", 200, "success"),
        https_probe=None,
        nxdomain_zone="bauer-group.com",
        links=Links("http://go.bauer-group.com/ra-host", "http://go.bauer-group.com/ra-client", "http://go.bauer-group.com/ra-macclient"),
        trust_anchor_pem="",
    )


def test_every_variable_is_read():
    assert load_settings(
        {
            "maintenance_deadline": 5,
            "maintenance_http_probe": {"url": "http://check.example:8080/x?y", "status": 204, "body": None},
            "maintenance_https_probe": {"host": "WWW.Check.Example", "port": 8443},
            "maintenance_nxdomain_zone": "Zone.Example",
            "maintenance_links": {"attended": "https://go.example/a"},
            "maintenance_trust_anchor": None,
        }
    ) == Settings(
        deadline=5.0,
        http_probe=HttpProbe("http://check.example:8080/x?y", 204, None),
        https_probe=HttpsProbe("www.check.example", 8443),
        nxdomain_zone="zone.example",
        links=Links(attended="https://go.example/a"),
    )


@pytest.mark.parametrize(("given_value", "deadline"), [("5", 5.0), ("7.5", 7.5), (1, 1.0), (300, 300.0)])
def test_a_deadline_may_come_from_the_command_line(given_value, deadline):
    assert load_settings({"maintenance_deadline": given_value}).deadline == deadline


@pytest.mark.parametrize("value", [-1, 0, 0.5, 301, "-5", "ten", "", "nan", "inf", float("nan"), float("inf"), None, True, [10]])
def test_a_deadline_is_a_number_of_seconds(value):
    (problem,) = problems(maintenance_deadline=value).values()
    assert (problem.path, problem.allowed) == ("maintenance_deadline", "seconds, from 1 to 300")


@pytest.mark.parametrize(
    ("variable", "value", "path"),
    [
        ("maintenance_http_probe", None, "maintenance_http_probe"),
        ("maintenance_http_probe", {}, "maintenance_http_probe.url"),
        ("maintenance_http_probe", {"url": "https://check.example/"}, "maintenance_http_probe.url"),
        ("maintenance_http_probe", {"url": "http://user:secret@check.example/"}, "maintenance_http_probe.url"),
        ("maintenance_http_probe", {"url": "http://check.example/a b"}, "maintenance_http_probe.url"),
        ("maintenance_http_probe", {"url": "http://check.example:99999/"}, "maintenance_http_probe.url"),
        ("maintenance_http_probe", {"url": "http://check.example/", "status": "200"}, "maintenance_http_probe.status"),
        ("maintenance_http_probe", {"url": "http://check.example/", "content": "x"}, "maintenance_http_probe.content"),
        ("maintenance_https_probe", {"port": 443}, "maintenance_https_probe.host"),
        ("maintenance_https_probe", {"host": "https://x.example"}, "maintenance_https_probe.host"),
        ("maintenance_https_probe", {"host": "x.example", "port": 0}, "maintenance_https_probe.port"),
        ("maintenance_nxdomain_zone", None, "maintenance_nxdomain_zone"),
        ("maintenance_nxdomain_zone", "müller.example", "maintenance_nxdomain_zone"),
        ("maintenance_links", {"windows": "http://x.example/"}, "maintenance_links.windows"),
        ("maintenance_links", {"attended": "ftp://x.example/"}, "maintenance_links.attended"),
        ("maintenance_links", {"attended": "http://x.example:0/"}, "maintenance_links.attended"),
        ("maintenance_trust_anchor", 7, "maintenance_trust_anchor"),
        ("maintenance_trust_anchor", "/nonexistent/ca.pem", "maintenance_trust_anchor"),
    ],
)
def test_what_is_wrong_is_named(variable, value, path):
    found = problems(**{variable: value})
    assert list(found) == [path]
    assert found[path].allowed


def test_all_that_is_wrong_is_told_at_once():
    assert set(problems(maintenance_deadline=-1, maintenance_nxdomain_zone="")) == {"maintenance_deadline", "maintenance_nxdomain_zone"}


def test_a_trust_anchor_without_a_certificate_is_refused(tmp_path):
    path = tmp_path / "ca.pem"
    path.write_text("nothing", encoding="utf-8")
    assert list(problems(maintenance_trust_anchor=str(path))) == ["maintenance_trust_anchor"]


@given(
    st.dictionaries(
        st.sampled_from(VARIABLES),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just("http://x.example/"),
            lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["url", "host", "port", "body", "attended"]), inner, max_size=3),
            max_leaves=6,
        ),
    )
)
def test_any_value_gives_settings_or_a_clear_error(variables):
    try:
        assert isinstance(load_settings(variables), Settings)
    except SettingsError as error:
        assert all(problem.path.startswith("maintenance_") and problem.allowed for problem in error.errors)

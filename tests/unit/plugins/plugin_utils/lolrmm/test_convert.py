# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.errors import CatalogueError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.catalogue import load_products, products_of
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.query import LIMIT, compile_query, query_size
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.lolrmm.catalogue_file import catalogue_file
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.lolrmm.convert import REASONS, convert
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.lolrmm.fit import fit
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.lolrmm.place import COLLECTION, beside_inventory, refuse_own_folder, write_text

DAY = "2026-11-22"
SAMPLE = json.loads((Path(__file__).parent / "rmm_tools.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def imported():
    return convert(SAMPLE, load_products(), DAY)


def product(imported, name):
    return next(entry for entry in imported.products if entry["id"] == name)


def why(imported, tool, what=""):
    return [entry.reason for entry in imported.left_out if entry.tool == tool and entry.what == what]


def test_what_was_taken_over(imported):
    assert [entry["id"] for entry in imported.products] == ["acme-remote-control", "beta-support", "gamma-support", "mlut-fernwartung-2000"]


def test_a_tools_signals(imported):
    acme = product(imported, "acme-remote-control")
    assert acme["windows"]["programs"] == ["C:\\Program Files\\Acme Remote\\"]
    assert acme["windows"]["processes"] == ["acmeremote.exe", {"match": "agent.exe", "needs_second": True}]
    assert sorted(acme["windows"]["services"]) == ["AcmeRemoteService", "AcmeRemoteUpdater"]
    assert acme["windows"]["registry"] == ["HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\Acme Remote"]
    assert acme["windows"]["registry_traces"] == ["HKLM\\SOFTWARE\\Acme Remote"]
    assert acme["windows"]["traces"] == ["C:\\ProgramData\\Acme\\logs\\"]
    assert acme["windows"]["user_traces"] == ["%APPDATA%\\Acme\\settings.ini"]
    assert acme["linux"] == {"programs": ["/opt/acme-remote/acmed"], "units": ["acmed.service"]}
    assert acme["macos"] == {"applications": ["/Applications/Acme Remote.app"], "launchd": ["com.acme.remoted"]}
    assert acme["confidence"] == "low" and acme["date"] == DAY and acme["sources"]


@pytest.mark.parametrize(
    ("tool", "what", "reason"),
    [
        ("AnyDesk", "", "curated"),
        ("Splashtop (RMM)", "", "curated"),
        ("Delta SSH Client", "", "client"),
        ("Only Generic", "", "no_signal"),
        ("Only Generic", "setup.exe", "generic_program"),
        ("Only Generic", "C:\\Program Files\\*", "generic_folder"),
        ("Gamma Support", "", "repeated"),
        ("entry 9", "", "not_a_tool"),
        ("entry 10", "", "not_a_tool"),
        ("entry 11", "", "not_a_tool"),
        ("Acme Remote Control", "*\\acme\\*", "no_fixed_place"),
        ("Acme Remote Control", "C:\\Users\\*\\Downloads\\acme-setup.exe", "no_fixed_place"),
        ("Acme Remote Control", "C:\\Windows\\System32\\acmedrv.sys", "generic_folder"),
        ("Acme Remote Control", "/usr/bin/", "generic_folder"),
        ("Acme Remote Control", "HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run", "not_understood"),
        ("Acme Remote Control", "HKU\\SID\\Software\\Acme", "not_understood"),
    ],
)
def test_what_was_left_out_and_why(imported, tool, what, reason):
    assert reason in why(imported, tool, what)


def test_a_signal_that_two_tools_claim_needs_a_second(imported):
    shared = {"match": "sharedhelper.exe", "needs_second": True}
    assert shared in product(imported, "beta-support")["windows"]["processes"]
    assert shared in product(imported, "gamma-support")["windows"]["processes"]


def test_every_reason_has_words(imported):
    assert {entry.reason for entry in imported.left_out} <= set(REASONS)


def test_the_file_is_a_catalogue_that_leaves_curated_entries_alone(imported, tmp_path):
    path = tmp_path / "lolrmm.yml"
    path.write_text(catalogue_file(imported), encoding="utf-8")
    catalogue = load_products([str(path)])
    assert len(catalogue) == len(load_products()) + len(imported.products)
    assert catalogue.get("acme-remote-control").knowledge == "known"
    assert catalogue.get("anydesk").knowledge == "curated"


def test_the_same_list_gives_the_same_file(imported):
    assert catalogue_file(imported) == catalogue_file(convert(SAMPLE, load_products(), DAY))


@pytest.mark.parametrize("document", [None, {}, {"tools": []}, "text", 7])
def test_what_is_no_list_is_a_clear_error(document):
    with pytest.raises(CatalogueError, match="a list of tools"):
        convert(document, load_products(), DAY)


values = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=30), lambda inner: st.lists(inner, max_size=3), max_leaves=5)
paths = st.text(alphabet="\\/abcAB*%. :~()", max_size=40)
tools = st.fixed_dictionaries(
    {
        "Name": values | st.text(min_size=3, max_size=20),
        "Details": values | st.fixed_dictionaries({"InstallationPaths": values | st.lists(paths, max_size=4)}),
        "Artifacts": values
        | st.fixed_dictionaries(
            {
                "Disk": values | st.lists(st.fixed_dictionaries({"File": paths | values, "OS": st.sampled_from(["Windows", "Linux", "macOS", 7])}), max_size=3),
                "Registry": values | st.lists(st.fixed_dictionaries({"Path": st.sampled_from(["HKLM\\SOFTWARE\\A", "HKLM"]) | paths}), max_size=3),
                "EventLog": values | st.lists(st.fixed_dictionaries({"ServiceName": values}), max_size=3),
            }
        ),
    }
)


@given(document=st.lists(tools | values, max_size=4))
def test_whatever_is_in_the_list_the_file_is_a_catalogue(document):
    content = yaml.safe_load(catalogue_file(convert(document, load_products(), DAY)))
    products_of(content, "imported")


def test_a_list_of_hundreds_fits_beside_the_curated_catalogue(tmp_path):
    document = [
        {
            "Name": f"Remote Tool {number}",
            "Details": {"InstallationPaths": [f"remotetool{number}.exe", f"C:\\Program Files\\Remote Tool {number}\\*"]},
            "Artifacts": {
                "Registry": [{"Path": f"HKLM\\SOFTWARE\\Remote Tool {number}"}],
                "Disk": [{"File": f"/opt/remotetool{number}/x{number}", "OS": "Linux"}],
            },
        }
        for number in range(600)
    ]
    curated = load_products()
    fitted = fit(convert(document, curated, DAY), curated)
    path = tmp_path / "lolrmm.yml"
    path.write_text(catalogue_file(fitted), encoding="utf-8")
    catalogue = load_products([str(path)])
    assert all(query_size(compile_query(catalogue, system)) <= LIMIT for system in ("linux", "macos", "windows"))
    left_out = [entry for entry in fitted.left_out if entry.reason == "size"]
    assert any(entry.what.startswith("HKLM") for entry in left_out)
    assert len([entry for entry in fitted.products if "windows" in entry]) > 150


def test_what_fits_stays_as_it_is(imported):
    assert fit(imported, load_products()) == imported


def test_it_lies_beside_the_inventory(tmp_path):
    (tmp_path / "inventory").mkdir()
    (tmp_path / "hosts").touch()
    assert beside_inventory([str(tmp_path / "inventory")]) == tmp_path.resolve() / "catalogues" / "lolrmm.yml"
    assert beside_inventory(["a,b,", str(tmp_path / "hosts")]) == tmp_path.resolve() / "catalogues" / "lolrmm.yml"
    with pytest.raises(CatalogueError, match="dest"):
        beside_inventory(["localhost,"])


def test_never_into_the_installed_collection(tmp_path, monkeypatch):
    refuse_own_folder(tmp_path / "lolrmm.yml")
    monkeypatch.setattr(f"{refuse_own_folder.__module__}.COLLECTION", tmp_path)
    assert tmp_path != COLLECTION
    with pytest.raises(CatalogueError, match="outside of the installed collection"):
        refuse_own_folder(tmp_path / "plugins" / "lolrmm.yml")


def test_written_once_and_only_where_it_differs(tmp_path):
    place = tmp_path / "catalogues" / "lolrmm.yml"
    assert write_text(place, "one", dry=True) is True and not place.exists()
    assert write_text(place, "one", dry=False) is True and place.read_text() == "one"
    assert write_text(place, "one", dry=False) is False
    assert write_text(place, "two", dry=False) is True and [entry.name for entry in place.parent.iterdir()] == ["lolrmm.yml"]


PUBLISHED_SHAPES = [
    {"Name": "Zeta Assist", "Details": {"PEMetadata": {"Filename": "", "OriginalFileName": "", "Description": ""}, "InstallationPaths": ["zeta-assist*.exe"]}},
    {
        "Name": "Eta Manage",
        "Category": "RMM",
        "Free": "",
        "Details": {
            "PEMetadata": [{"Filename": "etamgr.exe", "OriginalFileName": None}, {"Filename": "etad"}, {}],
            "SupportedOS": None,
            "InstallationPaths": [
                "eta-setup*.exe", "9F00AA11BB22CC33DD44EE55FF66778899AABBCC", "C:\\Windows\\Temp\\eta.log", "Eta.evtx", "%SystemRoot%\\Eta.evtx"
            ],
        },
        "Artifacts": {
            "Disk": [
                {"File": "/var/log/system.log", "OS": "MacOS 32bit"},
                {"File": " /Library/Eta/agent", "OS": "MacOS 64bit", "Example": ["x"]},
                {"File": "C:\\Program Files*\\Eta\\*\\eta.log", "OS": "Windows"},
            ],
            "EventLog": [{"EventID": 7045, "ServiceName": "Eta * Service", "ImagePath": None}],
            "Registry": None,
            "Network": [{"Domains": ["user_managed"], "Ports": [443]}, {"Domain": None, "Port": "5900"}],
            "Other": [{"Type": None, "Value": None}],
        },
        "Detections": None,
        "CodeSigning": {"certificates": [{"certificate_thumbprint": "N/A"}]},
    },
    {"Name": "Theta VNC", "Details": {"InstallationPaths": ["C:\\Program Files\\RealVNC\\VNC Server\\*"]}, "Artifacts": {}},
    {"Name": "SuperPuTTY", "Details": {"InstallationPaths": ["*\\superputty.exe"]}},
]


def test_the_shapes_of_the_published_list():
    """As rmm_tools.json has them: metadata as one description or several, nulls, digests among paths, systems with a word size."""
    imported = convert(PUBLISHED_SHAPES, load_products(), DAY)
    assert product(imported, "zeta-assist")["windows"] == {"processes": ["zeta-assist*.exe"]}
    eta = product(imported, "eta-manage")
    assert eta["windows"] == {"processes": ["etamgr.exe"], "services": ["Eta * Service"]}
    assert eta["macos"] == {"programs": ["/Library/Eta/agent"]}
    assert "linux" not in eta
    assert why(imported, "Eta Manage", "eta-setup*.exe") == ["generic_program"]
    assert why(imported, "Eta Manage", "9F00AA11BB22CC33DD44EE55FF66778899AABBCC") == ["not_understood"]
    assert why(imported, "Eta Manage", "C:\\Windows\\Temp\\eta.log") == ["generic_folder"]
    assert why(imported, "Eta Manage", "/var/log/system.log") == ["generic_folder"]
    assert why(imported, "Eta Manage", "Eta.evtx") == why(imported, "Eta Manage", "%SystemRoot%\\Eta.evtx") == ["not_understood"]
    assert why(imported, "Theta VNC") == ["curated"]
    assert why(imported, "SuperPuTTY") == ["client"]
    products_of(yaml.safe_load(catalogue_file(imported)), "lolrmm.yml")

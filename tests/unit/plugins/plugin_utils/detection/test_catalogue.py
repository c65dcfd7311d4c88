# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
import yaml

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.errors import CatalogueError
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.catalogue import load_products, products_of
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.detection.products import ProductCatalogue

ENTRY = {
    "id": "acme-remote",
    "name": "Acme Remote",
    "vendor": "Acme",
    "category": "remote_control",
    "confidence": "high",
    "date": "2026-11-01",
    "sources": ["vendor"],
}


def entry(**more):
    return {**ENTRY, **more}


def written(tmp_path, content, name="products.yml"):
    path = tmp_path / name
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    return str(path)


def problems(content):
    with pytest.raises(CatalogueError) as caught:
        products_of(content, "acme.yml")
    return {(problem.path, problem.allowed) for problem in caught.value.errors}


def test_a_bare_name_takes_the_products_confidence():
    ((product, _replaces),) = products_of({"products": [entry(linux={"packages": ["acme"]})]}, "acme.yml")
    (signal,) = product.on("linux")
    assert (signal.match, signal.confidence, signal.kind, signal.evidence, signal.decides) == ("acme", "high", "package", "installed", True)


@pytest.mark.parametrize("marks", [{"confidence": "unconfirmed"}, {"needs_second": True}])
def test_a_doubtful_signal_does_not_decide(marks):
    ((product, _replaces),) = products_of({"products": [entry(linux={"packages": [{"match": "acme", **marks}]})]}, "acme.yml")
    assert not product.on("linux")[0].decides


def test_unattended_by_nature_unless_said_otherwise():
    products = products_of({"products": [entry(category="rmm"), entry(id="other"), entry(id="third", access="attended")]}, "acme.yml")
    assert [product.access for product, _replaces in products] == ["unattended", "either", "attended"]


def test_an_inventorys_entry_replaces_the_built_in_one_whole(tmp_path):
    path = written(tmp_path, {"products": [entry(id="anydesk", replace=True, linux={"packages": ["anydesk-of-acme"]})]})
    product = load_products([path]).get("anydesk")
    assert product.name == "Acme Remote" and [signal.match for signal in product.on("linux")] == ["anydesk-of-acme"]


def test_a_known_entry_never_replaces_a_curated_one(tmp_path):
    path = written(tmp_path, {"class": "known", "products": [entry(id="anydesk"), entry()]})
    catalogue = load_products([path])
    assert catalogue.get("anydesk").name == "AnyDesk"
    assert catalogue.get("acme-remote").knowledge == "known"
    assert catalogue.kept == ("anydesk",)


def test_a_file_of_endpoints_holds_no_products(tmp_path):
    assert len(load_products([written(tmp_path, {"endpoints": [{"id": "internet"}]})])) == len(load_products())


def test_as_data_comes_back_the_same():
    catalogue = load_products()
    assert ProductCatalogue.from_data(catalogue.as_data()) == catalogue


@pytest.mark.parametrize(
    ("content", "path", "allowed"),
    [
        ({"products": [entry(category="spyware")]}, "products[0].category", "one of remote_control, rmm, vpn_tunnel"),
        ({"products": [entry(linux={"packages": ["*"]})]}, "products[0].linux.packages[0].match", None),
        ({"products": [entry(linux={"processes": ["a*"]})]}, "products[0].linux.processes[0].match", "a pattern with at least 3 letters or digits"),
        ({"products": [entry(linux={"listeners": ["5900"]})]}, "products[0].linux.listeners[0].match", "ports and protocol, as in 5900-5909/tcp"),
        ({"products": [entry(linux={"listeners": ["70000/tcp"]})]}, "products[0].linux.listeners[0].match", "ports and protocol, as in 5900-5909/tcp"),
        ({"products": [entry(linux={"programs": ["usr/bin/acme"]})]}, "products[0].linux.programs[0].match", "an absolute path"),
        ({"products": [entry(linux={"user_traces": ["/root/.acme"]})]}, "products[0].linux.user_traces[0].match", None),
        ({"products": [entry(macos={"applications": ["/Applications/Acme"]})]}, "products[0].macos.applications[0].match", None),
        ({"products": [entry(), entry()]}, "products[1].id", "an id that this file does not use twice"),
        ({"products": [entry(id="Acme Remote")]}, "products[0].id", None),
        ({"products": [{"id": "acme"}]}, "products[0].vendor", None),
        ({"products": [entry(linux={"packets": ["acme"]})]}, "products[0].linux.packets", None),
        ({"products": "acme"}, "products", None),
        ({"product": []}, "product", None),
        (["acme"], "", None),
    ],
)
def test_what_is_wrong_is_said_with_its_place(content, path, allowed):
    found = problems(content)
    assert path in {place for place, said in found}
    assert allowed is None or (path, allowed) in found


def test_every_problem_of_a_file_is_found_at_once():
    assert len(problems({"products": [entry(category="x"), entry(confidence="sure")]})) == 2


@pytest.mark.parametrize("content", [b"\xff\xfe", b"a: [", b"&a [*a]", b"!!python/object:os.system {}", b""])
def test_an_unreadable_file_is_a_clear_error(tmp_path, content):
    path = tmp_path / "broken.yml"
    path.write_bytes(content)
    with pytest.raises(CatalogueError) as caught:
        load_products([str(path)])
    assert "broken.yml" in str(caught.value)


def test_ids_clash_unless_one_replaces_the_other(tmp_path):
    with pytest.raises(CatalogueError, match="which the collection has already"):
        load_products([written(tmp_path, {"products": [entry(id="anydesk")]})])
    with pytest.raises(CatalogueError, match="which no earlier catalogue has"):
        load_products([written(tmp_path, {"products": [entry(replace=True)]})])


@pytest.mark.parametrize("paths", ["products.yml", [1], {"a": "b"}, [""]])
def test_what_is_no_list_of_paths_is_a_clear_error(paths):
    with pytest.raises(CatalogueError, match="maintenance_catalogues"):
        load_products(paths)


def test_a_missing_file_is_a_clear_error(tmp_path):
    with pytest.raises(CatalogueError, match="nothing.yml"):
        load_products([str(tmp_path / "nothing.yml")])

"""The table of kinds: complete, unambiguous, and every icon is there."""

from __future__ import annotations

import importlib
from base64 import b64encode
from collections import Counter

import pytest
from tests.render import pixels

from hld.catalog.icons import UNFIT, is_fit
from hld.catalog.kinds import KINDS, SECTIONS, Role, find_kind, fold, kind_named
from hld.catalog.products import PRODUCTS, find_product, product_named
from hld.layout.placing import icon
from hld.pipeline import compile_text
from hld.render.png import png
from hld.view import architecture

SECTION_KEYS = (
    "clients dns cdns wafs load_balancers gateways web_servers services workers functions schedulers caches queues "
    "topics streams databases object_stores block_stores search_indexes warehouses externals monitors"
)


def icon_class(path: str) -> type:
    module, name = path.rsplit(".", 1)
    return getattr(importlib.import_module(f"diagrams.{module}"), name)


def drawn_icons(text: str) -> list[str]:
    spec = f"hld: 1\nname: T\ncomponents: {text}\n"
    return [card.icon for card in architecture(compile_text(spec, "t.yaml").model).cards]


def test_icons_that_cannot_be_seen_are_those_of_the_kind():
    assert all(icon_class(path) for path in UNFIT)
    assert drawn_icons("{a: {kind: external, icon: saas.payment.Stripe}, b: external (stripe)}") == [
        KINDS["external"].icon,
        KINDS["external"].icon,
    ]
    assert drawn_icons("{a: {kind: service, icon: oci.compute.VMWhite}, b: {kind: service, icon: oci.compute.VM}}") == [
        KINDS["service"].icon,
        "oci.compute.VM",
    ]


@pytest.mark.parametrize("path", sorted({each.icon for each in (*KINDS.values(), *PRODUCTS)}))
def test_an_icon_is_seen_on_white(path):
    assert is_fit(path)
    assert seen(icon(path)) >= 0.02


def seen(picture: bytes) -> float:
    """The share of an icon's place that is unlike the white that it stands on."""
    href = f"data:image/png;base64,{b64encode(picture).decode()}"
    image = f'<image width="40" height="40" href="{href}"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">{image}</svg>'
    found = [(row[at : at + 3], row[at + 3]) for row in pixels.rows(png(svg.encode(), 1)) for at in range(0, 160, 4)]
    return sum(alpha > 100 and min(rgb) < 225 for rgb, alpha in found) / len(found)


@pytest.mark.parametrize("path", sorted({each.icon for each in (*KINDS.values(), *PRODUCTS)}))
def test_every_icon_can_be_imported(path):
    from diagrams import Node

    assert issubclass(icon_class(path), Node)


def test_sections_are_those_of_the_language():
    assert set(SECTIONS) == set(SECTION_KEYS.split())
    assert SECTIONS["databases"].name == "sql"
    assert SECTIONS["clients"].name == "client"


def test_words_name_one_thing_each():
    words = Counter(fold(word) for kind in KINDS.values() for word in (kind.name, *kind.aliases))
    words += Counter(fold(word) for product in PRODUCTS for word in product.words)
    assert [word for word, count in words.items() if count > 1] == []


def test_there_are_products_enough():
    assert sum(len(product.words) for product in PRODUCTS) >= 150
    assert len({product.icon for product in PRODUCTS}) > 120


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("load balancer", "load-balancer"),
        ("load_balancer", "load-balancer"),
        ("Load-Balancer", "load-balancer"),
        ("lb", "load-balancer"),
        ("kv", "key-value"),
        ("gateway", "api-gateway"),
        ("db", "sql"),
        ("blob storage", "object-store"),
        ("time series", "time-series"),
        ("columnar", "columnar"),
        ("mobile client", "mobile-client"),
    ],
)
def test_kinds_by_any_of_their_words(words, name):
    kind = kind_named(words)
    assert kind is not None
    assert kind.name == name


def test_the_longest_match_counts():
    assert find_kind(["web", "server", "x"]) == (KINDS["web-server"], 2)
    assert find_kind(["web"]) == (KINDS["web-client"], 1)
    assert find_kind(["zebra"]) is None
    found = find_product(["sql", "server"])
    assert found is not None
    assert (found[0].title, found[1]) == ("SQL Server", 2)


def test_products_carry_what_rules_ask_for():
    kafka, sqs, redis, s3 = (product_named(word) for word in ("kafka", "sqs", "redis", "s3"))
    assert kafka is not None and kafka.has_retention and kafka.has_partitions and kafka.max_message == 1024 * 1024
    assert sqs is not None and sqs.is_managed and sqs.max_message == 1024 * 1024
    assert redis is not None and redis.is_in_memory and not redis.is_durable
    assert s3 is not None and s3.is_managed and s3.is_durable
    assert product_named("no such thing") is None


def test_roles_of_the_field():
    assert {KINDS[name].role for name in ("dns", "cdn", "waf", "load-balancer", "api-gateway", "web-server")} == {
        Role.FORWARDER
    }
    assert {KINDS[name].role for name in ("service", "worker", "function", "scheduler")} == {Role.COMPUTE}
    assert {KINDS[name].role for name in ("queue", "topic", "stream")} == {Role.BROKER}

"""What an id alone says of a component."""

from __future__ import annotations

import pytest

from hld.catalog.infer import infer, is_kind_word, stem


@pytest.mark.parametrize(
    ("id", "kind", "product"),
    [
        ("lb", "load-balancer", None),
        ("user-db", "sql", None),
        ("userDb", "sql", None),
        ("redis", "cache", "redis"),
        ("kafka", "queue", "kafka"),
        ("s3", "object-store", "s3"),
        ("cdn", "cdn", None),
        ("web", "web-client", None),
        ("mobile-app", "mobile-client", None),
        ("order-service", "service", None),
        ("order_service", "service", None),
        ("image-worker", "worker", None),
        ("post-cache", "cache", None),
        ("jobs-queue", "queue", None),
        ("redis-queue", "queue", "redis"),
        ("stripe-service", "service", None),
        ("stripe", "external", "stripe"),
        ("images-s3", "object-store", "s3"),
        ("search-index", "search-index", None),
        ("payment-gateway", "external", None),
    ],
)
def test_kinds_from_ids(id, kind, product):
    found = infer(id)
    assert found is not None
    assert found[0].name == kind
    assert (found[1].name if found[1] else None) == product


@pytest.mark.parametrize("id", ["graf", "tweets", "feeds", "fanout", "x", "bsu", ""])
def test_ids_that_say_nothing(id):
    assert infer(id) is None


@pytest.mark.parametrize(
    "id", ["db", "lb", "cdn", "dns", "s3", "redis", "kafka", "web", "app", "api", "queue", "cache"]
)
def test_words_that_are_no_misspelling(id):
    assert is_kind_word(id)


def test_words_that_authors_use_otherwise_are_no_kinds():
    assert not is_kind_word("express")
    assert infer("express") is None


def test_stems():
    assert stem("users-db") == ("users", "db")
    assert stem("order-service") == ("order", "service")
    assert stem("feeds") == ("feeds", "")

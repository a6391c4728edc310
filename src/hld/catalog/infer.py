"""What an id alone says of a component: `lb` is a load balancer, `user-db` a SQL database, `kafka` a queue."""

from __future__ import annotations

import re

from hld.catalog.kinds import KINDS, Kind, Role, find_kind, kind_named
from hld.catalog.products import Product, find_product, product_named

__all__ = ["infer", "is_kind_word", "stem"]

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_a-zA-Z]+")

# Last words of an id that say its kind but are no kind by themselves.
_ENDINGS = {
    "app": "mobile-client",
    "crawler": "worker",
    "fetcher": "worker",
    "handler": "worker",
    "index": "search-index",
    "indexer": "worker",
    "mailer": "worker",
    "manager": "service",
    "engine": "service",
    "notifier": "service",
    "portal": "web-client",
    "site": "web-client",
    "storage": "object-store",
    "store": "sql",
}

# Products whose names are words that authors use for other things: only a kind's parentheses make products of them.
_COMMON = frozenset((
    "apollo", "atlas", "bind", "bull", "express", "glue", "go", "ignite", "neon", "node", "phoenix", "react",
    "ruby", "rust", "shield", "spaces", "spark", "spring", "storm", "swift", "synapse", "temporal", "ssd",
))  # fmt: skip

_HOLDS_DATA = {Role.STORE, Role.CACHE, Role.BROKER}


def infer(id: str) -> tuple[Kind, Product | None] | None:
    """The kind, and the product if it is named, of a component known only by its `id`; None where the id says nothing.

    The whole id counts first, then its last words, then any product within it. Words are parted by `-`, `_` or a
    capital: `user-db`, `user_db` and `userDb` are one.
    """
    product = None if id.lower() in _COMMON else product_named(id)
    if product is not None:
        return product.kind, product
    kind = kind_named(id)
    if kind is not None:
        return kind, None
    words = _words(id)
    product = _product_within(words)
    kind = _kind_at_end(words)
    if kind is None:
        return None if product is None else (product.kind, product)
    return kind, product if product is not None and _fits(product, kind) else None


def is_kind_word(id: str) -> bool:
    """Whether an id is itself the name of a kind or of a product, so that it can be no misspelling of another id."""
    return kind_named(id) is not None or (id.lower() not in _COMMON and product_named(id) is not None)


def stem(id: str) -> tuple[str, str]:
    """An id without the words that say its kind, and those words: ("user", "db"); the whole id where none do."""
    words = _words(id)
    for count in (2, 1):
        if len(words) > count and _kind_of(words[-count:]) is not None:
            return "".join(words[:-count]), "".join(words[-count:])
    return "".join(words), ""


def _words(id: str) -> list[str]:
    return [word.lower() for word in _WORDS.findall(id)]


def _kind_of(words: list[str]) -> Kind | None:
    """The kind that exactly these words at the end of an id say."""
    if len(words) == 1 and words[0] in _ENDINGS:
        return KINDS[_ENDINGS[words[0]]]
    found = find_kind(words)
    return found[0] if found is not None and found[1] == len(words) else None


def _kind_at_end(words: list[str]) -> Kind | None:
    for count in (3, 2, 1):
        if len(words) > count:
            kind = _kind_of(words[-count:])
            if kind is not None:
                return kind
    return None


def _product_within(words: list[str]) -> Product | None:
    for start in range(len(words)):
        found = find_product(words[start:])
        if found is not None and (found[1] > 1 or words[start] not in _COMMON):
            return found[0]
    return None


def _fits(product: Product, kind: Kind) -> bool:
    """Whether a product can be what a component of this kind runs on: a cache on Redis, but no service on Stripe."""
    return product.kind.role is kind.role or (product.kind.role in _HOLDS_DATA and kind.role in _HOLDS_DATA)

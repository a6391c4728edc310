"""Components in both spellings: sections become one map, and every component gets the kind that is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from hld.catalog.infer import infer
from hld.catalog.kinds import KINDS, SECTIONS, Kind, Role, kind_named
from hld.catalog.products import PRODUCTS, Product, product_named
from hld.near import nearest, squash
from hld.source.nodes import Entry, Items, Map, Node, Scalar
from hld.spec.forms.component import component, named
from hld.spec.forms.parts import entry, made, pieces, slip, too_long
from hld.spec.shapes import SHAPES, home_of

if TYPE_CHECKING:
    from hld.spec.expand import Reporter

__all__ = ["expand_component", "gather_sections", "identified", "list_components"]

#: So many letters make a word whose slip can be told from another word.
_LONG_ENOUGH = 6

_SECTIONS: dict[str, Kind] = {squash(name): kind for name, kind in SECTIONS.items()}


def gather_sections(node: Map, reporter: Reporter) -> Map:
    """The top of a spec with all its sections of components in one map, `components`, in the order written."""
    others: list[Entry] = []
    found: list[Entry] = []
    first: Scalar | None = None
    place = 0
    for pair in node.entries:
        word = squash(pair.key.text)
        section = _SECTIONS.get(word) or _misspelt(pair.key, reporter)
        if section is None and word != "components":
            others.append(pair)
            continue
        if isinstance(pair.value, Scalar) and (pair.value.is_empty or pair.value.is_null):
            continue
        if first is None:
            first = pair.key
            place = len(others)
        listed = list_components(pair.value, pair.key, reporter)
        found += listed if section is None else (_placed(each, section, pair.key, reporter) for each in listed)
    if first is None:
        return node
    span = found[0].key.span.to(found[-1].value.span) if found else first.span
    return Map(
        (*others[:place], Entry(made("components", first.span), Map(tuple(found), span)), *others[place:]), node.span
    )


def _misspelt(key: Scalar, reporter: Reporter) -> Kind | None:
    """The section that a key at the top most likely means, if it means none of the other keys."""
    known = SHAPES["spec"]
    if known.find(key.text) is not None or home_of(key.text):
        return None
    near = nearest(key.text, (*known.words, *SECTIONS))
    if near not in SECTIONS:
        return None
    fix = slip(key, (*known.words, *SECTIONS))
    reporter.report("unknown-key", key.span, f"unknown key '{key.text}'", f"did you mean '{near}'?", fix)
    return SECTIONS[near]


def list_components(node: Node, key: Scalar, reporter: Reporter) -> Iterator[Entry]:
    """The components of a map, of a list of one-line forms and one-key maps, or of names with commas between them."""
    if isinstance(node, Map):
        yield from node.entries
        return
    for item in node.items if isinstance(node, Items) else pieces(node, ","):
        if isinstance(item, Scalar):
            pair, findings = named(item)
            reporter.take(findings)
            yield pair
        elif isinstance(item, Map):
            yield from identified(item)
        else:
            reporter.report("bad-value", item.span, "a component cannot be a list", "write one item for each")


def identified(item: Map) -> Iterable[Entry]:
    """The entries of a map in a list: one that says its `id`, or ids with what is said of them."""
    name = item.get("id")
    if not isinstance(name, Scalar):
        return item.entries
    rest = tuple(pair for pair in item.entries if pair.key.text != "id")
    return (Entry(name, Map(rest, item.span)),)


def _placed(pair: Entry, section: Kind, place: Scalar, reporter: Reporter) -> Entry:
    """A component of a section: of the section's kind unless it says another."""
    if isinstance(pair.value, Scalar) and pair.value.is_null:
        return pair
    fields = expand_component(pair.value, pair.key, reporter, section)
    if fields.get("kind") is not None:
        return Entry(pair.key, fields)
    product = _product_in(section, pair.key.text) if fields.get("tech") is None else None
    name = section.name if product is None else _kind_in(section, product).name
    known = [Entry(made("kind", place.span), made(name, place.span))]
    if product is not None:
        known.append(entry("tech", made(product.name, pair.key.span)))
    return Entry(pair.key, Map((*known, *fields.entries), fields.span))


def _product_in(section: Kind, name: str) -> Product | None:
    """The product that the id of a component in a section names, if that can be of the section's kind."""
    found = infer(name)
    product = None if found is None else found[1]
    return product if product is not None and _may_be(product.kind, section) else None


def _may_be(kind: Kind, section: Kind) -> bool:
    return kind.role is section.role or _kind_in(section, Product("", "", kind, "", ())) is not section


def expand_component(node: Node, key: Scalar | None, reporter: Reporter, section: Kind | None = None) -> Map:
    """The fields of a component. A product in place of a kind says both; a product alone says its usual kind."""
    if isinstance(node, Scalar):
        if node.is_empty:
            return Map((), node.span)
        if wrong := too_long(node):
            reporter.take((wrong,))
            return Map((), node.span)
        node, findings = component(node)
        reporter.take(findings)
    elif not isinstance(node, Map):
        reporter.misfit("component", node, key)
        return Map((), node.span)
    kind, tech = node.get("kind"), node.get("tech")
    if isinstance(kind, Scalar) and not kind.is_empty:
        if kind_named(kind.text):
            return node
        if section is not None and tech is None and _is_new(kind.text):
            return Map(tuple(entry("tech", kind) if pair.value is kind else pair for pair in node.entries), node.span)
        return _settle(node, kind, tech, reporter)
    if isinstance(tech, Scalar):
        product = product_named(tech.text)
        if product is not None:
            return _with_kind(node, tech, _kind_in(section, product))
    return node


def _kind_in(section: Kind | None, product: Product) -> Kind:
    """The kind of a product in a section: the product's own if that belongs there."""
    if section is None or section.section == product.kind.section:
        return product.kind
    if section.section == SECTIONS["databases"].section and product.kind.role is Role.CACHE:
        return KINDS["key-value"]
    return section


def _is_new(word: str) -> bool:
    """Whether a word is no kind and no product, nor like one: in a section it names a product not heard of yet."""
    return " " not in word and product_named(word) is None and nearest(word, _words()) is None


def _settle(node: Map, kind: Scalar, tech: Node | None, reporter: Reporter) -> Map:
    """A component whose kind is no kind: a product, or a slip of the pen for either."""
    product = product_named(kind.text)
    if product is None:
        near = nearest(kind.text, _words()) or _last_words(kind.text)
        hint = f"did you mean '{near}'?" if near else "write a kind such as service, cache or queue, or a known product"
        reporter.report(
            "unknown-kind", kind.span, f"unknown kind '{kind.text}'", hint, slip(kind, _spelt_as(kind.text))
        )
        known = kind_named(near) if near else None
        if known is not None:
            return _with_kind(node, kind, known)
        product = product_named(near) if near else None
        if product is None and isinstance(tech, Scalar):
            product = product_named(tech.text)
        if product is None:
            return Map(tuple(pair for pair in node.entries if pair.value is not kind), node.span)
    fields = _with_kind(node, kind, product.kind)
    if tech is not None:
        return fields
    return Map((*fields.entries, entry("tech", kind)), fields.span)


def _spelt_as(text: str) -> Iterator[str]:
    """All words for kinds and products, with the blanks or hyphens that `text` has."""
    return (word.replace("-", " ") if " " in text else word for word in _words())


def _last_words(text: str) -> str | None:
    """The kind or product at the end of a text, or nearly one: `internal load balancer` is a load balancer."""
    words = text.split()
    for start in range(1, len(words)):
        tail = " ".join(words[start:])
        if kind_named(tail) or product_named(tail):
            return tail
        near = nearest(tail, _words()) if len(tail) >= _LONG_ENOUGH else None
        if near:
            return near
    return None


def _with_kind(node: Map, source: Scalar, kind: Kind) -> Map:
    """The component with its kind put in place, standing where `source` does."""
    rest = (pair for pair in node.entries if pair.key.text != "kind")
    return Map((entry("kind", made(kind.name, source.span)), *rest), node.span)


@cache
def _words() -> tuple[str, ...]:
    """All words that name a kind or a product; of equally near ones the name of a kind is meant, so they come first."""
    aliases = (alias for kind in KINDS.values() for alias in kind.aliases)
    return (*KINDS, *aliases, *(word for product in PRODUCTS for word in product.words))

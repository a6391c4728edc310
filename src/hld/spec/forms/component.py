"""Components in one line: `cache (redis) x60 hit=95%`.

    component = [kind] ["(" tech ")"] { modifier } | tech { modifier }
    modifier  = "x" number | low ".." high | key "=" value

Kinds and products may have several words; a value runs to the next modifier, blanks included.
"""

from __future__ import annotations

import re
from functools import lru_cache

from hld.catalog.kinds import KINDS, find_kind
from hld.catalog.products import find_product
from hld.diagnostics import Finding
from hld.near import is_slip
from hld.source.nodes import Entry, Map, Scalar
from hld.spec.forms.parts import Named, Parsed, bad, cut, entry, map_of

__all__ = ["component", "named"]

_MODIFIER = re.compile(
    r"(?:^|(?<=\s)|(?<=\)))(?:[xX×]\s?(?P<count>\d\S*)|(?P<key>[A-Za-z][\w-]*)\s?=\s?|(?P<range>\d+\s?\.\.\s?\d+)(?!\S))"
)
_WORD = re.compile(r"\S+")
_ENCLOSED = re.compile(r'\([^()]*\)|"[^"]*"')
#: Keys of the one-line form that are called otherwise in full.
_SHORT = {"time": "latency", "p99": "latency"}


def component(text: Scalar) -> Parsed:
    """What one line says of a component as {kind, tech, replicas, …}.

    A product alone gives `tech`; words that are neither kind nor product are handed on as `kind`, for the reader
    to say what they might have meant.
    """
    findings: list[Finding] = []
    text = text.strip()
    marks = list(_MODIFIER.finditer(_blotted(text.text)))
    head = text if not marks else cut(text, 0, marks[0].start()).strip()
    found = _head(head, findings)
    ends = [*(mark.start() for mark in marks[1:]), len(text.text)]
    for mark, end in zip(marks, ends, strict=False):
        found += _modifier(text, mark, end, findings)
    return map_of(_once(found, findings), text.span), tuple(findings)


def named(item: Scalar) -> Named:
    """An item of a list of components: an id, and what else is said of it."""
    item = item.strip()
    cut = next((at for at, char in enumerate(item.text) if char.isspace()), len(item.text))
    rest = item.slice(cut).strip() if cut < len(item.text) else item.slice(cut)
    if not rest.text:
        return Entry(item, Map((), item.span)), ()
    value, findings = component(rest)
    return Entry(item.slice(0, cut), value), findings


def _blotted(text: str) -> str:
    """The text with what stands in parentheses or double quotes blotted out, so that no modifier is found in it."""
    if "(" not in text and '"' not in text:
        return text
    return _ENCLOSED.sub(lambda found: found[0][0] + "·" * (len(found[0]) - 2) + found[0][-1], text)


def _head(head: Scalar, findings: list[Finding]) -> list[Entry]:
    """Kind and product."""
    text = head.text
    start = text.find("(")
    if start < 0:
        return _words(head, findings)
    end = text.find(")", start)
    if end < 0:
        findings.append(
            bad(head.slice(start), "bad-value", "a parenthesis without its other half", "write 'cache (redis)'")
        )
        return _words(cut(head, 0, start).strip(), findings)
    found = _words(cut(head, 0, start).strip(), findings)
    tech = cut(head, start + 1, end).strip()
    if tech.text:
        found = [pair for pair in found if pair.key.text != "tech"] + [entry("tech", tech)]
    behind = head.slice(end + 1).strip()
    if behind.text:
        _stray(behind, findings)
    return found


def _words(head: Scalar, findings: list[Finding]) -> list[Entry]:
    """A kind, a product, or both in either order: `sql`, `postgres`, `sql postgres`, `redis cache`."""
    known, rest = _names(head.text)
    if rest < len(head.text):
        if not known or _is_nearly_kind(head.text):
            return [entry("kind", head)]
        _stray(head.slice(rest), findings)
    return [entry(key, cut(head, start, end)) for key, start, end in known]


def _is_nearly_kind(text: str) -> bool:
    """Whether a text of several words is a kind with a slip of the pen: an `api gatewy` is no service called so."""
    words = (word for kind in KINDS.values() for word in (kind.name, *kind.aliases) if "-" in word or " " in word)
    return any(is_slip(text, word) for word in words)


@lru_cache(1024)
def _names(text: str) -> tuple[tuple[tuple[str, int, int], ...], int]:
    """Where kind and product stand in a text, and where that begins which is neither."""
    places = [(match.start(), match.end()) for match in _WORD.finditer(text)]
    words = [text[start:end] for start, end in places]
    found: dict[str, tuple[str, int, int]] = {}
    at = 0
    while at < len(words):
        kind, product = find_kind(words[at:]), find_product(words[at:])
        if kind is not None and "kind" not in found and (product is None or kind[1] >= product[1]):
            key, count = "kind", kind[1]
        elif product is not None and "tech" not in found:
            key, count = "tech", product[1]
        else:
            return tuple(found.values()), places[at][0]
        found[key] = (key, places[at][0], places[at + count - 1][1])
        at += count
    return tuple(found.values()), len(text)


def _modifier(text: Scalar, mark: re.Match[str], end: int, findings: list[Finding]) -> list[Entry]:
    if mark["key"] is not None:
        key = cut(text, *mark.span("key"))
        value = _unquoted(cut(text, mark.end(), end).strip())
        if not value.text:
            findings.append(bad(key, "bad-value", f"'{key.text}=' has no value", f"write '{key.text}=value'"))
            return []
        return [Entry(key._replace(text=_SHORT.get(key.text, key.text)), value)]
    name = "count" if mark["count"] is not None else "range"
    value = cut(text, *mark.span(name))
    behind = cut(text, mark.end(), end).strip()
    if behind.text:
        _stray(behind, findings)
    if ".." in value.text:
        return [entry("autoscale", value)]
    return [entry("replicas", value)]


def _stray(words: Scalar, findings: list[Finding]) -> None:
    hint = "write kind (product) xN key=value; what it does goes to 'role='"
    findings.append(bad(words, "bad-value", f"'{words.text}' is not understood here", hint))


def _once(found: list[Entry], findings: list[Finding]) -> list[Entry]:
    """The entries without those whose key was there before."""
    first: dict[str, Entry] = {}
    for pair in found:
        if first.setdefault(pair.key.text, pair) is not pair:
            message = f"'{pair.key.text}' is stated twice"
            findings.append(bad(pair.value, "duplicate-key", message, "keep one of them"))  # type: ignore[arg-type]
    return list(first.values())


def _unquoted(text: Scalar) -> Scalar:
    if len(text.text) > 1 and text.text[0] == text.text[-1] and text.text[0] in "\"'":
        return text.slice(1, -1)
    return text

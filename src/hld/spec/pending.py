"""Stand-ins for forms that are still to be written."""

from __future__ import annotations

from hld.source.nodes import Entry, Map, Node, Scalar
from hld.spec.forms.parts import Named, Parsed, entry, map_of, words_of


def component(scalar: Scalar) -> Parsed:
    found: list[Entry] = []
    kind: list[Scalar] = []
    for word in words_of(scalar):
        if word.text.startswith("("):
            found.append(entry("tech", word.slice(1, len(word.text) - 1)))
        elif word.text[0] == "x" and word.text[1:].isdigit():
            found.append(entry("replicas", word.slice(1)))
        elif "=" in word.text:
            at = word.text.index("=")
            key = word.slice(0, at)
            found.append(Entry(key._replace(text="latency") if key.text == "time" else key, word.slice(at + 1)))
        else:
            kind.append(word)
    if kind:
        found.insert(0, entry("kind", Scalar(" ".join(w.text for w in kind), kind[0].span.to(kind[-1].span))))
    return map_of(found, scalar.span), ()


def named(scalar: Scalar) -> Named:
    words = words_of(scalar)
    rest = scalar.slice(len(words[0].text)).strip() if len(words) > 1 else Scalar("", scalar.span)
    return Entry(words[0], rest), ()


def relationship(node: Node) -> Parsed:
    if isinstance(node, Map):
        if len(node.entries) != 1:
            return node, ()
        path, label = node.entries[0]
    else:
        assert isinstance(node, Scalar)
        text, _, tail = node.text.partition(":")
        path, label = node.slice(0, len(text)), node.slice(len(text) + 1).strip()
    source, _, target = path.text.partition("->")
    found = [entry("from", path.slice(0, len(source)).strip()), entry("to", path.slice(len(source) + 2).strip())]
    if isinstance(label, Scalar) and label.text:
        first = words_of(label)[0]
        found.append(entry("mode", first))
        rest = label.slice(len(first.text)).strip()
        if rest.text:
            found.append(entry("text", rest))
    return map_of(found, node.span), ()


def quality(node: Node, key: Scalar | None) -> Parsed:
    if isinstance(node, Map):
        return node, ()
    return map_of((entry("target", node),), node.span), ()


def kind_of(text: str) -> str:
    return text

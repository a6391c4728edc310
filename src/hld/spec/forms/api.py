"""The operations of an API from any of its three forms: a block of text, a list of lines, a map in full."""

from __future__ import annotations

from hld.diagnostics import Finding
from hld.source.nodes import Entry, Items, Map, Node, Scalar
from hld.spec.forms.api_block import api_block
from hld.spec.forms.operation import operation, returns
from hld.spec.forms.parts import Named, Parsed, bad, entry, made, map_of

__all__ = ["api", "returns"]

_Found = tuple[list[Entry], list[Finding]]


def api(node: Node) -> Parsed:
    """The operations by their keys ("GET /v1/feed"); of one that stands twice the first is kept, of what is none nothing."""
    if isinstance(node, Scalar):
        listed, wrong = api_block(node) if node.text.strip() else ((), ())
        found, findings = list(listed), list(wrong)
    elif isinstance(node, Items):
        found, findings = _listed(node)
    else:
        found, findings = _mapped(node)
    first: dict[str, Entry] = {}
    for pair in found:
        if isinstance(pair.value, Map) and pair.value.get("style") is None:
            continue
        if first.setdefault(pair.key.text, pair) is not pair:
            message = f"'{pair.key.text}' is declared twice"
            findings.append(bad(pair.key, "duplicate-endpoint", message, "keep one of them"))
    return map_of(first.values(), node.span), tuple(findings)


def _listed(node: Items) -> _Found:
    """A list: each operation in one line, or a line with a map of more under it."""
    found: list[Entry] = []
    findings: list[Finding] = []
    for item in node.items:
        if isinstance(item, Items):
            hint = "write each as 'METHOD /path'"
            findings.append(Finding(item.span, "a list stands where an operation should", hint, "endpoint-syntax"))
            continue
        pairs = item.entries if isinstance(item, Map) else (Entry(item, made("", item.span)),)
        for key, value in pairs:
            named, wrong = _with_more(key, value)
            found.append(named)
            findings += wrong
    return found, findings


def _mapped(node: Map) -> _Found:
    """A map from operations to what is said of them; `import` and a deleted operation are left as they are."""
    found: list[Entry] = []
    findings: list[Finding] = []
    for pair in node.entries:
        if pair.key.text == "import":
            found.append(pair)
            continue
        named, wrong = _with_more(*pair)
        found.append(named)
        findings += wrong
    return found, findings


def _with_more(key: Scalar, value: Node) -> Named:
    """`GET /x` with `{…}` or `-> Tweet` or nothing behind it. What is said in full stands over what the key says."""
    named, findings = operation(key)
    said = named.value.entries if isinstance(named.value, Map) else ()
    span = key.span.to(value.span)
    if isinstance(value, Scalar):
        if value.is_null:
            return Entry(named.key, value), findings
        text = value.strip()
        if not text.text:
            return Entry(named.key, map_of(said, key.span)), findings
        answer, wrong = returns(text.slice(2).strip() if text.text.startswith("->") else text)
        return Entry(named.key, map_of((*said, entry("returns", answer)), span)), (*findings, *wrong)
    if isinstance(value, Map):
        stated = {pair.key.text for pair in value.entries}
        kept = (pair for pair in said if pair.key.text not in stated)
        return Entry(named.key, map_of((*kept, *value.entries), span)), findings
    wrong_kind = Finding(value.span, "a list stands where an operation should", "write its keys below it", "bad-value")
    return Entry(named.key, map_of(said, span)), (*findings, wrong_kind)

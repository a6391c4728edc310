"""The steps of a flow: paths with arrows, what stands behind them, and the blocks around them.

    step     = path [":" label] | id ":" text
    path     = id { arrow id }                       arrow = "->" | "~>" | "-->"
    label    = text { modifier }                     modifiers are taken from the right
    modifier = "x" number | "x" name | "@" duration | "if" ("miss" | "hit") id | "if" percent | "[" option {","} "]"

A chain of calls is one step with `via`; a chain of asynchronous hops is one step a hop; a chain of both is cut
where the arrow changes. Every step of a chain holds the chain as it was written under `chain`. The steps within
blocks (parallel, alt, opt, loop) are made canonical with them; what is no block is left for the reader to report.
"""

from __future__ import annotations

import re
from collections.abc import Container
from typing import TypeVar

from hld.diagnostics import Edit, Finding, Span, a_span
from hld.near import nearest
from hld.source.nodes import NULLS, Entry, Items, Map, Node, Scalar, a_scalar
from hld.spec.forms.parts import LONGEST, bad, cut, entry, is_one_line, items, made, map_of, pieces, too_long
from hld.spec.shapes import SHAPES
from hld.spec.shapes.stories import BLOCKS
from hld.spec.types import Leaf, Said, Value, Values, a_leaf, a_record

__all__ = ["FLAGS", "is_path", "path", "paths", "step", "steps"]

_T = TypeVar("_T")

_ID = r"[^\W\d_](?:[\w-]*\w)?"
_NODE = re.compile(rf"\s*({_ID})\s*")
_ARROW = re.compile(r"-->(?!>)|->(?!>)|~>(?!>)")
_SPACED = re.compile(rf"{_ID}(?: (?:->|~>|-->) {_ID})+\Z")
_ARROW_LIKE = r"<?[-=~.]*[-=~]+[-=~.]*>+|<[-=~.]+|[→⇒⟶➔➜←⇐↔⇝⇢]|-{2,}|={2,}"
_BROKEN_ARROW = r"-\s+->|--\s+>|[-~]\s+>"
_ARROW_BEFORE = r"->|~>"
_FIXES = {
    "->>": "'->>' is asynchronous in PlantUML and synchronous in Mermaid; write '->' for a call, '~>' for a message",
    "<-": "turn it round: the one who acts comes first, as in 'a -> b'",
    "=>": "write '->' for a call, '~>' for a message",
    "-.->": "write '~>' for what is not waited for, '-->' for a reply",
    "→": "write '->' in plain characters",
}
_TYPESET = "→⟶➔➜"
_CALL, _ASYNC, _REPLY = _ARROWS = ("->", "~>", "-->")

#: Keys by which a mapping is a step in its long form and not a path with a label.
_BLOCKS = frozenset(BLOCKS)
_LONG = frozenset({"from", "at", *_BLOCKS})
_KEYS = frozenset({*SHAPES["step"].fields, "chain"})

#: What a label may say beside what is called; a bare word in `[ ]` stands for `word: true`.
FLAGS = {
    "tls": ("tls", "true"),
    "no-tls": ("tls", "false"),
    "mtls": ("protocol", "mtls"),
    **{word: (word, "true") for word in ("serial", "side", "outbox", "idempotent", "breaker", "awaited", "jitter")},
}

_MODIFIED = re.compile(r"(?:^|\s)(?:[xX×][\s\d]|@|if\s|\[)")
_OPTIONS = r"(?:^|\s)\[([^\[\]]+)\]$"
_LATENCY = r"(?:^|\s)@\s*([~≈]?[\d.]\S*(?:\s[A-Za-zµ]+)?)$"
_TIMES = r"(?:^|\s)[xX×]\s?(\d[\w.,]*)$"
_TIMES_NAME = r"\S\s+[x×]\s+([^\W\d]\w*)$"
_CONDITION = rf"(?:^|\s)if\s+((?:miss|hit)\s+{_ID}|\d[\d.]*\s?%)$"
_ALMOST = (
    r"(?:(?:read|write|update|delete|query)\s+[A-Z]\w*(?:,\s*[A-Z]\w*)*|[A-Z]+\s+/\S+)"
    rf"\s+(?P<modifier>@\s*(?P<time>\S+)|if\s+(?P<word>[a-z]+)\s+{_ID})"
)
_CONDITIONS = {
    "miss": frozenset(("mis", "mss", "msis", "misss", "misses", "missed", "mised")),
    "hit": frozenset(("hitt", "hti", "hits")),
}
_STRUCTURED = r"(?:read|write|update|delete|query)\s|[A-Z]+\s+/|[A-Z]\w*$"

#: Keys that tell of one hop of a chain only: of the first, or of the last.
_FIRST_ONLY = frozenset({"id", "times", "when", "retries", "backoff"})
_LAST_ONLY = frozenset({"latency"})


def is_path(text: str) -> bool:
    """Whether a key of a mapping is a path: it holds an arrow, right or wrong."""
    return ">" in text or "<" in text or any(char in "→⇒⟶➔➜←⇐↔⇝⇢" for char in text)


def steps(node: Node, variables: Container[str] = ()) -> tuple[Items, tuple[Finding, ...]]:
    """The steps of a flow in canonical form, from the list as written.

    `variables` are the names that `x name` may stand for. A mapping of paths, which is what YAML makes of steps
    without their `- `, is reported and read as the list it was meant to be.
    """
    found: list[Map] = []
    findings: list[Finding] = []
    for item in _items(node, findings):
        usual = _usual(item)
        if usual is not None:
            found.append(usual)
            continue
        if isinstance(item, Scalar) and _is_cut_off(item, found):
            hint = "a comma inside [ ] ends the step; put steps on lines of their own"
            findings.append(bad(item, "bad-step", f"'{item.text}' is no step", hint))
            continue
        more, wrong = step(item, variables)
        found += more
        findings += wrong
    return items(found, node.span), tuple(findings)


def _usual(node: Node) -> Said | None:
    """A step as nearly all are written, `web -> lb -> api: POST /v1/tweets`, read at once; None for any other.

    It is what the rest of this module makes of the same, and the reader of that.
    """
    if node.__class__ is not Map or len(node.entries) != 1:
        return None
    written, label = node.entries[0]
    if label.__class__ is not Scalar or not is_one_line(written):
        return None
    text, said = written.text, label.text
    if not said or said in NULLS or said != said.strip() or _MODIFIED.search(said) or not _SPACED.match(text):
        return None
    words = text.split(" ")
    arrow = words[1]
    is_chain = len(words) > 3
    if is_chain and (arrow == _ASYNC or any(other != arrow for other in words[3::2])):
        return None
    if len(text) > LONGEST or len(said) > LONGEST or not NULLS.isdisjoint(words):
        return None
    file, line, at, _, _ = written.span
    path: list[Leaf] = []
    places: list[Span] = []
    for word in words:
        place = a_span((file, line, at, line, at + len(word)))
        path.append(a_leaf((word, a_scalar((word, place, "plain", None)))))
        places.append(place)
        at += len(word) + 1
    span = node.span
    entries: dict[str, Value] = {"from": path[0]}
    keys = {"from": places[0]}
    if is_chain:
        via = keys["via"] = places[2].to(places[-3])
        entries["via"] = Values(tuple(path[2:-2:2]), via)
    entries["to"], entries["arrow"], entries["label"] = path[-1], path[1], a_leaf((said, label))
    keys["to"], keys["arrow"], keys["label"] = places[-1], places[1], label.span
    return Said(a_record(("step", entries, keys, span)))


def step(node: Node, variables: Container[str] = ()) -> tuple[list[Map], tuple[Finding, ...]]:
    """One item of a list of steps as steps in canonical form."""
    findings: list[Finding] = []
    if isinstance(node, Scalar):
        return _terse(*_split_label(node), (), node.span, variables, findings), tuple(findings)
    if isinstance(node, Items):
        if not node.items:
            return [], ()
        hint = "write each step as an item of its own, or use 'parallel:'"
        return [], (Finding(node.span, "a list stands where a step should", hint, "bad-step"),)
    return _mapping(node, variables, findings), tuple(findings)


def _items(node: Node, findings: list[Finding]) -> list[Node]:
    """The items of a list of steps, whatever was written for it."""
    if isinstance(node, Items):
        return list(node.items)
    if isinstance(node, Scalar):
        return [] if node.is_empty or node.is_null else [node]
    if _is_step(node):
        return [node]
    if node.entries:
        first = node.entries[0].key
        findings.append(bad(first, "bad-step", "steps must be a list", "put '- ' before each step"))
    return [Map((pair,), pair.key.span.to(pair.value.span)) for pair in node.entries]


def _is_step(node: Map) -> bool:
    keys = [pair.key.text for pair in node.entries]
    return any(key in _LONG for key in keys) or sum(key not in _KEYS for key in keys) == 1


def _is_cut_off(scalar: Scalar, before: list[Map]) -> bool:
    """Whether this is the end of the step before, cut off by a comma in `[a -> b: write A, B]`."""
    if not re.fullmatch(r"[A-Z]\w*", scalar.text) or not before:
        return False
    label = before[-1].get("label")
    return isinstance(label, Scalar) and re.match(r"(?:read|write|update|delete|query)\s", label.text) is not None


def _mapping(node: Map, variables: Container[str], findings: list[Finding]) -> list[Map]:
    """A step written as a mapping: a path with its label and more keys, a block, or the long form."""
    entries = node.entries
    head = next((pair for pair in entries if is_path(pair.key.text)), None)
    if head is None and not any(pair.key.text in _LONG for pair in node.entries):
        head = next((pair for pair in node.entries if pair.key.text not in _KEYS), None)
        if head is not None and node.get("to") is not None and nearest(head.key.text, ("from",)):
            findings.append(bad(head.key, "unknown-key", f"unknown key '{head.key.text}'", "did you mean 'from'?"))
            start = Entry(head.key._replace(text="from"), head.value)
            entries = tuple(start if pair is head else pair for pair in node.entries)
            return _long(Map(entries, node.span), variables, findings)
    if head is None:
        return _long(node, variables, findings)
    more = tuple([pair for pair in entries if pair is not head])
    if (block := _meant_block(head, findings)) is not None:
        return _long(Map((block, *more), node.span), variables, findings)
    if isinstance(head.value, Map):
        return _terse(head.key, None, (*head.value.entries, *more), node.span, variables, findings)
    if isinstance(head.value, Items):
        written = 'in quotes: "GET /x [tls]"' if head.value.items else "as text"
        findings.append(
            Finding(head.value.span, "a list stands where a label should", f"write it {written}", "bad-step")
        )
        return _terse(head.key, None, more, node.span, variables, findings)
    label = None if head.value.is_empty else head.value
    return _terse(head.key, label, more, node.span, variables, findings)


def _meant_block(head: Entry, findings: list[Finding]) -> Entry | None:
    """The block that a key with steps under it means; a component has none. What is meant is told once."""
    name, value = head
    if is_path(name.text) or not isinstance(value, Items | Map):
        return None
    if isinstance(value, Map):
        lists = [
            pair.key.text for pair in value.entries if isinstance(pair.value, Items) and pair.key.text not in _KEYS
        ]
        kind = "opt" if value.get("steps") is not None else "alt" if lists else ""
    else:
        kind = "parallel" if any(_may_be_step(item) for item in value.items) else ""
    if not kind:
        return None
    near = nearest(name.text, BLOCKS)
    hint = f"did you mean '{near}'?" if near else f"blocks are {', '.join(BLOCKS)}"
    findings.append(bad(name, "unknown-key", f"unknown key '{name.text}'", hint))
    return Entry(name._replace(text=near or kind), value)


def _may_be_step(node: Node) -> bool:
    """Whether an item of a list is a step and no word."""
    return isinstance(node, Map) or (isinstance(node, Scalar) and is_path(node.text.partition(":")[0]))


def _split_label(scalar: Scalar) -> tuple[Scalar, Scalar | None]:
    """A step in one text (`"a -> b: label"`) as its path and its label."""
    at = scalar.text.find(":")
    if at < 0:
        return scalar, None
    label = scalar.slice(at + 1).strip()
    return scalar.slice(0, at), label if label.text else None


def _terse(  # noqa: PLR0917
    written: Scalar,
    label: Scalar | None,
    more: tuple[Entry, ...],
    span: Span,
    variables: Container[str],
    findings: list[Finding],
) -> list[Map]:
    """The steps of one path."""
    if wrong := too_long(written) or (label is not None and too_long(label)):
        findings.append(wrong)
        return []
    nodes, arrows = path(written, findings)
    if not nodes:
        return []
    options: list[Entry] = []
    if label is not None:
        label, options = _modifiers(label.strip(), variables, findings)
    said = [entry("label", label)] if label is not None and label.text else []
    chain = Scalar(written.text.strip(), span)
    fields = (*options, *said, *more)
    if not arrows:
        return [_made([entry("at", nodes[0])], fields, chain, span)]
    return _hops(nodes, arrows, fields, chain, span)


def path(written: Scalar, findings: list[Finding]) -> tuple[list[Scalar], list[Scalar]]:
    """The ids and the arrows of a path; both empty, and a finding more, where it is none."""
    groups, arrows = paths(written, findings, False)
    nodes = [group[0] for group in groups]
    if arrows:
        for arrow in arrows[1:]:
            if (arrow.text == _REPLY) != (arrows[0].text == _REPLY):
                message = f"'{arrows[0].text}' and '{arrow.text}' in one chain"
                findings.append(bad(arrow, "bad-step", message, "write the reply as a step of its own"))
                return _so_far(nodes[: arrows.index(arrow) + 1], arrows)
    return nodes, arrows


def paths(written: Scalar, findings: list[Finding], lists: bool) -> tuple[list[list[Scalar]], list[Scalar]]:
    """A path with, if `lists` is true, several ids with commas between them in place of one. Both empty if none."""
    text = written.text
    if _SPACED.match(text):
        words = _words(written)
        return [[word] for word in words[::2]], words[1::2]
    groups: list[list[Scalar]] = [[]]
    arrows: list[Scalar] = []
    at = 0
    while True:
        match = _NODE.match(text, at)
        if match is None:
            findings.append(_no_id(written, at, arrows))
            return _so_far(groups if groups[-1] else groups[:-1], arrows)
        groups[-1].append(cut(written, match.start(1), match.end(1)))
        at = match.end()
        if at == len(text):
            return groups, arrows
        if lists and text[at] == ",":
            at += 1
            continue
        match = _ARROW.match(text, at)
        if match is None:
            like = re.compile(_ARROW_LIKE).match(text, at)
            findings.append(_no_arrow(written, at, groups[-1], like))
            if like is None or "<" in like.group() or like.group() in "←⇐↔":
                return _so_far(groups, arrows)
            match = like
        arrow = cut(written, match.start(), match.end())
        arrows.append(arrow if arrow.text in _ARROWS else arrow._replace(text=_meant(arrow.text)))
        groups.append([])
        at = match.end()


def _words(written: Scalar) -> list[Scalar]:
    """The words of a text with one blank between each two."""
    found: list[Scalar] = []
    at = 0
    for word in written.text.split(" "):
        found.append(cut(written, at, at + len(word)))
        at += len(word) + 1
    return found


def _so_far(nodes: list[_T], arrows: list[Scalar]) -> tuple[list[_T], list[Scalar]]:
    """What was understood of a path, if there is a hop in it: the rest of the design is checked with that."""
    return (nodes, arrows[: len(nodes) - 1]) if len(nodes) > 1 else ([], [])


def _no_id(written: Scalar, at: int, arrows: list[Scalar]) -> Finding:
    rest = written.text[at:]
    start = at + len(rest) - len(rest.lstrip())
    like = re.compile(_ARROW_LIKE).match(written.text, start)
    if like is not None and like.group() in _ARROWS:
        arrow = written.slice(start, like.end())
        hint = "write a step as 'from -> to: what'"
        return bad(arrow, "bad-step", f"a component is missing before '{arrow.text}'", hint)
    if like is not None:
        return _bad_arrow(written.slice(start, like.end()))
    end = next((i for i in range(start, len(written.text)) if written.text[i] in " \t-~<>"), len(written.text))
    word = written.slice(start, max(end, start))
    if word.text:
        hint = "an id starts with a letter and holds letters, digits, '-' and '_'"
        return bad(word, "bad-step", f"'{word.text}' is no component id", hint)
    place = arrows[-1] if arrows else written
    return bad(place, "bad-step", "a component is missing here", "write a step as 'from -> to: what'")


def _meant(arrow: str) -> str:
    """The arrow that a wrong one most likely stands for, so that the rest can be checked."""
    return _ASYNC if arrow.endswith(">>") or "." in arrow or "~" in arrow else _CALL


def _no_arrow(written: Scalar, at: int, nodes: list[Scalar], like: re.Match[str] | None) -> Finding:
    text = written.text
    if like is not None:
        return _bad_arrow(written.slice(at, like.end()))
    if text[at] == ",":
        hint = "write a step for each: 'a -> b' and 'a -> c'"
        return bad(written.slice(at, at + 1), "bad-step", "a step has one target", hint)
    if text[at] in "./:@":
        end = next((i for i in range(at, len(text)) if text[i] in " \t-~<>,"), len(text))
        word = Scalar(nodes[-1].text + text[at:end], nodes[-1].span.to(written.slice(at, end).span))
        hint = "an id holds letters, digits, '-' and '_'; a name for people goes to 'name:'"
        return bad(word, "bad-step", f"'{word.text}' is no component id", hint)
    if is_path(text):
        end = next((i for i in range(at, len(text)) if text[i] in " \t-~<>"), len(text))
        word = written.slice(at, max(end, at + 1))
        if broken := re.compile(_BROKEN_ARROW).match(text, at):
            arrow = written.slice(at, broken.end())
            whole = "".join(arrow.text.split())
            fix = (Edit(arrow.span, arrow.text, whole),)
            return bad(arrow, "bad-step", f"'{arrow.text}' is no arrow", f"write '{whole}' without a blank", fix)
        if re.search(_ARROW_BEFORE, text[:at]) and not is_path(text[at:]):
            hint = f"put ':' before '{word.text}': '{text[:at].strip()}: {text[at:].strip()}'"
            return bad(word, "bad-step", f"'{word.text}' where an arrow or ':' should be", hint)
        hint = "ids have no blanks: join the words with '-', and put a name for people under 'name:'"
        return bad(word, "bad-step", f"'{word.text}' where an arrow should be", hint)
    return bad(
        written.strip(), "bad-step", f"'{text.strip()}' is no step", "write 'from -> to: what', or 'component: work'"
    )


def _bad_arrow(arrow: Scalar) -> Finding:
    text = arrow.text
    kind = (
        "→" if not text.isascii()
        else "<-" if text.startswith("<")
        else "->>" if text.endswith(">>")
        else "-.->" if "." in text
        else "=>"
    )  # fmt: skip
    fix = "turn it round: write '->' in plain characters" if text in "←⇐" else _FIXES[kind]
    mend = (Edit(arrow.span, text, _CALL),) if text in _TYPESET else ()
    return bad(arrow, "bad-step", f"'{text}' is no arrow", fix, mend)


def _hops(
    nodes: list[Scalar],
    arrows: list[Scalar],
    fields: tuple[Entry, ...],
    chain: Scalar,
    span: Span,
) -> list[Map]:
    """The steps of a chain: calls and replies in one, asynchronous hops one by one."""
    cuts = [0]
    for at, arrow in enumerate(arrows[1:], 1):
        if arrow.text == _ASYNC or arrows[at - 1].text == _ASYNC:
            cuts.append(at)
    if len(cuts) == 1:
        return [_made(_hop(nodes, arrows[0]), fields, chain, span)]
    made_of: list[Map] = []
    for start, end in zip(cuts, [*cuts[1:], len(arrows)], strict=True):
        place = nodes[start].span.to(nodes[end].span) if end < len(arrows) else nodes[start].span.to(span)
        kept = tuple(pair for pair in fields if _belongs(pair.key.text, start == 0, end == len(arrows)))
        made_of.append(_made(_hop(nodes[start : end + 1], arrows[start]), kept, chain, place))
    return made_of


def _belongs(key: str, is_first: bool, is_last: bool) -> bool:
    """Whether a field of a chain holds for this one of its steps."""
    return is_first if key in _FIRST_ONLY else is_last if key in _LAST_ONLY else True


def _hop(nodes: list[Scalar], arrow: Scalar) -> list[Entry]:
    """What a path says of where a step goes."""
    via: list[Entry] = []
    if len(nodes) > 2:
        via = [entry("via", items(nodes[1:-1], nodes[1].span.to(nodes[-2].span)))]
    return [entry("from", nodes[0]), *via, entry("to", nodes[-1]), entry("arrow", arrow)]


def _made(path: list[Entry], fields: tuple[Entry, ...], chain: Scalar, span: Span) -> Map:
    """A step of its path and of what is said behind it, with the chain that it is not all of."""
    return map_of((*path, *fields, *([] if chain.span == span else [entry("chain", chain)])), span)


def _modifiers(label: Scalar, variables: Container[str], findings: list[Finding]) -> tuple[Scalar, list[Entry]]:
    """A label without what modifies it, and the modifiers, taken off from the right until there is none."""
    options: list[Entry] = []
    if not _MODIFIED.search(label.text):
        return label, options
    seen: set[str] = set()
    while True:
        found = _last_modifier(label, variables, findings)
        if found is not None and (twice := next((pair for pair in found[1] if pair.key.text in seen), None)):
            said = label.slice(len(found[0].text)).strip()
            message = f"'{said.text}' says again what follows it ('{twice.key.text}')"
            findings.append(bad(said, "duplicate-key", message, "keep one of the two"))
            label = found[0]
            continue
        if found is None:
            label = _without_slip(label, findings)
            return label, options[::-1]
        label, more = found
        seen.update(pair.key.text for pair in more)
        options += more


def _without_slip(label: Scalar, findings: list[Finding]) -> Scalar:
    """A call or an access without what was meant as its last modifier and is none; of free text nothing is said."""
    match = re.fullmatch(_ALMOST, label.text)
    finding = None if match is None else _slip(label, match)
    if match is None or finding is None:
        return label
    findings.append(finding)
    return label.slice(0, match.start("modifier")).strip()


def _slip(label: Scalar, match: re.Match[str]) -> Finding | None:
    """What is wrong with what almost is a modifier."""
    if match["time"]:
        place = label.slice(*match.span("time"))
        return bad(place, "bad-step", f"'{place.text}' is no duration", "write a number with its unit: '@ 20ms'")
    meant = next((word for word, slips in _CONDITIONS.items() if match["word"] in slips), "")
    if not meant:
        return None
    place = label.slice(*match.span("word"))
    return bad(place, "bad-step", f"unknown condition '{place.text}'", f"did you mean '{meant}'?")


def _last_modifier(
    label: Scalar, variables: Container[str], findings: list[Finding]
) -> tuple[Scalar, list[Entry]] | None:
    text = label.text
    last = text[-1:]
    if last == "]":
        match = re.search(_OPTIONS, text)
        if match is not None:
            options = _options(cut(label, *match.span(1)), findings)
            return None if options is None else (cut(label, 0, match.start()).strip(), options)
        return None
    if "@" in text and (match := re.search(_LATENCY, text)):
        return cut(label, 0, match.start()).strip(), [entry("latency", cut(label, *match.span(1)))]
    if "if" in text and (match := re.search(_CONDITION, text)):
        return cut(label, 0, match.start()).strip(), [entry("when", cut(label, *match.span(1)))]
    if ("x" in text or "×" in text or "X" in text) and (match := re.search(_TIMES, text)):
        return cut(label, 0, match.start()).strip(), [entry("times", cut(label, *match.span(1)))]
    if ("x" in text or "×" in text) and (match := re.search(_TIMES_NAME, text)):
        before = label.slice(0, match.start() + 1).strip()
        if match[1] in variables or re.match(_STRUCTURED, before.text):
            return before, [entry("times", cut(label, *match.span(1)))]
    return None


def _options(scalar: Scalar, findings: list[Finding]) -> list[Entry] | None:
    """What stands in `[ ]` at the end of a label; None where that is part of the label, as in `200 [Tweet]`."""
    options: list[Entry] = []
    unknown: list[Scalar] = []
    for piece in pieces(scalar, ","):
        at = next((i for i, char in enumerate(piece.text) if char in "=:"), -1)
        if at > 0:
            key, value = piece.slice(0, at).strip(), piece.slice(at + 1).strip()
            options.append(Entry(Scalar("when", key.span) if key.text == "if" else key, value))
        elif piece.text in FLAGS:
            name, value_text = FLAGS[piece.text]
            options.append(Entry(Scalar(name, piece.span), made(value_text, piece.span)))
        elif piece.text.startswith("if "):
            options.append(Entry(Scalar("when", piece.slice(0, 2).span), piece.slice(3).strip()))
        else:
            unknown.append(piece)
    if not options:
        return None
    findings += [
        bad(piece, "bad-step", f"'{piece.text}' says nothing here", f"known are {', '.join(FLAGS)} and key=value")
        for piece in unknown
    ]
    return options


def _long(node: Map, variables: Container[str], findings: list[Finding]) -> list[Map]:
    """A step in its long form, or a block; the arrow follows from what is done where it is not stated."""
    keys = {pair.key.text for pair in node.entries}
    if keys & _BLOCKS:
        pairs = (_block(pair, variables, findings) if pair.key.text in _BLOCKS else pair for pair in node.entries)
        return [map_of(pairs, node.span)]
    fields = node.entries
    if "from" in keys and "arrow" not in keys:
        is_async = bool(keys & {"send", "receive"}) or _is_set(node, "async") or _is_set(node, "cdc")
        arrow = _ASYNC if is_async else _REPLY if "reply" in keys else _CALL
        fields = (*fields, entry("arrow", made(arrow, node.span)))
    return [map_of(fields, node.span)]


def _is_set(node: Map, key: str) -> bool:
    """Whether a flag is said to hold."""
    value = node.get(key)
    return isinstance(value, Scalar) and value.text.lower() not in ("", "false", "no", "off", "null", "~")


def _block(pair: Entry, variables: Container[str], findings: list[Finding]) -> Entry:
    """A block with the steps in it made canonical."""
    kind, value = pair.key.text, pair.value
    if kind == "parallel" and isinstance(value, Items):
        arms: list[Node] = []
        for arm in value.items:
            if isinstance(arm, Items):
                arms.append(_inner(arm, variables, findings))
            else:
                arms += _inner(items((arm,), arm.span), variables, findings).items
        return Entry(pair.key, items(arms, value.span))
    if isinstance(value, Items):
        return Entry(pair.key, _inner(value, variables, findings))
    if isinstance(value, Map):
        inner = (
            Entry(key, _inner(steps_of, variables, findings))
            if kind == "alt" or key.text == "steps"
            else Entry(key, steps_of)
            for key, steps_of in value.entries
        )
        return Entry(pair.key, map_of(inner, value.span))
    return pair


def _inner(node: Node, variables: Container[str], findings: list[Finding]) -> Items:
    found, wrong = steps(node, variables)
    findings += wrong
    return found

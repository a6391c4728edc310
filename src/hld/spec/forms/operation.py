"""Operations in one line, and what they answer.

    operation = METHOD path ["?" query] [body] ["->" returns]
              | style name [body] ["every" duration] ["->" returns]
    style     = "rest" | "rpc" | "query" | "mutation" | "subscription" | "ws" | "sse" | "poll" | "webhook" | "push"
    returns   = [status] [type | body]                  a type is `Tweet`, `Tweet[]` or `[Tweet]`

`{…}` behind a GET, HEAD or DELETE is the query, behind anything else the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

from hld.diagnostics import Edit, Finding, Span
from hld.near import nearest
from hld.source.nodes import NULLS, Entry, Items, Map, Node, Scalar
from hld.spec.forms.fields import fields
from hld.spec.forms.parts import (
    Named,
    Parsed,
    bad,
    body_start,
    closing,
    cut,
    entry,
    is_one_line,
    made,
    map_of,
    split_at,
)
from hld.spec.types import Record, Said, Value, a_leaf, a_record

__all__ = ["METHODS", "STYLES", "Operations", "arrow_at", "operation", "operations", "returns", "unique"]

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT")
#: The words that begin an operation that is not REST, and the style they say.
STYLES = {
    "rest": "rest", "rpc": "rpc", "grpc": "rpc", "query": "query", "mutation": "mutation",
    "subscription": "subscription", "ws": "ws", "websocket": "ws", "wss": "ws", "sse": "sse", "poll": "poll",
    "polling": "poll", "webhook": "webhook", "push": "push",
}  # fmt: skip

Operations: TypeAlias = tuple[tuple[Entry, ...], tuple[Finding, ...]]
"""Operations by their keys, and what was wrong with them."""

#: What joins the words of a segment of a path.
_JOINERS = str.maketrans("", "", "-._")
_WITH_PATH = frozenset({"ws", "sse", "poll", "webhook", "rest"})
_WITHOUT_BODY = frozenset({"GET", "HEAD", "DELETE"})
_WORD = re.compile(r"\s*(\S+)")
_PARAM = re.compile(r"\{([^{}]*)\}|(?<=/):(\w+)|<([^<>]*)>")
_PARAM_NAME = r"[^\W\d][\w\-.]*[*+]?$"
_STATUS = re.compile(r"([1-9]\d\d)(?=\s|$)")
_EVERY = r"\s*\bevery\s+(\S+(?:\s+[a-z]+)?)\s*"
_NAME = re.compile(r"[^\W\d_][\w./-]*$")
_TYPE = re.compile(r"[^\W\d_][\w.\-]*(?:\s+\d[\w.]*\s?\w*)?$|\d[\d.]*\s\w+$")


def operation(line: Scalar) -> Named:
    """One operation: its key ("POST /v1/images") and what its line says as {style, method, path, query, body, …}."""
    findings: list[Finding] = []
    line = _unquoted(line.strip())
    at = arrow_at(line.text)
    head = line if at < 0 else cut(line, 0, at).strip()
    key, found, rest = _head(head, findings)
    rest = _every(rest, found)
    given = _payload(rest, key, found, findings)
    if at >= 0:
        answer, wrong = returns(cut(line, at + 2, len(line.text)).strip())
        findings += wrong
        given.append(entry("returns", answer))
    return Entry(key, map_of((*found, *given), line.span)), tuple(findings)


def _usual(line: Scalar) -> Entry | None:
    """An operation as most are written, `GET /v1/feed {cursor} -> Tweet[]`, read at once; None for any other.

    It is what the rest of this module makes of the same, and the reader of that. Its fields have no types.
    """
    text = line.text
    if not text.isascii() or not is_one_line(line):
        return None
    head, arrow, answer = text.partition(" -> ")
    start, brace, inner = head.partition(" {")
    word, _, name = start.partition(" ")
    is_rest = word in METHODS
    style = "rest" if is_rest else STYLES.get(word, "rest")
    if is_rest is not (style == "rest") or not (
        _is_template(name) if name[:1] == "/" else not is_rest and _is_name(name)
    ):
        return None
    first, path = cut(line, 0, len(word)), cut(line, len(word) + 1, len(start))
    said: dict[str, Value] = {"style": a_leaf((style, made(style, first.span)))}
    if is_rest:
        said["method"] = a_leaf((word, first))
    said["path"] = a_leaf((name, path))
    if brace:
        given = _usual_fields(cut(line, len(start) + 2, len(head) - 1)) if inner[-1:] == "}" else None
        if given is None:
            return None
        said["query" if word in _WITHOUT_BODY else "body"] = given
    if arrow:
        returned = _usual_answer(cut(line, len(text) - len(answer), len(text)))
        if returned is None:
            return None
        said["returns"] = returned
    key = made(f"{style if not is_rest else word} {name}", first.span.to(path.span))
    return Entry(key, Said(_record("operation", said, line.span)))


def _record(shape: str, said: dict[str, Value], span: Span) -> Record:
    """An element of which nobody wrote the keys, so that each stands where its value does."""
    return a_record((shape, said, {key: value.span for key, value in said.items()}, span))


def _is_template(path: str) -> bool:
    """Whether a path is one as most are: words with slashes before them, and parameters `{id}`, no two the same."""
    names = set()
    for segment in path[1:].split("/"):
        if segment[:1] == "{":
            name = segment[1:-1]
            if segment[-1] != "}" or not name.isidentifier() or name in names:
                return False
            names.add(name)
        elif not segment.translate(_JOINERS).isalnum():
            return False
    return True


def _is_name(name: str) -> bool:
    """Whether an operation has a name as most have: words with dots between them."""
    is_word = name.replace(".", "").isidentifier() and name[0].isalpha()
    return is_word and name not in METHODS and name not in NULLS


def _usual_fields(inner: Scalar) -> Record | None:
    """The fields in braces where they are names with a comma and a blank between them."""
    names = inner.text.split(", ")
    if len(set(names)) < len(names) or not all(map(str.isidentifier, names)):
        return None
    found: dict[str, Value] = {}
    at = 0
    for name in names:
        place = cut(inner, at, at + len(name)).span
        says: dict[str, Value] = {"type": a_leaf(("id", made("id", place)))} if name == "id" else {}
        found[name] = _record("field", says, place)
        at += len(name) + 2
    return _record("", found, inner.span)


def _usual_answer(answer: Scalar) -> Record | None:
    """What is answered, where that is a status, the name of a type, many of it, or a status before these."""
    text = answer.text
    said: dict[str, Value] = {}
    first, _, kind = text.partition(" ")
    if not first.isdigit():
        kind = text
    elif len(first) == 3 and first[0] in "12345":
        said["status"] = a_leaf((int(first), cut(answer, 0, 3)))
    else:
        return None
    if kind:
        whole = cut(answer, len(text) - len(kind), len(text))
        name = kind.removesuffix("[]")
        if not (name.isidentifier() and name[0].isalpha()) or name in NULLS:
            return None
        said["type"] = a_leaf((name, cut(whole, 0, len(name))))
        if name != kind:
            said["many"] = a_leaf((True, made("true", whole.span)))
    return _record("returns", said, answer.span) if said else None


def operations(node: Node) -> Operations:
    """The operations of a list or map: each in one line, or a line with a map of more under it."""
    found: list[Entry] = []
    findings: list[Finding] = []
    for item in node.items if isinstance(node, Items) else (node,):
        usual = _usual(item) if item.__class__ is Scalar else None
        if usual is not None:
            found.append(usual)
            continue
        if isinstance(item, Items):
            hint = "write each as 'METHOD /path'"
            findings.append(Finding(item.span, "a list stands where an operation should", hint, "endpoint-syntax"))
            continue
        for key, value in item.entries if isinstance(item, Map) else (Entry(item, made("", item.span)),):
            named, wrong = _with_more(key, value)
            found.append(named)
            findings += wrong
    return unique(found, findings)


def unique(found: Iterable[Entry], findings: Iterable[Finding]) -> Operations:
    """The operations without those that could not be read, and of one that stands twice the first."""
    first: dict[str, Entry] = {}
    twice: list[Finding] = []
    for pair in found:
        if isinstance(pair.value, Map) and pair.value.get("style") is None and pair.key.text != "import":
            continue
        if first.setdefault(pair.key.text, pair) is not pair:
            twice.append(
                bad(pair.key, "duplicate-endpoint", f"'{pair.key.text}' is declared twice", "keep one of them")
            )
    return tuple(first.values()), (*findings, *twice)


def _with_more(key: Scalar, value: Node) -> Named:
    """`GET /x` with `{…}` or `-> Tweet` or nothing behind it. What is said in full stands over what the key says."""
    if key.text == "import":
        return Entry(key, value), ()
    named, findings = operation(key)
    said = named.value.entries if isinstance(named.value, Map) else ()
    span = key.span.to(value.span)
    if isinstance(value, Map):
        stated = {pair.key.text for pair in value.entries}
        kept = (pair for pair in said if pair.key.text not in stated)
        return Entry(named.key, map_of((*kept, *value.entries), span)), findings
    if isinstance(value, Items):
        hint = "write its keys below it"
        listed = Finding(value.span, "a list stands where an operation should", hint, "bad-value")
        return Entry(named.key, map_of(said, span)), (*findings, listed)
    text = value.strip()
    if value.is_null:
        return Entry(named.key, value), findings
    if not text.text:
        return Entry(named.key, map_of(said, key.span)), findings
    answer, wrong = returns(text.slice(2).strip() if text.text.startswith("->") else text)
    return Entry(named.key, map_of((*said, entry("returns", answer)), span)), (*findings, *wrong)


def returns(answer: Scalar) -> Parsed:
    """What an operation answers as {status, type, many, body}."""
    text = _unquoted(answer.strip())
    found: list[Entry] = []
    findings: list[Finding] = []
    match = _STATUS.match(text.text)
    if match is not None:
        found.append(entry("status", cut(text, *match.span(1))))
        text = text.slice(match.end()).strip()
    if text.text.startswith("{"):
        body, wrong = fields(text)
        findings += wrong
        found.append(entry("body", body))
    elif text.text:
        found += _type(text, findings)
    return map_of(found, answer.span), tuple(findings)


def _type(text: Scalar, findings: list[Finding]) -> list[Entry]:
    """A type, and whether there are many of it."""
    many = text.text.endswith("[]") or (text.text.startswith("[") and text.text.endswith("]"))
    name = text
    if many:
        name = (text.slice(0, -2) if text.text.endswith("[]") else text.slice(1, -1)).strip()
    if not _TYPE.match(name.text):
        hint = "write '-> 201 Tweet', '-> Tweet[]' or '-> {id, name}'"
        findings.append(bad(text, "endpoint-syntax", f"'{text.text}' is no status and no type", hint))
        return []
    found = [entry("type", name)]
    return [*found, entry("many", made("true", text.span))] if many else found


def _head(head: Scalar, findings: list[Finding]) -> tuple[Scalar, list[Entry], Scalar]:
    """The key of an operation, what it says, and the text behind it."""
    match = _WORD.match(head.text)
    if match is None:
        findings.append(bad(head, "endpoint-syntax", "an operation is missing here", "write 'METHOD /path'"))
        return head, [], head.slice(0, 0)
    word = cut(head, *match.span(1))
    rest = cut(head, match.end(), len(head.text)).strip()
    style = STYLES.get(word.text) or STYLES.get(word.text.lower().rstrip(":"), "")
    if style == "rest" and rest.text:
        return _head(rest, findings)
    if not style:
        return _rest(head, word, rest, findings)
    return _styled(head, word, rest, style, findings)


def _rest(head: Scalar, word: Scalar, rest: Scalar, findings: list[Finding]) -> tuple[Scalar, list[Entry], Scalar]:
    """`METHOD /path`; a lower-case or misspelt method and a missing slash are reported, and read as meant."""
    method = word
    if word.text not in METHODS:
        meant = word.text.upper() if word.text.upper() in METHODS else nearest(word.text.upper(), METHODS) or ""
        if word.text.startswith("/"):
            findings.append(bad(word, "endpoint-syntax", f"'{word.text}' has no method", f"write 'GET {word.text}'"))
            return _path(head, made("GET", word.span), head, findings)
        hint = (
            f"did you mean '{meant}'?" if meant else "write 'METHOD /path', or 'rpc', 'ws', 'sse', 'query' … and a name"
        )
        findings.append(bad(word, "endpoint-syntax", f"'{word.text}' is no HTTP method and no style", hint))
        if not meant:
            return head, [], head.slice(len(head.text))
        method = word._replace(text=meant)
    if not rest.text:
        hint = f"write '{method.text} /path'"
        findings.append(bad(head, "endpoint-syntax", f"'{head.text}' has no path", hint))
        return head, [entry("style", made("rest", word.span)), entry("method", method)], head.slice(len(head.text))
    return _path(head, method, rest, findings)


def _path(head: Scalar, method: Scalar, rest: Scalar, findings: list[Finding]) -> tuple[Scalar, list[Entry], Scalar]:
    path, rest = _first_word(rest)
    if not path.text.startswith("/"):
        path, message = _path_alone(path)
        findings.append(bad(path, "endpoint-syntax", message, f"write '{path.text}'"))
    found = [entry("style", made("rest", method.span)), entry("method", method)]
    path = _single_slashed(path, findings)
    path = _without_query(path, found, findings)
    found.insert(2, entry("path", path))
    _check_params(path, findings)
    return Scalar(f"{method.text} {path.text}", head.span.to(path.span)), found, rest


def _single_slashed(path: Scalar, findings: list[Finding]) -> Scalar:
    """The path with one slash where several stand in a row, which is a segment without a name."""
    before, mark, query = path.text.partition("?")
    if "//" not in before:
        return path
    meant = re.sub("/{2,}", "/", before) + mark + query
    message = f"the path '{before}' has an empty segment"
    fix = (Edit(path.span, path.text, meant),)
    findings.append(bad(path, "endpoint-syntax", message, f"write '{meant}'", fix))
    return path._replace(text=meant)


def _path_alone(path: Scalar) -> tuple[Scalar, str]:
    """The path that was meant by one without a slash, or with a host before it, and what is wrong with it."""
    message = f"the path '{path.text}' has no slash before it"
    if "://" not in path.text:
        return path._replace(text=f"/{path.text}"), message
    at = path.text.find("/", path.text.index("://") + 3)
    return path._replace(text=path.text[at:] if at > 0 else "/"), f"'{path.text}' names a host, which a path has not"


def _styled(
    head: Scalar, word: Scalar, rest: Scalar, style: str, findings: list[Finding]
) -> tuple[Scalar, list[Entry], Scalar]:
    """`rpc Users.Get`, `ws /v1/notifications`, `webhook POST /hook`, …."""
    found = [entry("style", word._replace(text=style))]
    method = _WORD.match(rest.text)
    if method is not None and method[1] in METHODS:
        found.append(entry("method", rest.slice(*method.span(1))))
        rest = rest.slice(method.end()).strip()
    name, behind = _first_word(rest)
    if (at := name.text.find("(")) > 0:
        name, behind = name.slice(0, at), rest.slice(rest.text.index("(")).strip()
    if not name.text:
        what = "/path" if style in _WITH_PATH else "name"
        findings.append(bad(head, "endpoint-syntax", f"'{head.text}' names nothing", f"write '{word.text} {what}'"))
        return head, found, behind
    if name.text.startswith("/"):
        name = _single_slashed(name, findings)
        name = _without_query(name, found, findings)
        _check_params(name, findings)
    elif not _NAME.match(name.text):
        findings.append(
            bad(name, "endpoint-syntax", f"'{name.text}' is no name of an operation", "write a path or a name")
        )
    found.insert(1, entry("path", name))
    return Scalar(f"{style} {name.text}", head.span.to(name.span)), found, behind


def _first_word(rest: Scalar) -> tuple[Scalar, Scalar]:
    """The path or name, which ends at a blank or at a body without a blank before it, and what follows."""
    match = _WORD.match(rest.text)
    if match is None:
        return rest, rest
    end = match.end()
    body = body_start(match[1])
    if body > 0:
        end = match.start(1) + body
    return cut(rest, match.start(1), end), cut(rest, end, len(rest.text)).strip()


def _without_query(path: Scalar, found: list[Entry], findings: list[Finding]) -> Scalar:
    """A path without `?cursor&limit=int`, which becomes the field `query`."""
    at = path.text.find("?")
    if at < 0:
        return path
    entries: list[Entry] = []
    start = at + 1
    for part in path.text[at + 1 :].split("&"):
        piece = path.slice(start, start + len(part))
        start += len(part) + 1
        if not part:
            continue
        cut = next((i for i, char in enumerate(part) if char in "=:"), len(part))
        spec, wrong = fields(Scalar(f"{part[:cut]}: {part[cut + 1 :].strip('{}')}", piece.span))
        findings += (each._replace(rule="endpoint-syntax") for each in wrong)
        entries += (pair._replace(key=piece.slice(0, min(cut, len(pair.key.text)))) for pair in spec.entries)
    found.append(entry("query", map_of(entries, path.slice(at).span)))
    return path.slice(0, at)


def _check_params(path: Scalar, findings: list[Finding]) -> None:
    """Parameters have a name each, and another than those before."""
    text = path.text
    seen: set[str] = set()
    for match in _PARAM.finditer(text):
        piece = path.slice(*match.span())
        if match[1] is None:
            hint = f"write '{{{match[2] or match[3]}}}'"
            findings.append(bad(piece, "bad-path-param", f"'{match[0]}' is no parameter of a path template", hint))
            continue
        if not re.match(_PARAM_NAME, match[1]):
            hint = "write '{id}'" if not match[1].strip() else "a parameter is a name in braces, as in '{tweetId}'"
            findings.append(bad(piece, "bad-path-param", f"'{match[0]}' names no parameter", hint))
        elif match[1] in seen:
            findings.append(
                bad(piece, "bad-path-param", f"'{match[0]}' stands twice in the path", "rename one of them")
            )
        seen.add(match[1])
    left = _PARAM.sub("", text)
    if "{" in left or "}" in left:
        at = text.find("{" if "{" in left else "}")
        findings.append(bad(path.slice(at), "bad-path-param", "a brace without its other half", "write '{id}'"))


def _every(rest: Scalar, found: list[Entry]) -> Scalar:
    """The text without `every 30s`."""
    match = re.search(_EVERY, rest.text)
    if match is None or "{" in rest.text[: match.start()]:
        return rest
    found.append(entry("every", cut(rest, *match.span(1))))
    return rest.slice(match.end()) if match.start() == 0 else rest.slice(0, match.start())


def _payload(rest: Scalar, key: Scalar, found: list[Entry], findings: list[Finding]) -> list[Entry]:
    """The `{…}` behind the path, and a finding on anything else that stands there."""
    rest = rest.strip()
    for lead in ("body:", "body", "query:"):
        if rest.text.startswith(lead) and rest.text[len(lead) :].lstrip().startswith("{"):
            rest = rest.slice(len(lead)).strip()
            break
    if not rest.text:
        return []
    end = closing(rest.text, 0) if rest.text[0] in "{(" else -1
    if end < 0:
        hint = "behind the path come '{fields}' and '-> what it returns'"
        findings.append(bad(rest, "endpoint-syntax", f"'{rest.text}' is not understood", hint))
        return []
    given, wrong = fields(rest.slice(1, end))
    findings += wrong
    behind = rest.slice(end + 1).strip()
    if behind.text:
        hint = "write '->' before what it returns"
        findings.append(bad(behind, "endpoint-syntax", f"'{behind.text}' is not understood", hint))
    is_query = key.text.split(" ")[0] in _WITHOUT_BODY
    known = next((pair for pair in found if pair.key.text == "query"), None)
    if is_query and known is not None and isinstance(known.value, Map):
        found.remove(known)
        given = map_of((*known.value.entries, *given.entries), known.value.span.to(given.span))
    return [entry("query" if is_query else "body", given)]


def arrow_at(text: str) -> int:
    """Where the `->` before the answer stands, outside of brackets; -1 where there is none."""
    for start, end in split_at(text, ">"):
        if end < len(text) and end > start and text[end - 1] == "-":
            return end - 1
    return -1


def _unquoted(text: Scalar) -> Scalar:
    """A text without the backquotes that people put around code."""
    if len(text.text) > 1 and text.text[0] == text.text[-1] == "`":
        return text.slice(1, -1).strip()
    return text

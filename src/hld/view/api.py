"""The table of operations: how each is spoken to, what it takes and answers, who provides it and what uses it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from hld.catalog.kinds import Role
from hld.diagnostics import Diagnostic
from hld.model import trace
from hld.model.types import Field, Model, Operation, Style, Type
from hld.spec.types import Record, Value, Values
from hld.view import tables, wording
from hld.view.architecture import footer
from hld.view.cards import faults_at, link_of
from hld.view.lines import STYLES
from hld.view.tables import NONE, NOT_KNOWN, Cell, Column, Line, Page, Piece, Row, Table

__all__ = ["api", "has_api"]

_Typed: TypeAlias = tuple[str, str]  # a field's name and what it holds

_COLUMNS = (
    Column("style", "Style"),
    Column("operation", "Operation"),
    Column("auth", "Auth"),
    Column("request", "Request"),
    Column("response", "Response"),
    Column("errors", "Errors"),
    Column("provider", "Provided by"),
    Column("flows", "Used by flows"),
    Column("requirements", "Serves"),
)
_AUDIENCES = {"public": "Public operations", "partner": "Operations for partners", "internal": "Internal operations"}
_STYLES = {
    Style.RPC: "RPC", Style.QUERY: "GraphQL query", Style.MUTATION: "GraphQL mutation",
    Style.SUBSCRIPTION: "GraphQL subscription", Style.WEBSOCKET: "WebSocket", Style.SSE: "SSE", Style.POLLING: "poll",
    Style.WEBHOOK: "webhook", Style.PUSH: "push",
}  # fmt: skip


def has_api(model: Model) -> bool:
    """Whether there is anything to show."""
    return bool(model.operations)


def api(model: Model, diagnostics: Sequence[Diagnostic] = ()) -> Page:
    """Every operation, in a table for each audience; errors among the diagnostics are told where they lie."""
    groups: dict[str, list[Row]] = {name: [] for name in _AUDIENCES}
    for operation in model.operations.values():
        row = _row(model, operation, faults_at((operation.span,), diagnostics))
        groups.setdefault(trace.audience(model, operation), []).append(row)
    parts = [Table(name, _AUDIENCES.get(name, name), _COLUMNS, tuple(rows)) for name, rows in groups.items() if rows]
    return Page(
        "api",
        model.name,
        wording.view_title(model, "API"),
        tuple(parts),
        description=f"The API of {model.name}: {wording.list_of(model.operations)}.",
        footer=footer(model),
    )


def _row(model: Model, operation: Operation, wrong: Sequence[str]) -> Row:
    cells = (
        ((_style(operation),),),
        tables.cell(*_operation(operation), *tables.faults(wrong)),
        _auth(operation),
        tables.cell(*_request(operation)) or NONE,
        _response(operation) or NONE,
        tables.listed(map(str, operation.errors), empty=NONE),
        _provider(model, operation),
        _flows(model, operation),
        tables.listed((each.id for each in trace.requirements_served(model, operation)), empty=NONE),
    )
    return Row(operation.key, cells, operation.entry.text("description"))


def _style(operation: Operation) -> Piece:
    """How it is spoken to, in the colour of its lines."""
    words = (_STYLES.get(operation.style, ""), operation.method)
    return tables.pill(" ".join(filter(None, words)) or str(operation.style), STYLES[operation.style])


def _operation(operation: Operation) -> Iterator[Line]:
    """Its path or name, what it does, and what else a caller should know."""
    entry = operation.entry
    yield tables.words(operation.path or operation.key, "key", link_of(entry))
    yield tables.words(entry.text("summary") or entry.text("description"))
    yield tables.words(" · ".join(filter(None, _terms(entry))), "faint")


def _terms(entry: Record) -> Iterator[str]:
    """On which terms it may be called."""
    key = entry.text("idempotency")
    if key or entry.value("idempotent") is True:
        yield "idempotent" if key in ("", "true") else f"idempotent by {key}"
    yield entry.text("rate_limit")
    yield f"every {entry.text('every')}" if "every" in entry else ""
    if "deprecated" in entry and entry.value("deprecated") is not False:
        yield "deprecated"


def _auth(operation: Operation) -> Cell:
    """The scheme, with the scopes and roles that a caller must have; "none" only where that was said."""
    if not operation.auth:
        return NOT_KNOWN
    own = operation.entry.record("auth")
    needed = [
        f"{noun} {leaf.text}"
        for key, noun in (("scopes", "scope"), ("roles", "role"))
        for entry in (operation.entry, own)
        if entry is not None
        for leaf in entry.leaves(key)
    ]
    return tables.cell(tables.words(operation.auth), tables.words(wording.list_of(needed), "faint"))


def _request(operation: Operation) -> Iterator[Line]:
    """What is sent: the typed parameters of the path, the query, the headers, the body; over a channel a message."""
    entry = operation.entry
    typed = [(name, kind) for name, kind in _named(entry.record("params")) if kind]
    yield _part("path", typed)
    yield _part("query", map(_field, operation.query))
    yield _part("headers", _named(entry.record("headers")))
    yield _part("body", map(_field, operation.body or ()))
    received = entry.record("receives")
    if received is not None:
        many = "[]" if received.value("many") is True else ""
        yield _part("messages", [(received.text("type") + many, ""), *_named(received.record("body"))])


def _part(name: str, fields: Iterable[_Typed]) -> Line:
    """Where fields go, and which these are."""
    listed = _fields(fields)
    return (Piece(f"{name} ", "faint"), *listed) if listed else ()


def _fields(fields: Iterable[_Typed]) -> Line:
    """Fields in the manner of a spec: "text: string, cursor?, email: pii"."""
    pieces: list[Piece] = []
    for name, kind in fields:
        if name:
            pieces += [Piece(", "), Piece(name)] if pieces else [Piece(name)]
            pieces += [Piece(f": {kind}")] if kind else []
    return tuple(pieces)


def _field(field: Field) -> _Typed:
    kind = " ".join(filter(None, (_type(field.type), field.data_class)))
    return f"{field.name}{'?' if field.optional else ''}", kind


def _type(kind: Type | None) -> str:
    return "" if kind is None else f"{kind.name}{'[]' if kind.many else ''}"


def _named(fields: Record | None) -> Iterator[_Typed]:
    """The fields of a map that the model leaves as they were written."""
    for name, value in fields.entries.items() if fields is not None else ():
        yield name, _kind(value)


def _kind(value: Value) -> str:
    if isinstance(value, Record):
        words = (value.text("type") + ("[]" if value.value("many") is True else ""), value.text("class"))
        return " ".join(filter(None, words))
    return "" if isinstance(value, Values) else value.text


def _response(operation: Operation) -> Cell:
    """The status, and what comes with it."""
    returns = operation.returns
    if returns is None:
        return ()
    status = (Piece(f"{returns.status} ", "strong"),) if returns.status is not None else ()
    return tables.cell((*status, *(tables.words(_type(returns.type)) or _fields(map(_field, returns.fields)))))


def _provider(model: Model, operation: Operation) -> Cell:
    provider = trace.provider(model, operation)
    if provider is not None:
        return (tables.words(provider.title),)
    stated = operation.provider
    if stated is None and (senders := trace.senders(model, operation)):
        return tables.listed((each.title for each in senders), empty=NONE)
    return (*tables.hole("not declared"), tables.words(stated.name)) if stated is not None else NOT_KNOWN


def _flows(model: Model, operation: Operation) -> Cell:
    """The flows that use it; that none does is a hole unless it is another's, or on its way out."""
    provider = trace.provider(model, operation)
    is_spared = "deprecated" in operation.entry or (provider is not None and provider.role is Role.EXTERNAL)
    using = (flow.id for flow in trace.flows_using(model, operation))
    return tables.listed(using, empty=NONE if is_spared else tables.hole("no flow"))

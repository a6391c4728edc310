"""What a step says, its names resolved: a call, an access to entities, a message, a reply, or words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import TypeGuard

from hld.catalog.kinds import Role
from hld.diagnostics import Span
from hld.model.linking.entities import UNKNOWN_RETURN, Entities
from hld.model.linking.fields import PRIMITIVES, TypeReader, read_braces, read_fields
from hld.model.linking.messages import Messages
from hld.model.linking.names import UNRESOLVED, Notes
from hld.model.linking.operations import Found, Operations
from hld.model.types import (
    Access,
    Arrow,
    Call,
    Component,
    Delivery,
    Entity,
    Field,
    Label,
    Match,
    Reference,
    Reply,
    Style,
    Text,
)
from hld.source.nodes import Scalar
from hld.spec.forms import label as forms
from hld.spec.forms.parts import is_one_line
from hld.spec.forms.step import FLAGS
from hld.spec.types import Record
from hld.tuples import NamedTuple

__all__ = ["Labels", "Path"]

#: Styles whose words are everyday ones: a name that is not declared makes the label text, unless it looks like one.
_EVERYDAY = frozenset({Style.QUERY, Style.POLLING, Style.WEBHOOK, Style.PUSH, Style.SUBSCRIPTION})


_STYLES = {style.value: style for style in Style}
_HOLDERS = frozenset({Role.STORE, Role.CACHE})
_NEARLY = r"([a-z]+)\s+([A-Z]\w*(?:\s*,\s*[A-Z]\w*)*)\s*(?:by\s+[\w ,]+|(\S*))$"
_ACCESSES = ("read", "write", "update", "delete", "query")
#: What is written for the words of an access by a slip of the pen, no word of its own.
_SLIPS = {
    **dict.fromkeys(("reed", "raed", "rea", "rad", "reda", "reads", "readd", "raad", "rread"), "read"),
    **dict.fromkeys(("wirte", "wrte", "wite", "writ", "wrtie", "writes", "wriet", "writte", "wrrite"), "write"),
    **dict.fromkeys(("upate", "updte", "udpate", "updat", "updates", "upadte", "updaet", "uptade"), "update"),
    **dict.fromkeys(("delte", "delet", "deletes", "dleete", "detele", "deleet", "deelte", "dlete"), "delete"),
    **dict.fromkeys(("qury", "quer", "qeury", "quey", "querry", "queries", "qurey", "queyr"), "query"),
}


class Path(NamedTuple):
    """Where a step goes, as far as its label depends on it.

    `source` and `target` are the roles of its ends, where known; `brokers` are the ids of the brokers on it.
    `manner` is the arrow by which to read the label: whatever is written at a broker, messages travel there.
    """

    nodes: tuple[Reference[Component], ...]
    arrow: Arrow | None
    source: Role | None
    target: Role | None
    brokers: tuple[str, ...]
    manner: str

    @classmethod
    def of(cls, nodes: tuple[Reference[Component], ...], arrow: Arrow | None) -> Path:
        """The path over these nodes."""
        start, end = nodes[0].target, nodes[-1].target
        source, target = None if start is None else start.role, None if end is None else end.role
        brokers: tuple[str, ...] = ()
        for node in nodes:
            if node.target is not None and node.target.role is Role.BROKER:
                brokers = (*brokers, node.target.id)
        manner = "" if arrow is None else Arrow.ASYNC if brokers and arrow is Arrow.CALL else arrow
        return cls(nodes, arrow, source, target, brokers, manner)


class Labels:
    """Says what the labels of steps are."""

    def __init__(
        self, operations: Operations, messages: Messages, entities: Entities, types: TypeReader, notes: Notes
    ) -> None:
        self._operations = operations
        self._messages = messages
        self._entities = entities
        self._types = types
        self._notes = notes
        self._declared = forms.Declared(operations.ids, messages.known, entities.known)
        self._exact: dict[tuple[str, str, Role | None, Role | None], tuple[Span, Call | Access]] = {}

    def of(self, step: Record, path: Path, message: forms.MessageLabel | None = None) -> Label:
        """The label of a step in canonical form; `message` is what it delivers, where that is known already."""
        if message is not None and message.name.text not in self._operations.ids:
            return self._delivery(message.name, path, self._braces(message.fields))
        leaf = step.leaf("label")
        if leaf is not None and leaf.scalar.text:
            return self._classified(leaf.scalar, path)
        for key, made in _LONG.items():
            if key in step:
                return made(self, step, path)
        return Text("", step.span)

    # The one-line form

    def _classified(self, scalar: Scalar, path: Path) -> Label:
        """What a label says. One that names what is declared says so again wherever such an arrow has it."""
        says = (scalar.text, path.manner, path.source, path.target)
        known = self._exact.get(says)
        if known is not None and is_one_line(scalar):
            return self._again(*known, scalar.span)
        label = forms.classify(scalar, path.manner, path.source, path.target, self._declared)
        made = self._made(label, scalar, path)
        if _is_exact(made, label) and is_one_line(scalar):
            self._exact[says] = scalar.span, made
        return made

    def _again(self, start: Span, label: Call | Access, to: Span) -> Label:
        """The label read at `start` as it stands in another place."""
        keep, place = self._notes.keep, label.span.moved(start, to)
        if isinstance(label, Call):
            operation = keep(label.operation.again(place))
            return Call(label.text, place, operation, label.style, label.method, label.path, label.fields, label.match)
        named = [keep(entity.again(entity.span.moved(start, to))) for entity in label.entities]
        return Access(label.op, place, tuple(named), label.fields)

    def _made(self, label: forms.Label, scalar: Scalar, path: Path) -> Label:
        match label:
            case forms.CallLabel():
                return self._call(label, path)
            case forms.AccessLabel():
                named = tuple([self._entities.named(name.text, name.span) for name in label.entities])
                return Access(label.op, label.scalar.span, named, tuple([field.text for field in label.fields]))
            case forms.MessageLabel():
                return self._delivery(label.name, path, self._braces(label.fields))
            case forms.ReplyLabel():
                return self._reply(label)
        return self._meant(scalar, path) or Text(scalar.text, scalar.span)

    def _meant(self, scalar: Scalar, path: Path) -> Label | None:
        """The access that a text at a store or a cache means but for one slip of the pen, which is reported."""
        match = re.match(_NEARLY, scalar.text) if path.target in _HOLDERS and path.arrow is not Arrow.REPLY else None
        if match is None:
            return None
        names = [scalar.slice(*place.span()) for place in re.compile(r"\w+").finditer(scalar.text, *match.span(2))]
        if not all(name.text in self._entities.known for name in names):
            return None
        verb, rest = match[1], match[3] or ""
        op = verb if verb in _ACCESSES else _SLIPS.get(verb, "")
        if not op or (rest and not (op == verb and rest.startswith("/"))):
            return None
        if rest:
            place = scalar.slice(*match.span(3))
            message, hint = f"'{verb} {match[2]}' reaches a store, which has no paths", f"leave out '{rest}'"
        else:
            place = scalar.slice(*match.span(1))
            message, hint = f"'{verb}' is not what is done to a store", f"did you mean '{op}'?"
        self._notes.add("bad-step", place.span, message, hint)
        return Access(op, scalar.span, tuple(self._entities.named(name.text, name.span) for name in names))

    def _call(self, label: forms.CallLabel, path: Path) -> Label:
        scalar, name = label.scalar, label.name
        style = _STYLES[label.style] if label.style else Style.REST
        if label.method:
            found = self._operations.by_path(label.method, name.text)
        elif label.style:
            found = self._operations.by_name(style, name.text)
        else:
            found = self._operations.by_id(name.text)
            style = found.operation.style if found.operation is not None else style
        if path.target is Role.EXTERNAL and found.match is not Match.EXACT:
            found = Found(None, Match.NONE)  # their API is theirs to declare, so nothing of ours was meant
        if found.operation is None and style in _EVERYDAY and not _looks_like_a_name(name.text):
            return Text(scalar.text, scalar.span)
        named = scalar.slice(0, scalar.text.index(name.text) + len(name.text))
        reference = self._notes.keep(found.reference(named.text, named.span))
        fields = self._braces(label.fields)
        if label.rest is not None:
            self._notes.add("bad-step", label.rest.span, *_not_understood(label.rest.text))
        return Call(named.text, named.span, reference, style, label.method, name.text, fields, found.match)

    def _delivery(self, name: Scalar, path: Path, fields: tuple[Field, ...]) -> Delivery:
        if path.source is Role.BROKER:
            return Delivery(self._messages.received(name.text, name.span, path.brokers), name.span, fields)
        return Delivery(self._messages.sent(name.text, name.span), name.span, fields)

    def _reply(self, label: forms.ReplyLabel) -> Reply:
        if label.type is None or not self._is_type(label.type.text):
            return Reply(label.scalar.span, label.status, None, "" if label.type is None else label.type.text)
        return Reply(label.scalar.span, label.status, self._types.read(label.type, UNRESOLVED))

    def _is_type(self, text: str) -> bool:
        """Whether a reply is said to be of this type; other words, and fields in braces, are only words."""
        name = text.removesuffix("?").removesuffix("[]").strip("[] ")
        known = name in PRIMITIVES or name in self._entities.known or name in self._messages.known
        return known or (name[:1].isupper() and " " not in name and not _is_phrase(name))

    # The long form

    def _called(self, step: Record, path: Path) -> Label:
        leaf = step.leaf("call")
        if leaf is None or not leaf.text:
            return Text("", step.at("call"))
        label = forms.classify(leaf.scalar, Arrow.CALL, None, None, self._declared)
        if not isinstance(label, forms.CallLabel):
            label = forms.CallLabel(leaf.scalar, leaf.scalar)
        call = self._call(label, path)
        fields = self._payload(step)
        return call._replace(fields=fields) if fields and isinstance(call, Call) else call

    def _accessed(self, step: Record, path: Path) -> Label:
        named = tuple(self._entities.named(leaf.text, leaf.span) for leaf in step.leaves("entities") if leaf.text)
        by = tuple(leaf.text for leaf in step.leaves("by"))
        return Access(str(step.value("op", "")) or step.text("op"), step.at("op"), named, by)

    def _sent(self, step: Record, path: Path) -> Label:
        leaf = step.leaf("send") or step.leaf("receive")
        if leaf is None or not leaf.text:
            return Text("", step.span)
        return self._delivery(leaf.scalar, path, self._payload(step))

    def _replied(self, step: Record, path: Path) -> Label:
        leaf = step.leaf("reply")
        if leaf is not None:
            label = forms.reply(leaf.scalar.strip())
            return self._reply(label) if isinstance(label, forms.ReplyLabel) else Reply(leaf.span, text=leaf.text)
        record = step.record("reply")
        if record is None:
            return Reply(step.at("reply"))
        status, kind = record.value("status"), record.leaf("type")
        read = None if kind is None or not kind.text else self._types.read(kind.scalar, UNKNOWN_RETURN)
        if read is not None and record.value("many", False) is True:
            read = read._replace(many=True)
        return Reply(record.span, status if isinstance(status, int) else None, read)

    def _done(self, step: Record, path: Path) -> Label:
        return Text(step.text("do"), step.at("do"))

    def _payload(self, step: Record) -> tuple[Field, ...]:
        return read_fields(step.record("payload"), self._types, UNRESOLVED)

    def _braces(self, braces: Scalar | None) -> tuple[Field, ...]:
        return read_braces(braces, self._types, UNRESOLVED)


#: How each key of the long form is read; the first that a step has counts.
_LONG: Mapping[str, Callable[[Labels, Record, Path], Label]] = {
    "call": Labels._called,
    "send": Labels._sent,
    "receive": Labels._sent,
    "op": Labels._accessed,
    "reply": Labels._replied,
    "do": Labels._done,
}


def _is_exact(made: Label, label: forms.Label) -> TypeGuard[Call | Access]:
    """Whether a label is a verb and, by just their names, what is declared: no more can be said of it elsewhere."""
    if isinstance(made, Call):
        return made.match is Match.EXACT and made.text == label.scalar.text != made.path
    return isinstance(label, forms.AccessLabel) and isinstance(made, Access) and all(map(_is_declared, made.entities))


def _is_declared(entity: Reference[Entity]) -> bool:
    return entity.is_exact


def _is_phrase(word: str) -> bool:
    """Whether a word is what HTTP calls a status: the OK of `200 OK`."""
    return word.casefold() in _phrases()


@cache
def _phrases() -> frozenset[str]:
    from http import HTTPStatus  # rarely needed, and slow to load

    return frozenset(status.phrase.casefold() for status in HTTPStatus)


def _not_understood(rest: str) -> tuple[str, str]:
    """What is said of what stands behind a path and is no part of a call, and what may stand there."""
    if rest.startswith("["):
        return f"'{rest}' says nothing here", f"known are {', '.join(FLAGS)} and key=value"
    return f"'{rest}' is not understood", "behind a path come '{fields}', '-> type', '@ 20ms' and the like"


def _looks_like_a_name(word: str) -> bool:
    return any(char.isupper() or char in "/._" for char in word)

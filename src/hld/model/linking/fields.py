"""Fields and types: what a type names, be it a primitive, a quantity, an entity or a message."""

from __future__ import annotations

import re
from collections.abc import Callable

from hld.diagnostics import Span
from hld.model.linking.names import Names, Notes
from hld.model.types import Entity, Field, Message, Reference, Type
from hld.near import closest, is_slip, meant, nearest
from hld.source.nodes import Map, Node, Scalar
from hld.spec.forms import fields as forms
from hld.spec.forms.parts import is_one_line
from hld.spec.types import Record, Value

__all__ = ["PRIMITIVES", "TypeReader", "read_braces", "read_fields"]

#: What the parts of a field may be made of besides entities.
_PRIMITIVES = (
    "any array base64 bigint binary blob bool boolean bytes char chars count country currency cursor date datetime "  # noqa: SIM905
    "decimal double duration email enum file float geo hash html id image int int32 int64 integer ip ipv4 ipv6 json "
    "jwt lang language lat lng list location long map markdown media money name null number object password pci "
    "percent phi phone pii point price secret set short size string text time timestamp timezone token ttl uint "
    "ulid uri url uuid varchar vector version video void year zip".split()
)
PRIMITIVES = frozenset(_PRIMITIVES)
_COMMON = "string, int, decimal, boolean, time, id"

# Primitives that programmers capitalise; "Video" and "Location" are entities, not primitives in a capital.
_CAPITALISED = frozenset(
    "boolean bool date datetime float id int integer json long number string uri url uuid".split()  # noqa: SIM905
)

_NAME = re.compile(r"[^\W\d_][\w-]*")
_MANY = re.compile(r"^\[\s*(?P<within>.*?)\s*\]$|^(?P<before>.*?)\s*\[\s*\]$", re.DOTALL)


class TypeReader:
    """Reads types against the entities and messages known.

    `unknown` is told of a name that is nothing known and gives the entity to go on with, if any.
    """

    def __init__(
        self,
        entities: Names[Entity],
        messages: Names[Message],
        unknown: Callable[[str, Span, str], Reference[Entity]],
        notes: Notes,
    ) -> None:
        self._entities = entities
        self._messages = messages
        self._unknown = unknown
        self._notes = notes

    def read(self, scalar: Scalar, rule: str) -> Type:
        """The type that `scalar` names; what is not known is reported under `rule`."""
        known = self._known(scalar.text, scalar.span) if _is_word(scalar) else None
        return self._other(scalar, rule) if known is None else known

    def _known(self, word: str, span: Span) -> Type | None:
        """The type of a word, if that is known."""
        if word in self._entities.things:
            return Type(word, span, entity=self._entities.lookup(word, span))
        if word in self._messages.things:
            return Type(word, span, message=self._messages.lookup(word, span))
        return Type(word, span) if word in PRIMITIVES or word.lower() in _CAPITALISED else None

    def _other(self, scalar: Scalar, rule: str) -> Type:
        """A type that is more than a word, or a word that is not known."""
        name, many = _unwrapped(scalar)
        word = _NAME.match(name.text)
        if word is None or name.text[word.end() : word.end() + 1] not in ("", "."):
            return Type(name.text, name.span, many)
        span = name.slice(0, word.end()).span
        if word[0] in self._entities.things:
            self._check_part(name, word.end(), self._entities.things[word[0]], rule)
            return Type(name.text, name.span, many, self._entities.lookup(word[0], span))
        if word[0] in self._messages.things:
            return Type(name.text, name.span, many, message=self._messages.lookup(word[0], span))
        if word[0] in PRIMITIVES or word[0].lower() in _CAPITALISED:
            return Type(name.text, name.span, many)
        if self._is_no_name(word[0]):
            near = nearest(word[0], _PRIMITIVES)
            hint = f"did you mean '{near}'?" if near else f"write {_COMMON}, or the name of an entity"
            self._notes.add_once(("type", word[0]), rule, span, f"'{word[0]}' is neither a type nor an entity", hint)
            return Type(name.text, name.span, many, self._notes.keep(Reference(word[0], span, None)))
        if not self._entities.like(word[0]) and any(is_slip(word[0], each) for each in self._messages.things):
            return Type(name.text, name.span, many, message=self._messages.resolve(word[0], span, rule))
        return Type(name.text, name.span, many, self._unknown(word[0], span, rule))

    def _check_part(self, name: Scalar, end: int, entity: Entity, rule: str) -> None:
        """Report the field in `Tweet.id` if the entity declares fields and this is none of them."""
        declared = None if entity.entry is None else entity.entry.record("fields")
        if end == len(name.text) or declared is None or not declared.entries:
            return
        part = name.slice(end + 1, end + 1 + len(name.text[end + 1 :].partition(".")[0]))
        fields = [each.rstrip("?") for each in declared.entries]
        if part.text.rstrip("?") not in fields:
            near = closest(part.text, fields)
            hint = meant(near) if near else "it has " + ", ".join(f"'{each}'" for each in fields)
            self._notes.add(rule, part.span, f"'{entity.id}' has no field '{part.text}'", hint)

    def _is_no_name(self, word: str) -> bool:
        """Whether a word that is not known looks like a primitive: in small letters, and like no entity."""
        return word.islower() and word not in self._entities.removed and not self._entities.like(word)


def _is_word(scalar: Scalar) -> bool:
    """Whether a type is a word of letters and digits, as most are."""
    text = scalar.text
    return text.isalnum() and text[0].isalpha() and is_one_line(scalar)


def _unwrapped(scalar: Scalar) -> tuple[Scalar, bool]:
    """A type without the sign that there are many of it, and whether there was one."""
    scalar = scalar.strip()
    found = _MANY.match(scalar.text)
    if found is None:
        end = len(scalar.text.rstrip("?"))
        return (scalar.slice(0, end).strip() if 0 < end < len(scalar.text) else scalar), False
    part = "within" if found["within"] is not None else "before"
    return scalar.slice(found.start(part), found.end(part)).strip(), True


def read_fields(record: Record | None, types: TypeReader, rule: str) -> tuple[Field, ...]:
    """The fields of a map from names to fields, their types read."""
    if record is None:
        return ()
    return tuple([_field(name, value, record, types, rule) for name, value in record.entries.items()])


def read_braces(braces: Scalar | None, types: TypeReader, rule: str) -> tuple[Field, ...]:
    """The fields of `{text, size: int}` behind the name of an operation or a message."""
    if braces is None:
        return ()
    found, _ = forms.fields(braces)
    return tuple(_noted(pair.key, pair.value, types, rule) for pair in found.entries)


def _noted(key: Scalar, value: Node, types: TypeReader, rule: str) -> Field:
    says = {pair.key.text: pair.value for pair in value.entries} if isinstance(value, Map) else {}
    kind = says.get("type")
    read = types.read(kind, rule) if isinstance(kind, Scalar) and kind.text else None
    if read is not None and "many" in says:
        read = read._replace(many=True)
    return Field(key.text, key.span, read, optional="optional" in says)


def _field(name: str, value: Value, record: Record, types: TypeReader, rule: str) -> Field:
    span = record.keys.get(name, value.span)
    bare = name.rstrip("?")
    if not isinstance(value, Record):
        return Field(bare, span, optional=bare != name)
    leaf = value.leaf("type")
    kind = None if leaf is None or leaf.scalar.is_empty else types.read(leaf.scalar, rule)
    if kind is not None and value.value("many", False) is True:
        kind = kind._replace(many=True)
    return Field(
        name=bare,
        span=span,
        type=kind,
        data_class=str(value.value("class", "")),
        optional=bare != name or value.value("optional", False) is True,
    )

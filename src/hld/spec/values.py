"""The types a field of a spec may have: a small closed set, each with its parser and a sentence for people.

A scalar is text until its field's type parses it, so `no`, `012`, `10:1` and `5m` mean what their field says.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeAlias

from hld import units
from hld.catalog.kinds import KINDS, fold, kind_named
from hld.tuples import NamedTuple
from hld.units import expression
from hld.units.quantity import UnitError

__all__ = [
    "DELETED",
    "Deleted",
    "Either",
    "ListOf",
    "MapOf",
    "Of",
    "Plain",
    "Steps",
    "Type",
    "as_text",
    "enum",
    "is_id",
    "ref",
]


class Deleted:
    """The class of the one value `DELETED`."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "DELETED"


#: What a leaf of a patch holds where the author wrote a plain `null`: the key is to go.
DELETED = Deleted()

Parse: TypeAlias = Callable[[str], Any]


class Plain(NamedTuple):
    """A scalar. `parse` turns its text into a value or raises UnitError; `doc` says what is written.

    `choices` are the words allowed, where they can be listed, and `others` what else stands for one of them.
    `namespace` says what a name refers to. `json` are the types that an editor's YAML parser may make of it.
    """

    name: str
    doc: str
    parse: Parse
    choices: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    namespace: str = ""
    json: tuple[str, ...] = ("string", "number")

    @property
    def is_closed(self) -> bool:
        """Whether nothing but the choices may be written."""
        return bool(self.choices) and "string" not in self.json


class Of(NamedTuple):
    """An element of the shape of this name."""

    shape: str


class ListOf(NamedTuple):
    """A list. One value alone counts as a list of it; of names, several may stand between commas."""

    item: Type


class MapOf(NamedTuple):
    """A map from ids to values. `namespace` says what the ids are ids of; "" lets the keys be anything.

    Where `lists` is true the ids may be listed without values, and an item of the list may be a one-key map.
    """

    item: Type
    namespace: str = ""
    lists: bool = False


class Either(NamedTuple):
    """One of several types: the first that takes the kind of node at hand, scalar, list or map."""

    types: tuple[Type, ...]


class Steps:
    """The steps of a flow or of a block: one-line, long, or blocks of more steps."""

    __slots__ = ()


Type: TypeAlias = Plain | Of | ListOf | MapOf | Either | Steps


_ID = re.compile(r"[^\W\d_](?:[\w-]*\w)?")


def is_id(text: str) -> bool:
    """Whether the text can be an id: letters, digits, `_` and `-`; a letter first and no `-` last."""
    return _ID.fullmatch(text) is not None


def enum(name: str, doc: str, words: str, **others: str) -> Plain:
    """A closed set of words, in `words` set off by blanks. Case, blanks, `-` and `_` do not matter.

    `others` are further words that stand for one of the set.
    """
    choices = tuple(words.split())
    known = {fold(word): word for word in choices} | {fold(other): word for other, word in others.items()}

    def parse(text: str) -> str:
        word = known.get(fold(text))
        if word is None:
            raise UnitError(f"'{text}' is no {name}", f"write one of {', '.join(choices)}")
        return word

    further = tuple(other.replace("_", "-") for other in others)
    return Plain(name, doc, parse, choices, further, json=())


_SCALAR = ("string", "number", "boolean")


def ref(namespace: str) -> Plain:
    """The name of something declared elsewhere."""
    return Plain(f"{namespace} id", f"the id of {_AN.get(namespace, 'a')} {namespace}", as_text, namespace=namespace)


_AN = {"entity": "an", "operation": "an", "actor": "an"}


def either(name: str, doc: str, first: Parse, then: Parse, choices: tuple[str, ...] = ()) -> Plain:
    """A scalar that is read by `first`, or else by `then`."""

    def parse(text: str) -> Any:
        try:
            return first(text)
        except UnitError:
            return then(text)

    return Plain(name, doc, parse, choices, json=_SCALAR)


def as_text(text: str) -> str:
    """The text itself."""
    return text


def _kind(text: str) -> str:
    """The canonical name of the kind that the text names."""
    kind = kind_named(text)
    if kind is None:
        raise UnitError(f"unknown kind '{text}'")
    return kind.name


def _retention(text: str) -> Any:
    """How long: a duration, or "forever"."""
    return "forever" if fold(text) in ("forever", "indefinitely", "unlimited") else units.duration(text)


def _status(text: str) -> int:
    """An HTTP status from 100 to 599."""
    if len(text) == 3 and text.isdecimal() and "1" <= text[0] <= "5":
        return int(text)
    raise UnitError(f"'{text}' is no status", "write a number from 100 to 599")


def _times(text: str) -> int | str:
    """How often: a whole number from 1 on, or the name of an estimate."""
    if is_id(text):
        return text
    count = units.integer(text)
    if count < 1:
        raise UnitError(f"'{text}' is less than once", "write 1 or more, or leave the step out")
    return count


def _condition(text: str) -> str:
    """When: any words, but a share in percent is at most all."""
    share = text.removesuffix("%").strip() if text.endswith("%") else ""
    if share.replace(".", "", 1).isdecimal() and float(share) > 100:
        raise UnitError(f"'{text}' is more than always", "write a share from 0% to 100%")
    return text


def _share(text: str) -> Any:
    """A part of all: a ratio from none to all of it."""
    found = units.ratio(text)
    if found.value <= 1:
        return found
    is_bare = text.replace(".", "", 1).isdecimal() and found.value <= 100
    hint = f"did you mean '{text}%'?" if is_bare else "write a share from 0% to 100%"
    raise UnitError(f"'{text}' is more than all of it", hint)


_ARROWS = ("->", "~>", "-->")


def _arrow(text: str) -> str:
    """One of the three arrows."""
    if text not in _ARROWS:
        raise UnitError(f"'{text}' is no arrow", "write ->, ~> or -->")
    return text


def _expression(text: str) -> Any:
    """A quantity, a formula after `=`, or the name of an estimate."""
    if text.startswith("="):
        return expression.parse(text)
    return text if is_id(text) else units.quantity(text)


def _identifier(text: str) -> str:
    """An id."""
    if not is_id(text):
        raise UnitError(
            f"'{text}' is no id", "an id is made of letters, digits, - and _, begins with a letter and holds no blanks"
        )
    return text


TEXT = Plain("text", "any text", as_text, json=_SCALAR)
IDENTIFIER = Plain("id", "letters, digits, `-` and `_`, beginning with a letter", _identifier)
ESTIMATE = Plain("value or formula", "a quantity with its unit, or `=` and a formula over other estimates", as_text)
EXPRESSION = Plain("value or formula", "a quantity with its unit, an estimate, or `=` and a formula", _expression)
TARGET = Plain("target", "what must hold: a percentile if it has one, a comparison, a quantity", as_text)
TYPE = Plain(
    "type", "`string`, `int`, `time`, …, an entity, or a size such as `280 chars`; `[]` after it for many", as_text
)
LABEL = Plain("label", "an operation, `read` or `write` and an entity, a message, or free text", as_text)
CONDITION = Plain("condition", "`miss` or `hit` and a cache, a percentage, or free text", _condition)

BOOLEAN = Plain(
    "boolean",
    "`true` or `false` (`yes`, `no`, `on`, `off`)",
    units.boolean,
    ("true", "false"),
    ("yes", "no", "on", "off"),
    json=("boolean",),
)
INTEGER = Plain("integer", "a whole number", units.integer, json=("integer", "string"))
COUNT = Plain("count", "a number of things: `250M users`, `10k`", units.count)
DURATION = Plain("duration", "a time with its unit: `200ms`, `5 min`, `30 days`", units.duration)
SIZE = Plain("size", "an amount of data: `1 MB`, `280 chars`, `4 KiB`", units.size)
RATIO = Plain("ratio", "a share or a ratio: `95%`, `99.99%`, `four nines`, `10:1`, `3x`", units.ratio)
SHARE = Plain("share", "a share from 0% to 100%: `95%`, `99.99%`, `four nines`, `0.95`", _share)
RATE = Plain("rate", "a number or an amount per time: `5k/s`, `10 requests/user/day`, `1 Gbps`", units.rate)
MONEY = Plain("money", "an amount with its currency: `$400/month`", units.money)
RANGE = Plain("range", "two whole numbers: `20..60`", units.int_range)
ARROW = Plain("arrow", "`->` (a call), `~>` (asynchronous) or `-->` (a reply)", _arrow, _ARROWS, json=())
STATUS = Plain("status", "an HTTP status: `404`", _status, json=("integer", "string"))
KIND = Plain("kind", "a kind of component, or one of its other names", _kind, tuple(KINDS), json=("string",))
RETENTION = either(
    "duration or forever", "a time with its unit, or `forever`", _retention, units.duration, ("forever",)
)
TIMES = Plain("times", "a whole number, or the name of a capacity variable", _times, json=_SCALAR)
FLAG = either("boolean or text", "`true` or `false`, or how", units.boolean, as_text, ("true", "false"))

"""The language as one table: the shapes of its elements, and the fields of each with type, meaning and example.

The reader, the JSON Schema and the reference page are made from this table, so a field exists in all of them
or in none.
"""

from __future__ import annotations

from hld.element import once
from hld.near import squash
from hld.spec.values import Type
from hld.tuples import NamedTuple

__all__ = ["Field", "Shape"]


class Field(NamedTuple):
    """A key of a shape. `doc` is one sentence, `example` a value as it would be written.

    `into` is the key the value is kept under where that is another one: a second spelling. A
    hidden field is put there by a one-line form and is not for authors.
    """

    name: str
    type: Type
    doc: str
    example: str = ""
    into: str = ""
    hidden: bool = False


class Shape:
    """An element of the language. `title` names it for people, with its article; `doc` says what it is.

    `short` is the field that a scalar in place of the element gives, `listed` the field that a list gives. `line`
    is the grammar of its one-line form, if it has one of its own, and `lists` says whether a list may stand for it
    in some other way than as one field. `rest` is the type of every key that is no field, in shapes that are open;
    `names` is their namespace. `terse` is an example in one line and `long` the same in full, both as YAML of the
    element in its place.
    """

    def __init__(
        self,
        name: str,
        title: str,
        doc: str,
        rows: tuple[Field, ...],
        *,
        short: str = "",
        listed: str = "",
        line: str = "",
        lists: bool = False,
        rest: Type | None = None,
        names: str = "",
        terse: str = "",
        long: str = "",
    ) -> None:
        self.name = name
        self.title = title
        self.doc = doc
        self.rows = rows
        self.short = short
        self.listed = listed
        self.line = line
        self.lists = lists
        self.rest = rest
        self.names = names
        self.terse = terse
        self.long = long
        self.fields = {row.name: row for row in rows}

    @once
    def _folded(self) -> dict[str, Field]:
        return {squash(row.name): row for row in reversed(self.rows)}

    @property
    def takes_scalar(self) -> bool:
        """Whether a scalar may stand for it."""
        return bool(self.short or self.line)

    @property
    def takes_list(self) -> bool:
        """Whether a list may stand for it."""
        return bool(self.listed) or self.lists

    @property
    def words(self) -> tuple[str, ...]:
        """The keys an author may write."""
        return tuple(row.name for row in self.rows if not row.hidden)

    def find(self, key: str) -> Field | None:
        """The field of this name; blanks, `-`, `_` and case do not matter."""
        return self.fields.get(key) or self._folded.get(squash(key))

"""The pages of the language: a written guide, and a reference of every kind, type and key, made from the tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from hld.catalog.kinds import KINDS, Kind
from hld.catalog.products import PRODUCTS
from hld.spec.later import is_for_later
from hld.spec.shape import Field, Shape
from hld.spec.shapes import SHAPES
from hld.spec.values import Either, ListOf, MapOf, Of, Plain, Steps, Type

__all__ = ["language_page", "reference_page"]

_GUIDE = Path(__file__).with_name("guide.md")


#: What marks a key that is not used yet.
_LATER = "°"

_HEAD = f"""\
# The reference

Every kind of component, every type of value and every key of [the language](language.md), which shows how to write
them. {_LATER} marks keys that this version reads, checks in shape and keeps, and that no rule and no picture uses yet.

[Kinds of component](#kinds-of-component) · [Values](#values) · [Every key](#every-key)"""


def language_page() -> str:
    """The guide, as Markdown."""
    return _GUIDE.read_text(encoding="utf-8").strip() + "\n"


def reference_page() -> str:
    """The reference, as Markdown."""
    return "\n\n".join([_HEAD, *_kinds(), *_values(), *_shapes()]) + "\n"


def _kinds() -> Iterator[str]:
    """The kinds of component, and the products known."""
    yield "## Kinds of component"
    yield (
        "A kind is written by its name or by one of its other words, in any case, with blanks, hyphens or underscores. "
        "The section is the key under which components of that kind may be listed."
    )
    rows = [(f"`{kind.name}`", f"`{kind.section}`", ", ".join(kind.aliases)) for kind in KINDS.values()]
    yield _table(("kind", "section", "other words"), rows)
    yield "Products, by the kind that each says when it stands alone:"
    yield _table(("kind", "products"), [(kind.title, _products(kind)) for kind in KINDS.values() if _products(kind)])
    yield "Any other product may be named too; it is drawn with the icon of its kind."


def _products(kind: Kind) -> str:
    """The names of the products of a kind."""
    return ", ".join(product.name for product in PRODUCTS if product.kind is kind)


def _values() -> Iterator[str]:
    """The types of single values."""
    yield "## Values"
    kinds = {plain.name: plain for shape in SHAPES.values() for row in shape.rows for plain in _plains(row.type)}
    rows = [(name, plain.doc) for name, plain in sorted(kinds.items()) if not plain.namespace]
    yield _table(("type", "what is written"), rows)


def _plains(kind: Type) -> Iterator[Plain]:
    """The types of single values within a type."""
    match kind:
        case Plain():
            yield kind
        case ListOf() | MapOf():
            yield from _plains(kind.item)
        case Either():
            for each in kind.types:
                yield from _plains(each)


def _shapes() -> Iterator[str]:
    """Every element with its keys."""
    yield "## Every key"
    yield " · ".join(_link(shape.name) for shape in SHAPES.values())
    for shape in SHAPES.values():
        yield f"### {_heading(shape)}"
        yield shape.doc
        spellings = _spellings(shape)
        if spellings:
            yield spellings
        if shape.terse:
            yield f"```yaml\n{shape.terse}\n```\n\nin full:\n\n```yaml\n{shape.long}\n```"
        rows = [_row(shape, row) for row in shape.rows if not row.hidden]
        if rows:
            yield _table(("key", "takes", "meaning", "example"), rows)


def _heading(shape: Shape) -> str:
    """The name of an element without its article."""
    words = shape.title.split(" ", 1)
    name = words[1] if words[0] in ("a", "an", "the") and len(words) > 1 else shape.title
    return name[0].upper() + name[1:]


def _link(shape: str) -> str:
    """A link to an element."""
    title = _heading(SHAPES[shape]).lower()
    return f"[{title}](#{title.replace(' ', '-')})"


def _spellings(shape: Shape) -> str:
    """How else than as a map an element may be written."""
    ways = []
    if shape.line:
        ways.append(f"In one line: `{shape.line}`.")
    elif shape.short:
        ways.append(f"A single value stands for `{shape.short}`.")
    if shape.listed:
        ways.append(f"A list stands for `{shape.listed}`.")
    return " ".join(ways)


def _row(shape: Shape, row: Field) -> tuple[str, str, str, str]:
    """A key as a row of its table."""
    mark = f" {_LATER}" if is_for_later(shape.name, row.name) else ""
    meaning = row.doc if not row.into else f"{row.doc[:-1]}; kept as `{row.into}`."
    return f"`{row.name}`{mark}", _type(row.type), meaning, f"`{row.example}`" if row.example else ""


def _type(kind: Type, *, many: bool = False) -> str:
    """What a key takes, with links to the elements."""
    match kind:
        case Plain():
            return f"{kind.name}s" if many and kind.namespace else kind.name
        case Of():
            return _link(kind.shape)
        case ListOf():
            return f"list of {_type(kind.item, many=True)}"
        case MapOf():
            return f"map of id to {_type(kind.item)}" + (", or list of ids" if kind.lists else "")
        case Either():
            return " or ".join(_type(each) for each in kind.types)
        case Steps():
            return f"list of {_type(Of('step'))}"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table."""
    lines = [head, tuple("---" for _ in head), *(tuple(cell.replace("|", "\\|") for cell in row) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)

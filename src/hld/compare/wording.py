"""A difference in words: a heading for each section, a line for each thing, marked + - ~ or > for a new name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby, zip_longest
from json import dumps
from typing import Any

from hld.compare.form import ORDER, SECTIONS
from hld.compare.types import Change, Difference, Rename, Tree
from hld.tuples import NamedTuple

__all__ = ["Line", "Section", "StepEdit", "sections", "step_edits", "step_words", "summary", "value_words"]

_SPACES = {space: section for section, space in SECTIONS.items()}
_TITLES = {
    "qualities": "non-functional requirements", "requirements": "functional requirements", "operations": "API",
    "out_of_scope": "out of scope", "deep_dives": "deep dives",
}  # fmt: skip
_DESIGN = "design"
_LONGEST = 100  # characters of a value that is shown
_OPS = ("read", "write", "update", "delete", "query")


class Line(NamedTuple):
    """One line: its mark ("+" added, "-" removed, "~" changed, ">" renamed), what it tells, how far it is indented."""

    mark: str
    text: str
    depth: int = 0


class Section(NamedTuple):
    """The lines about one section of a spec."""

    title: str
    lines: tuple[Line, ...]


class StepEdit(NamedTuple):
    """A step that only one flow has, or that stands in place of another; numbers count from 1."""

    before: tuple[int, Tree] | None
    after: tuple[int, Tree] | None


def sections(found: Difference) -> Iterator[Section]:
    """The difference section by section, in the order of a spec."""
    lines: dict[str, list[Line]] = {}
    for rename in found.renames:
        lines.setdefault(_SPACES[rename.namespace], []).append(_renamed(rename))
    for section, changes in groupby(found.changes, key=lambda change: change.path[0]):
        lines.setdefault(section if _is_map(section, found) else _DESIGN, []).extend(_lines(list(changes)))
    for section, told in sorted(lines.items(), key=lambda each: _place(each[0])):
        yield Section(_TITLES.get(section, section.replace("_", " ")), tuple(told))


def _place(section: str) -> int:
    return ORDER.index(section) if section in ORDER else -1


def summary(found: Difference) -> str:
    """The count of what was renamed, added, removed and changed; of one element's properties, once."""
    if found.is_empty:
        return "no difference"
    marks: dict[tuple[str, ...], str] = {}
    for change in found.changes:
        whole = len(change.path) <= 2
        mark = "added" if whole and change.is_added else "removed" if whole and change.is_removed else "changed"
        marks.setdefault(change.path[:2], mark)
    counts = {"renamed": len(found.renames)} | {
        mark: sum(each == mark for each in marks.values()) for mark in ("added", "removed", "changed")
    }
    return ", ".join(f"{count} {mark}" for mark, count in counts.items() if count)


def _is_map(section: str, found: Difference) -> bool:
    """Whether changes of a section are about its entries, and not about the section as one value."""
    return any(len(change.path) > 1 for change in found.changes if change.path[0] == section)


def _renamed(rename: Rename) -> Line:
    return Line(">", f"{rename.before} is now {rename.after}")


def _lines(changes: Sequence[Change]) -> Iterator[Line]:
    """The lines of one section: an element alone, or as a heading of what changed in it."""
    for name, group in groupby(changes, key=lambda change: change.path[:2]):
        within = list(group)
        if len(within) == 1 and len(within[0].path) <= 2:
            yield _whole(within[0])
        else:
            yield Line("~", name[-1])
            for change in within:
                yield from _inside(change)


def _whole(change: Change) -> Line:
    """A line about an element, or a property of the design, as a whole."""
    name = change.path[-1]
    if change.is_added:
        return Line("+", _named(name, _element(change.path, change.after)))
    if change.is_removed:
        return Line("-", _named(name, _element(change.path, change.before)))
    return Line("~", f"{name}: {_value(change.before)} → {_value(change.after)}")


def _inside(change: Change) -> Iterator[Line]:
    """The lines about what changed in an element."""
    if change.path[-1] == "steps":
        for edit in step_edits(change.before or [], change.after or []):
            if edit.before is not None:
                yield Line("-", f"{edit.before[0]}. {step_words(edit.before[1])}", 1)
            if edit.after is not None:
                yield Line("+", f"{edit.after[0]}. {step_words(edit.after[1])}", 1)
        return
    name = ".".join(change.path[2:])
    if change.is_added:
        yield Line("+", _named(name, _value(change.after)), 1)
    elif change.is_removed:
        yield Line("-", _named(name, _value(change.before)), 1)
    else:
        yield Line("~", f"{name}: {_value(change.before)} → {_value(change.after)}", 1)


def step_edits(before: Sequence[Tree], after: Sequence[Tree]) -> Iterator[StepEdit]:
    """The fewest steps taken out and put in that make the one list the other, in order."""
    left, right = ([dumps(step, sort_keys=True) for step in steps] for steps in (before, after))
    for tag, old, old_end, new, new_end in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag != "equal":
            for one, other in zip_longest(range(old, old_end), range(new, new_end)):
                gone = None if one is None else (one + 1, before[one])
                come = None if other is None else (other + 1, after[other])
                yield StepEdit(gone, come)


# Words for plain data --------------------------------------------------------------------------------------------


def step_words(step: Tree) -> str:
    """A step in its one-line form: "web -> lb -> api: POST /v1/tweets x200 if miss feeds"."""
    path = f" {step.get('arrow', '->')} ".join(step.get("path", ()))
    said = " ".join(filter(None, (_label(step.get("label", {})), *_modifiers(step))))
    return f"{path}: {said}" if said else path


def _label(label: Tree) -> str:
    for op in _OPS:
        if op in label:
            by = f" by {', '.join(label['by'])}" if label.get("by") else ""
            return f"{op} {', '.join(label[op])}{by}"
    said = label.get("call") or label.get("message") or label.get("text") or ""
    if label.get("reply"):
        said = " ".join(filter(None, (str(label.get("status", "")), label.get("type", ""), label.get("text", ""))))
    fields = label.get("fields")
    return f"{said} {{{', '.join(fields)}}}" if fields else str(said)


def _modifiers(step: Tree) -> Iterator[str]:
    times, when = step.get("times"), step.get("when")
    if times is not None:
        yield f"x{times}" if isinstance(times, int) else f"x {times}"
    if isinstance(when, dict):
        yield from (f"if {happens} {cache}" for happens, cache in when.items())
    elif when is not None:
        yield f"if {when}"
    for block in step.get("blocks", ()):
        yield f"[{' '.join(filter(None, (block['kind'], block.get('condition', ''))))}]"
    said = ("path", "arrow", "label", "times", "when", "blocks")
    rest = {key: value for key, value in step.items() if key not in said}
    if rest:
        yield f"[{', '.join(f'{key}={_value(value)}' for key, value in rest.items())}]"


def _element(path: tuple[str, ...], value: Any) -> str:
    """The gist of an element."""
    if not isinstance(value, dict):
        return _value(value)
    match path[0]:
        case "components":
            tech = f" ({value['tech']})" if "tech" in value else ""
            count = f" x{value['replicas']}" if "replicas" in value else ""
            return f"{value.get('kind', '')}{tech}{count}"
        case "flows":
            steps = value.get("steps", ())
            return f"{len(steps)} step{'' if len(steps) == 1 else 's'}"
        case "entities" | "messages":
            fields = ", ".join(value.get("fields", ()))
            return f"{{{fields}}}" if fields else ""
        case "requirements":
            return str(value.get("text", ""))
        case "qualities":
            return str(value.get("target") or value.get("level") or value.get("text") or value.get("kind", ""))
        case "operations":
            returns = value.get("returns", {})
            return " ".join(str(part) for part in (returns.get("status", ""), returns.get("type", "")) if part)
        case "capacity":
            return str(value.get("value") or value.get("text", ""))
    return ""


def _named(name: str, words: str) -> str:
    return f"{name}: {words}" if words else name


def _value(value: Any) -> str:
    """A value in a few words."""
    text = value_words(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def value_words(value: Any) -> str:
    """A value as text, all of it."""
    if isinstance(value, dict):
        return f"{{{', '.join(_named(str(key), value_words(each)) for key, each in value.items())}}}" if value else ""
    if isinstance(value, list):
        return f"[{', '.join(map(value_words, value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)

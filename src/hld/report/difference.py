"""A difference between two designs for people, for programs and for the comment of a pull request."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from hld.compare.types import Change, Difference
from hld.compare.wording import Line, Section, sections, step_edits, summary
from hld.printable import one_line
from hld.report import inline

__all__ = ["FORMATS", "Writer"]

Writer = Callable[[Difference, str, str, bool], str]

_VERSION = 1
_RESET = "\033[0m"
_COLOURS = {"+": "\033[32m", "-": "\033[31m", "~": "\033[33m", ">": "\033[36m"}
_WORDS = {"+": "added", "-": "removed", "~": "changed", ">": "renamed"}


def text(found: Difference, before: str, after: str, colour: bool = False) -> str:
    """Section by section, a mark before each line; what is changed within an element stands below it."""
    told = [f"{one_line(before)} → {one_line(after)}: {summary(found)}"]
    for section in sections(found):
        told += ["", section.title, *(_line(line, colour) for line in section.lines)]
    return "\n".join(told) + "\n"


def _line(line: Line, colour: bool) -> str:
    words = f"{'  ' * (line.depth + 1)}{line.mark} {one_line(line.text)}"
    return f"{_COLOURS[line.mark]}{words}{_RESET}" if colour else words


def markdown(found: Difference, before: str, after: str, colour: bool = False) -> str:
    """A list for each section; what happened to each thing is a word."""
    told = [f"**{inline.text(before)} → {inline.text(after)}**: {inline.text(summary(found))}"]
    for section in sections(found):
        told += ["", f"### {inline.text(section.title.capitalize())}", "", *_items(section)]
    return "\n".join(told) + "\n"


def _items(section: Section) -> Iterator[str]:
    for line in section.lines:
        yield f"{'  ' * line.depth}- {_WORDS[line.mark]} {inline.text(line.text)}"


def as_json(found: Difference, before: str, after: str, colour: bool = False) -> str:
    """All of it as data: renames, and changes by path; of changed steps the edits as well."""
    data = {
        "version": _VERSION,
        "before": before,
        "after": after,
        "renamed": [each._asdict() for each in found.renames],
        "changes": [_change(each) for each in found.changes],
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _change(change: Change) -> dict[str, object]:
    kind = "added" if change.is_added else "removed" if change.is_removed else "changed"
    told: dict[str, object] = {"path": list(change.path), "kind": kind}
    if change.path[-1] == "steps":
        edits = step_edits(change.before or [], change.after or [])
        return {**told, "steps": [{"before": _step(one.before), "after": _step(one.after)} for one in edits]}
    return {**told, "before": change.before, "after": change.after}


def _step(numbered: tuple[int, dict[str, object]] | None) -> dict[str, object] | None:
    return None if numbered is None else {"number": numbered[0], **numbered[1]}


FORMATS: dict[str, Writer] = {"text": text, "json": as_json, "markdown": markdown}

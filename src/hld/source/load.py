"""Read a file into a `Source`: decode, parse, and say what is wrong with its syntax."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hld.diagnostics import Finding, Span
from hld.source import text as texts
from hld.source.nodes import Source
from hld.source.places import Lines
from hld.source.tree import parse

__all__ = ["load", "load_text"]


def load(path: str | Path, name: str = "") -> Source:
    """The spec in the file at `path`, called `name` in findings (default: the path as given, with `/`).

    Raises OSError when the file cannot be read.
    """
    path = Path(path)
    name = name or path.as_posix()
    with path.open("rb") as file:
        return load_text(file.read(texts.LIMIT + 1), name)


def load_text(data: str | bytes, path: str = "<stdin>") -> Source:
    """The spec in a text."""
    if len(data) > texts.LIMIT:
        return _refused(path, f"the file is larger than {texts.LIMIT // 1_000_000} MB", "split it with 'include:'")
    text, findings = (data.removeprefix("\ufeff"), ()) if isinstance(data, str) else texts.decode(data, path)
    text, forbidden = texts.mend(text, path)
    lines = texts.split(text)
    with _without_gc():
        tree = parse(text, path, Lines(lines))
    return Source(path, lines, tree.root, findings + forbidden + tree.findings)


def _refused(path: str, message: str, hint: str) -> Source:
    return Source(path, (), None, (Finding(Span(path, 1, 1, 1, 1), message, hint, "yaml-syntax"),))


@contextmanager
def _without_gc() -> Iterator[None]:
    """Hold the collector back: a tree is many small objects and no garbage (a third of the time otherwise)."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()

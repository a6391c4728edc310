"""Read a file into a `Source`: decode, parse, and say what is wrong with its syntax."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import TYPE_CHECKING

from hld.diagnostics import Finding, Span
from hld.garbage import held_back
from hld.source import text as texts
from hld.source.comments import scan_comments
from hld.source.composed import composed, is_composed
from hld.source.mending import Patches
from hld.source.nodes import Source
from hld.source.places import Lines
from hld.source.tree import Outcome, build
from hld.specfile import LARGEST

if TYPE_CHECKING:
    from hld.source.traps import Trap

__all__ = ["load", "load_text", "unreadable"]

_ATTEMPTS = 50
"""Times that a text is parsed, quotes put in where they lack, while it has no more than _EASY characters."""
_EASY = 50_000


def load(path: str | Path, name: str = "") -> Source:
    """The spec in the file at `path`, called `name` in findings (default: the path as given, with `/`).

    Raises OSError when it cannot be read, or is no file: a pipe or a device may have no end.
    """
    path = Path(path)
    name = name or path.as_posix()
    if not path.is_dir() and path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "it is no regular file")
    with path.open("rb") as file:
        return load_text(file.read(LARGEST + 1), name)


def unreadable(path: str, error: OSError) -> Source:
    """What there is of a file that cannot be read: a finding that says so."""
    hint = "'-' reads the standard input" if error.errno == errno.EINVAL else ""
    return _refused(path, f"'{path}' cannot be read: {error.strerror or error}", hint)


def load_text(data: str | bytes, path: str = "<stdin>") -> Source:
    """The spec in a text."""
    if len(data) > LARGEST:
        return _refused(path, f"the file is larger than {LARGEST // 1_000_000} MB", "split it with 'include:'")
    text, decoding = (data.removeprefix("\ufeff"), ()) if isinstance(data, str) else texts.decode(data, path)
    text, forbidden = texts.mend(text, path)
    lines = texts.split(text)
    with held_back():
        outcome, syntax = _parse(text, path, lines)
    comments, lost = scan_comments(lines, path, outcome.protected) if "#" in text else ((), ())
    findings = sorted((*decoding, *forbidden, *syntax, *lost), key=lambda finding: finding.span)
    root = outcome.root if outcome.root is None or is_composed(text) else composed(outcome.root)
    return Source(path, lines, root, tuple(findings), comments)


def _parse(text: str, path: str, lines: tuple[str, ...]) -> tuple[Outcome, list[Finding]]:
    """Parse, and where that fails for want of quotes, put them in and parse again."""
    patches, places = Patches(), Lines(lines)
    cured: list[Finding] = []
    for _ in range(max(2, min(_ATTEMPTS, _ATTEMPTS * _EASY // (len(text) + 1)))):
        outcome = build(text, path, places, patches)
        if outcome.error is None and not outcome.torn:
            break
        from hld.source.traps import diagnose, torn  # only a fault needs them

        traps = diagnose(outcome, lines, patches) if outcome.error is not None else torn(outcome.torn, lines)
        cured += (_finding(trap, path) for trap in traps)
        if not patches.quote((trap.quote for trap in traps), lines):
            break
        text = patches.apply(lines)
    found = [*dict.fromkeys(cured), *outcome.findings]
    if outcome.root is None and not found:
        found.append(Finding(Span(path, 1, 1, 1, 1), "the file holds no spec", "begin with 'hld: 1'", "yaml-syntax"))
    return outcome, found


def _finding(trap: Trap, path: str) -> Finding:
    line, start, end = trap.at
    return Finding(Span(path, line + 1, start + 1, line + 1, end + 1), trap.message, trap.hint, "yaml-syntax")


def _refused(path: str, message: str, hint: str) -> Source:
    return Source(path, (), None, (Finding(Span(path, 1, 1, 1, 1), message, hint, "yaml-syntax"),))

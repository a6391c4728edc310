"""`hld check --fix` and `--diff`: what is sure is mended in the files themselves, or shown as a diff."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from hld import output
from hld.check.types import Settings
from hld.cli import console
from hld.diagnostics import Diagnostic
from hld.errors import UnknownVariantError, UsageError
from hld.fix import Mended, mend
from hld.specfile import STDIN

__all__ = ["diff", "fix"]

SettingsOf = Callable[[str], Settings]


def fix(paths: Sequence[str], settings_of: SettingsOf, variant: str) -> None:
    """Mend the specs at `paths`, and say what was mended. Each file is written whole, or not at all."""
    for path in paths:
        mended = _mended(path, settings_of, variant)
        if mended is None:
            continue
        if mended.done:
            _write(mended)
        for each in mended.done:
            console.say(f"fixed {path}:{each.span.line}: {each.message}: {_change(each)}")


def diff(paths: Sequence[str], settings_of: SettingsOf, variant: str) -> int:
    """Print what `fix` would change. Returns the exit code: FINDINGS if there is something."""
    mended = [each for path in paths if (each := _mended(path, settings_of, variant)) is not None]
    text = "".join(each.diff for each in mended)
    console.write_out(text)
    return console.FINDINGS if text else console.CLEAN


def _mended(path: str, settings_of: SettingsOf, variant: str) -> Mended | None:
    """The spec mended; None where it cannot be read or lacks the variant, which checking tells."""
    if path == STDIN:
        raise UsageError("the standard input cannot be fixed", "name a file")
    if not Path(path).is_file():
        return None
    try:
        mended = mend(Path(path).read_bytes(), path, settings_of(path), variant)
    except (OSError, UnknownVariantError):
        return None
    if mended.is_worse:
        console.say(f"left as it is: with more of {path} fixed there would be more errors")
    return mended


def _change(diagnostic: Diagnostic) -> str:
    return ", ".join(dict.fromkeys(f"'{edit.old}' is now '{edit.new}'" for edit in diagnostic.fix))


def _write(mended: Mended) -> None:
    """Put the mended text in place of the old one; where the path is a link, in the file that it leads to."""
    file = Path(mended.path).resolve()
    if not os.access(file, os.W_OK):
        raise UsageError(f"cannot write '{mended.path}': it is read-only")
    if file.read_bytes() != mended.before:
        raise UsageError(f"'{mended.path}' was changed by another program meanwhile", "run it again")
    output.write(file.parent, file.name, mended.after)

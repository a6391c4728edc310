"""`hld clean`: the pictures that were built, taken away again."""

from __future__ import annotations

from pathlib import Path

from hld import kept
from hld.cli import console
from hld.cli.build import FOLDER
from hld.config import Configs
from hld.errors import UsageError

__all__ = ["clean"]


def clean(given: str | None) -> int:
    """Remove what hld wrote below a folder, by default that of `hld build`, and nobody changed since.

    Returns the exit code.
    """
    folder = Path(given if given is not None else Configs().here().build.output or FOLDER)
    try:
        gone, changed = kept.removed(folder)
    except OSError as error:
        raise UsageError(f"cannot remove '{error.filename}': {error.strerror or error}") from error
    for file in changed:
        console.say(f"stays, for it was changed: {folder / file}")
    console.say(f"{len(gone)} file{'' if len(gone) == 1 else 's'} removed from {folder}")
    return console.CLEAN

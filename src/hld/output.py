"""Writing files: whole or not at all, only when changed, never outside the folder asked for."""

from __future__ import annotations

from pathlib import Path

from hld import whole
from hld.errors import UsageError

__all__ = ["is_current", "write"]


def write(folder: Path, name: str, content: bytes) -> bool:
    """Write `content` to `name` (parts joined by `/`) below `folder`; True if the file changed.

    Raises UsageError where the place would lie outside the folder or cannot be written.
    """
    path = folder / name
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            raise UsageError(f"'{name}' would be written outside '{folder}'")
        path.parent.mkdir(parents=True, exist_ok=True)
        if is_current(folder, name, content):
            return False
        whole.put(path, content)
    except OSError as error:
        raise UsageError(f"cannot write '{path}': {error.strerror or error}") from error
    return True


def is_current(folder: Path, name: str, content: bytes) -> bool:
    """Whether the file `name` below `folder` is there and has this content. Raises OSError where it cannot be read."""
    path = folder / name
    return path.is_file() and path.read_bytes() == content

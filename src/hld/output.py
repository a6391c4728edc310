"""Writing files: whole or not at all, only when changed, never outside the folder asked for."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

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
        _replace(path, content)
    except OSError as error:
        raise UsageError(f"cannot write '{path}': {error.strerror or error}") from error
    return True


def is_current(folder: Path, name: str, content: bytes) -> bool:
    """Whether the file `name` below `folder` is there and has this content. Raises OSError where it cannot be read."""
    path = folder / name
    return path.is_file() and path.read_bytes() == content


def _replace(path: Path, content: bytes) -> None:
    """Put the whole content in place in one move, so that nobody ever sees half a file. Its permissions stay."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).chmod(stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o666 & ~_umask())
        os.replace(temporary, path)  # noqa: PTH105 - a string is what mkstemp gave
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _umask() -> int:
    """The process's umask, which can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask

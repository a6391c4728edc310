"""The program as it is installed here, and what stands for it: another version of it draws other pictures.

Its files are told by their content. Reading hundreds of them takes longer than all else that an unchanged build does,
so what they came to is kept, and they are read again once the size or the time of one of them is another: what git
does with the files of a repository.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from hld import cache

__all__ = ["identity"]

_ROOT = str(Path(__file__).parent)


@lru_cache(maxsize=1)
def identity() -> str:
    """Stands for the files of the program, the packages installed beside it, and the interpreter."""
    return repr((_code(), sorted(_packages()), sys.version, sys.platform))


def _code() -> str:
    """The checksum of the content of every file of the program."""
    files = sorted(_files(_ROOT))
    state = sha256(repr(files).encode()).hexdigest()
    folder = cache.folder()
    memory = None if folder is None else folder / f"program-{sha256(_ROOT.encode()).hexdigest()[:16]}.txt"
    known = b"" if memory is None else cache.content(memory) or b""
    before, _, code = known.decode("ascii", "replace").partition(" ")
    if before == state and code:
        return code
    code = _content([path for path, _, _ in files])
    if memory is not None:
        cache.put(memory, f"{state} {code}".encode())
    return code


def _files(folder: str) -> Iterator[tuple[str, int, int]]:
    """Every file of the program below a folder, its size in bytes and the time when it was written, in nanoseconds."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.is_dir():
                status = entry.stat()
                yield entry.path, status.st_size, status.st_mtime_ns
            elif entry.name != "__pycache__":
                yield from _files(entry.path)


def _content(paths: list[str]) -> str:
    code = sha256()
    for path in paths:
        with open(path, "rb") as file:  # noqa: PTH123 - there are hundreds of them
            content = file.read()
        code.update(f"{path[len(_ROOT) :]} {len(content)}\n".encode() + content)
    return code.hexdigest()


def _packages() -> Iterator[str]:
    """The packages installed, each with its version in its name."""
    for folder in dict.fromkeys(sys.path):
        with suppress(OSError), os.scandir(folder or ".") as entries:
            yield from (entry.name for entry in entries if entry.name.endswith((".dist-info", ".egg-info")))

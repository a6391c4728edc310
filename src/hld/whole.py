"""Files written whole or not at all: nobody ever sees half of one."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["put"]

_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def put(path: Path, content: bytes, mode: int = 0o666) -> None:
    """Put the whole content in place in one move. A new file gets `mode` less the umask, an old one keeps its own.

    Raises OSError where that cannot be done, and then leaves nothing.
    """
    temporary = path.with_name(f".{path.name[:40]}.{os.urandom(8).hex()}")
    with open(os.open(temporary, _FLAGS, mode), "wb") as file:  # noqa: PTH123 - a new file or none
        try:
            file.write(content)
            file.close()
            if path.exists():
                temporary.chmod(path.stat().st_mode & 0o7777)
            temporary.replace(path)
        except BaseException:
            file.close()
            temporary.unlink(missing_ok=True)
            raise

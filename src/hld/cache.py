"""The folder where hld keeps what it need not find out twice. Nothing there is needed: it may go at any time."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from hld import whole

__all__ = ["content", "folder", "put"]


def folder() -> Path | None:
    """The user's cache folder for hld; None where nobody says where caches go, or wants none (HLD_CACHE=off)."""
    wanted = os.environ.get("HLD_CACHE", "")
    if wanted == "off":
        return None
    root = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        return Path(wanted) if wanted else (Path(root) if root else Path.home() / ".cache") / "hld"
    except RuntimeError:
        return None


def content(path: Path) -> bytes | None:
    """What a file of the cache holds; None where there is none, or somebody else can have written it."""
    try:
        with path.open("rb") as file:
            return file.read() if _is_own(os.fstat(file.fileno())) else None
    except OSError:
        return None


def _is_own(status: os.stat_result) -> bool:
    """Whether this is a file of the user's that nobody else may write; Windows keeps caches below the user's folder."""
    if not hasattr(os, "getuid"):
        return stat.S_ISREG(status.st_mode)
    others = stat.S_IWGRP | stat.S_IWOTH
    return stat.S_ISREG(status.st_mode) and status.st_uid == os.getuid() and not status.st_mode & others


def put(path: Path, data: bytes) -> None:
    """Put a file into the cache, whole or not at all; a cache that cannot be written is no loss."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        whole.put(path, data, 0o600)

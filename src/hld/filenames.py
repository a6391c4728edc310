"""What the outputs of a spec are called, safe on any file system."""

from __future__ import annotations

import re
from zlib import crc32

from hld.specfile import SUFFIXES

__all__ = ["output_name", "output_stem"]

UNSAFE = re.compile(r"[^\w.-]|^\.+|^-|\.+$")
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # names that Windows keeps for devices
LONGEST = 180  # bytes of a file's name; file systems allow 255, and suffixes come after it


def output_name(name: str) -> str:
    """`name` as one safe file name on any system.

    Letters, digits, `_`, `-` and `.` stay, anything else becomes %XX; of a long name the end becomes a checksum.
    """
    safe = UNSAFE.sub(lambda match: _escaped(match.group()), name)
    if RESERVED.fullmatch(safe):
        safe = _escaped(safe[0]) + safe[1:]
    if len(safe.encode()) > LONGEST:
        safe = f"{safe.encode()[:LONGEST].decode(errors='ignore')}~{crc32(name.encode()):08x}"
    return safe


def _escaped(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode(errors="surrogatepass"))


def output_stem(name: str) -> str:
    """The folder of the outputs of the spec in the file of this name, which may have folders before it."""
    for suffix in (*SUFFIXES, ".hld"):
        name = name[: -len(suffix)] if name.lower().endswith(suffix) else name
    return "/".join(output_name(part) for part in name.split("/"))

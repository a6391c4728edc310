"""The text of a file: its bytes decoded, its lines, and what no spec may hold."""

from __future__ import annotations

import codecs
import re

from hld.diagnostics import Finding, Span

__all__ = ["decode", "encoding_of", "lines_of", "mend", "split"]

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BREAKS = "\r\n\x85\u2028\u2029"
_UNPRINTABLE = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"


def split(text: str) -> tuple[str, ...]:
    """The lines of a text without their ends.

    What ends a line is what ends one in YAML 1.1; of the others that Python knows, a mended text holds none.
    """
    lines = text.splitlines()
    return (*lines, "") if not text or text[-1] in _BREAKS else tuple(lines)


def lines_of(data: bytes) -> tuple[str, ...]:
    """The lines of a file as they are read."""
    return split(mend(decode(data, "")[0], "")[0])


def decode(data: bytes, path: str) -> tuple[str, tuple[Finding, ...]]:
    """The text of a file, from UTF-8, or from what its byte order mark says; bytes that are none are replaced."""
    mark, encoding = encoding_of(data)
    body = data[len(mark) :]
    try:
        return body.decode(encoding), ()
    except UnicodeDecodeError as error:
        before = split(body[: error.start].decode(encoding, "replace"))
        line, column = len(before), len(before[-1]) + 1
        message = f"the file is not {encoding.upper()} here (byte {body[error.start]:#04x})"
        finding = Finding(Span(path, line, column, line, column + 1), message, "save it as UTF-8", "yaml-syntax")
        return body.decode(encoding, "replace"), (finding,)


def encoding_of(data: bytes) -> tuple[bytes, str]:
    """The byte order mark of a file, which may be none, and its encoding."""
    return next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", _guess(data)))


def _guess(data: bytes) -> str:
    """The encoding of a file without a byte order mark: ASCII in UTF-16 has a zero in every other byte."""
    if len(data) >= 2 and len(data) % 2 == 0:
        if data[0] == 0 != data[1]:
            return "utf-16-be"
        if data[0] != 0 == data[1]:
            return "utf-16-le"
    return "utf-8"


def mend(text: str, path: str) -> tuple[str, tuple[Finding, ...]]:
    """The text with every character that YAML forbids replaced, and a finding on the first of them."""
    if text.replace("\n", "").isprintable():  # as nearly every spec is, and quickly told
        return text, ()
    match = re.search(_UNPRINTABLE, text)
    if match is None:
        return text, ()
    mended, count = re.subn(_UNPRINTABLE, "\ufffd", text)
    before = split(text[: match.start()])
    line, column = len(before), len(before[-1]) + 1
    code = ord(match.group())
    more = f", and {count - 1} more below" if count > 1 else ""
    message = f"character {_name(code)} may not stand in a spec{more}"
    return mended, (Finding(Span(path, line, column, line, column + 1), message, "delete it", "yaml-syntax"),)


def _name(code: int) -> str:
    if code == 0:
        return "NUL"
    if 0xD800 <= code <= 0xDFFF:
        return f"U+{code:04X} (half of a surrogate pair)"
    if code == 0xFEFF:
        return "U+FEFF (a byte order mark)"
    return f"U+{code:04X} (a control character)"

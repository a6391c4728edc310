"""Texts of others within Markdown, as GitHub and CommonMark read it: what is written is what is seen."""

from __future__ import annotations

import re
from urllib.parse import quote

from hld.links import safe_link
from hld.printable import one_line

__all__ = ["code", "link", "paragraph", "text"]

# In a line of text these begin something: emphasis, code, a link, a tag, a cell, a formula, a name to be notified.
_MARKS = re.compile(r"([\\`*_\[\]<>#|~@$])")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "@": "&#64;", "|": "&#124;"}
"""Marks that a backslash does not take the meaning from everywhere: tags, names that would be notified, cells."""
# At the beginning of a paragraph these make a list or a rule of it.
_BEGINNING = re.compile(r"([-+=]|\d+[.)])")
_NOT_AS_CODE = re.compile(r"[`|\\]")  # a backtick ends code, and within a table no pipe can be told from an escaped one
_IN_LINKS = "/:?#@!$&'*+,;=%~-._"


def text(words: str) -> str:
    """A text that no Markdown sees anything in: on one line, every mark escaped."""
    flat = one_line(words).replace("&", "&amp;")
    return _MARKS.sub(lambda mark: _ENTITIES.get(mark[1], f"\\{mark[1]}"), flat)


def paragraph(words: str) -> str:
    """The same where it begins a paragraph."""
    escaped = text(words)
    begun = _BEGINNING.match(escaped)
    return escaped if begun is None else f"{begun[1][:-1]}\\{escaped[len(begun[1]) - 1 :]}"


def code(words: str) -> str:
    """A path or a name as it is typed."""
    flat = one_line(words)
    if not flat:
        return ""
    return f"<code>{text(flat)}</code>" if _NOT_AS_CODE.search(flat) else f"`{flat}`"


def link(written: str, target: str) -> str:
    """Words that lead somewhere; only the words where the target is not a web page or a neighbouring file."""
    target = safe_link(target)
    return f"[{written}]({quote(target, safe=_IN_LINKS).replace('&', '&amp;')})" if target else written

"""Texts of others made safe to print."""

from __future__ import annotations

import unicodedata

__all__ = ["file_name", "one_line", "printable"]

TAB = "    "
JOINER = "\u200d"  # holds the parts of one emoji together
UNSEEN = ("Cc", "Cs", "Cf")


def printable(text: str) -> str:
    """Tabs as blanks; characters that would move the cursor or turn the text around as a visible stand-in."""
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\t", TAB)
    return "".join("\ufffd" if unicodedata.category(char) in UNSEEN and char != JOINER else char for char in text)


def one_line(text: str) -> str:
    """The same with every run of blanks and line ends as one blank."""
    return printable(" ".join(text.split()))


def file_name(file: str) -> str:
    """The name of a file as its bytes read in UTF-8, whatever the locale made of them, on one line."""
    try:
        return one_line(file.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
    except UnicodeEncodeError:  # no name that a system gave
        return one_line(file)

"""Well-formed XML from any text: elements, attributes, numbers and ids."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

__all__ = ["Ids", "element", "escape", "number", "start"]

# What XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets), the C1 controls, which nobody means, and what turns
# texts about (https://trojansource.codes): embeddings, overrides and isolates of a fixed direction.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066\u2067\ud800-\udfff\ufffe\uffff]")
_PLAIN = re.compile("[ !#-%'-;=?-~]*")  # of such characters nearly every attribute is made
_NEW_LINE = "&#10;"  # in the value of an attribute; as it is, it would be read as a blank
_NEITHER_LETTER_NOR_DIGIT = re.compile(r"[^\w.-]+")


def escape(text: str) -> str:
    """`text` as character data or as the value of an attribute, without what XML forbids."""
    if _PLAIN.fullmatch(text):
        return text
    text = _FORBIDDEN.sub("", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


@lru_cache(maxsize=10_000)
def number(value: float) -> str:
    """A length with at most two decimals, as short as can be."""
    rounded = round(value, 2)
    return str(int(rounded)) if rounded == int(rounded) else repr(rounded)


def start(name: str, /, **attributes: str | float | None) -> str:
    """A start tag. In names of attributes `_` stands for `-` and `__` for `:`; None leaves an attribute out."""
    return f"<{name}{_written(attributes)}>"


def element(name: str, /, *content: str, **attributes: str | float | None) -> str:
    """An element with `content`, which is markup already."""
    opening = f"<{name}{_written(attributes)}"
    return f"{opening}>{''.join(content)}</{name}>" if content else f"{opening}/>"


def _written(attributes: Mapping[str, str | float | None]) -> str:
    return "".join(map(_attribute, attributes, attributes.values()))


@lru_cache(maxsize=10_000)
def _attribute(key: str, value: str | float | None) -> str:
    """An attribute with a blank before it; most of those of a picture are in it many times."""
    if value is None:
        return ""
    written = escape(value).replace("\n", _NEW_LINE) if isinstance(value, str) else number(value)
    return f' {key.rstrip("_").replace("__", ":").replace("_", "-")}="{written}"'


class Ids:
    """Hands out ids for one document: made of letters, digits and `_.-`, none of them twice."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def new(self, *parts: str) -> str:
        """An id of `parts` with hyphens between; a number is added where it is taken."""
        wanted = "-".join(map(_as_id, parts))
        found, count = wanted, 1
        while found in self._taken:
            count += 1
            found = f"{wanted}-{count}"
        self._taken.add(found)
        return found


@lru_cache(maxsize=10_000)
def _as_id(part: str) -> str:
    return _NEITHER_LETTER_NOR_DIGIT.sub("-", part).strip("-") or "x"

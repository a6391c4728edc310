"""Where a text may be cut: what a reader takes for one character is never torn apart."""

from __future__ import annotations

import unicodedata

__all__ = ["graphemes"]

_JOINER = "\u200d"
_SKIN_TONES = ("\U0001f3fb", "\U0001f3ff")
_TAGS = ("\U000e0020", "\U000e007f")
_VIRAMAS = frozenset("\u094d\u09cd\u0a4d\u0acd\u0b4d\u0c4d\u0ccd\u0d4d\u0dca\u1039\u17d2")


def graphemes(text: str) -> list[str]:
    """`text` in user-perceived characters, after Unicode Standard Annex 29 as far as names in a diagram need it."""
    if text.isascii():
        return list(text)
    clusters: list[str] = []
    for char in text:
        if clusters and _continues(clusters[-1], char):
            clusters[-1] += char
        else:
            clusters.append(char)
    return clusters


def _continues(cluster: str, char: str) -> bool:
    if char == _JOINER or _is_extension(char) or cluster[-1] == _JOINER:
        return True
    if cluster[-1] in _VIRAMAS:  # an Indic conjunct
        return unicodedata.category(char) == "Lo"
    if _is_regional(char):  # two of them make a flag
        return len(cluster) == 1 and _is_regional(cluster)
    return _is_jamo_after(cluster[-1], char)


def _is_extension(char: str) -> bool:
    """Marks, variation selectors, skin tones and the tags of regional flags belong to what stands before them."""
    return unicodedata.category(char)[0] == "M" or any(first <= char <= last for first, last in (_SKIN_TONES, _TAGS))


def _is_regional(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _is_jamo_after(before: str, char: str) -> bool:
    """Hangul written letter by letter: vowels and finals join the syllable."""
    return "\u1160" <= char <= "\u11ff" and ("\u1100" <= before <= "\u11ff" or "\uac00" <= before <= "\ud7a3")

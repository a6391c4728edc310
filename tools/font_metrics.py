"""Writes src/hld/fonts/advances.json from the two font files. Needs fonttools; run it when a font is replaced."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "src" / "hld" / "fonts"
WEIGHTS = {"regular": "LiberationSans-Regular.ttf", "bold": "LiberationSans-Bold.ttf"}


def advances(font: TTFont) -> list[list[int | list[int]]]:
    """The advance widths in font units, as runs of neighbouring code points: [first, [width, width, ...]]."""
    runs: list[tuple[int, list[int]]] = []
    metrics = font["hmtx"]
    for code, glyph in sorted(font.getBestCmap().items()):
        if unicodedata.category(chr(code))[0] in "MC":  # marks sit on their base, controls show nothing
            continue
        if not runs or runs[-1][0] + len(runs[-1][1]) != code:
            runs.append((code, []))
        runs[-1][1].append(metrics[glyph][0])
    return [[first, widths] for first, widths in runs]


def loosened(font: TTFont) -> dict[str, int]:
    """The pairs that kerning moves apart, by how much: the ones it draws together make a text only narrower."""
    names: dict[str, list[int]] = {}
    for code, glyph in sorted(font.getBestCmap().items()):
        names.setdefault(glyph, []).append(code)
    pairs = {}
    for (left, right), shift in font["kern"].kernTables[0].kernTable.items():
        for first in names.get(left, []) if shift > 0 else []:
            for second in names.get(right, []):
                pairs[chr(first) + chr(second)] = shift
    return dict(sorted(pairs.items()))


def table() -> dict[str, object]:
    """What the measuring needs to know of both weights."""
    fonts = {weight: TTFont(FONTS / file) for weight, file in WEIGHTS.items()}
    return {
        "units": fonts["regular"]["head"].unitsPerEm,
        **{weight: {"advances": advances(font), "loosened": loosened(font)} for weight, font in fonts.items()},
    }


if __name__ == "__main__":
    (FONTS / "advances.json").write_text(json.dumps(table(), separators=(",", ":")) + "\n", encoding="utf-8")

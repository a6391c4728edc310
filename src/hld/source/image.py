"""Images beside a spec: read only from its folder, small, and only if they are what they seem to be."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["LARGEST", "ImageError", "check_beside", "image"]

LARGEST = 256 * 1024  # bytes
_SIDE = 4096  # pixels
_MOST, _MOST_USES = 5_000, 16  # elements of an SVG, and how many of them draw another one again
_PNG = b"\x89PNG\r\n\x1a\n"
_DATA = re.compile(r"data:image/(png|jpeg|gif);base64,")
_FOREIGN = re.compile(r"url\(\s*[\"']?(?!#)|@import|expression\(", re.IGNORECASE)
_REFUSED = frozenset(
    ("script", "foreignobject", "iframe", "audio", "video", "animate", "animatemotion", "animatetransform", "set",
     "filter", "feimage")
)  # fmt: skip


class ImageError(Exception):
    """Why a file is not used."""


def check_beside(spec: str, file: str, written: str) -> Path:
    """The path of what is `written` in `file`, one of the files of the spec at `spec`.

    Raises ImageError where it is not there, or lies outside the spec's folder.
    """
    if file.startswith("<"):
        raise ImageError("a spec that is not in a file has no folder")
    if not written or posixpath.isabs(written) or any(char in written for char in "\\\0:"):
        raise ImageError("the path must be relative, with '/'")
    folder, path = Path(spec).parent, Path(posixpath.join(posixpath.dirname(file), written))
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            raise ImageError("it lies outside the folder of the spec")
        if not path.is_file():
            raise ImageError("there is no such file")
    except OSError as error:
        raise ImageError(error.strerror or "it cannot be opened") from error
    return path


def image(spec: str, file: str, written: str) -> bytes:
    """The content of the PNG or SVG file beside a spec. Raises ImageError where it cannot be used."""
    path = check_beside(spec, file, written)
    try:
        with path.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError as error:
        raise ImageError(error.strerror or "it cannot be opened") from error
    if len(data) > LARGEST:
        raise ImageError(f"it is larger than {LARGEST // 1024} kB")
    if data.startswith(_PNG):
        _check_png(data)
    else:
        _check_svg(data)
    return data


def _check_png(data: bytes) -> None:
    width, height = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    if data[12:16] != b"IHDR" or b"IEND" not in data[-12:] or not (0 < width <= _SIDE and 0 < height <= _SIDE):
        raise ImageError(f"it is no whole PNG of at most {_SIDE} by {_SIDE} pixels")


def _check_svg(data: bytes) -> None:
    """An SVG is shapes alone: nothing that runs, moves or is fetched from elsewhere."""
    from xml.etree import ElementTree

    if b"<!DOCTYPE" in data.upper() or b"<!ENTITY" in data.upper() or b"<?XML-STYLESHEET" in data.upper():
        raise ImageError("an SVG with a DOCTYPE, entities or a style sheet is not read")
    try:
        root = ElementTree.fromstring(data.decode("utf-8-sig"))  # without a DOCTYPE nothing can unfold
    except (ElementTree.ParseError, UnicodeDecodeError, ValueError):
        raise ImageError("it is neither a PNG nor an SVG") from None
    if _local(root.tag) != "svg":
        raise ImageError("it is neither a PNG nor an SVG")
    if "viewBox" not in root.attrib and not {"width", "height"} <= set(root.attrib):
        raise ImageError("the SVG does not say how large it is")
    elements = list(root.iter())
    if len(elements) > _MOST or sum(_local(each.tag) == "use" for each in elements) > _MOST_USES:
        raise ImageError("the SVG is too large for an icon")
    for reason in (reason for each in elements for reason in _objections(each)):
        raise ImageError(f"the SVG {reason}")


def _objections(element: Element) -> Iterator[str]:
    name = _local(element.tag)
    if name in _REFUSED:
        yield f"holds a '{name}'"
    texts = [*element.attrib.values(), (element.text or "") if name == "style" else ""]
    if any(_FOREIGN.search(text) for text in texts):
        yield "refers to something outside of it"
    for key, value in element.attrib.items():
        key = _local(key)
        if key.startswith("on"):
            yield f"holds a script in '{key}'"
        if key in ("href", "src") and not (value.startswith("#") or _DATA.match(value)):
            yield "refers to something outside of it"


def _local(name: object) -> str:
    """The name of an element or attribute without its namespace, in small letters."""
    return str(name).rpartition("}")[2].lower()

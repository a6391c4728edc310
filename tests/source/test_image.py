"""Images beside a spec: what is read, and what is not."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from hld.source.image import LARGEST, ImageError, image

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">{}</svg>'


def png(width: int = 1, height: int = 1) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def read(folder: Path, written: str) -> bytes:
    spec = str(folder / "specs" / "a.yaml")
    return image(spec, spec, written)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "specs" / "icons").mkdir(parents=True)
    return tmp_path


def test_a_png_and_an_svg_are_read(folder: Path) -> None:
    (folder / "specs" / "icons" / "a.png").write_bytes(png())
    (folder / "specs" / "b.svg").write_text(SVG.format('<path d="M0 0h8v8z" fill="url(#g)"/>'))
    assert read(folder, "icons/a.png") == png()
    assert read(folder, "b.svg").startswith(b"<svg")


def test_what_lies_elsewhere_is_not_read(folder: Path) -> None:
    (folder / "secret.png").write_bytes(png())
    (folder / "specs" / "link.png").symlink_to(folder / "secret.png")
    for written, reason in {
        "../secret.png": "outside", "link.png": "outside", str(folder / "secret.png"): "relative",
        "https://example.com/a.png": "relative", "a\0.png": "relative", "none.png": "no such", "icons": "no such",
        "": "relative",
    }.items():  # fmt: skip
        with pytest.raises(ImageError, match=reason):
            read(folder, written)
    with pytest.raises(ImageError, match="no folder"):
        image("<stdin>", "<stdin>", "a.png")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"not an image", "neither"),
        (b"", "neither"),
        (b"\xff\xfe<svg/>", "neither"),
        (b"<html xmlns='x'/>", "neither"),
        (png()[:30], "no whole PNG"),
        (png(60_000, 60_000), "no whole PNG"),
        (png() + b"\0" * LARGEST, "larger than"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg viewBox="0 0 1 1">&a;</svg>', "DOCTYPE"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "how large"),
        (SVG.format("<script>alert(1)</script>").encode(), "script"),
        (SVG.format('<path onload="alert(1)"/>').encode(), "onload"),
        (SVG.format('<image href="https://example.com/a.png"/>').encode(), "outside of it"),
        (SVG.format('<image href="data:image/svg+xml;base64,AAAA"/>').encode(), "outside of it"),
        (SVG.format('<path fill="url(https://example.com/a)"/>').encode(), "outside of it"),
        (SVG.format("<style>@import 'a.css';</style>").encode(), "outside of it"),
        (SVG.format("<foreignObject/>").encode(), "foreignobject"),
        (SVG.format('<g id="a"/>' + '<use href="#a"/>' * 17).encode(), "too large"),
        (SVG.format("<g/>" * 5001).encode(), "too large"),
    ],
)
def test_what_is_no_harmless_image_is_refused(folder: Path, content: bytes, reason: str) -> None:
    (folder / "specs" / "x.svg").write_bytes(content)
    with pytest.raises(ImageError, match=reason):
        read(folder, "x.svg")

"""PDFs: text is text, nothing differs from run to run, and a missing package is said."""

import re

import pytest

from hld.errors import HldError
from hld.pipeline import compile_arrows, draw
from hld.render import FORMATS, THEMES
from hld.render import pdf as module
from hld.render.pdf import demand, pdf

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40">'
    b"""<text font-family="Arial, 'Liberation Sans'" y="20">Hello</text></svg>"""
)


@pytest.fixture
def typst():
    pytest.importorskip("typst", reason="there is no typst; pip install typst")


def test_a_picture_is_a_page_of_its_size_with_fonts(typst):
    made = pdf(SVG, "A")
    assert made.startswith(b"%PDF-")
    assert re.search(rb"/MediaBox ?\[0 0 60 30\]", made)
    assert b"LiberationSans" in made
    assert b"/Subtype/Image" not in made


def test_the_same_picture_gives_the_same_bytes_without_a_date(typst):
    picture = draw(compile_arrows("web -> api -> db", "-").model, "sketch")
    made = FORMATS["pdf"](picture, THEMES["light"])
    assert made == FORMATS["pdf"](picture, THEMES["light"])
    assert b"CreationDate" not in made


def test_a_title_is_only_a_title(typst):
    assert pdf(SVG, '#panic("no") "\\" ]').startswith(b"%PDF-")


def test_what_is_no_picture_is_said(typst):
    with pytest.raises(HldError, match="the PDF cannot be drawn"):
        pdf(b"<svg", "A")


def test_what_to_install_is_said(monkeypatch):
    monkeypatch.setattr(module, "find_spec", lambda name: None)
    with pytest.raises(HldError) as error:
        demand()
    assert error.value.hint == "pip install 'hld[pdf]'"

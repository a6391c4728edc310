"""`hld draw`: a picture from a line of arrows, or from a spec on standard input."""

import re

import pytest

from .conftest import BAD, GOOD

ARROWS = "web -> cdn -> lb -> api -> redis, postgres; api ~> kafka ~> worker -> s3"


def texts(svg):
    return re.findall(r">([^<>]+)</t", svg)


def test_to_a_file(hld, tree):
    ran = hld("draw", ARROWS)
    assert (ran.code, ran.out, ran.err) == (0, "", "drew diagram.svg\n")
    picture = tree()["diagram.svg"].decode()
    assert picture.startswith("<svg")
    for name in ("web", "cdn", "lb", "api", "redis", "postgres", "kafka", "worker", "s3"):
        assert name in picture.lower()


def test_to_a_png_in_a_folder_that_is_not_there_yet(hld, tree):
    assert hld("draw", "a -> b", "-o", "deep/x.PNG").code == 0
    assert tree()["deep/x.PNG"].startswith(b"\x89PNG")


def test_to_standard_output(hld, tree):
    ran = hld("draw", ARROWS, "-o", "-")
    assert ran.code == 0
    assert ran.out.startswith("<svg")
    assert ran.out.rstrip().endswith("</svg>")
    assert ran.err == ""
    assert tree() == {}


@pytest.mark.parametrize("arguments", [[], ["-"]])
def test_from_standard_input(hld, arguments):
    told = hld("draw", ARROWS, "-o", "-")
    read = hld("draw", *arguments, "-o", "-", stdin=ARROWS.replace("; ", "\n").encode())
    assert read.out == told.out


def test_a_spec_on_standard_input(hld):
    ran = hld("draw", "-o", "-", stdin=b"\xef\xbb\xbf" + GOOD.encode())
    assert ran.code == 0
    assert "Shop" in ran.out


def test_a_title_is_shown_and_escaped(hld):
    assert "Tom &amp; &lt;b&gt;" in hld("draw", "a -> b", "--title", "Tom & <b>", "-o", "-").out


@pytest.mark.parametrize(
    ("text", "place"), [("web -> ", "<arrows>:1:5"), ("a -> -> b", "<arrows>:1:"), ("a -> b; b => c", "<arrows>:1:")]
)
def test_what_cannot_be_read_is_shown_and_nothing_drawn(hld, tree, text, place):
    ran = hld("draw", text)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("error[")
    assert f" --> {place}" in ran.err
    assert "line up" not in ran.err
    assert tree() == {}


def test_a_spec_with_errors_is_not_drawn(hld, tree):
    ran = hld("draw", stdin=BAD.encode())
    assert ran.code == 1
    assert " --> <stdin>:17:24\n" in ran.err
    assert tree() == {}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([""], "there is nothing to draw"),
        ([" \n"], "there is nothing to draw"),
        ([], "there is nothing to draw"),
        (["a -> b", "-o", "x.gif"], "'x.gif' is no kind of picture"),
        (["a -> b", "-o", "x"], "'x' is no kind of picture"),
        (["a -> b", "-o", ""], "is no kind of picture"),
        (["a -> b", "-o", "f" * 300 + ".svg"], "cannot write"),
        (["a -> b", "--theme", "neon"], "no theme is called 'neon'"),
        (["a", "-> b"], ""),
    ],
)
def test_mistakes_of_usage(hld, tree, arguments, said):
    ran = hld("draw", *arguments)
    assert ran.code == 2
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert tree() == {}


def test_bytes_that_are_no_text(hld):
    ran = hld("draw", "-o", "-", stdin=b"a\xff -> \xfeb")
    assert ran.code in (0, 1)
    assert "Traceback" not in ran.err


def test_the_same_arrows_give_the_same_bytes(hld):
    assert hld("draw", ARROWS, "-o", "-").raw == hld("draw", ARROWS, "-o", "-").raw


def test_letters_that_no_font_has_are_told(hld, monkeypatch):
    from hld.fonts.fallback import Fallback

    monkeypatch.setattr(Fallback, "paths", property(lambda self: []))
    assert "boxes for Chinese" in hld("draw", "web -> 用户", "-o", "a.png").err
    assert "boxes" not in hld("draw", "web -> 用户", "-o", "a.svg").err

"""Pages of tables and cards: every text within its cell, its pill or its card, and nothing over anything else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise, takewhile
from pathlib import Path

import pytest

from hld.layout import text
from hld.layout.dives import card
from hld.layout.figure import Body, Part, Rectangle, Shape, Trace, Words, every_shape
from hld.layout.flowing import flowed
from hld.layout.pages import page as laid_out
from hld.layout.table import table, wants
from hld.layout.types import Box, Point, TextLine
from hld.pipeline import compile_file, compile_text, page, views
from hld.render import FORMATS, THEMES
from hld.view.pages import PAGES
from hld.view.tables import TICK, Card, Column, Fact, Option, Page, Piece, Row, Table, pill

ROOT = Path(__file__).parents[2]
DESIGNS = sorted([*ROOT.joinpath("specs").glob("*.yaml"), *ROOT.joinpath("tests/designs").glob("*.yaml")])
TOLERANCE = 0.6
PAD = 10.0  # of a cell, on either side
STRANGE = (
    "名前がとても長いコンポーネントの説明文です" * 3,
    "مرحبا بالعالم هذا نص طويل جدا " * 4,
    "👩‍👩‍👧‍👦🎉" * 20,
    "/v1/" + "averyveryverylongsegmentwithoutabreak" * 6 + "/{id}",
    "word " * 60,
    "W" * 150,
    "",
)


def box(line: TextLine) -> Box:
    size = text.size(line.style)
    return Box(line.at.x, line.at.y - 0.73 * size, line.width, 0.94 * size)


def lines(shapes: Sequence[Shape]) -> list[TextLine]:
    return [line for words in every_shape(shapes, Words) for line in words.lines]


def fits(outer: Box, inner: Box) -> bool:
    return outer.holds(inner.grown(-TOLERANCE))


def overlapping(found: Sequence[TextLine]) -> Iterator[tuple[str, str]]:
    """The lines that share an area; sorted by their tops, so that few pairs need a look."""
    boxes = sorted(((box(line).grown(-TOLERANCE), line.text) for line in found), key=lambda each: each[0].y)
    for at, (one, words) in enumerate(boxes):
        for other, others in takewhile(lambda each, one=one: each[0].y < one.bottom, boxes[at + 1 :]):
            if one.overlaps(other):
                yield words, others


def faults_of_table(body: Body) -> Iterator[str]:
    """What is wrong with a table, told from its shapes: the headings say where the columns are."""
    heads = [
        line for line in lines([each for each in body.shapes if not isinstance(each, Part)]) if line.style == "frame"
    ]
    edges = [*sorted({line.at.x - PAD for line in heads}), body.width]
    rows = [each for each in body.shapes if isinstance(each, Part)]
    tops = [next(every_shape(row.shapes, Rectangle)).box if index % 2 == 0 else None for index, row in enumerate(rows)]
    for row, stripe in zip(rows, tops, strict=True):
        found = lines(row.shapes)
        yield from (f"{one!r} over {other!r}" for one, other in overlapping(found))
        for line in found:
            left, right = next((a, b) for a, b in pairwise(edges) if a <= line.at.x < b)
            cell = Box(left, 0.0, right - left, body.height)
            if not fits(cell, box(line)) or (stripe and not fits(stripe, box(line))):
                yield f"{line.text!r} outside its cell"
    for above, below in pairwise(rows):
        if max(box(line).bottom for line in lines(above.shapes)) > min(box(line).y for line in lines(below.shapes)):
            yield f"{above.id} over {below.id}"
    yield from faults_of_pills(body)


def faults_of_pills(body: Body) -> Iterator[str]:
    """Numbers and words in pills that are wider than these, and pills over each other."""
    pills = [each.box for each in every_shape(body.shapes, Rectangle) if each.radius == 8.0 and each.box.height <= 16.0]
    badges = [line for line in lines(body.shapes) if line.style == "badge"]
    yield from (f"{line.text!r} in no pill" for line in badges if not any(fits(pill, box(line)) for pill in pills))
    yield from (f"pills at {one} and {other}" for one, other in combinations(pills, 2) if one.overlaps(other))


def faults_of_card(body: Body) -> Iterator[str]:
    found = lines(body.shapes)
    yield from (f"{one!r} over {other!r}" for one, other in overlapping(found))
    inside = Box(12.0, 8.0, body.width - 24.0, body.height - 16.0)
    yield from (f"{line.text!r} outside its card" for line in found if not fits(inside, box(line)))
    boxes = [each.box for each in every_shape(body.shapes, Rectangle) if each.fill == "surface"]
    yield from (f"options {one} and {other}" for one, other in combinations(boxes, 2) if one.overlaps(other))
    for line in found:
        for option in boxes:
            if option.overlaps(box(line)) and not fits(option, box(line)):
                yield f"{line.text!r} outside its option"
    yield from faults_of_pills(body)


def faults(data: Page) -> list[str]:
    found: list[str] = []
    for part in data.parts:
        if isinstance(part, Card):
            found += faults_of_card(card(part))
        else:
            for width in (760.0, 1300.0):
                found += faults_of_table(table(part, wants([part]), width))
    figure = laid_out(data)
    sheet = Box(0.0, 0.0, figure.width, figure.height)
    found += [f"{line.text!r} outside the page" for line in lines(figure.shapes) if not fits(sheet, box(line))]
    return found


@pytest.mark.parametrize("path", DESIGNS, ids=lambda path: path.stem)
def test_pages_of_designs_have_no_faults(path):
    model = compile_file(str(path)).model
    assert {view: faults(page(model, view)) for view in filter(PAGES.__contains__, views(model))} == {
        view: [] for view in views(model) if view in PAGES
    }


def a_table(columns=9, rows=12, words=STRANGE):
    manners = ("", "strong", "faint", "code", "key", "pill")
    heads = tuple(Column(str(at), f"Column {at}") for at in range(columns))
    made = tuple(
        Row(
            str(row),
            tuple(
                ((Piece(words[(row + column) % len(words)], manners[(row * column) % 6], "http"), Piece(" and more")),)
                for column in range(columns)
            ),
        )
        for row in range(rows)
    )
    return Table("strange", words[0], heads, made, words[-1])


@pytest.mark.parametrize("columns", [1, 2, 5, 9, 14])
def test_a_table_holds_whatever_it_is_given(columns):
    assert faults(Page("api", STRANGE[0], STRANGE[1], (a_table(columns),))) == []


@pytest.mark.parametrize("words", STRANGE[:-1])
def test_a_card_holds_whatever_it_is_given(words):
    for count in (0, 1, 2, 5):
        options = (Option(words, words, words, (words, "short"), (words,), is_chosen=True),) * count
        facts = (Fact("Decision", ((Piece(words, "strong"),),), is_main=True), Fact(words, ((Piece(words),),)))
        made = Card("a", words, words, words, options, facts, (words,), "https://a/")
        assert faults(Page("deep-dives", words, words, (made, made))) == []


def test_columns_of_tables_alike_stand_below_each_other():
    short, long = a_table(3, 2, ("a", "b")), a_table(3, 2, ("something longer", "b"))
    figure = laid_out(Page("api", "A", "", (short, long)))
    heads = [line for line in lines(figure.shapes) if line.text == "Column 1"]
    assert len({line.at.x for line in heads}) == 1


def test_a_page_is_no_wider_than_a_reader_s_screen():
    operations = (
        f"  - POST /v1/{'part/' * (at % 9)}things-{at} {{{', '.join(f'field_{n}:string' for n in range(1 + at % 12))}}}"
        for at in range(89)
    )
    text = "\n".join(["hld: 1", "name: Wide", "api:", *operations, ""])
    figure = laid_out(page(compile_text(text).model, "api"))
    assert 1000 < figure.width <= 1400
    assert len([each for each in every_shape(figure.shapes, Part) if each.id.startswith("row-")]) == 89


def test_the_words_of_a_table_are_those_of_its_cells():
    data = page(compile_file(str(ROOT / "specs" / "payments.yaml")).model, "requirements")
    drawn = "".join(line.text for line in lines(laid_out(data).shapes)).replace(" ", "")
    for part in data.parts:
        for row in part.rows:
            for cell in row.cells:
                for line in cell:
                    for piece in line:
                        for word in piece.text.removeprefix(f"{TICK} ").split():
                            assert word in drawn


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_rows_and_cards_have_ids_tooltips_and_links(theme):
    row = Row("GET /a", (((Piece("a", link="https://a/"),),),), "what it does")
    dive = Card("why", "Why", "", "", (), (), link="javascript:alert(1)")
    drawn = laid_out(Page("api", "A", "", (Table("public", "", (Column("a", "A"),), (row,)), dive)))
    picture = FORMATS["svg"](drawn, theme).decode()
    assert '<g id="row-public-GET-a"><title>what it does</title>' in picture
    assert '<a href="https://a/">' in picture
    assert 'id="dive-why"' in picture
    assert "javascript" not in picture


def test_a_tick_is_drawn_before_the_word_of_its_pill() -> None:
    cell = ((pill(f"{TICK} pass", "pass"),), (pill("pass", "pass"),))
    found = flowed(cell, 200.0)
    ticked, plain = (line[0].width for line in found.lines)
    assert ticked > plain + 8.0
    shapes = list(found.shapes(Point(0.0, 0.0)))
    (tick,) = every_shape(shapes, Trace)
    area = next(every_shape(shapes, Rectangle)).box
    assert all(area.x < at.x < area.right and area.y < at.y < area.bottom for at in tick.points)
    words = lines(shapes)
    assert [line.text for line in words] == ["pass", "pass"]
    assert tick.points[-1].x < box(words[0]).x
    assert fits(area, box(words[0]))

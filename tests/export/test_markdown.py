"""Tables and cards as Markdown: what is written is what is seen, cell for cell."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from hld.export import FORMATS
from hld.export.markdown import markdown
from hld.pipeline import compile_file, page, views
from hld.printable import one_line
from hld.report import inline
from hld.view.pages import PAGES
from hld.view.tables import Card, Column, Fact, Option, Page, Piece, Row, Table

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
DESIGNS = sorted([*ROOT.joinpath("specs").glob("*.yaml"), *ROOT.joinpath("tests/designs").glob("*.yaml")])
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
NASTY = "a|b\nc `x` \\| *y* _z_ [i](u) <b>&amp; ~~s~~ $1 @all <!-- ![p](q) https://a.b/c|d # 名 ``` \\"


def seen(token):
    """The text that a reader sees of an inline token, a line break as one."""
    text = ""
    for child in token.children:
        if child.type == "html_inline":
            assert child.content in ("<br>", "<code>", "</code>"), child.content
            text += "\n" if child.content == "<br>" else ""
        elif child.type in ("text", "code_inline"):
            text += child.content
        else:
            assert child.type in ("strong_open", "strong_close", "em_open", "em_close", "link_open", "link_close"), (
                child
            )
    return text


def cells(text):
    """The rows of cells of each table, the heading first."""
    found, is_cell = [], False
    for token in READER.parse(text):
        if token.type == "table_open":
            found.append([])
        elif token.type == "tr_open":
            found[-1].append([])
        elif token.type in ("td_open", "th_open"):
            is_cell = True
        elif token.type == "inline" and is_cell:
            found[-1][-1].append(seen(token))
            is_cell = False
    return found


def told(cell):
    """What a cell says, as one would read it."""
    return "\n".join(one_line("".join(piece.text for piece in line)) for line in cell)


def expected(table):
    return [
        [column.title for column in table.columns],
        *([told(cell) for cell in row.cells] for row in table.rows),
    ]


@pytest.mark.parametrize("path", DESIGNS, ids=lambda path: path.stem)
def test_every_cell_of_every_design_survives(path):
    model = compile_file(str(path)).model
    for view in filter(PAGES.__contains__, views(model)):
        data = page(model, view)
        found = cells(markdown(data).decode())
        wanted = [expected(part) for part in data.parts if isinstance(part, Table)]
        if wanted:
            assert found == wanted
        else:
            names = [row[0].removesuffix(" (chosen)").split("\n")[0] for table in found for row in table[1:]]
            assert [name.removesuffix(" (chosen)") for name in names] == [
                option.name for card in data.parts for option in card.options
            ]


@pytest.mark.parametrize("view", ["api", "requirements", "deep-dives", "components"])
def test_the_text_is_as_it_was_read_last(view, golden):
    model = compile_file(str(ROOT / "specs" / "url-shortener.yaml")).model
    golden(markdown(page(model, view)).decode(), HERE / f"url-shortener.{view}.md")


def a_page(words):
    manners = ("", "strong", "faint", "code", "key", "pill")
    row = Row("a", tuple((((Piece(words, manner),)), (Piece("end"),)) for manner in manners))
    columns = tuple(Column(manner, f"{manner} {words}") for manner in manners)
    return Page("api", words, words, (Table("a", words, columns, (row, row), words),))


def test_no_text_breaks_out_of_its_cell():
    text = markdown(a_page(NASTY)).decode()
    (found,) = cells(text)
    assert [len(row) for row in found] == [6, 6, 6]
    assert found[1] == [f"{one_line(NASTY)}\nend"] * 6
    assert found[0] == [
        f"{manner} {one_line(NASTY)}".strip() for manner in ("", "strong", "faint", "code", "key", "pill")
    ]
    headings = [token for token in READER.parse(text) if token.type == "heading_open"]
    assert [token.tag for token in headings] == ["h1", "h2"]
    assert "@all" not in text


@given(st.text(alphabet=st.sampled_from("ab |`\\*_[]<>()#+-=!~@$&;.:1{}\n\t名é"), min_size=1).filter(str.strip))
def test_whatever_is_written_is_seen(words):
    flat = one_line(words)
    found = READER.parse(f"{inline.paragraph(words)}\n")
    assert [token.type for token in found] == ["paragraph_open", "inline", "paragraph_close"]
    assert seen(found[1]) == flat
    (table,) = cells(markdown(a_page(words)).decode())
    assert table[1] == [f"{flat}\nend"] * 6


def test_a_card_is_a_question_its_options_and_its_facts():
    option = Option("now", "at once", "base", ("fast",), ("dear", "hard"), is_chosen=True)
    facts = (Fact("Decision", ((Piece("now", "strong"),),)), Fact("More", ((Piece("wiki", link="https://w/a b"),),)))
    card = Card("when", "When", "scaling", "When?", (option,), facts, ("it is wrong",), "javascript:alert(1)")
    text = markdown(Page("deep-dives", "Shop", "Deep dives", (card,))).decode()
    assert text == (
        "# Shop: Deep dives\n\n## When\n\n_scaling_ · **When?**\n\n**! wrong** it is wrong\n\n"
        "| Option | For | Against |\n| --- | --- | --- |\n"
        "| **now** (chosen)<br>at once<br>_this design_ | fast | dear<br>hard |\n\n"
        "- **Decision:** **now**\n- **More:** [wiki](https://w/ab)\n"
    )


@pytest.mark.parametrize(
    ("target", "written"),
    [
        ("https://a/b?c=d&e", "[x](https://a/b?c=d&amp;e)"),
        ("adr/3.md", "[x](adr/3.md)"),
        ("https://a/(b)|c", "[x](https://a/%28b%29%7Cc)"),
        ("JavaScript:alert(1)", "x"),
        ("", "x"),
    ],
)
def test_a_link_leads_to_a_page_or_a_file_or_nowhere(target, written):
    assert inline.link("x", target) == written


def test_the_formats_are_known_by_their_names():
    assert list(FORMATS) == ["md"]

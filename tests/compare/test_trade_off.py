"""The options of a deep dive in figures, where they are variants of the design."""

from pathlib import Path

import pytest

from hld import pipeline
from hld.compare.trade_off import trade_offs
from hld.source import load_text
from hld.view.tables import Card, Table

TWITTER = (Path(__file__).parents[2] / "specs" / "twitter.yaml").read_text(encoding="utf-8")
DIVE = """\
deep_dives:
  fan-out:
    question: When is the feed computed?
    options:
      - {name: on write, %s, pros: [quick to read], cons: [celebrities]}
      - {name: on read, %s, pros: [always fresh], cons: [slow to read]}
    decision: on write
    because: reads outnumber posts
"""
BOTH = DIVE % ("variant: base", "variant: fanout-on-read")


def model(more, variant=""):
    return pipeline.understand(load_text(TWITTER + more, "twitter.yaml"), variant=variant)


def told(table):
    """The rows by name and subject, the words of each cell as one text."""
    return {
        " ".join(piece.text for line in row.cells[0] for piece in line): [
            " ".join(piece.text.strip() for line in cell for piece in line if piece.text.strip())
            for cell in row.cells[1:]
        ]
        for row in table.rows
    }


def test_what_differs_between_the_options_is_told():
    table = trade_offs(model(BOTH))["fan-out"]
    assert [column.title for column in table.columns] == ["", "on write", "on read"]
    rows = told(table)
    assert rows["hops"] == ["17", "13 best"]
    assert rows["tweets instances needed at peak"] == [
        "5 best pass for 65,104/s, default, 30 stated",
        "1,245 fail for 17,421,875/s, default, 30 stated",
    ]
    assert rows["feeds instances needed at peak"][1] == "–"
    assert rows["post latency budget"] == ["36 ms default", "31 ms best default"]
    assert rows["post what a flow changes is there"] == ["later, by bus and fanout", "at once"]
    assert "follow latency budget" not in rows, "it is the same in both"
    assert not any("load at peak" in name and name.startswith("tweets") for name in rows), (
        "it stands with the instances"
    )


def test_the_design_itself_stands_before_options_that_are_all_others():
    (table,) = trade_offs(model(DIVE % ("description: as it is", "variant: fanout-on-read"))).values()
    assert [column.title for column in table.columns] == ["", "this design", "on read"]


@pytest.mark.parametrize(
    "dive",
    [
        "",
        DIVE % ("description: a", "description: b"),
        DIVE % ("variant: base", "description: b"),
        DIVE % ("variant: base", "variant: fanuot-on-read"),
    ],
)
def test_no_table_where_there_are_no_two_designs_to_weigh(dive):
    assert trade_offs(model(dive)) == {}


def test_of_options_that_come_to_the_same_there_is_no_table():
    text = TWITTER.replace("\nvariants:\n", "\nvariants:\n  same:\n    because: another word for it\n", 1)
    found = pipeline.understand(load_text(text + DIVE % ("variant: base", "variant: same"), "twitter.yaml"))
    assert trade_offs(found) == {}


def test_a_variant_weighs_the_same_designs():
    ours, theirs = model(BOTH), model(BOTH, "fanout-on-read")
    assert trade_offs(ours) == trade_offs(theirs)


def test_it_stands_below_its_deep_dive_in_the_picture_and_in_the_document():
    compilation = pipeline.compile_text(TWITTER + BOTH, "twitter.yaml")
    parts = pipeline.page(compilation.model, "deep-dives").parts
    assert [type(part) for part in parts] == [Card, Table]
    (section,) = (each for each in pipeline.document(compilation).sections if each.id == "deep-dives")
    assert [type(part) for part in section.parts[0].parts] == [Card, Table]


def test_the_picture_has_the_card_above_the_table():
    compilation = pipeline.compile_text(TWITTER + BOTH, "twitter.yaml")
    text = str(pipeline.draw(compilation.model, "deep-dives"))
    assert text.index("When is the feed") < text.index("the options in figures") < text.index("instances needed")

"""The scenarios of a design in its document, played through."""

from pathlib import Path

from hld import pipeline
from hld.document.scenarios import scenarios
from hld.view.tables import Card, Table

TWITTER = (Path(__file__).parents[2] / "specs" / "twitter.yaml").read_text(encoding="utf-8")
MORE = """\
deep_dives:
  loss:
    question: What if the cache is lost?
    scenarios:
      - {name: cold, kill: [feeds], expect: feed degrades}
  nothing: What if nothing happens?
scenarios:
  - {kill: [api]}
  - {set: {capacity.nobody: 3 users}}
  - in words alone
"""


def told(cell):
    return [" ".join(piece.text.strip() for piece in line if piece.text.strip()) for line in cell]


def parts():
    found = pipeline.document(pipeline.compile_text(TWITTER + MORE, "twitter.yaml"))
    (section,) = (each for each in found.sections if each.id == "deep-dives")
    return {each.id: each.parts for each in section.parts}


def test_they_stand_below_their_deep_dive_and_those_of_the_whole_after_all():
    found = parts()
    assert list(found) == ["dive-loss", "dive-nothing", "what-if"]
    assert [type(part) for part in found["dive-loss"]] == [Card, Table]
    assert [type(part) for part in found["dive-nothing"]] == [Card]


def test_what_becomes_of_flows_and_requirements():
    _, table = parts()["dive-loss"]
    ((what, flows, asked, _),) = (row.cells for row in table.rows)
    assert told(what) == ["cold", "feeds is gone", "expected: feed degrades"]
    assert told(flows)[1] == "feed degraded 'feeds' is gone; every read of 'feeds' is a miss and goes to 'tweets'"
    assert not any(line.startswith(("view", "follow")) for line in told(flows)), "they are as before"
    assert "feed degraded" in told(asked)


def test_what_cannot_be_played_says_why_and_words_alone_are_left_out():
    (table,) = parts()["what-if"]
    assert [told(row.cells[0])[-1] for row in table.rows] == ["api is gone", "capacity.nobody = 3 users"]
    assert [line.split()[:2] for line in told(table.rows[0].cells[1])] == [
        [flow, "down"] for flow in ("post", "follow", "feed", "view")
    ]
    assert told(table.rows[1].cells[1])[0].startswith("cannot be played: ")


def test_what_leaves_all_as_it_was():
    from hld.analyse.failure import played_through

    model = pipeline.compile_text(f"{TWITTER}scenarios:\n  - {{kill: [follow-up]}}\n", "t").model
    assert scenarios(played_through(model), "elsewhere").rows == ()
    calm = pipeline.compile_text(f"{TWITTER}scenarios:\n  - {{set: {{capacity.follow: 0.1 follows/user/day}}}}\n", "t")
    (row,) = scenarios(played_through(calm.model), "").rows
    assert told(row.cells[1]) == told(row.cells[2]) == ["all as before"]

"""The numbers on a line: each by itself, together where several flows say the same, in short where they are many."""

from __future__ import annotations

import pytest

from hld.pipeline import compile_arrows, compile_text, export
from hld.view import architecture, flow
from hld.view.context import context
from hld.view.sketch import sketch
from hld.view.types import Badge, Graph

HEAD = """
hld: 1
name: Long
entities:
  Thing: {id, name}
api:
  - GET /v1/things/{id} -> Thing
components:
  web: client
  api: service
  db: sql
flows:
"""
ASK = "    - web -> api: GET /v1/things/{id}\n"
READ = "    - api -> db: read Thing\n"
WORK = "    - api: think\n"
ANSWER = "    - api --> web: 200 Thing\n"


def story(*flows: str) -> Graph:
    """The architecture of a design with these flows."""
    told = "".join(f"  use{number}:\n{steps}" for number, steps in enumerate(flows, 1))
    return architecture(compile_text(HEAD + told).model)


def badges(graph: Graph, source: str, target: str) -> tuple[Badge, ...]:
    (line,) = (each for each in graph.lines if (each.source, each.target) == (source, target))
    return line.badges


def texts(graph: Graph, source: str, target: str) -> list[str]:
    return [badge.text for badge in badges(graph, source, target)]


def test_thirty_steps_by_turns_are_thirty_numbers() -> None:
    graph = story((ASK + READ) * 15)
    assert texts(graph, "web", "api") == [str(number) for number in range(1, 30, 2)]
    assert all(badge.numbers == () for badge in badges(graph, "web", "api"))


def test_some_more_share_badges() -> None:
    shown = texts(story((ASK + READ) * 25), "api", "db")
    assert shown == ["2,4,6,8,10", "12,14,16,18,20", "22,24,26,28,30", "32,34,36,38,40", "42,44,46,48,50"]


def test_what_follows_each_other_is_a_range() -> None:
    assert texts(story(ASK * 40), "web", "api") == ["1–40"]
    assert texts(story(ASK * 20 + READ + ASK * 20), "web", "api") == ["1–20,22–41"]


@pytest.mark.parametrize("times", [50, 500])
def test_many_are_the_first_the_last_and_how_many(times: int) -> None:
    graph = story((ASK + READ) * times)
    (badge,) = badges(graph, "web", "api")
    assert badge.text == f"1 … {2 * times - 1} ({times} steps)"
    assert badge.numbers == tuple(str(number) for number in range(1, 2 * times, 2))
    assert badge.words == ("GET /v1/things/{id}",)


def test_the_legend_tells_every_step_of_many() -> None:
    rows = [row.badge for row in story((ASK + READ) * 50).legend if row.badge]
    assert rows == [str(number) for number in range(1, 101)]


def test_what_is_told_of_many_can_be_read_at_once() -> None:
    (badge,) = badges(story((ASK + READ) * 50), "api", "db")
    lines = badge.tooltip.split("\n")
    assert lines[0] == "use1, step 2: read Thing"
    assert (len(lines), lines[-1]) == (21, "and 30 more")


def test_replies_are_summed_up_by_themselves() -> None:
    found = badges(story((ASK + READ + ANSWER) * 30), "web", "api")
    assert [(badge.text, badge.is_reply) for badge in found] == [
        ("1 … 88 (30 steps)", False),
        ("3 … 90 (30 replies)", True),
    ]


def test_work_within_a_card_is_summed_up() -> None:
    assert texts(story((ASK + WORK) * 60), "api", "api") == ["2 … 120 (60 steps)"]


def test_a_flow_among_others_is_summed_up() -> None:
    graph = story(ASK + READ, (ASK + READ) * 60)
    assert texts(graph, "web", "api") == ["F1–2·1", "F2·3 … 119 (59 steps)"]


def test_flows_are_summed_up_where_each_is_too_much() -> None:
    graph = story(*((READ * number + ASK) * 12 for number in range(1, 13)))
    assert texts(graph, "web", "api") == ["F1–12 (144 steps)"]
    (badge,) = badges(graph, "web", "api")
    assert badge.flow.split() == [f"use{number}" for number in range(1, 13)]


def test_many_flows_that_are_not_in_a_row_are_counted() -> None:
    model = compile_text(HEAD + "".join(f"  use{number}:\n{READ if number % 2 else ASK}" for number in range(60))).model
    assert texts(architecture(model), "web", "api") == ["F1 … F59·1 (30 flows)"]
    (line,) = (each for each in context(model).lines if each.badges)
    assert [badge.text for badge in line.badges] == ["F1 … F59 (30 flows)"]


def test_steps_of_many_flows_are_counted_with_them() -> None:
    graph = story(*(ASK + (READ + WORK) * 30 if number % 2 else ASK for number in range(60)))
    assert texts(graph, "api", "db") == ["F2 … F60·2 … 60 (30 flows, 30 steps)"]
    assert texts(graph, "web", "api") == ["F1–60·1"]


def test_many_relationships_are_summed_up() -> None:
    related = "".join(f"  - api -> db: depends thing {number}\n" for number in range(40))
    graph = architecture(compile_text(f"{HEAD}  use:\n{ASK}relationships:\n{related}").model)
    assert texts(graph, "api", "db") == ["R1–40"]


def test_a_sketch_sums_up_too() -> None:
    graph = sketch(compile_arrows("; ".join(["a -> b: x", "b -> c: y"] * 60), "arrows").model)
    assert texts(graph, "a", "b") == ["1 … 119 (60 steps)"]


def test_a_flow_is_told_in_other_formats_with_the_same_numbers() -> None:
    model = compile_text(f"{HEAD}  use:\n{(ASK + READ) * 60}").model
    assert [badge.text for badge in badges(flow(model, "use"), "web", "api")] == ["1 … 119 (60 steps)"]
    assert "1 … 119 (60 steps)" in export(model, "dot", "flow-use")

"""Which call a reply answers."""

from __future__ import annotations

import pytest

from hld.export import structurizr
from hld.model.types import Flow, Model
from hld.pipeline import compile_text
from hld.view import legend
from hld.view.lines import stretches
from hld.view.replies import is_answered, replies
from hld.view.sequence import Message, sequence

from .test_sequence import called

SPEC = """
hld: 1
name: Seats
entities: {Ticket: {id}}
api:
  - POST /v1/tickets -> 201 Ticket
components: {web: client, lb: load balancer, sales: service, checker: service}
flows:
"""
ASK, BUY = "- web -> sales: is it free", "- web -> sales: POST /v1/tickets"
REPLY = "- sales --> web: so it is"


def model(*lines: str) -> Model:
    return compile_text(SPEC + "  told:\n" + "".join(f"    {line}\n" for line in lines), "a.yaml").model


def flow(*lines: str) -> Flow:
    return model(*lines).flows["told"]


def answers(*lines: str) -> dict[str, str]:
    """The number of the call that each reply answers, by its own number."""
    told = flow(*lines)
    return {told.steps[place].number: told.steps[call].number for place, call in replies(told).items()}


def declared(*lines: str) -> list[str]:
    """The answers that a sequence tells because the API declares them."""
    rows = sequence(model(*lines), "told").rows
    return [row.id for row in rows if isinstance(row, Message) and row.manner == "answer"]


def test_the_later_of_two_calls_is_answered_first() -> None:
    assert answers(ASK, BUY, REPLY, REPLY, REPLY) == {"3": "2", "4": "1", "5": "2"}


def test_a_reply_goes_all_the_way_of_a_call_or_a_part_of_it() -> None:
    through = "- web -> lb -> sales: POST /v1/tickets"
    assert answers(through, "- sales --> lb: 201 Ticket", "- sales --> web: 201 Ticket") == {"2": "1", "3": "1"}
    assert answers(through, "- lb --> web: 201 Ticket", "- sales --> checker: done") == {}


def test_a_reply_that_happens_only_sometimes_leaves_its_call_open() -> None:
    assert answers(ASK, BUY, "- opt:", "    if: free", f"    steps: [{REPLY[2:]}]", REPLY) == {"3.1": "2", "4": "2"}
    arm = f"[{REPLY[2:]}, {REPLY[2:]}]"
    found = answers(ASK, BUY, "- alt:", f"    free: {arm}", f"    else: {arm}")
    assert found == {"3.1": "2", "3.2": "1", "3.3": "2", "3.4": "1"}
    assert answers(ASK, BUY, f"- parallel: [{REPLY[2:]}, {REPLY[2:]}]") == {"3.1": "2", "3.2": "1"}


def test_what_each_arm_answers_is_open_to_the_others_and_to_what_comes_later() -> None:
    arms = [f"    free: [{REPLY[2:]}, {BUY[2:]}, {REPLY[2:]}, {REPLY[2:]}]", f"    else: [{REPLY[2:]}]"]
    found = answers(ASK, BUY, "- alt:", *arms, REPLY, REPLY)
    assert found == {"3.1": "2", "3.3": "3.2", "3.4": "1", "3.5": "3.2", "4": "3.2", "5": "2"}


def test_twice_as_many_replies_within_an_arm_take_twice_the_work() -> None:
    def looked_up(count: int) -> int:
        told = flow(*[ASK] * count, "- alt:", f"    free: [{', '.join([REPLY[2:]] * count)}]")
        return called(lambda: replies(told))

    assert looked_up(200) <= 2.2 * looked_up(100)


def test_a_reply_has_the_colour_of_the_call_it_answers_in_every_picture() -> None:
    told = flow(ASK, BUY, REPLY, REPLY)
    assert [row.protocol for row in legend.steps(told)] == ["call", "http", "http", "call"]
    rows = sequence(model(ASK, BUY, REPLY, REPLY), "told").rows
    assert [row.protocol for row in rows if isinstance(row, Message)] == ["call", "http", "http", "call"]
    lines = {line.protocol: [trip.number for trip in line.trips] for line in stretches(model(ASK, BUY, REPLY, REPLY))}
    assert lines == {"call": ["1", "4"], "http": ["2", "3"]}


def test_a_reply_to_a_forwarder_is_on_the_line_of_the_call_and_goes_no_further() -> None:
    design = model("- web -> lb -> sales: POST /v1/tickets", "- sales --> lb: 201 Ticket")
    assert [[trip.number for trip in line.trips] for line in stretches(design)] == [["1.1"], ["1.2", "2"]]
    told = [line.strip() for line in structurizr.design(design).splitlines() if "(reply)" in line]
    assert told == ['sales -> lb "2 201 Ticket (reply)"']


def test_of_two_calls_with_one_reply_the_other_has_what_the_api_declares() -> None:
    assert declared(BUY, REPLY) == []
    assert declared(BUY, BUY, REPLY) == ["answer-1"]
    assert declared(BUY, BUY, REPLY, REPLY) == []


@pytest.mark.parametrize(
    ("arms", "reply", "expected"),
    [
        ([BUY, BUY], [REPLY], []),  # one reply behind the block answers the call of either arm
        ([BUY, f"{BUY}, {REPLY[2:]}"], [], ["answer-1.1"]),
    ],
)
def test_a_reply_behind_a_block_answers_what_each_arm_of_it_calls(
    arms: list[str], reply: list[str], expected: list[str]
) -> None:
    told = [f"    {name}: [{arm[2:]}]" for name, arm in zip(("free", "else"), arms, strict=True)]
    assert declared("- alt:", *told, *reply) == expected


def test_an_answer_is_asked_for_by_the_call() -> None:
    told = flow(BUY, REPLY, BUY)
    assert [is_answered(step, told) for step in told.steps if step.is_call] == [True, False]

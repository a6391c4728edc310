"""From a flow to its sequence: rows, blocks, answers, and who is busy when."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from hld.pipeline import compile_text
from hld.view.activity import activity
from hld.view.sequence import Closing, Divider, Message, Opening, SequenceView, sequence

SPEC = """
hld: 1
name: Seats
entities: {Seat: {id}, Ticket: {id, seat: Seat}}
api:
  - GET /v1/seats -> Seat[]
  - POST /v1/holds {seats} -> 201 {hold, expires_at}
  - POST /v1/tickets -> 201 Ticket
  - ws /v1/live -> Sold
  - rpc Sales.Check {seat} -> Seat
components:
  web: client
  rival: client
  lb: load balancer
  sales: service
  checker: service
  locks: cache
  db: sql
  bus: topic
  mailer: worker
flows:
"""


def told(*lines: str) -> SequenceView:
    model = compile_text(SPEC + "  told:\n" + "".join(f"    {line}\n" for line in lines), "a.yaml").model
    return sequence(model, "told")


def messages(view: SequenceView) -> list[Message]:
    return [row for row in view.rows if isinstance(row, Message)]


def shape(view: SequenceView) -> list[str]:
    """The rows in short: numbers of messages, blocks with their guards."""
    found = []
    for row in view.rows:
        match row:
            case Message():
                found.append(row.id)
            case Opening():
                found.append(f"{row.operator} {row.guard}".strip())
            case Divider():
                found.append(f"| {row.guard}".strip())
            case Closing():
                found.append("end")
    return found


def called(do: Callable[[], object]) -> int:
    """How many calls of functions it takes."""
    count = 0

    def counted(_frame: object, event: str, _arg: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        do()
    finally:
        sys.setprofile(before)
    return count


def test_a_chain_through_forwarders_is_an_arrow_a_hop() -> None:
    first, second = messages(told("- web -> lb -> sales: POST /v1/orders"))
    assert [(each.number, each.source, each.target, each.is_passed_on) for each in (first, second)] == [
        ("1.1", "web", "lb", False),
        ("1.2", "lb", "sales", True),
    ]


def test_manners_are_those_of_the_arrows() -> None:
    view = told("- web -> sales: hi", "- sales ~> bus ~> mailer: Sold", "- sales: count", "- sales --> web: 200")
    assert [(each.number, each.manner) for each in messages(view)] == [
        ("1", "call"), ("2", "async"), ("3", "async"), ("4", "work"), ("5", "reply"),
    ]  # fmt: skip
    assert messages(view)[1].protocol == "message"


def test_what_the_api_declares_is_answered_when_all_is_done() -> None:
    view = told("- web -> lb -> sales: GET /v1/seats", "- sales -> db: read Seat", "- sales ~> bus ~> mailer: Sold")
    assert shape(view) == ["1.1", "1.2", "2", "3", "answer-1", "4"]
    answer = messages(view)[4]
    assert (answer.source, answer.target, answer.text, answer.number) == ("sales", "web", "Seat[]", "")


def test_an_answer_without_a_type_tells_its_fields() -> None:
    assert messages(told("- web -> sales: POST /v1/holds"))[-1].text == "201 {hold, expires_at}"


@pytest.mark.parametrize("reply", ["- sales --> web: 201 Ticket", "- sales --> lb: 201 Ticket"])
def test_what_the_flow_tells_is_not_told_again(reply: str) -> None:
    view = told("- web -> lb -> sales: POST /v1/tickets", reply)
    assert "answer" not in [each.manner for each in messages(view)]


def test_an_open_connection_and_a_call_in_words_have_no_answer() -> None:
    view = told("- web -> sales: ws /v1/live", "- sales -> checker: look after it")
    assert "answer" not in [each.manner for each in messages(view)]


def test_inner_calls_are_answered_first() -> None:
    view = told("- web -> sales: GET /v1/seats", "- sales -> checker: rpc Sales.Check", "- checker -> db: read Seat")
    assert shape(view) == ["1", "2", "3", "answer-2", "answer-1"]


BLOCK = ("- alt:", "    free:", "      - sales -> locks: write Seat", "    else:", "      - sales -> db: read Seat")


def test_an_answer_stands_behind_the_block_that_does_not_hold_its_call() -> None:
    view = told("- web -> sales: GET /v1/seats", *BLOCK)
    assert shape(view) == ["1", "alt free", "2.1", "| else", "2.2", "end", "answer-1"]


def test_an_answer_stands_in_the_block_of_its_call() -> None:
    view = told(
        "- loop:", "    times: 3", "    steps:", "      - web -> sales: GET /v1/seats", "- sales -> db: read Seat"
    )
    assert shape(view)[:2] == ["loop ×3", "1.1"]
    inner = told("- loop:", "    times: 3", "    steps:", "      - web -> sales: GET /v1/seats", "- mailer: rest")
    assert shape(inner) == ["loop ×3", "1.1", "answer-1.1", "end", "2"]


def test_conditions_and_multipliers_are_blocks_and_runs_of_one_condition_are_one() -> None:
    view = told(
        "- sales -> locks: read Seat",
        "- sales -> db: read Seat if miss locks",
        "- sales -> db: read Ticket x20 if miss locks",
        "- sales -> db: write Seat if 5%",
    )
    assert shape(view) == [
        "1", "opt miss locks", "2", "loop ×20", "3", "end", "end", "opt 5%", "4", "end",
    ]  # fmt: skip
    assert [each.text for each in messages(view)] == ["read Seat", "read Seat", "read Ticket", "write Seat"]


def test_what_is_called_is_busy_until_it_has_answered() -> None:
    view = told("- web -> lb -> sales: GET /v1/seats", "- sales -> db: read Seat", "- sales -> locks: write Seat")
    bars = {bar.lifeline: (bar.first, bar.last) for bar in view.bars}
    assert bars == {"lb": (0, 4), "sales": (1, 4), "db": (2, 2), "locks": (3, 3)}


def test_what_a_message_sets_off_is_busy_by_itself_and_brokers_and_clients_never_are() -> None:
    view = told("- web -> sales: hi", "- sales ~> bus ~> mailer: Sold", "- mailer -> db: read Ticket", "- mailer: rest")
    bars = {bar.lifeline: (bar.first, bar.last) for bar in view.bars}
    assert bars == {"sales": (0, 1), "mailer": (2, 4), "db": (3, 3)}


def test_who_is_called_back_is_busy_twice_at_once() -> None:
    view = told(
        "- web -> sales: hi", "- sales -> checker: look", "- checker -> sales: what?", "- sales -> db: read Seat"
    )
    assert [(bar.first, bar.last, bar.depth) for bar in view.bars if bar.lifeline == "sales"] == [(0, 3, 0), (2, 3, 1)]


def test_who_is_asked_twice_is_busy_with_each_until_its_own_reply() -> None:
    view = told(
        "- web -> lb -> sales: POST /v1/tickets",
        "- rival -> lb -> sales: POST /v1/tickets",
        "- sales --> rival: 201 Ticket",
        "- sales -> db: read Seat",
        "- sales --> web: 409",
    )
    bars = [(bar.lifeline, bar.first, bar.last, bar.depth) for bar in view.bars]
    assert bars == [("lb", 0, 6, 0), ("sales", 1, 6, 0), ("lb", 2, 4, 1), ("sales", 3, 4, 1), ("db", 5, 5, 0)]


@pytest.mark.parametrize("asked_again", ["- web -> sales: POST /v1/tickets", "- web -> lb -> sales: POST /v1/holds"])
def test_of_two_calls_by_one_asker_the_later_is_answered_first(asked_again: str) -> None:
    view = told("- web -> sales: POST /v1/tickets", asked_again, "- sales --> web: 201 Ticket", "- sales --> web: 409")
    bars = [(view.rows[bar.first].id, view.rows[bar.last].id) for bar in view.bars if bar.lifeline == "sales"]
    assert [last for _, last in bars] == ["4", "3"]


def test_a_reply_in_each_arm_answers_the_same_call() -> None:
    view = told(
        "- web -> sales: POST /v1/tickets",
        "- web -> sales: POST /v1/tickets",
        "- alt:",
        "    free: [sales --> web: 201 Ticket]",
        "    else: [sales --> web: 409]",
    )
    assert [view.rows[bar.last].id for bar in view.bars if bar.lifeline == "sales"] == ["answer-1", "3.2"]


def work(*lines: str) -> dict[str, list[str]]:
    """For each time of work, by the number of the step that it begins with, those that it is done for."""
    model = compile_text(SPEC + "  told:\n" + "".join(f"    {line}\n" for line in lines), "a.yaml").model
    return {busy.since: [each.since for each in busy.chain][1:] for busy in activity(model.flows["told"])}


def test_who_is_called_back_is_at_that_until_it_has_answered() -> None:
    found = work(
        "- web -> sales: POST /v1/tickets",
        "- sales -> checker: charge",
        "- checker -> sales: is it you",
        "- sales -> db: read Seat",
        "- db --> sales: Seat",
        "- sales -> locks: write Seat",
        "- sales --> checker: yes",
        "- sales -> db: write Ticket",
        "- checker --> sales: charged",
    )
    assert found["6"] == ["3", "2", "1", "1"]
    assert found["8"] == ["1", "1"]


def test_only_who_has_answered_turns_back() -> None:
    found = work(
        "- web -> sales: one",
        "- rival -> sales: two",
        "- sales -> checker: ask",
        "- checker --> sales: got",
        "- sales -> db: more",
        "- sales --> web: done",
    )
    assert found["5"] == ["2", "2"]


def test_of_what_waits_for_a_reply_the_innermost_goes_on() -> None:
    found = work(
        "- web -> sales: one",
        "- sales -> checker: ask",
        "- checker -> sales: ask back",
        "- sales -> locks: look",
        "- locks -> sales: tell",
        "- sales --> locks: told",
        "- sales -> db: read Seat",
        "- locks --> sales: seen",
        "- checker --> sales: good",
    )
    assert found["7"] == ["3", "2", "1", "1"]


def test_calls_within_calls_are_followed_without_asking_all_of_all() -> None:
    def calls(count: int) -> int:
        asked = [f"- s{at} -> s{at + 1}: ask" for at in range(count)]
        back = [f"- s{at + 1} --> s{at}: answer" for at in reversed(range(count))]
        text = SPEC + "  told:\n" + "".join(f"    {line}\n" for line in asked + back)
        flow = compile_text(text, "a.yaml").model.flows["told"]
        return called(lambda: activity(flow))

    assert calls(80) < 5 * calls(40)  # the time of who waits lasts with each step below it: twice as deep is four times


def test_a_store_that_tells_of_a_change_has_answered_before() -> None:
    view = told("- sales -> db: write Seat", "- sales: think", "- db ~> bus: SeatChanged")
    assert [(bar.first, bar.last) for bar in view.bars if bar.lifeline == "db"] == [(0, 0), (2, 2)]


def test_every_step_of_every_arm_is_told_once() -> None:
    steps = ["- parallel:", "    - sales -> db: a", "    - sales -> locks: b", "    - sales: c"]
    assert shape(told(*steps)) == ["par", "1.1", "|", "1.2", "|", "1.3", "end"]


def test_errors_are_marked_where_they_lie() -> None:
    text = SPEC + "  told:\n    - web -> sales: POST /v1/ticket\n    - sales -> ghost: boo\n"
    found = compile_text(text, "a.yaml")
    view = sequence(found.model, "told", found.diagnostics)
    assert [bool(each.faults) for each in messages(view)][:2] == [True, True]
    assert [lifeline.icon for lifeline in view.lifelines if lifeline.id == "ghost"] == [""]
    assert "component 'ghost' is not declared" in [row.what for row in view.legend]


def test_an_unknown_flow_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        sequence(compile_text(SPEC + "  a:\n    - web -> sales: hi\n").model, "b")

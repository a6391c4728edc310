"""What stands on cards: a client's last line, which is cut short at the end of a clause or a word."""

import pytest

from hld.layout import cards, classic, text
from hld.view.types import Card

LONG = "in the hall, Raspberry Pi 4 with 8 GB RAM, on a network that is slow in the evening, 80 ms RTT"


def client(runs_on):
    return Card("web", "web", "Client", "onprem.client.Users", "clients", "client", runs_on=runs_on)


@pytest.mark.parametrize("look", [cards, classic])
@pytest.mark.parametrize("runs_on", ["mobile 3G 1 Mbps, 4 GB RAM", LONG, 40 * "W", "256 KB " * 9, "3G"])
def test_what_a_client_runs_on_is_one_line_within_its_card(look, runs_on):
    card = client(runs_on)
    width = look.widest([card])
    face = look.face(card, width)
    told = face.detail[-1]
    assert len(face.detail) == 2
    assert told == runs_on or told.endswith("…")
    assert text.width(told, "detail") <= width - 2 * 8
    assert width < 230


def test_the_usual_words_are_told_whole_in_both_looks():
    for look in (cards, classic):
        for words in ("mobile 3G 1 Mbps, 4 GB RAM", "NB-IoT 60 kbps, 256 KB RAM"):
            assert look.face(client(words), look.widest([client(words)])).detail[-1] == words


def test_a_lane_without_such_a_line_is_as_wide_as_ever():
    wide = client("")._replace(subtitle="W" * 60)
    assert cards.widest([wide, client("3G")]) == cards.widest([wide])


@pytest.mark.parametrize(
    ("words", "clipped"),
    [
        ("3G, 4 GB RAM", "3G, 4 GB RAM"),
        ("mobile 3G 1 Mbps, 80 ms RTT, 4 GB RAM", "mobile 3G 1 Mbps, …"),
        ("a phone on a train between two cities", "a phone on a train …"),
        ("everything within 1000 km of the coast", "everything within …"),
        ("W" * 40, "WWWWWWWWWWW…"),
    ],
)
def test_a_line_is_cut_short_between_clauses_or_words(words, clipped):
    assert text.clipped(words, "detail", 130) == clipped

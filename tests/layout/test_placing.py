"""Nodes are placed alike, whichever core does it, and whatever becomes of the one that helps."""

import pytest

from hld import aside
from hld.layout import placing
from hld.layout.graph import icon_bytes
from hld.layout.nodes import Asked, Edge, Node

ASKED = Asked(
    (
        (Node("a", "onprem.client.Client", 100, 80),),
        (Node("b", "onprem.queue.Kafka", 100, 80, "f"), Node("c", "", 9, 9)),
    ),
    (Edge("a", "b", 3), Edge("a", "c")),
    (("f", ""),),
)


@pytest.fixture
def begun(monkeypatch):
    """A process whose helper has begun, which has no icon yet."""
    monkeypatch.setattr(aside, "cores", lambda: 2)
    monkeypatch.setattr(aside, "threads", lambda: 1)
    monkeypatch.setattr(aside, "_is_left", False)
    monkeypatch.setattr(placing, "_helper", None)
    monkeypatch.setattr(placing, "_icons", {})
    here = placing.placed(ASKED)
    placing.begin()
    if placing._helper is None:
        pytest.skip("processes are not copied here")
    return here


def test_another_core_places_them_alike(begun, monkeypatch):
    assert placing.is_available()
    monkeypatch.setattr(placing, "_placed", None)
    assert placing.placed(ASKED) == begun
    assert sorted(begun) == ["a", "b", "c"]


def test_the_icons_come_along(begun, monkeypatch):
    placing.placed(ASKED)
    assert dict(placing._icons) == {each: icon_bytes(each) for each in ("onprem.client.Client", "onprem.queue.Kafka")}
    assert placing.icon("onprem.compute.Server") == icon_bytes("onprem.compute.Server")


def test_what_it_cannot_do_is_done_here(begun, monkeypatch):
    with pytest.raises(aside.LostHelperError):
        placing._helper(b"no request")
    assert placing.placed(ASKED) == begun
    assert placing._helper is None
    assert placing.is_available()

"""What labels say, by what stands at the ends of the arrow."""

from __future__ import annotations

import pytest
from tests.spec.forms.nodes import line

from hld.catalog.kinds import Role
from hld.spec.forms.label import (
    AccessLabel,
    CallLabel,
    Declared,
    MessageLabel,
    ReplyLabel,
    TextLabel,
    classify,
)  # fmt: skip

DECLARED = Declared({"getTweet"}, {"Posted"}, {"Tweet", "User"})
CLIENT, COMPUTE, STORE, BROKER, EXTERNAL = Role.CLIENT, Role.COMPUTE, Role.STORE, Role.BROKER, Role.EXTERNAL


@pytest.mark.parametrize(
    ("text", "arrow", "source", "target", "variant"),
    [
        ("GET /v1/feed", "->", CLIENT, COMPUTE, CallLabel),
        ("get /v1/feed", "->", CLIENT, COMPUTE, CallLabel),
        ("query feed", "->", CLIENT, COMPUTE, CallLabel),
        ("query Tweet by author", "->", COMPUTE, STORE, AccessLabel),
        ("rpc Users.Get", "->", COMPUTE, COMPUTE, CallLabel),
        ("ws /v1/x", "->", CLIENT, COMPUTE, CallLabel),
        ("getTweet", "->", CLIENT, COMPUTE, CallLabel),
        ("write Tweet, User", "->", COMPUTE, STORE, AccessLabel),
        ("write to disk", "->", COMPUTE, STORE, TextLabel),
        ("202 Image", "->", COMPUTE, COMPUTE, ReplyLabel),
        ("ImageUploaded", "~>", COMPUTE, BROKER, MessageLabel),
        ("ImageUploaded", "~>", COMPUTE, EXTERNAL, MessageLabel),
        ("Posted", "->", COMPUTE, BROKER, MessageLabel),
        ("ImageUploaded", "->", COMPUTE, BROKER, TextLabel),
        ("process it", "~>", BROKER, COMPUTE, TextLabel),
        ("ImageUploaded", "~>", COMPUTE, COMPUTE, TextLabel),
        ("200 Tweet[]", "-->", COMPUTE, CLIENT, ReplyLabel),
        ("done", "-->", COMPUTE, CLIENT, TextLabel),
        ("make thumbnails", "", COMPUTE, None, TextLabel),
        ("", "->", COMPUTE, STORE, TextLabel),
    ],
)
def test_variants(text, arrow, source, target, variant):
    assert type(classify(line(text), arrow, source, target, DECLARED)) is variant


def test_the_parts_of_labels():
    call = classify(line("POST /v1/t?x=1 {text, id}"), "->", CLIENT, COMPUTE)
    assert isinstance(call, CallLabel)
    assert (call.method, call.name.text, call.fields and call.fields.text) == ("POST", "/v1/t", "{text, id}")
    access = classify(line("query Tweet by author, time"), "->", COMPUTE, STORE)
    assert isinstance(access, AccessLabel)
    assert [name.text for name in access.fields] == ["author", "time"]
    assert access.entities[0].span.column == 7
    answer = classify(line("200 Tweet[]"), "-->", COMPUTE, CLIENT)
    assert isinstance(answer, ReplyLabel)
    assert (answer.status, answer.type and answer.type.text) == (200, "Tweet[]")

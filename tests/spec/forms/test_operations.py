"""Operations in a block, in lines and in full; fields; answers."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.spec.forms.nodes import at, line, place, plain, said, yaml

from hld.source.nodes import Map, Scalar
from hld.spec.forms.api import api
from hld.spec.forms.fields import fields
from hld.spec.forms.operation import operation, returns

NOTES = Path(__file__).parents[4] / "shared" / "seeds"

BLOCK = """\
POST /v1/tweets
body: {
  "text": string
}

GET /v1/tweets/{tweetId} -> Tweet

POST /v1/follows
body: {
  "followee_id": string
}

GET /v1/feed -> Tweet[]
"""

TWEETS = {
    "POST /v1/tweets": {
        "style": "rest", "method": "POST", "path": "/v1/tweets", "body": {"text": {"type": "string"}},
    },
    "GET /v1/tweets/{tweetId}": {
        "style": "rest", "method": "GET", "path": "/v1/tweets/{tweetId}", "returns": {"type": "Tweet"},
    },
    "POST /v1/follows": {
        "style": "rest", "method": "POST", "path": "/v1/follows", "body": {"followee_id": {"type": "string"}},
    },
    "GET /v1/feed": {
        "style": "rest", "method": "GET", "path": "/v1/feed", "returns": {"type": "Tweet", "many": "true"},
    },
}  # fmt: skip


def block(text: str) -> Scalar:
    root = yaml("api: |\n" + "".join(f"  {each}\n" if each else "\n" for each in text.splitlines()))
    found = at(root, "api")
    assert isinstance(found, Scalar)
    return found


def test_the_block_of_a_note():
    found, findings = api(block(BLOCK))
    assert findings == ()
    assert plain(found) == TWEETS


@pytest.mark.skipif(not NOTES.is_dir(), reason="the notes are not here")
def test_the_block_is_that_of_the_notes():
    note = next(NOTES.glob("000*")).read_text(encoding="utf-8")
    assert note.split("```")[1].strip("\n") == BLOCK.strip("\n")


def test_pieces_of_a_block_stand_where_they_were_written():
    found, _ = api(block(BLOCK))
    assert place(at(found, "POST /v1/tweets", "method")) == (2, 3, 7)
    assert place(at(found, "POST /v1/tweets", "body", "text", "type")) == (4, 13, 19)
    assert place(at(found, "GET /v1/tweets/{tweetId}", "returns", "type")) == (7, 31, 36)
    assert place(at(found, "GET /v1/feed", "path")) == (14, 7, 15)


def test_bodies_as_in_json_and_more_keys():
    text = 'POST /users\nbody: { "name": "...", "email": "..." }\n-> 201 User\n\nGET /users/{id}\n'
    text += 'Response body: { "id": "...", "name": "..." }\nauth: none\nerrors: [404, 410]\n'
    found, findings = api(block(text))
    assert findings == ()
    assert plain(at(found, "POST /users", "body")) == {"name": {}, "email": {}}
    assert plain(at(found, "POST /users", "returns")) == {"status": "201", "type": "User"}
    get = plain(at(found, "GET /users/{id}"))
    assert get["returns"] == {"body": {"id": {"type": "id"}, "name": {}}}
    assert (get["auth"], get["errors"]) == ("none", ["404", "410"])


@pytest.mark.parametrize(
    ("line", "body", "returns"),
    [
        ("body: { title: string } -> 201 Photo", {"title": {"type": "string"}}, {"status": "201", "type": "Photo"}),
        ("body: {\n  title\n} -> Photo[]", {"title": {}}, {"type": "Photo", "many": "true"}),
        (
            "body: title, place: {lat} -> 204",
            {"title": {}, "place": {"type": "object", "fields": {"lat": {}}}},
            {"status": "204"},
        ),
        ("request: {title}->{id, name}", {"title": {}}, {"body": {"id": {"type": "id"}, "name": {}}}),
    ],
)
def test_an_answer_behind_a_body_is_read(line, body, returns):
    found, findings = api(block(f"POST /photos\n{line}\nGET /photos"))
    assert findings == ()
    assert plain(at(found, "POST /photos", "body")) == body
    assert plain(at(found, "POST /photos", "returns")) == returns
    assert "returns" not in plain(at(found, "GET /photos"))


def test_what_is_left_over_behind_a_body_is_told():
    found, findings = api(block("POST /photos\nbody: { title: string } nonsense here\n"))
    assert plain(at(found, "POST /photos", "body")) == {"title": {"type": "string"}}
    assert [(each.rule, each.message) for each in findings] == [
        ("endpoint-syntax", "'nonsense here' is not understood")
    ]
    found, findings = fields(line("{title, {a}} nonsense"))
    assert [each.message for each in findings if "behind" in each.message] == ["'nonsense' stands behind the fields"]


def test_what_follows_a_blank_and_a_hash_is_a_comment_in_a_block():
    text = "# all\nGET /a/{id} -> Post   # one post\nPOST /a#b  # {\nbody: {\n  x: int  # many\n}\n"
    found, findings = api(block(text))
    assert findings == ()
    assert list(plain(found)) == ["GET /a/{id}", "POST /a#b"]
    assert plain(at(found, "GET /a/{id}", "returns")) == {"type": "Post"}
    assert plain(at(found, "POST /a#b", "body")) == {"x": {"type": "int"}}
    found, findings = api(block('GET /a\ndescription: "no # comment" # but this\n'))
    assert plain(at(found, "GET /a", "description")).strip('"') == "no # comment"


def test_what_is_wrong_in_a_block():
    found, findings = api(block("GET /a\nPSOT /b\nbody: {\n  x\nGET /c/{id}/{id}\nwhat is this\n"))
    assert list(plain(found)) == ["GET /a", "POST /b", "GET /c/{id}/{id}"]
    assert sorted(said(findings)) == [
        ("bad-path-param", 6, 15),
        ("endpoint-syntax", 3, 3),
        ("endpoint-syntax", 4, 9),
        ("endpoint-syntax", 7, 3),
    ]


def test_a_folded_block_is_refused():
    found, findings = api(line("GET /a GET /b")._replace(style="folded"))
    assert plain(found) == {}
    assert "|" in findings[0].hint


@pytest.mark.parametrize(
    ("text", "key", "fields_"),
    [
        ("POST /v1/images {file:blob} -> 202 Image", "POST /v1/images",
         {"method": "POST", "body": {"file": {"type": "blob"}}, "returns": {"status": "202", "type": "Image"}}),
        ("GET /v1/feed?cursor&limit=int -> Tweet[]", "GET /v1/feed",
         {"query": {"cursor": {}, "limit": {"type": "int"}}, "returns": {"type": "Tweet", "many": "true"}}),
        ("GET /v1/feed {cursor, limit}", "GET /v1/feed", {"query": {"cursor": {}, "limit": {}}}),
        ("DELETE /a/{id} -> 204", "DELETE /a/{id}", {"returns": {"status": "204"}}),
        ("GET /a -> [Tweet]", "GET /a", {"returns": {"type": "Tweet", "many": "true"}}),
        ("rpc Users.Get {id} -> User", "rpc Users.Get",
         {"style": "rpc", "path": "Users.Get", "body": {"id": {"type": "id"}}}),
        ("query feed(first: int) -> Post[]", "query feed", {"style": "query", "body": {"first": {"type": "int"}}}),
        ("ws /v1/notifications -> ImageProcessed", "ws /v1/notifications", {"style": "ws"}),
        ("poll /v1/jobs every 30s -> Job", "poll /v1/jobs", {"style": "poll", "every": "30s"}),
        ("webhook POST /hook", "webhook /hook", {"style": "webhook", "method": "POST"}),
        ("`GET /users/{id}`", "GET /users/{id}", {"method": "GET"}),
    ],
)  # fmt: skip
def test_one_line(text, key, fields_):
    pair, findings = operation(line(text))
    assert findings == ()
    assert pair.key.text == key
    assert fields_.items() <= plain(pair.value).items()


@pytest.mark.parametrize(
    ("text", "finding", "hint"),
    [
        ("get /x", ("endpoint-syntax", 1, 1), "GET"),
        ("PSOT /x", ("endpoint-syntax", 1, 1), "POST"),
        ("GET feed", ("endpoint-syntax", 1, 5), "/feed"),
        ("/feed", ("endpoint-syntax", 1, 1), "GET /feed"),
        ("GET", ("endpoint-syntax", 1, 1), "GET /path"),
        ("GET /a/{}/b", ("bad-path-param", 1, 8), "{id}"),
        ("GET /a/{id}/{id}", ("bad-path-param", 1, 13), "rename"),
        ("GET /a/:id", ("bad-path-param", 1, 8), "{id}"),
        ("GET /a/{id", ("bad-path-param", 1, 8), "{id}"),
        ("GET /a something", ("endpoint-syntax", 1, 8), "->"),
        ("GET /a -> two words here", ("endpoint-syntax", 1, 11), "Tweet"),
        ("ws", ("endpoint-syntax", 1, 1), "ws /path"),
    ],
)
def test_mistakes_are_found_where_they_stand(text, finding, hint):
    _, findings = operation(line(text))
    assert said(findings) == [finding]
    assert hint in findings[0].hint


def test_lists_and_maps_of_operations():
    found, findings = api(yaml("- GET /a -> A\n- POST /b:\n    returns: 204\n- GET /a\n- nonsense\n"))
    assert list(plain(found)) == ["GET /a", "POST /b"]
    assert [rule for rule, *_ in said(findings)] == ["endpoint-syntax", "duplicate-endpoint"]
    found, findings = api(yaml("GET /a: {id: a, returns: 'A[]'}\nGET /b: -> B\nimport: x.yaml\n"))
    assert findings == ()
    assert plain(at(found, "GET /a", "id")) == "a"
    assert plain(at(found, "GET /b", "returns")) == {"type": "B"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("201 Tweet", {"status": "201", "type": "Tweet"}),
        ("204", {"status": "204"}),
        ("{id, name}", {"body": {"id": {"type": "id"}, "name": {}}}),
        ("", {}),
    ],
)
def test_answers(text, value):
    assert plain(returns(line(text))[0]) == value


def test_fields_of_every_kind():
    text = "{id, author: User, text: 280 chars, email: pii, mail: email pii, tags: [url], raw: blob 1 MB, "
    text += "n:string, o?, l: 'T[]'}"
    found, findings = fields(yaml(text))
    assert findings == ()
    assert plain(found) == {
        "id": {"type": "id"}, "author": {"type": "User"}, "text": {"type": "280 chars"}, "email": {"class": "pii"},
        "mail": {"type": "email", "class": "pii"}, "tags": {"type": "url", "many": "true"},
        "raw": {"type": "blob", "size": "1 MB"}, "n": {"type": "string"}, "o": {"optional": "true"},
        "l": {"type": "T", "many": "true"},
    }  # fmt: skip
    assert isinstance(found, Map)


def test_fields_that_are_none():
    assert said(fields(line("{a, 9b}"))[1]) == [("bad-value", 1, 5)]
    assert said(fields(line("{a, a}"))[1]) == [("duplicate-key", 1, 5)]
    assert said(fields(line("{a, b"))[1]) == [("bad-value", 1, 1)]

"""OpenAPI: a document that a standard validator takes, with every operation that travels by HTTP."""

import json

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from hld.pipeline import compile_text, export

from .designs import DESIGNS, HERE, SMALL, exported, model


def document(path):
    return json.loads(exported("openapi", path)[""])


@pytest.mark.parametrize("path", [*DESIGNS, "hostile"], ids=str)
def test_the_validator_takes_it_and_nothing_is_lost(path):
    made = document(path)
    assert not [error.message for error in OpenAPIV31SpecValidator(made).iter_errors()]
    shown = {
        (method, route.partition("?")[0])
        for section in ("paths", "webhooks")
        for route, item in made.get(section, {}).items()
        for method in item
    }
    told = made["info"].get("description", "")
    declared = model(path).operations.values()
    assert len(shown) + sum(f"{each.key}" in told for each in declared) >= len(declared)
    for each in declared:
        if each.style.value == "rest":
            assert any(method == each.method.lower() for method, _ in shown), each.key


def test_the_validator_would_say_so():
    made = document(SMALL)
    del made["info"]["title"]
    assert list(OpenAPIV31SpecValidator(made).iter_errors())


SPEC = """\
hld: 1
name: A
entities:
  User: {id, email: pii}
  Tweet: {id, author: User, text: 280 chars, state: "enum(on, off)", tags: "string[]", note?}
auth: oauth
api:
  - POST /v1/tweets {text: 280 chars, at?: time} -> 201 Tweet
  - GET /v1/tweets/{id} -> Tweet[]
  - rpc Users.Get
components: {web: client, api: service}
"""


def test_what_is_said_of_an_operation():
    made = json.loads(
        export(
            compile_text(SPEC).model,
            "openapi",
        )
    )
    post = made["paths"]["/v1/tweets"]["post"]
    assert post["operationId"] == "POST_v1_tweets"
    assert post["security"] == [{"oauth": []}]
    assert post["requestBody"]["content"]["application/json"]["schema"] == {
        "type": "object",
        "properties": {"text": {"type": "string", "maxLength": 280}, "at": {"type": "string", "format": "date-time"}},
        "required": ["text"],
    }
    assert post["responses"]["201"]["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Tweet"}
    get = made["paths"]["/v1/tweets/{id}"]["get"]
    assert get["parameters"] == [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}]
    assert get["responses"]["200"]["content"]["application/json"]["schema"]["type"] == "array"
    tweet = made["components"]["schemas"]["Tweet"]
    assert tweet["properties"]["author"] == {"type": "string", "description": "the id of one: User"}
    assert tweet["properties"]["state"] == {"type": "string", "enum": ["on", "off"]}
    assert tweet["properties"]["tags"] == {"type": "array", "items": {"type": "string"}}
    assert "note" not in tweet["required"]
    assert "rpc Users.Get" in made["info"]["description"]
    assert made["components"]["securitySchemes"]["oauth"]["scheme"] == "bearer"


def test_the_text_is_as_it_was_read_last(golden):
    golden(exported("openapi", SMALL)[""], HERE / "url-shortener.openapi.json")

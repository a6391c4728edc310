"""No text makes a form raise, and every finding lies within the text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.spec.forms.nodes import line

from hld.catalog.kinds import Role
from hld.source.nodes import Entry, Items, Map
from hld.spec.forms.api import api
from hld.spec.forms.component import component, named
from hld.spec.forms.draw import drawing
from hld.spec.forms.fields import fields
from hld.spec.forms.label import classify
from hld.spec.forms.operation import operation, returns
from hld.spec.forms.relationship import relationship
from hld.spec.forms.step import steps

FORMS = (component, named, drawing, fields, api, operation, returns, relationship, steps)
WORDS = """
a b lb -> ~> --> ->> <- : , ; { } [ ] ( ) " ' ? & @ 2s x2 x if miss hit 5% GET POST /v1 /{id} {} rpc ws 204
Tweet Tweet[] read write by every = key= .. 1..2 sql redis # | ` … 日本 é
"""
PIECES = st.sampled_from([*WORDS.split(), "\n", "\t"])
TEXTS = st.one_of(
    st.text(max_size=60), st.lists(PIECES, max_size=14).map(" ".join), st.lists(PIECES, max_size=9).map("".join)
)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
@given(text=TEXTS)
@settings(max_examples=150, deadline=None)
def test_any_text(form, text):
    scalar = line(text)
    _, findings = form(scalar)
    assert all(scalar.span.holds(finding.span) for finding in findings)
    assert all(finding.rule and finding.message for finding in findings)


@given(key=TEXTS, value=TEXTS)
@settings(max_examples=200, deadline=None)
def test_any_mapping(key, value):
    node = Map((Entry(line(key), line(value)),), line(key).span)
    for form in (steps, fields, relationship, api):
        form(node)
        form(Items((node, line(value)), node.span))


@given(text=TEXTS, arrow=st.sampled_from(["->", "~>", "-->", ""]), role=st.sampled_from([*Role, None]))
@settings(max_examples=300, deadline=None)
def test_any_label(text, arrow, role):
    classify(line(text), arrow, role, role)

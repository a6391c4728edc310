"""Structurizr DSL: every brace closed, every name declared, every step of a view on a relationship of the model."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hld.export import structurizr
from hld.pipeline import compile_text
from hld.printable import one_line

from .designs import DESIGNS, HERE, SMALL, exported, model
from .tools import structurizr_faults

WORD = r'"(?:[^"\\]|\\"|\\(?!"))*"'
LINE = re.compile(
    rf"(?:workspace|model|views|styles|properties|shape|include|autoLayout|background|element|systemContext|container"
    rf"|dynamic|group|\w+ = (?:person|softwareSystem|container)|\w+ -> \w+)?(?: ?(?:{WORD}|[\w*#]+))*(?: \{{)?"
    rf"|\}}|{WORD} {WORD}"
)


@pytest.mark.parametrize("path", [*DESIGNS, "hostile"], ids=str)
def test_every_line_is_of_the_language_and_every_name_is_known(path):
    text = exported("structurizr", path)[""]
    depth, names, related, titles = 0, set(), set(), []
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("//"):
            continue
        assert LINE.fullmatch(line), line
        bare = re.sub(WORD, "", line)
        depth += bare.count("{") - bare.count("}")
        if found := re.match(rf"(\w+) = (?:person|softwareSystem|container) ({WORD})", line):
            assert found[1] not in names
            names.add(found[1])
            titles.append(found[2].lower())
        elif found := re.match(r"(\w+) -> (\w+)", line):
            assert {found[1], found[2]} <= names
            if depth <= 2:
                related.add((found[1], found[2]))
            else:
                assert (found[1], found[2]) in related or (found[2], found[1]) in related, line
    assert depth == 0
    assert len(titles) == len(set(titles))
    assert text.count("dynamic ") >= len(model(path).flows)


@given(st.text(alphabet=st.sampled_from("ab \\\"{}/'\n#名"), min_size=1))
def test_words_come_back(words):
    written = structurizr.text(words)
    assert re.fullmatch(WORD, written)
    assert written[1:-1].replace('\\"', '"').rstrip() == one_line(words)


def test_relations_that_no_flow_goes_along_say_what_they_are():
    text = """
hld: 1
name: T
components: {app: service, db: sql, dr: sql, lake: object store}
flows: {keep: ["app -> db: write it", "db -> dr: look at it"]}
relationships: [db -> lake: backup, app -> lake: depends, db -> dr: replicate]
"""
    told = structurizr.design(compile_text(text, "t.yaml").model)
    found = dict(re.findall(r'^ *(\w+ -> \w+) "(?:backup|depends|replicate)" "([^"]*)"', told, re.MULTILINE))
    assert found == {"db -> lake": "backup", "app -> lake": "dependency", "db -> dr": "replication"}


def test_no_word_stands_for_a_variable_of_the_environment():
    assert structurizr.text("reads ${HOME}") == '"reads $ {HOME}"'


def test_structurizr_takes_every_spec(tmp_path):
    for path in ("hostile", *DESIGNS[::3]):
        assert structurizr_faults(exported("structurizr", path)[""], tmp_path) == ""


def test_structurizr_would_say_so(tmp_path):
    assert "persn" in structurizr_faults('workspace {\n  model {\n    a = persn "a"\n  }\n}\n', tmp_path)


def test_the_text_is_as_it_was_read_last(golden):
    golden(exported("structurizr", SMALL)[""], HERE / "url-shortener.dsl")

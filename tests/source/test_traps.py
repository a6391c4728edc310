"""What authors write and YAML refuses, or reads as something else: the cure at the right place, and the rest read."""

from __future__ import annotations

import pytest

from hld.diagnostics import Severity
from hld.source import Items, Map, Node, Source, load_text, tree


def plain(node: Node | None) -> object:
    if isinstance(node, Map):
        return {entry.key.text: plain(entry.value) for entry in node.entries}
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return None if node is None else node.text


def only(source: Source):
    (finding,) = source.findings
    return finding


READ_ON = {
    "flow_brackets": ("x: {ids: id[]}", {"x": {"ids": "id[]"}}, 10, "write [id]"),
    "flow_type": ("x: {returns: Tweet[]}", {"x": {"returns": "Tweet[]"}}, 14, 'quote it: "Tweet[]"'),
    "flow_path": ("x: {call: GET /x/{id}}", {"x": {"call": "GET /x/{id}"}}, 11, 'quote it: "GET /x/{id}"'),
    "flow_reply": ("x: {reply: 200 Tweet[]}", {"x": {"reply": "200 Tweet[]"}}, 12, "quote it"),
    "flow_endpoints": (
        "x: [GET /v1/feed -> Tweet[], GET /y]",
        {"x": ["GET /v1/feed -> Tweet[]", "GET /y"]},
        5,
        "quote it",
    ),
    "flow_key": ("api: {GET /x/{id}: {a: b}}", {"api": {"GET /x/{id}": {"a": "b"}}}, 7, "quote it"),
    "flow_comma": ("x: {k: sql (postgres, 14)}", {"x": {"k": "sql (postgres, 14)"}}, 8, "quote it"),
    "flow_formula": ("x: {value: = max(dau, 3)}", {"x": {"value": "= max(dau, 3)"}}, 12, "quote it"),
    "second_colon": ("db: service: x2", {"db": "service: x2"}, 12, "write 'db: service x2'"),
    "step_as_value": (
        "post: web -> api: GET /x",
        {"post": "web -> api: GET /x"},
        17,
        "on a line of its own, below 'post:'",
    ),
    "prose_colon": ("t: User should be able to: post", {"t": "User should be able to: post"}, 26, "quote it"),
    "quoted_start": ('- a -> b: "write" Tweet', [{"a -> b": '"write" Tweet'}], 19, "quote all of it"),
    "list_start": ("- a -> b: [tls] GET /x", [{"a -> b": "[tls] GET /x"}], 17, "quote all of it"),
    "apostrophe": ("a: 'it's ok'", {"a": "'it's ok'"}, 8, '"it\'s ok"'),
    "greater": ("a: > 99%", {"a": "> 99%"}, 4, 'quote it: "> 99%"'),
    "at_least": ("a: >= 99.9%  # three nines", {"a": ">= 99.9%"}, 4, 'quote it: ">= 99.9%"'),
    "star": ("a: *", {"a": "*"}, 4, "quote it"),
    "star_text": ("a: *very* important", {"a": "*very* important"}, 4, "quote it"),
    "ampersand": ("a: & more", {"a": "& more"}, 4, "quote it"),
    "percent": ("a: %5", {"a": "%5"}, 4, "quote it"),
    "at": ("a: @home", {"a": "@home"}, 4, "quote it"),
    "backquote": ("a: `x` y", {"a": "`x` y"}, 4, "quote it"),
    "in_flow": ("a: {b: > 9, c: @d}", {"a": {"b": "> 9", "c": "@d"}}, 8, "quote it"),
    "body_blanks": ("- POST /t {a: b, c: d}", ["POST /t {a: b, c: d}"], 19, "write {a:b} without a blank"),
    "folded_api": ("api: >\n  GET /a\n  GET /b\n", {"api": "GET /a\nGET /b\n"}, 6, "write 'api: |'"),
    "no_dashes": ("flows:\n  p:\n    a -> b: x\n    a -> b: x", {"flows": {"p": [{"a -> b": "x"}] * 2}}, 5, "put '- '"),
    "no_anchor": ("a: *nope", {"a": "*nope"}, 4, "quote it"),
    "key_is_list": ("? [a]\n: b\nc: d", {"c": "d"}, 3, "quote the key"),
    "template": ("{{name}}: x", {}, 1, "quote the key"),
    "documents": ("a: b\n---\nc: d", {"a": "b"}, 1, "a file of its own"),
    "nul": ("a: b\x00c", {"a": "b\ufffdc"}, 5, "delete it"),
}


@pytest.mark.parametrize("name", READ_ON)
def test_a_trap_is_named_at_its_place_and_the_rest_is_read(name):
    text, tree, column, cure = READ_ON[name]
    source = load_text(text)
    assert plain(source.root) == tree
    finding = source.findings[0]
    assert finding.rule == "yaml-syntax"
    assert finding.severity is None
    assert finding.span.column == column
    assert cure in finding.hint
    assert len(source.findings) == (2 if name == "in_flow" else 1)


STOPPED = {
    "tab": ("a:\n\t- b", (2, 1), "a tab"),
    "open_quote": ("a: 'x\nb: c", (1, 4), "never closed"),
    "open_bracket": ("a: [1, 2\nb: c", (1, 4), "'[' is never closed"),
    "open_brace": ("a: {x: 1\nb: 2", (1, 4), "'{' is never closed"),
    "indent": ("a:\n  b: 1\n c: 2", (3, 2), "lines up with nothing"),
    "deeper": ("a: b\n  c: d", (2, 3), "has a value already"),
    "no_colon": ("a: 1\nfoo\nb: 2", (2, 1), "'foo' has no ':'"),
    "no_colon_first": ("foo\nbar: 1", (1, 1), "'foo' has no ':'"),
    "list_after_key": ("a: - b", (1, 4), "a list may not start here"),
    "escape": ('a: "\\d"', (1, 5), "escapes nothing"),
    "mixed": ("a:\n  - b\n  c: d", (3, 3), "stands among list items"),
    "empty": ("", (1, 1), "holds no spec"),
    "comment_only": ("# nothing\n", (1, 1), "holds no spec"),
}


@pytest.mark.parametrize("name", STOPPED)
def test_what_cannot_be_read_is_one_finding_at_its_place(name):
    text, place, message = STOPPED[name]
    source = load_text(text)
    assert source.root is None
    finding = only(source)
    assert (finding.span.line, finding.span.column) == place
    assert message in finding.message
    assert finding.hint


def test_a_body_with_a_blank_after_its_colon_means_the_same():
    source = load_text("api:\n  - POST /v1/t {text: string} -> 201 Tweet\n")
    assert source.findings == ()
    (line,) = source.root.get("api").items
    assert line.text == "POST /v1/t {text: string} -> 201 Tweet"
    assert line.slice(12, 16).span[1:] == (2, 17, 2, 21)


def test_several_traps_are_all_named_at_once():
    source = load_text("a: > 1\nb: @c\nd: e: f\ng: {h: i[]}\nj: k\n")
    assert [finding.span.line for finding in source.findings] == [1, 2, 3, 4]
    assert plain(source.root) == {"a": "> 1", "b": "@c", "d": "e: f", "g": {"h": "i[]"}, "j": "k"}


def test_a_cured_value_stands_where_it_was_written():
    source = load_text("a: > it's 99%\n")
    value = source.root.get("a")
    assert (value.text, value.span[1:], value.style) == ("> it's 99%", (1, 4, 1, 14), "plain")
    assert value.slice(2, 6).span[1:] == (1, 6, 1, 10)


def test_marks_that_yaml_takes_without_a_word_are_left_alone():
    source = load_text("a: {text?: string, b: {time?}}\nc: {text:string}\nd: a > b\ne: R&D *x @y %z !\n")
    assert source.findings == ()


def test_a_repeated_key_is_named_with_both_lines_and_the_first_stands():
    source = load_text("a: 1\nb: 2\na: 3\n")
    finding = only(source)
    assert finding.rule == "duplicate-key"
    assert finding.message == "'a' is defined at line 1 and again at line 3"
    assert finding.span[1:] == (3, 1, 3, 2)
    assert plain(source.root) == {"a": "1", "b": "2"}


def test_text_after_a_hash_is_a_warning_and_a_comment_is_none():
    source = load_text("a: resize #2 sizes\nb: x # fine\nc: 'y #1'\nd: |\n  z #1\n#e\nf: #fff\n")
    assert [(finding.span.line, finding.span.column) for finding in source.findings] == [(1, 11), (7, 4)]
    assert {finding.severity for finding in source.findings} == {Severity.WARNING}


def test_comments_that_speak_to_the_program_are_kept():
    source = load_text("a: b  # hld: allow x -- because\n# hld: allow y -- z\nc: 'd # hld: no'\ne: |\n  # hld: no\n")
    assert [(each.text, each.span.line, each.span.column) for each in source.comments] == [
        ("# hld: allow x -- because", 1, 7),
        ("# hld: allow y -- z", 2, 1),
    ]


def test_anchors_and_merge_keys_work():
    source = load_text("base: &b {x: 1, y: 2}\none: {<<: *b, x: 3}\ntwo:\n  <<: [*b, {z: 4}]\n")
    assert source.findings == ()
    assert plain(source.root)["one"] == {"x": "3", "y": "2"}
    assert plain(source.root)["two"] == {"x": "1", "y": "2", "z": "4"}


def test_an_anchor_or_tag_that_may_be_text_is_a_warning():
    source = load_text("a: &more things\nb: !important fix\n")
    assert [finding.severity for finding in source.findings] == [Severity.WARNING] * 2
    assert "'&more' is never used" in source.findings[0].message
    assert "tag '!important'" in source.findings[1].message


def test_an_alias_within_what_it_names_is_refused():
    assert "stands within what it names" in only(load_text("a: &x [*x]")).message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_with_and_without_a_mark_are_read(encoding):
    source = load_text("a: café\n".encode(encoding))
    assert source.findings == ()
    assert plain(source.root) == {"a": "café"}
    assert source.root.get("a").span[1:] == (1, 4, 1, 8)


def test_bytes_that_are_no_utf8_are_named_where_they_stand():
    finding = only(load_text(b"a: b\nc: caf\xe9\n"))
    assert (finding.span.line, finding.span.column) == (2, 7)
    assert "0xe9" in finding.message


def test_an_empty_second_document_is_no_fault():
    assert load_text("a: b\n---\n").findings == ()
    assert load_text("---\na: b\n...\n").findings == ()


def test_the_parser_in_python_reads_the_same(monkeypatch):
    text = "a: {b: c, d: [e, 'f']}\ng: |\n  h\n  i\nj: > 9\nk: é x\n"
    fast = load_text(text)
    monkeypatch.setattr(tree, "_parser", tree._Pure)
    slow = load_text(text)
    assert plain(slow.root) == plain(fast.root) == {
        "a": {"b": "c", "d": ["e", "f"]}, "g": "h\ni\n", "j": "> 9", "k": "é x",
    }  # fmt: skip
    assert slow.findings == fast.findings
    for mine, other in zip(slow.root.entries, fast.root.entries, strict=True):
        assert (mine.key.span, mine.value.span) == (other.key.span, other.value.span)

"""The document of a design as Markdown and as HTML: whole, linked, and nothing of a spec is markup in it."""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from hld.export.document import document as in_markdown
from hld.export.html_document import html_document
from hld.pipeline import compile_file, compile_text, document, draw, views
from hld.render.inlined import inlined
from hld.view.document import Section
from hld.view.pages import PAGES

ROOT = Path(__file__).parents[2]
DESIGNS = sorted([*ROOT.joinpath("specs").glob("*.yaml"), *ROOT.joinpath("tests/designs").glob("*.yaml")])
FEW = [path for path in DESIGNS if path.stem in ("shop", "url-shortener", "chat")]
READER = MarkdownIt("commonmark").enable("table")
VOID = ("meta", "br", "input")
NASTY = """</style><script>alert(1)</script> "x" 'y' `z` [a](javascript:alert) | <b onclick=x>"""


@cache
def compiled(path):
    return compile_file(str(path))


@cache
def written(path):
    """The document of a design, in Markdown and in HTML."""
    return both(compiled(path))


def both(compilation):
    found = document(compilation)
    pictures = inlined({view: draw(compilation.model, view) for view in found.pictures()})
    return (
        in_markdown(found, {view: f"{view}.svg" for view in found.pictures()}).decode(),
        html_document(found, pictures.pictures, pictures.symbols, pictures.style).decode(),
    )


class Reader(HTMLParser):
    """The elements of a page with their attributes, which must be closed in their order."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.open, self.content = [], [], {}
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open:
            self.content[self.open[-1]] = self.content.get(self.open[-1], "") + data

    def of(self, key):
        return [attributes[key] for _, attributes in self.elements if key in attributes]


def sections(parts):
    for part in parts:
        if isinstance(part, Section):
            yield part
            yield from sections(part.parts)


@pytest.mark.parametrize("path", DESIGNS, ids=lambda path: path.stem)
def test_a_document_tells_all_and_its_links_lead_somewhere(path):
    compilation = compiled(path)
    found = document(compilation)
    model = compilation.model
    assert set(found.pictures()) == {view for view in views(model) if view not in PAGES}
    ids = [section.id for section in sections(found.sections)]
    assert len(ids) == len(set(ids))
    assert [f"flow-{flow}" for flow in model.flows] == [id_ for id_ in ids if id_.startswith("flow-")]
    text = in_markdown(found, {view: f"{view}.svg" for view in found.pictures()}).decode()
    targets = [
        token.attrs["href"]
        for block in READER.parse(text)
        for token in block.children or ()
        if token.type == "link_open"
    ]
    within = {target[1:] for target in targets if target.startswith("#")}
    assert within <= set(re.findall(r'^<a id="([^"]*)"></a>$', text, re.MULTILINE))
    assert within >= {section.id for section in found.sections}


@pytest.mark.parametrize("path", FEW, ids=lambda path: path.stem)
def test_a_page_is_whole_and_asks_nothing_of_the_network(path):
    page = written(path)[1]
    reader = Reader(page)
    ids = reader.of("id")
    assert len(ids) == len(set(ids))
    assert {target[1:] for target in (*reader.of("href"), *reader.of("xlink:href")) if target[:1] == "#"} <= set(ids)
    assert not reader.of("src")
    assert all(target[:1] == "#" or target.startswith("data:image/") for target in reader.of("xlink:href"))
    assert not any(key.startswith("on") or key == "style" for _, attributes in reader.elements for key in attributes)
    assert "url(" not in reader.content["style"]
    digest = b64encode(sha256(reader.content["style"].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in reader.of("content")[0]
    used = set(re.findall(r"var\((--[\w-]+)\)", page))
    assert used <= set(re.findall(r"(--[\w-]+):", reader.content["style"]))


def test_the_same_design_gives_the_same_bytes():
    path = FEW[0]
    assert both(compile_file(str(path))) == written(path)


def test_nothing_of_a_spec_is_markup():
    quoted = NASTY.replace("'", "''")
    text = f"""
hld: 1
name: '{quoted}'
description: '{quoted}'
requirements:
  functional: {{buy: '{quoted}'}}
  out_of_scope: ['{quoted}']
  assumptions: ['{quoted}']
api: [GET /v1/things]
components:
  web: client
  api: {{kind: service, name: '{quoted}', role: '{quoted}'}}
flows:
  look: {{title: '{quoted}', steps: [{{'web -> api: GET /v1/things': , title: '{quoted}'}}]}}
deep_dives:
  why: {{title: '{quoted}', question: '{quoted}', options: [{{name: '{quoted}', pros: ['{quoted}']}}]}}
"""
    markdown, page = both(compile_text(text))
    reader = Reader(page)
    assert {tag for tag, _ in reader.elements}.isdisjoint({"script", "b"})
    assert "javascript:alert" not in "".join(reader.of("href"))
    allowed = re.compile(r'<br>|</?code>|<a id="[\w-]+">|</a>')
    for block in READER.parse(markdown):
        for token in (block, *(block.children or ())):
            if token.type in ("html_inline", "html_block"):
                assert allowed.sub("", token.content).strip() == ""


def test_what_is_asked_for_stands_beside_what_was_worked_out():
    text = written(ROOT / "specs/url-shortener.yaml")[0]
    (row,) = (line for line in text.splitlines() if line.startswith("| **latency** "))
    assert "| &lt; 100 ms (p99) | 28 ms<br>" in row
    assert "100M urls/day × 10 years = 365B urls" in text
    order = [line[3:] for line in text.splitlines() if line.startswith("## ")]
    assert order == [
        "Requirements", "Capacity", "Core entities", "API", "Data flow", "High-level design", "Deep dives",
        "Questions", "Out of scope", "Assumptions", "Findings",
    ]  # fmt: skip


def test_a_bare_design_has_a_document():
    markdown, page = both(compile_text("hld: 1\nname: A\ncomponents: {web: client}\n"))
    assert "## High-level design" in markdown
    assert "## API" not in markdown
    Reader(page)


def test_what_the_clients_run_on_is_told_once():
    design = "hld: 1\nname: A\n{}components: {{web: client}}\n"
    stated = "environment: {device: Raspberry Pi, memory: 4 GB}\n"
    told = "The clients run on: Raspberry Pi, 4 GB RAM."
    assert [page.count(told) for page in both(compile_text(design.format(stated), "a.yaml"))] == [1, 1]
    asked = "requirements: {nonfunctional: {environment: 4 GB RAM}}\n"
    for text in (design.format(""), design.format(asked)):
        assert not any("The clients run on" in page for page in both(compile_text(text, "a.yaml")))

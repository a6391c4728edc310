from __future__ import annotations

import re
from pathlib import Path

import pytest

import hld
from hld.catalog.kinds import KINDS
from hld.pipeline import compile_text
from hld.spec.document import language_page, reference_page
from hld.spec.later import is_for_later
from hld.spec.shapes import SHAPES

from .plain import found

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {"language.md": language_page(), "reference.md": reference_page()}
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```", language_page(), re.MULTILINE | re.DOTALL)


def test_the_pages_on_disk_are_current() -> None:
    assert {name: (DOCS / name).read_text(encoding="utf-8") for name in PAGES} == PAGES, "say make docs"


@pytest.mark.parametrize("example", EXAMPLES, ids=[str(number) for number in range(len(EXAMPLES))])
def test_the_examples_are_right(example: str) -> None:
    assert found(example) == []


def test_the_first_example_is_a_whole_design() -> None:
    assert compile_text(EXAMPLES[0]).diagnostics == ()


@pytest.mark.parametrize("example", EXAMPLES, ids=[str(number) for number in range(len(EXAMPLES))])
def test_what_the_examples_are_about_holds(example: str) -> None:
    rules = ("bad-initiator", "bad-step", "unknown-kind", "stale-suppression")
    assert [each for each in compile_text(example).diagnostics if each.rule in rules] == []


def test_every_key_and_kind_is_on_the_page() -> None:
    page = reference_page()
    keys = {row.name for shape in SHAPES.values() for row in shape.rows if not row.hidden}
    assert sorted(key for key in keys if not re.search(rf"^\| `{key}`( °)? \|", page, re.MULTILINE)) == []
    assert [kind for kind in KINDS if f"| `{kind}` |" not in page] == []
    assert "`chain`" not in page


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    links = re.findall(r"\]\(([\w.]*)#([^)]+)\)", PAGES[name])
    assert links
    assert [(page, anchor) for page, anchor in links if anchor not in anchors(PAGES[page or name])] == []


def anchors(page: str) -> set[str]:
    headings = (line.lstrip("# ").lower() for line in page.splitlines() if line[:1] == "#")
    return {re.sub(r"[^\w -]", "", heading).replace(" ", "-") for heading in headings}


MODULES = "".join(
    re.sub(r'""".*?"""', "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for stage in ("model", "check", "view")
    for path in (Path(hld.__file__).parent / stage).rglob("*.py")
)


@pytest.mark.parametrize("shape", ["component", "step", "operation", "message"])
def test_what_is_marked_as_kept_for_later_is_used_by_nothing(shape: str) -> None:
    marked = [row.name for row in SHAPES[shape].rows if is_for_later(shape, row.name)]
    assert marked
    read_elsewhere = {"connections", "detail"} if shape == "operation" else set()  # a component's are read
    used = [key for key in marked if key not in read_elsewhere and re.search(rf"""["']{key}["']""", MODULES)]
    assert used == [], "a rule or a view reads it: take it out of hld/spec/later.py, then make docs"

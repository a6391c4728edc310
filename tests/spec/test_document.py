from __future__ import annotations

import re
from pathlib import Path

import pytest

from hld.catalog.kinds import KINDS
from hld.spec.document import language_page
from hld.spec.shapes import SHAPES

from .plain import found

PAGE = Path(__file__).parents[2] / "docs" / "language.md"
GUIDE = language_page().split("## Every key")[0]
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)


def test_the_page_on_disk_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == language_page(), "say make docs"


@pytest.mark.parametrize("example", EXAMPLES, ids=[str(number) for number in range(len(EXAMPLES))])
def test_the_examples_are_right(example: str) -> None:
    assert found(example) == []


def test_every_key_and_kind_is_on_the_page() -> None:
    page = language_page()
    keys = {row.name for shape in SHAPES.values() for row in shape.rows if not row.hidden}
    assert sorted(key for key in keys if f"| `{key}` |" not in page) == []
    assert [kind for kind in KINDS if f"| `{kind}` |" not in page] == []
    assert "`chain`" not in page


def test_links_lead_somewhere() -> None:
    page = language_page()
    anchors = {
        re.sub(r"[^\w -]", "", line.lstrip("# ").lower()).replace(" ", "-")
        for line in page.splitlines()
        if line[:1] == "#"
    }
    assert sorted(set(re.findall(r"\]\(#([^)]+)\)", page)) - anchors) == []

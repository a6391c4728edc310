"""The formats of a comparison of designs."""

from __future__ import annotations

from collections.abc import Callable

from hld.compare.comparison import Comparison
from hld.compare.page import page
from hld.export.html import html as page_as_html
from hld.export.markdown import markdown as page_as_markdown
from hld.report.comparison import as_csv, as_json, text

__all__ = ["FORMATS", "Writer"]

Writer = Callable[[Comparison], str]


def _markdown(found: Comparison) -> str:
    """A document of GitHub-flavoured Markdown: a table a block of figures, the best of a row in bold."""
    return page_as_markdown(page(found)).decode()


def _html(found: Comparison) -> str:
    """One page for a browser that needs nothing beside it."""
    return page_as_html(page(found)).decode()


FORMATS: dict[str, Writer] = {"text": text, "markdown": _markdown, "html": _html, "json": as_json, "csv": as_csv}

"""The words that options take, so that the command line can choose among them before anything behind them is loaded."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["COMPARISONS", "DOCUMENTS", "ENGINES", "EXPORTS", "LOOKS", "PICTURES", "REPORTS", "TEXTS", "THEMES"]

REPORTS: Mapping[str, str] = {
    "text": "hld.report.text", "json": "hld.report.json_", "github": "hld.report.github",
    "sarif": "hld.report.sarif", "junit": "hld.report.junit", "markdown": "hld.report.markdown",
}  # fmt: skip
"""The module of each format of findings."""

COMPARISONS = ("text", "markdown", "html", "json", "csv")
EXPORTS = ("d2", "dot", "drawio", "json", "markdown", "mermaid", "openapi", "plantuml", "python", "structurizr")
PICTURES = ("svg", "png", "pdf")
TEXTS = ("md",)
"""Formats of single tables."""

DOCUMENTS: Mapping[str, str] = {"md": "design.md", "html-doc": "design.html", "html": "index.html"}
"""Formats of which there is one file for a spec, and what that is called."""

THEMES = ("light", "dark", "print")
LOOKS = ("lanes", "classic")
ENGINES = ("embedded", "native")

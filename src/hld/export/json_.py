"""The whole design as JSON, as it is understood: the model, where each part stands, and what it comes to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Protocol

from hld.analyse import analyse
from hld.diagnostics import Span
from hld.model.canonical import canonical
from hld.model.types import Model
from hld.report.figures import json_ as figures

__all__ = ["design", "document"]

_SECTIONS = (
    "actors", "requirements", "qualities", "entities", "operations", "messages", "groups", "components", "flows",
)  # fmt: skip


class _Placed(Protocol):
    @property
    def span(self) -> Span: ...


def design(model: Model) -> str:
    """The document as text."""
    return json.dumps(document(model), indent=2, ensure_ascii=False) + "\n"


def document(model: Model) -> dict[str, Any]:
    """The document as data; docs/model.schema.json tells its form."""
    return {
        "version": 1,
        "model": canonical(model),
        "places": {section: _places(getattr(model, section)) for section in _SECTIONS if getattr(model, section)},
        "analysis": figures.document(model.name, analyse(model)),
    }


def _places(elements: Mapping[str, _Placed]) -> dict[str, Any]:
    """File, line and column of each element, counted from one."""
    return {
        name: {"file": each.span.file, "line": each.span.line, "column": each.span.column}
        for name, each in elements.items()
    }

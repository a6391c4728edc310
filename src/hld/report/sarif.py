"""Findings as SARIF 2.1.0 (OASIS), which code scanning services and editors read."""

from __future__ import annotations

import json
import os
from hashlib import sha256
from urllib.parse import quote

from hld import __version__
from hld.check.explain import summary
from hld.check.rule import Rule
from hld.check.rules import rules
from hld.diagnostics import Diagnostic, Severity
from hld.report.types import Report

__all__ = ["SCHEMA", "render"]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
BASE = "SRCROOT"


def render(report: Report, colour: bool = False) -> str:
    """One run, with every rule that ran or found something, and a result a finding."""
    ran = frozenset[str]().union(*(part.asked for part in report.parts), (each.rule for each in report.diagnostics))
    known = [rule for rule in rules() if rule.id in ran]
    places = {rule.id: index for index, rule in enumerate(known)}
    document = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver(known)},
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {BASE: {"description": {"text": "The folder that hld was run in."}}},
                "results": [_result(each, places) for each in report.diagnostics],
            }
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=True) + "\n"


def _driver(known: list[Rule]) -> dict[str, object]:
    return {
        "name": "hld",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(rule) for rule in known],
    }


def _rule(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in rule.id.split("-")),
        "shortDescription": {"text": f"{summary(rule)}."},
        "help": {"text": f"'hld explain {rule.id}' tells why it matters and how to mend it."},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"tags": [rule.family], "code": rule.code},
    }


def _result(diagnostic: Diagnostic, places: dict[str, int]) -> dict[str, object]:
    text = f"{diagnostic.message} ({diagnostic.hint})" if diagnostic.hint else diagnostic.message
    return {
        "ruleId": diagnostic.rule,
        "ruleIndex": places[diagnostic.rule],
        "level": LEVELS[diagnostic.severity],
        "message": {"text": text},
        "locations": [_location(diagnostic)],
        "partialFingerprints": {"hldFinding/v1": _fingerprint(diagnostic)},
    }


def _location(diagnostic: Diagnostic) -> dict[str, object]:
    span = diagnostic.span
    region = {
        "startLine": span.line, "startColumn": span.column, "endLine": span.end_line, "endColumn": span.end_column,
    }  # fmt: skip
    location: dict[str, object] = {"physicalLocation": {"artifactLocation": _artifact(span.file), "region": region}}
    if diagnostic.element:
        location["logicalLocations"] = [{"fullyQualifiedName": diagnostic.element, "kind": "object"}]
    return location


def _artifact(file: str) -> dict[str, str]:
    """A relative file hangs below the folder of the run, an absolute one is a URI of its own."""
    try:
        path = quote(os.fsencode(file), safe="/")
    except UnicodeEncodeError:  # no name that a system gave
        path = quote(file.encode("utf-8", "replace"), safe="/")
    if file.startswith("/"):
        return {"uri": f"file://{path}"}
    return {"uri": path, "uriBaseId": BASE}


def _fingerprint(diagnostic: Diagnostic) -> str:
    """What tells a finding from others however its line moves."""
    parts = (diagnostic.span.file, diagnostic.element, diagnostic.rule, diagnostic.message)
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]

"""Findings as GitHub workflow commands, shown beside the lines of a pull request."""

from __future__ import annotations

import re

from hld.diagnostics import Diagnostic, Severity
from hld.printable import printable
from hld.report.types import Report

__all__ = ["render"]

LINES = re.compile(r"[^\r\n]+")
COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report, colour: bool = False) -> str:
    """A `::error file=…,line=…::message` line a finding."""
    return "".join(_command(each) + "\n" for each in report.diagnostics)


def _command(diagnostic: Diagnostic) -> str:
    span = diagnostic.span
    properties = {
        "file": span.file,
        "line": span.line,
        "col": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
        "title": diagnostic.rule,
    }
    listed = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    message = f"{diagnostic.message} ({diagnostic.hint})" if diagnostic.hint else diagnostic.message
    return f"::{COMMANDS[diagnostic.severity]} {listed}::{_data(message)}"


def _data(text: str) -> str:
    text = LINES.sub(lambda line: printable(line.group()), text)
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

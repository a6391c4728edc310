"""Mistakes in the writing: what YAML itself, or the notation, forbids."""

import re

from ..types import Change, Edit
from .table import operator


@operator("a brace is not closed", "yaml-syntax", unless="the map in braces is not the end of its line")
def open_brace(design):
    for component in design.model.components.values():
        line = design.lines[component.span.line - 1]
        if component.span.line == component.span.end_line and line.endswith("}") and line.count("{") == line.count("}"):
            at = design.starts[component.span.line] - 2
            yield Change((Edit(at, at + 1, ""),))


@operator("a line is indented by a tab", "yaml-syntax", unless="it is not indented")
def tab(design):
    for component in design.model.components.values():
        line = design.lines[component.span.line - 1]
        match = re.match(r"  +(?=\S)", line)
        if match and line.lstrip().startswith(f"{component.id}:"):
            start = design.starts[component.span.line - 1]
            yield Change((Edit(start, start + match.end(), "\t"),))


@operator("an arrow stands without what it leads to", "bad-step")
def dangling_arrow(design):
    for _, step in design.model.steps:
        if len(step.nodes) == 2 and design.is_terse(step) and design.is_alone(step):
            start, end = design.ends(step.nodes[-1].span)
            yield Change((Edit(start, end, ""),))


@operator("an exception is made without a reason", "suppression-without-reason", unless="the design makes none")
def reason_left_out(design):
    checks = design.model.spec.root.record("checks")
    for each in checks.items("ignore") if checks is not None else ():
        key = each.keys.get("because")
        if key is not None:
            edit = design.drop_key(key, each.entries["because"].span)
            if edit:
                yield Change((edit,), tuple(range(each.span.line, each.span.end_line + 1)))


@operator("an exception is made for a rule that finds nothing there", "stale-suppression", unless="it makes none")
def stale_exception(design):
    checks = design.model.spec.root.record("checks")
    for each in checks.items("ignore") if checks is not None else ():
        leaf = each.leaf("rule")
        if leaf is not None and design.is_as_written(leaf.span, leaf.text):
            other = "shared-database" if leaf.text != "shared-database" else "lb-to-lb"
            yield Change((design.put(leaf.span, other),), tuple(range(each.span.line, each.span.end_line + 1)))

"""Mistakes in the API and in what is declared of messages and entities."""

import re

from hld.catalog.kinds import Role
from hld.check.exposure import is_internal
from hld.model import trace
from hld.model.types import OURS_TO_CALL, Style
from hld.source.nodes import Scalar

from ..design import slip
from ..types import Change, Edit
from .table import operator


def block(design):
    """The scalar of an API written as one block of text, or None."""
    value = design.model.spec.source.root.get("api")
    return value if isinstance(value, Scalar) else None


def drop(design, operation):
    """Without the operation: its lines in a block, its item, or its entry; None where that cannot be cut out."""
    if block(design):
        return design.drop_lines(operation.span.line, operation.span.end_line)
    return design.drop_at(operation.span) or design.drop_at(operation.span, is_entry=True)


def head(design, operation):
    """Where the operation is spelt in the first line of its declaration: offsets, and the text."""
    line = design.lines[operation.span.line - 1]
    start = operation.span.column - 1
    end = len(line) if operation.span.end_line > operation.span.line else operation.span.end_column - 1
    at = design.starts[operation.span.line - 1]
    return at + start, at + end, line[start:end]


def in_one_line(design, operation):
    """Whether the operation is written in the form of one line (`GET /v1/feed?cursor -> Tweet[]`)."""
    if operation.span.line != operation.span.end_line:
        return False
    return bool(block(design)) or (design.ends(operation.span)[0], True) not in design.elements


def lines_of_uses(design, operation):
    """Where the operation is called of a component of ours: an external's API need not be declared."""
    ours = (step for step in design.uses(operation) if step.target.target.role is not Role.EXTERNAL)
    return tuple(step.label.span.line for step in ours)


@operator(
    "an operation is left out of the API", "unknown-endpoint", "wrong-method", "path-param-mismatch", "style-mismatch",
    "no-api-to-enter",
    unless="no step calls it, or it is the only one",
)  # fmt: skip
def dropped_operation(design):
    for operation in design.model.operations.values():
        lines = lines_of_uses(design, operation)
        edit = drop(design, operation)
        if lines and edit and len(design.model.operations) > 1:
            yield Change((edit,), lines)


@operator(
    "an operation is renamed in the API", "unknown-endpoint", "wrong-method", "style-mismatch",
    unless="no step calls it by that name",
)  # fmt: skip
def renamed_operation(design):
    paths = {operation.path for operation in design.model.operations.values()}
    for operation in design.model.operations.values():
        start, _, text = head(design, operation)
        literal = max((p for p in operation.path.replace(".", "/").split("/") if "{" not in p), key=len, default="")
        wrong = operation.path.replace(literal, slip(literal)) if slip(literal) else ""
        at = text.find(operation.path)
        lines = tuple(
            step.label.span.line
            for step in design.uses(operation)
            if operation.path in design.written(step.label.span) and step.target.target.role is not Role.EXTERNAL
        )
        if wrong and wrong not in paths and at >= 0 and lines:
            change = Edit(start + at, start + at + len(operation.path), wrong)
            yield Change((change,), (*lines, operation.span.line))


@operator("an operation is declared twice", "duplicate-endpoint", "duplicate-key", unless="it is not of one line")
def duplicate_operation(design):
    for operation in design.model.operations.values():
        line = operation.span.line
        text = design.lines[line - 1]
        is_alone = operation.span.end_line == line and text.strip().lstrip("- ").startswith(
            design.written(operation.span)[:8]
        )
        if is_alone and (in_one_line(design, operation) or text.endswith("}")):
            yield Change((design.insert_line(line, text),))


@operator("an operation is declared that no flow uses", "unused-endpoint", unless="the API is a map in braces")
def unused_operation(design):
    operations = list(design.model.operations.values())
    for operation in operations:
        line = operation.span.line
        if in_one_line(design, operation) and design.lines[line - 1].strip().lstrip("- ").startswith(operation.key[:4]):
            indent = re.match(r" *(?:- )?", design.lines[line - 1])[0]
            yield Change((design.insert_line(line, f"{indent}POST /v1/spare-things"),))


@operator(
    "a GET has a body", "get-with-body",
    unless="it is written on one line without a map (what stands in braces there is its query)",
)  # fmt: skip
def get_with_body(design):
    for operation in design.model.operations.values():
        _start, _end, text = head(design, operation)
        match = re.match(r"GET [^ ]+", text)
        line = operation.span.line
        indent = " " * (operation.span.column - 1)
        if match and operation.body is None and block(design):
            yield Change(
                (design.insert_line(line, f'{indent}body: {{\n{indent}  "note": string\n{indent}}}'),), (line,), 1, True
            )
        elif match and operation.body is None and text.endswith(":"):
            yield Change((design.insert_line(line, f"{indent}  body: {{note: string}}"),))
        elif match and operation.body is None and (first := key_in_braces(design, operation)):
            yield Change((Edit(first, first, "body: {note: string}, "),))


def key_in_braces(design, operation):
    """The offset of the first key of an operation written as a map in braces on its line."""
    if operation.span.line != operation.span.end_line or in_one_line(design, operation):
        return None
    start, _, text = head(design, operation)
    match = re.search(r": \{(?=[a-z])", text)
    return start + match.end() if match else None


@operator(
    "a public list can be asked for in pages no more", "unbounded-response",
    unless="something else in the request bounds the answer, or services alone ask for it",
)  # fmt: skip
def unbounded_list(design):
    bounds = re.compile(r"cursor|limit|page|offset|count|after|before|since|size|from|to|window|radius|until|top|first")
    for operation in design.model.operations.values():
        returns = operation.returns
        if returns is None or returns.type is None or operation.style is not Style.REST or operation.method != "GET":
            continue
        start, _end, text = head(design, operation)
        if is_internal(design.model, operation) or not in_one_line(design, operation):
            continue
        rest = [each.name for each in operation.query if not bounds.search(each.name)]
        is_bounded = any(bounds.search(name) for name in operation.params)
        query = re.search(r"\?[^ ]*", text)
        if returns.type.many and query and not is_bounded:
            new = "?" + "&".join(rest) if rest else ""
            yield Change((Edit(start + query.start(), start + query.end(), new),))
        elif not returns.type.many and returns.type.entity is not None and not operation.query and not is_bounded:
            at = design.ends(returns.type.span)[1]
            if design.text[at - 1] != "]":
                yield Change((Edit(at, at, "[]"),))


@operator(
    "an operation answers with a type that is not declared", "unknown-response-type", "unresolved-reference",
    "implied-entity",
)  # fmt: skip
def unknown_answer(design):
    for operation in design.model.operations.values():
        returns = operation.returns
        if returns is not None and returns.type is not None and returns.type.entity is not None:
            span = returns.type.span
            if design.is_as_written(span, returns.type.name):
                yield Change((design.put(span, "Nothingness"),))


@operator("a field is of a type that is not declared", "unknown-type", "unresolved-reference", "bad-value")
def unknown_field_type(design):
    for entity in design.model.entities.values():
        for field in entity.fields[:3]:
            if (
                field.type is not None
                and design.is_as_written(field.type.span, field.type.name)
                and field.type.name != field.name
            ):
                yield Change((design.put(field.type.span, "nothingness"),))


@operator(
    "nothing is said of authentication", "no-auth",
    unless="nothing was, no operation is public, or each public one says so itself",
)  # fmt: skip
def dropped_auth(design):
    model = design.model
    key = model.spec.root.keys.get("auth")
    public = [
        each
        for each in model.operations.values()
        if trace.is_public(model, each)
        and each.style not in OURS_TO_CALL
        and "auth" not in each.entry
        and not ((provider := trace.provider(model, each)) is not None and provider.role is Role.EXTERNAL)
    ]
    if key is not None and public:
        edit = design.drop_at(key, is_entry=True)
        api = model.spec.root.keys.get("api", key)
        says_itself = any("auth" in each.entry for each in model.operations.values())
        if edit:
            lines = (api.line, *(each.span.line for each in public))
            yield Change((edit,), lines, len(public) if says_itself else 1)


@operator("a verb stands in a path", "verb-in-path", unless="the operation is no REST, or ends in a parameter")
def verb_in_path(design):
    for operation in design.model.operations.values():
        start, _, text = head(design, operation)
        at = text.find(operation.path)
        if operation.style is Style.REST and at >= 0 and re.search(r"/[a-z-]+$", operation.path):
            wrong = re.sub(r"/([a-z-]+)$", r"/create-\1", operation.path)
            edits = [Edit(start + at, start + at + len(operation.path), wrong)]
            for step in design.uses(operation):
                written = design.written(step.label.span)
                if operation.path in written:
                    edits.append(design.put(step.label.span, written.replace(operation.path, wrong)))
            yield Change(tuple(edits), (operation.span.line,))


@operator("a secret travels in an address", "secret-in-url", unless="the operation is not of one line")
def secret_in_url(design):
    for operation in design.model.operations.values():
        start, _, text = head(design, operation)
        match = re.match(r"GET [^ ]+", text)
        if match and in_one_line(design, operation):
            at = start + match.end()
            yield Change((Edit(at, at, ("&" if "?" in match[0] else "?") + "password"),))


@operator("a parameter of a path stands twice", "bad-path-param")
def repeated_parameter(design):
    for operation in design.model.operations.values():
        start, _, text = head(design, operation)
        at = text.find(operation.path)
        if operation.params and at >= 0:
            wrong = f"{operation.path}/{{{operation.params[0]}}}"
            edits = [Edit(start + at, start + at + len(operation.path), wrong)]
            for step in design.uses(operation):
                written = design.written(step.label.span)
                if operation.path in written:
                    edits.append(design.put(step.label.span, written.replace(operation.path, wrong)))
            yield Change(tuple(edits), (operation.span.line,))


@operator("an operation cannot be read", "endpoint-syntax", unless="it is not of one line")
def broken_operation(design):
    for operation in design.model.operations.values():
        start, _, text = head(design, operation)
        if operation.style is Style.REST and in_one_line(design, operation) and text.startswith(operation.method):
            yield Change((Edit(start, start + len(operation.method), "FETCH"),), (operation.span.line,))

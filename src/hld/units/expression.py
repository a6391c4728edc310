"""Formulas over named estimates: `= dau * post * max(a, 3)`, parsed to a small tree. Nothing is evaluated here."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterator
from typing import TypeAlias

from hld.tuples import NamedTuple
from hld.units.parse import quantity
from hld.units.quantity import Quantity, UnitError
from hld.units.words import STANDARD, Calendar

__all__ = ["FUNCTIONS", "Call", "Expression", "ExpressionError", "Literal", "Name", "Operation", "names", "parse"]

FUNCTIONS = frozenset(("ceil", "max", "min"))
"""The functions that a formula in a spec may use."""

_LENGTH = 2_000
_DEPTH = 50
_WHOLE = r"\d[\d_]*"
_GROUPED = rf"\d{{1,3}}(?:,\d{{3}})+(?![\d_,])|{_WHOLE}"
_TOKEN = r"""(?x)\s*(?:
      (?P<literal> [$€£¥]? (?:(?:NUMBER)(?:\.\d+)?|\.\d+) (?:[eE][+-]?\d+(?![\w.]))?
                   (?: [ ]? (?:[kKmMbBT]|thousand|million|billion) [ ] (?=[^\W\d_]\w*(?!\w|\s*[(.])) )?
                   (?: [ ]? (?:%|[^\W\d_]\w*(?!\w|\s*[(.])) (?: /[^\W\d_]\w*(?!\w|\s*[(.]) )* | (?: /[^\W\d_]\w*)+ )? )
    | (?P<name> [^\W\d](?:[\w-]*\w)? (?:\.[^\W\d](?:[\w-]*\w)?)* )
    | (?P<sign> [-+*/(),×÷·−] )
    | (?P<other> \S )
    )"""
_TOKENS = tuple(_TOKEN.replace("NUMBER", number) for number in (_GROUPED, _WHOLE))
"""The tokens outside of calls, and within one, where a comma stands between two values and not within a number."""
_SIGNS = {"×": "*", "·": "*", "÷": "/", "−": "-"}
_TIGHTNESS = {"+": 1, "-": 1, "*": 2, "/": 2}


class ExpressionError(UnitError):
    """A text that is no formula; `start` and `end` are the offsets of what is wrong in it."""

    def __init__(self, message: str, hint: str, start: int, end: int) -> None:
        super().__init__(message, hint)
        self.start = start
        self.end = end


class Literal(NamedTuple):
    """A number with its unit; `start` and `end` are its offsets in the formula."""

    value: Quantity
    start: int
    end: int


class Name(NamedTuple):
    """An estimate, or a fact (`facts.disk_seek`)."""

    name: str
    start: int
    end: int


class Call(NamedTuple):
    """A function of other formulas."""

    function: str
    arguments: tuple[Expression, ...]
    start: int
    end: int


class Operation(NamedTuple):
    """Two formulas joined by `+`, `-`, `*` or `/`."""

    sign: str
    left: Expression
    right: Expression

    @property
    def start(self) -> int:
        """Where it starts."""
        return self.left.start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.right.end


Expression: TypeAlias = Literal | Name | Call | Operation


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


def parse(
    text: str,
    known: Container[str] = (),
    functions: Collection[str] = FUNCTIONS,
    calendar: Calendar = STANDARD,
) -> Expression:
    """The tree of a formula, with or without its `=`; raises ExpressionError.

    `a-b` is one name if `known` holds it, else a difference.
    """
    if len(text) > _LENGTH:
        raise ExpressionError("the formula is too long", f"write it in at most {_LENGTH} characters", 0, len(text))
    start = len(text) - len(text.lstrip())
    start += text[start : start + 1] == "="
    return _Parser(text, tuple(_tokens(text, start, known)), functions, calendar).whole()


def names(expression: Expression) -> Iterator[Name]:
    """The names in a formula, in the order written."""
    waiting = [expression]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Name):
            yield node
        elif isinstance(node, Call):
            waiting += reversed(node.arguments)
        elif isinstance(node, Operation):
            waiting += (node.right, node.left)


def _tokens(text: str, at: int, known: Container[str]) -> Iterator[_Token]:
    outside, within = (re.compile(token) for token in _TOKENS)
    is_name = False
    calls: list[bool] = []  # of each open parenthesis, whether it or one around it is that of a call
    while match := (within if calls and calls[-1] else outside).match(text, at):
        kind = match.lastgroup or "other"
        word, start, at = match[kind], match.start(kind), match.end()
        if word == "(":
            calls.append(is_name or bool(calls and calls[-1]))
        elif word == ")" and calls:
            calls.pop()
        is_name = kind == "name"
        if kind == "name" and "-" in word and word not in known and "." not in word:
            yield from _difference(word, start, known)
        else:
            yield _Token(kind, _SIGNS.get(word, word), start, at)
    yield _Token("end", "", len(text.rstrip()), len(text.rstrip()) + 1)


def _difference(word: str, start: int, known: Container[str]) -> Iterator[_Token]:
    """`a-b-c` as names with `-` between them, the longest known ones first."""
    parts = word.split("-")
    at = 0
    while at < len(parts):
        end = next((end for end in range(len(parts), at + 1, -1) if "-".join(parts[at:end]) in known), at + 1)
        name = "-".join(parts[at:end])
        if name:
            yield _Token("literal" if name[0].isdigit() else "name", name, start, start + len(name))
        start += len(name)
        if end < len(parts):
            yield _Token("sign", "-", start, start + 1)
        start += 1
        at = end


class _Parser:
    """Precedence climbing over the tokens."""

    def __init__(self, text: str, tokens: tuple[_Token, ...], functions: Collection[str], calendar: Calendar) -> None:
        self.text = text
        self.tokens = tokens
        self.functions = functions
        self.calendar = calendar
        self.at = 0
        self.depth = 0

    @property
    def token(self) -> _Token:
        return self.tokens[self.at]

    def whole(self) -> Expression:
        """The formula, and nothing after it."""
        tree = self.sum(1)
        if self.token.kind != "end":
            raise self.wrong(f"'{self.token.text}' is not expected here", "put one of + - * / between two values")
        return tree

    def sum(self, tightness: int) -> Expression:
        """What signs of at least this tightness join."""
        left = self.value()
        while _TIGHTNESS.get(self.token.text, 0) >= tightness:
            sign = self.take().text
            left = Operation(sign, left, self.sum(_TIGHTNESS[sign] + 1))
        return left

    def value(self) -> Expression:
        """A number, a name, a call, or a formula in parentheses."""
        self.depth += 1
        if self.depth > _DEPTH:
            raise self.wrong("the formula is nested too deeply", "give parts of it names of their own")
        token = self.take()
        try:
            if token.kind == "literal":
                return self.literal(token)
            if token.kind == "name":
                return self.call(token) if self.token.text == "(" else Name(token.text, token.start, token.end)
            if token.text == "(":
                inner = self.sum(1)
                self.expect(")")
                return inner
            if token.text == "-":
                zero = Literal(Quantity(quantity("0").value), token.start, token.start)
                return Operation("-", zero, self.value())
        finally:
            self.depth -= 1
        self.at -= 1
        what = "a value is missing at the end" if token.kind == "end" else f"'{token.text}' is not expected here"
        raise self.wrong(what, "write a number with its unit, or the name of an estimate")

    def literal(self, token: _Token) -> Literal:
        """A number with its unit, which must not be one of the letters that mean two things."""
        if re.fullmatch(r"[\d_,.]+\s?[Bm]", token.text):
            number, unit = token.text[:-1].strip(), token.text[-1]
            either = f"{number} bytes or {number} billion" if unit == "B" else f"{number} min or {number} million"
            message = f"'{token.text}' is ambiguous in a formula"
            raise ExpressionError(message, f"write {either}", token.start, token.end)
        try:
            return Literal(quantity(token.text, self.calendar), token.start, token.end)
        except UnitError as error:
            raise ExpressionError(str(error), error.hint, token.start, token.end) from None

    def call(self, token: _Token) -> Call:
        """A function with its arguments."""
        if token.text not in self.functions:
            known = ", ".join(sorted(self.functions))
            message, hint = f"'{token.text}' is no function", f"the functions are {known}"
            raise ExpressionError(message, hint, token.start, token.end)
        self.expect("(")
        arguments = [self.sum(1)]
        while self.token.text == ",":
            self.take()
            arguments.append(self.sum(1))
        end = self.expect(")").end
        return Call(token.text, tuple(arguments), token.start, end)

    def expect(self, sign: str) -> _Token:
        """Take this sign."""
        if self.token.text != sign:
            raise self.wrong(f"'{sign}' is missing", f"write '{sign}' here")
        return self.take()

    def take(self) -> _Token:
        """The token at hand, and go on to the next (the last one stays)."""
        token = self.token
        self.at = min(self.at + 1, len(self.tokens) - 1)
        return token

    def wrong(self, message: str, hint: str) -> ExpressionError:
        """An error at the token at hand."""
        return ExpressionError(message, hint, self.token.start, self.token.end)

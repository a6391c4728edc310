"""The variables of `capacity` and the facts: their numbers, the chains they come from, and slips of magnitude."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import cache

from hld.analyse.conventions import Reader, number
from hld.analyse.types import Estimate, Origin, Problem, unknown
from hld.analyse.wording import told
from hld.catalog.defaults import FACTS
from hld.diagnostics import Span
from hld.near import meant, nearest
from hld.spec.types import Leaf, Record
from hld.units import expression
from hld.units.dimensions import dimension_of, same_dimension, unit_of
from hld.units.evaluate import evaluate
from hld.units.expression import Call, Expression, ExpressionError, Literal, Name, Operation
from hld.units.measure import Measure, measure_of
from hld.units.parse import capacity, quantity
from hld.units.quantity import Quantity, UnitError
from hld.units.words import plural

__all__ = ["FACT", "Estimates", "per_label", "slip"]

FACT = "facts."
"""What the name of a fact begins with in a formula."""

_WRONG = Fraction(3)
"""By what factor an expected number may be missed."""

_LONGEST_CHAIN = 40


class Estimates:
    """Works out every variable and fact of a spec, each once, whatever order they stand in."""

    def __init__(self, root: Record, reader: Reader) -> None:
        self._reader = reader
        self._records = {name: record for name, record in root.records("capacity") if record.shape == "estimate"}
        own = {f"{FACT}{name}": record for name, record in root.records("facts")}
        self._facts = own
        self._trees: dict[str, Expression | None] = {}
        self._done: dict[str, Estimate] = {}
        self._populations: dict[str, tuple[str, Quantity] | None] = {}
        for name in (*self._records, *own):
            self._work_out(name)
        compared = {name: self._compared(self._done[name]) for name in self._done}  # when all of them are known
        self.capacity: Mapping[str, Estimate] = {name: compared[name] for name in self._records}
        self.facts: Mapping[str, Estimate] = {
            **{name: _built_in(name) for name in FACTS if f"{FACT}{name}" not in own},
            **{name.removeprefix(FACT): compared[name] for name in own},
        }

    def get(self, name: str) -> Estimate | None:
        """The variable of this name."""
        return self.capacity.get(name)

    def known(self, name: str) -> Quantity | None:
        """The quantity of a variable; None where there is none, or it is not known."""
        found = self._done.get(name)
        return None if found is None else found.quantity

    def formula(self, tree: Expression, leaf: Leaf) -> Quantity | Problem:
        """What a formula elsewhere in the spec comes to; under another calendar its literals are read anew."""
        try:
            return evaluate(self._parsed(leaf.text) or tree, self._named)
        except ExpressionError as error:
            return Problem(str(error), error.hint, leaf.scalar.slice(error.start, error.end).span)

    def population(self, label: str) -> tuple[str, Quantity] | None:
        """The variable that counts the things of a label: for users the daily ones, else all, else the monthly ones."""
        if label not in self._populations:
            self._populations[label] = self._population(label)
        return self._populations[label]

    @property
    def counted(self) -> tuple[str, ...]:
        """The labels of what variables count."""
        users = ("user",) if any(self.known(name) is not None for name in ("dau", "users", "mau")) else ()
        found = (self.known(name) for name in self._records)
        labels = (each.of[0] for each in found if each is not None and len(each.of) == 1 and not each.over)
        return tuple(dict.fromkeys((*users, *(label for label in labels if self.population(label) is not None))))

    def _population(self, label: str) -> tuple[str, Quantity] | None:
        names = ("dau", "users", "mau") if label == "user" else ()
        others = (name for name in self._records if name not in names)
        for name in (*names, *others):
            found = self.known(name)
            if found is None or found.over or unit_of(found) != "1":
                continue
            if name in names or found.of == (label,) or (not found.of and name in (label, plural(label))):
                return name, found
        return None

    def _work_out(self, name: str) -> None:
        """Work out a variable after all that it names, without recursion."""
        waiting = [name]
        entered: set[str] = set()
        while waiting:
            at = waiting[-1]
            if at in self._done:
                waiting.pop()
                continue
            missing = [each for each in self._uses(at) if each not in self._done and self._record(each) is not None]
            if not missing or at in entered:
                waiting.pop()
                self._done[at] = self._estimate(at)
                continue
            entered.add(at)
            waiting += [each for each in missing if each not in entered]

    def _record(self, name: str) -> Record | None:
        return self._records.get(name) or self._facts.get(name)

    def _uses(self, name: str) -> tuple[str, ...]:
        tree = self._tree(name)
        return () if tree is None else tuple(dict.fromkeys(each.name for each in expression.names(tree)))

    def _tree(self, name: str) -> Expression | None:
        """The formula of a variable, None where it has a number or cannot be read."""
        if name not in self._trees:
            record = self._record(name)
            text = "" if record is None else record.text("value")
            self._trees[name] = self._parsed(text) if text.lstrip().startswith("=") else None
        return self._trees[name]

    def _parsed(self, text: str) -> Expression | None:
        try:
            return expression.parse(text, self._records, calendar=self._reader.calendar)
        except ExpressionError:
            return None

    def _named(self, name: str) -> Quantity:
        """The quantity of a name in a formula; raises UnitError."""
        found = self._done.get(name)
        if found is not None:
            if found.quantity is None:
                raise UnitError(f"'{name}' is not known: {found.number.why}")
            return found.quantity
        if name.startswith(FACT) and name.removeprefix(FACT) in FACTS:
            return quantity(FACTS[name.removeprefix(FACT)].value)
        if self._record(name) is not None:
            raise UnitError(f"'{name}' is worked out from itself", "give one of the variables a number")
        raise UnitError(f"'{name}' is not defined", "define it under capacity")

    def _shown(self, name: str) -> str:
        """What stands for a name in a chain: the number as it is written, or as it comes out."""
        record = self._record(name)
        text = "" if record is None else record.text("value").strip()
        return text if text and not text.startswith("=") else told(self._named(name))

    def _estimate(self, name: str) -> Estimate:
        record = self._record(name)
        assert record is not None, "only what is declared is worked out"
        leaf = record.leaf("value")
        span = record.span
        if leaf is None or not leaf.text:
            return Estimate(name, unknown("no value is stated"), span)
        tree = self._tree(name)
        if tree is not None:
            return self._derived(name, record, leaf, tree)
        found = self._quantity(name, leaf.text)
        if found is None:
            return Estimate(name, unknown(f"'{leaf.text}' cannot be read"), span)
        return Estimate(
            name,
            number(found, Origin.STATED),
            span,
            found,
            source=record.text("source"),
            written=leaf.text.strip(),
        )

    def _quantity(self, name: str, text: str) -> Quantity | None:
        try:
            return capacity(name, text, self._reader.calendar)
        except UnitError:
            return None

    def _derived(self, name: str, record: Record, leaf: Leaf, tree: Expression) -> Estimate:
        formula = leaf.text.strip().removeprefix("=").strip()
        uses = self._uses(name)
        try:
            found = evaluate(tree, self._named)
        except ExpressionError as error:
            where = leaf.scalar.slice(error.start, error.end).span
            problem = Problem(str(error), error.hint, where)
            return Estimate(name, unknown(problem.message), record.span, formula=formula, problem=problem, uses=uses)
        defaults = any(each.startswith(FACT) and each not in self._facts for each in uses)
        inherited = any(self._done[each].number.origin is Origin.DEFAULT for each in uses if each in self._done)
        origin = Origin.DEFAULT if defaults or inherited else Origin.DERIVED
        measure = self._measure(name, record, found)
        numbers = _shown(tree, self._shown, leaf.text)
        chain = f"{numbers} = {told(found, measure)}" if found.value >= 0 else formula
        return Estimate(
            name,
            number(found, origin),
            record.span,
            found,
            formula,
            chain,
            uses=uses,
            source=record.text("source"),
            measure=measure,
        )

    def _measure(self, name: str, record: Record, found: Quantity) -> Measure:
        """The units that its author expects it in."""
        leaf = record.leaf("expect")
        if leaf is None or leaf.text.lstrip().startswith("="):
            return Measure()
        expected = self._quantity(name, leaf.text)
        is_alike = expected is not None and same_dimension(expected, found)
        return measure_of(leaf.text, found, self._reader.calendar) if is_alike else Measure()

    def _compared(self, estimate: Estimate) -> Estimate:
        """The estimate with what its author expects of it."""
        record = self._record(estimate.name)
        leaf = None if record is None else record.leaf("expect")
        found = estimate.quantity
        if leaf is None or not leaf.text or found is None:
            return estimate
        expected = self._expected(estimate.name, leaf)
        if expected is None:
            return estimate
        problem = _unlike(found, expected, self, leaf.span)
        if problem is not None:
            return estimate._replace(expected=expected, problem=problem)
        if not expected.value or found.value <= 0:
            return estimate._replace(expected=expected)
        ratio = found.value / expected.value
        return estimate._replace(expected=expected, ratio=ratio, slip=slip(ratio))

    def _expected(self, name: str, leaf: Leaf) -> Quantity | None:
        if not leaf.text.lstrip().startswith("="):
            return self._quantity(name, leaf.text)
        tree = self._parsed(leaf.text)
        try:
            return None if tree is None else evaluate(tree, self._named)
        except ExpressionError:
            return None


@cache
def _built_in(name: str) -> Estimate:
    fact = FACTS[name]
    found = quantity(fact.value)
    return Estimate(
        name, number(found, Origin.DEFAULT), Span("", 0, 0, 0, 0), found, source=f"{fact.source}, {fact.year}"
    )


def _unlike(found: Quantity, expected: Quantity, estimates: Estimates, span: Span) -> Problem | None:
    """What keeps the units of a result from being those that are expected; None where they are."""
    left = list(found.over)
    for name in expected.over:
        if name in left:
            left.remove(name)
    if left:
        message = f"the result is {told(found)}, which is per {left[0]}"
        return Problem(message, per_label(left[0], estimates), span)
    if same_dimension(found, expected):
        return None
    return Problem(
        f"the result is {told(found)}, and {told(expected)} is another kind of thing",
        _cure(found, expected),
        span,
    )


def per_label(label: str, estimates: Estimates) -> str:
    """How to be rid of a label below the line: the variable to multiply by, the label that is meant, or another."""
    counted = estimates.population(label)
    if counted is not None:
        return f"multiply by {counted[0]}"
    near = nearest(label, estimates.counted)
    if near is not None:
        return meant([near])
    return f"define how many {plural(label)} there are, and multiply by that"


def _cure(found: Quantity, expected: Quantity) -> str:
    """What is missing in a formula whose result has other dimensions than are expected."""
    has, wants = dimension_of(found), dimension_of(expected)
    if has.bytes != wants.bytes:
        return "multiply by the size of one" if has.bytes < wants.bytes else "divide by the size of one"
    if has.seconds != wants.seconds:
        return "multiply by a time" if has.seconds < wants.seconds else "divide by a time"
    return "a price is missing, or one too many"


def slip(ratio: Fraction) -> str:
    """The likely reason why a number is off by this factor; "" where it is near enough, or nothing fits."""
    if 1 / _WRONG <= ratio <= _WRONG:
        return ""
    factor = ratio if ratio > 1 else 1 / ratio
    distance, reason = min((abs(factor / value - 1), reason) for value, reason in _SLIPS)
    return reason if distance <= Fraction(1, 20) else ""


_PREFIXES = ("KB or MB, MB or GB, k or M", "two steps of a prefix, such as KB and GB", "three steps of a prefix")
_SLIPS = (
    *((Fraction(1000) ** power, f"1000{'²³'[power - 2] if power > 1 else ''}×: {_PREFIXES[power - 1]}?")
      for power in (1, 2, 3)),
    *((Fraction(1024) ** power, f"1024{'²³'[power - 2] if power > 1 else ''}×: prefixes of 1000 and of 1024 mixed?")
      for power in (1, 2, 3)),
    (Fraction(8), "8×: bits or bytes?"),
    (Fraction(86_400), "86,400×: per day or per second?"),
    (Fraction(3_600), "3,600×: per hour or per second?"),
    (Fraction(60), "60×: per minute or per second?"),
    (Fraction(24), "24×: per day or per hour?"),
    (Fraction(30), "30×: per day or per month?"),
    (Fraction(365), "365×: per day or per year?"),
    (Fraction(12), "12×: per month or per year?"),
)  # fmt: skip


def _shown(tree: Expression, name: Callable[[str], str], text: str) -> str:
    """The formula, which is written as `text`, with its numbers in place of names."""
    parts: list[str] = []
    for count, piece in enumerate(_pieces(tree)):
        if count > _LONGEST_CHAIN:
            return "… "
        if isinstance(piece, str):
            parts.append(piece)
        elif isinstance(piece, Literal):
            parts.append(text[piece.start : piece.end])
        elif isinstance(piece, Name):
            parts.append(name(piece.name))
    return "".join(parts)


_SIGNS = {"*": " × ", "/": " ÷ ", "+": " + ", "-": " − "}


def _pieces(tree: Expression) -> Iterator[str | Expression]:
    """The leaves of a formula with the signs between them, sums within products in parentheses."""
    waiting: list[str | Expression] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Operation):
            left = _within(node.left, node.sign, False)
            right = _within(node.right, node.sign, True)
            waiting += reversed([*left, _SIGNS[node.sign], *right])
        elif isinstance(node, Call):
            inner: list[str | Expression] = [f"{node.function}("]
            for argument in node.arguments:
                inner += [argument, ", "]
            waiting += reversed([*inner[:-1], ")"])
        else:
            yield node


def _within(node: Expression, sign: str, is_right: bool) -> list[str | Expression]:
    is_sum = isinstance(node, Operation) and node.sign in "+-"
    is_quotient = isinstance(node, Operation) and node.sign in "*/"
    needs = (is_sum and (sign in "*/" or (is_right and sign == "-"))) or (is_quotient and is_right and sign == "/")
    return ["(", node, ")"] if needs else [node]

"""What a non-functional requirement asks for: `feed p99 < 200ms`, `99.9% over consistency`, `strong for Payment`."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache

from hld.tuples import NamedTuple
from hld.units.kinds import KINDS, METRICS, kind_named
from hld.units.parse import duration, quantity, ratio
from hld.units.quantity import Quantity, UnitError

__all__ = ["KINDS", "Target", "Word", "dimension", "kind_in", "target"]


LONGEST = 2_000
"""Characters that a requirement in one line may have; of a longer one nothing is understood."""

_HINTS = (
    ("latency", r"\blatenc|\bfast\b|\bquick|\bresponse time|\breal[- ]time|\binstant"),
    ("availability", r"\bavailab|\buptime\b"),
    ("consistency", r"\bconsisten"),
    ("durability", r"\bdurab|\bloss\b|\blose\b|\bpersist"),
    ("throughput", r"\bthroughput\b"),
    ("scalability", r"\bscal|\b[dm]au\b|\bactive users\b"),
    ("security", r"\bsecur|\bencrypt|\bauthenti|\bauthori"),
    ("fault-tolerance", r"\bfault|\bresilien|\breliab|\bfailover|\bfailure"),
    ("maintainability", r"\bmaintain|\boperab|\bmonitor"),
    ("compliance", r"\bcomplian|\bGDPR\b|\bHIPAA\b|\bPCI\b"),
    ("cost", r"\bcost|\bbudget\b|\bcheap"),
    ("retention", r"\bretention\b|\bretain(?:s|ed)?\b|\b(?:keep|kept|stored?|archived?)\b.*\bfor (?:at \w+ )?\d"),
)
_REGIME = (
    r"(?i)(?:GDPR|HIPAA|CCPA|CPRA|LGPD|PIPEDA|FERPA|COPPA|SOX|GLBA|DORA|NIS ?2|FedRAMP|PSD ?2|PCI(?:[ -]DSS)?"
    r"|SOC ?[123]|ISO ?\d{4,5}|HITECH|FISMA|KYC|AML|WCAG)\b"
)
_LEVEL = r"(?i)(strong|eventual)(?:ly|\s+consisten\w+)*\b"
_PERCENTILE = r"[pP](\d{1,2}(?:\.\d+)?|\d{3})|(\d{1,2}(?:\.\d+)?)(?:th|st|nd|rd)"
_MEAN = frozenset(("mean", "average", "avg", "median"))
_OPERATORS = {
    "<": "<", "<=": "<=", "=<": "<=", "≤": "<=", ">": ">", ">=": ">=", "=>": ">=", "≥": ">=", "=": "=", "==": "=",
    "under": "<", "below": "<", "less than": "<", "within": "<=", "at most": "<=", "up to": "<=", "max": "<=",
    "above": ">", "more than": ">", "over": ">", "at least": ">=", "min": ">=", "minimum": ">=", "maximum": "<=",
}  # fmt: skip
_WORD = r"(?:[<>=≤≥]+|[^\s<>=≤≥]+)"
_CLAUSE = r"[,;](?=\s|$)"
_METHOD = r"(?:GET|HEAD|POST|PUT|PATCH|DELETE|rpc|ws|sse|query|mutation|subscription|poll)"
_SCOPE = r"[^\W\d][\w.-]*|/\S*"
_SCOPED_BY = frozenset(("of", "for", "on"))
_ENDS = _SCOPED_BY | frozenset(("over", "at", "in", "during", "while", "with", "when", "by", "and", "from", "to"))
_MEASURED = frozenset(("user", "request"))
_DAY = 86_400
_FILLER_WORDS = """
a an the in of for to is be must should with at on response responses time times requests request latency uptime
availability durability and or percentile
"""
_FILLERS = frozenset(_FILLER_WORDS.split())


class Word(NamedTuple):
    """A part of the text with its offsets."""

    text: str
    start: int
    end: int


class Target(NamedTuple):
    """A requirement taken apart. What was not said is empty or None; offsets count in the text.

    `value` is the number asked for, of `dimension` (share, time, money, rate, size, number; "" without one), `op`
    how it is compared, stated or not. `core` is the part of the text that says both, with the percentile (a share
    of 100: 99) and `metric` (mttr, rpo, mean, …); `written` is the number alone. `level` is strong or eventual,
    `over` what gives way.
    """

    kind: str
    text: str
    scope: tuple[Word, ...] = ()
    percentile: Fraction | None = None
    metric: str = ""
    op: str = ""
    value: Quantity | None = None
    dimension: str = ""
    core: Word | None = None
    level: Word | None = None
    over: Word | None = None
    prefer: Word | None = None
    regimes: tuple[Word, ...] = ()
    clauses: tuple[Word, ...] = ()
    written: str = ""

    @property
    def is_quantified(self) -> bool:
        """Whether there is a number with a unit (users and shares of 1 need none)."""
        return bool(self.dimension) and not (self.dimension == "number" and self.kind not in ("scalability", ""))

    @property
    def fits(self) -> bool:
        """Whether the number is of a dimension that measures the kind; without a number, whether none is needed."""
        kind = KINDS.get(self.kind)
        if kind is None:
            return True
        return self.dimension in kind.dimensions if self.dimension else not kind.measurable


def kind_in(text: str) -> str:
    """The kind that a text without a key speaks of: told by its unit, else by its words; "" if by neither."""
    found = target(text, "")
    by_unit = {"time": "latency", "money": "cost", "rate": "throughput"}
    if found.value is not None and (found.value.value >= 1000 or set(found.value.of) & _MEASURED):
        by_unit["number"] = "scalability"
    named = next((kind for kind, words in _HINTS if re.search(words, text, re.IGNORECASE)), "")
    if found.level is not None:
        return "consistency"
    if named and (not found.dimension or found.dimension in KINDS[named].dimensions):
        return named
    if found.dimension == "share":
        return named or "availability"
    if found.dimension == "time" and not (named or found.percentile or found.metric) and _is_policy(text):
        return "retention"
    return by_unit.get(found.dimension, named)


def _is_policy(text: str) -> bool:
    """Whether a text gives several times, and one of a day or more: `raw 7d, hourly 1y` is no time to wait."""
    found = _durations(_clauses(text), text)
    return len(found) > 1 and max(each.value for each in found) >= _DAY


def dimension(value: Quantity, text: str) -> str:
    """What a quantity measures: share, time, money, rate, size or number."""
    if value.money:
        return "money"
    if value.seconds < 0:
        return "rate"
    if value.seconds:
        return "time"
    if value.bytes:
        return "size"
    return "share" if "%" in text or "nine" in text.lower() else "number"


@lru_cache(maxsize=4096)
def target(text: str, kind: str, metric: str = "") -> Target:
    """Take a requirement of a kind ("" if that is not known) apart. Never raises: what is no number is a clause.

    `metric` is what its id says is measured, if it does: `rpo: 0` is a time.
    """
    if len(text) > LONGEST:
        return Target(kind, text, clauses=(Word(text, 0, len(text)),))
    clauses = _clauses(text)
    if kind == "compliance":
        regimes = tuple(clause for clause in clauses if re.match(_REGIME, clause.text))
        return Target(kind, text, regimes=regimes, clauses=tuple(one for one in clauses if one not in regimes))
    if kind == "retention" and len(_durations(clauses, text)) > 1:
        return Target(kind, text, clauses=clauses)  # several times are no single target
    found = Target(kind, text, metric=metric)
    before: list[Word] = []
    for number, clause in enumerate(clauses):
        taken = _main(clause, found)
        if taken is not None:
            names = tuple(word for word in before if re.fullmatch(_SCOPE, word.text))
            others = tuple(word for word in before if word not in names)
            rest = (*others, *taken.clauses, *clauses[number + 1 :])
            return taken._replace(scope=(*names, *taken.scope), clauses=rest)
        before.append(clause)
    return found._replace(clauses=clauses)


def _clauses(text: str) -> tuple[Word, ...]:
    words = []
    start = 0
    for match in [*re.finditer(_CLAUSE, text), None]:
        end = match.start() if match else len(text)
        word = _stripped(text, start, end)
        if word.text:
            words.append(word)
        start = end + 1
    return tuple(words)


def _stripped(text: str, start: int, end: int) -> Word:
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    return Word(part.strip(), start, start + len(part.strip()))


def _words(clause: Word) -> list[Word]:
    return [
        Word(match.group(), clause.start + match.start(), clause.start + match.end())
        for match in re.finditer(_WORD, clause.text)
    ]


def _main(clause: Word, found: Target) -> Target | None:
    """The clause that says what is asked for, taken apart; None if this one does not."""
    words = _words(clause)
    kind = KINDS.get(found.kind)
    readings = (_sided, _leveled, _lossless, _numbered) if kind is None or kind.dimensions else (_sided,)
    if found.kind in ("scalability", "") and words and words[0].text.lower() == "peak":
        return None
    for reading in readings:
        taken = reading(words, found)
        if taken is not None:
            return taken
    return None


def _sided(words: list[Word], found: Target) -> Target | None:
    """`availability over consistency`."""
    if (
        len(words) >= 3
        and words[1].text.lower() == "over"
        and kind_named(words[0].text) in ("availability", "consistency")
    ):
        return _tail(words[1:], found._replace(prefer=words[0]))
    return None


def _leveled(words: list[Word], found: Target) -> Target | None:
    """`strong for Payment`."""
    if found.kind not in ("consistency", "") or not words:
        return None
    match = re.match(_LEVEL, words[0].text)
    if match is None:
        return None
    level = Word(match[1].lower(), words[0].start, words[0].start + len(match[1]))
    rest = [word for word in words[1:] if not word.text.lower().startswith("consisten")]
    return _tail(rest, found._replace(level=level))


def _lossless(words: list[Word], found: Target) -> Target | None:
    """`no loss of Payment`: all of it is kept."""
    folded = " ".join(word.text.lower() for word in words[:3])
    match = re.match(r"(?:no|zero) (?:data )?loss\b", folded)
    if found.kind not in ("durability", "") or match is None:
        return None
    used = match.group().count(" ") + 1
    core = _joined(words[:used], found.text)
    return _tail(words[used:], found._replace(core=core, op=">=", value=Quantity(Fraction(1)), dimension="share"))


def _numbered(words: list[Word], found: Target) -> Target | None:
    """`feed p99 < 200ms`: scope, percentile or metric, comparison and number, in this order; then the rest."""
    at = 0
    while at < len(words) and not _begins(words, at):
        at += 1
    scope = _scope(words[:at], found.text)
    begin = at
    percentile: Fraction | None = None
    metric, op = found.metric, ""
    while at < len(words):
        step, op_found = _operator(words, at)
        if op_found and not op:
            op, at = op_found, at + step
        elif (share := _percentile(words, at)) is not None and percentile is None:
            percentile, at = share, at + 1
        elif words[at].text.lower() in METRICS.keys() | _MEAN and metric in ("", words[at].text.lower()):
            metric, at = words[at].text.lower(), at + 1
        elif words[at].text.lower() in _FILLERS | {"percentile"}:
            at += 1
        elif words[at].text.lower() not in _ENDS and not _has_digit(words, at) and begin < at:
            scope = (*scope, *_scope(words[at : at + 1], found.text))
            at += 1
        else:
            break
    value, used = _value(words, at, found._replace(metric=metric))
    if value is None:
        return None
    end = at + used
    core_words = words[begin:end]
    text = found.text[words[at].start : words[end - 1].end]
    while end < len(words) and (percentile is None or words[end].text.strip("()").lower() in ("p", "at", "percentile")):
        share = _percentile([word._replace(text=word.text.strip("()")) for word in words], end)
        if share is not None:
            percentile, core_words = share, words[begin : end + 1]
        elif not (words[end].text == "at" and end + 1 < len(words) and _percentile(words, end + 1) is not None):
            break
        end += 1
    kind = KINDS.get(found.kind)
    taken = found._replace(
        scope=scope,
        percentile=percentile,
        metric=metric,
        op=op or (">=" if kind is None or (kind.at_least and metric != "rpo") else "<="),
        value=value,
        dimension=dimension(value, text),
        written=text,
        core=_joined(core_words, found.text),
    )
    return _tail(words[end:], taken)


def _begins(words: list[Word], at: int) -> bool:
    """Whether the scope ends here: a comparison, a percentile, a metric or a number begins."""
    word = words[at].text
    if at and re.fullmatch(_METHOD, words[at - 1].text):
        return False
    return bool(
        _operator(words, at)[1]
        or re.fullmatch(_PERCENTILE, word)
        or word.lower() in METRICS.keys() | _MEAN
        or _has_digit(words, at)
    )


def _has_digit(words: list[Word], at: int) -> bool:
    """Whether a number begins here: in digits, or in words before `nines`."""
    word = words[at].text
    if word[0].isdigit() or (word[0] in "~≈$€£¥." and len(word) > 1) or re.match(r"[A-Z]{3}\d|x\d", word):
        return True
    following = words[at + 1].text if at + 1 < len(words) else ""
    return following.lower().startswith("nine") or (bool(re.fullmatch(r"[A-Z]{3}", word)) and following[:1].isdigit())


def _operator(words: list[Word], at: int) -> tuple[int, str]:
    """How many words a comparison has here, and which it is; 0 and "" for none."""
    if at + 1 < len(words):
        both = f"{words[at].text} {words[at + 1].text}".lower()
        if both in _OPERATORS:
            return 2, _OPERATORS[both]
    op = _OPERATORS.get(words[at].text.lower(), "")
    return (1, op) if op else (0, "")


def _percentile(words: list[Word], at: int) -> Fraction | None:
    """`p99`, `99th`, or `99%` before a comparison."""
    match = re.fullmatch(_PERCENTILE, words[at].text)
    if match is not None:
        digits = match[1] or match[2]
        return Fraction(digits) if len(digits) != 3 or "." in digits else Fraction(int(digits), 10)
    is_share = re.fullmatch(r"\d{1,2}(?:\.\d+)?%", words[at].text)
    rest = at + 1 + (at + 1 < len(words) and words[at + 1].text.lower() == "of")
    while rest < len(words) and words[rest].text.lower() in _FILLERS:
        rest += 1
    if is_share and rest < len(words) and (_operator(words, rest)[1] in ("<", "<=") or _is_time(words[rest].text)):
        return Fraction(words[at].text[:-1])
    return None


def _durations(clauses: tuple[Word, ...], text: str) -> list[Quantity]:
    """The times that the clauses of a text name; `1h 30min` is one."""
    found: list[Quantity] = []
    for clause in clauses:
        words = _words(clause)
        at = 0
        while at < len(words):
            ends = range(min(at + 4, len(words)), at, -1) if _has_digit(words, at) else range(0)
            read = ((end, _read(duration, text[words[at].start : words[end - 1].end])) for end in ends)
            end, value = next(((end, value) for end, value in read if value is not None), (at + 1, None))
            found += () if value is None else (value,)
            at = end
    return found


def _is_time(text: str) -> bool:
    try:
        return duration(text).seconds == 1
    except UnitError:
        return False


def _value(words: list[Word], at: int, found: Target) -> tuple[Quantity | None, int]:
    """The quantity that starts here and how many words it has; by the kind's own parsers first."""
    end = at
    while end < len(words) and end - at < 6 and words[end].text.lower() not in _ENDS:
        end += 1
    kind = KINDS.get(found.kind)
    parsers = (duration,) if found.metric in METRICS else kind.parsers if kind else (duration,)
    for group in (parsers, (quantity,)):
        for stop in range(end, at, -1):
            text = found.text[words[at].start : words[stop - 1].end]
            value = next((value for parser in group if (value := _read(parser, text)) is not None), None)
            if value is not None:
                return value, stop - at
    return None, 0


def _read(parser: Callable[[str], Quantity], text: str) -> Quantity | None:
    """What a parser makes of the text, None where that is nothing or not all that is said."""
    try:
        value = parser(text)
    except UnitError:
        return None
    is_bare = parser is ratio and value.value > 1 and "%" not in text
    return None if is_bare or _runs_on(text) else value


def _runs_on(text: str) -> bool:
    """Whether a share or a ratio is followed by more words, which are not its unit."""
    return bool(re.match(r"[\d.]+\s*%\s+\S", text))


def _joined(words: list[Word], text: str) -> Word:
    start, end = words[0].start, words[-1].end
    return Word(text[start:end], start, end)


def _scope(words: list[Word], text: str) -> tuple[Word, ...]:
    """The names among the words before the number; a method and its path are one."""
    found: list[Word] = []
    at = 0
    while at < len(words):
        word = words[at]
        if re.fullmatch(_METHOD, word.text) and at + 1 < len(words):
            found.append(_joined(words[at : at + 2], text))
            at += 1
        elif re.fullmatch(_SCOPE, word.text) and word.text.lower() not in _FILLERS:
            found.append(word)
        at += 1
    is_prose = len(found) > 1 and not any(word.text.lower() in ("and", "&", "or") for word in words)
    return () if is_prose else tuple(found)


def _tail(words: list[Word], found: Target) -> Target:
    """What follows: `of|for|on X`, `over Y`, and free text."""
    at = 0
    if words and words[0].text.lower() in _FILLERS - _SCOPED_BY:
        at = 1
    while at < len(words) and (after := words[at].text.lower()) in _SCOPED_BY | {"over"} and at + 1 < len(words):
        at += 1
        if after == "over":
            found = found._replace(over=words[at])
            at += 1
            continue
        end = at
        while end < len(words) and words[end].text.lower() not in _ENDS - {"and"}:
            end += 1
        names = _scope(words[at:end], found.text)
        if not names:
            at -= 1
            break
        found = found._replace(scope=(*found.scope, *names))
        at = end
    if at < len(words):
        found = found._replace(clauses=(*found.clauses, _joined(words[at:], found.text)))
    return found

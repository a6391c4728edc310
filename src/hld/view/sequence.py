"""A flow as a sequence: who speaks to whom in which order, who is busy meanwhile, and in which blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from hld.catalog.kinds import Role
from hld.diagnostics import Diagnostic
from hld.model import walk
from hld.model.types import Arrow, Call, Component, Flow, Model, Returns, Step
from hld.tuples import NamedTuple
from hld.view import legend, wording
from hld.view.activity import Busy, activity, hop_number, is_declared
from hld.view.architecture import footer
from hld.view.blocks import Fold, end_outside, folds, shared
from hld.view.cards import cards, faults_at
from hld.view.icons import own_icons
from hld.view.lines import carried, end_id, protocol_of
from hld.view.replies import answered, is_answered
from hld.view.types import Card, LegendRow

__all__ = [
    "Bar", "Closing", "Divider", "Heading", "Lifeline", "Message", "Opening", "Row", "SequenceView", "sequence",
    "sequence_of",
]  # fmt: skip


class Lifeline(NamedTuple):
    """One who takes part: icon (a class path, "" for what is not declared), title, a grey second line, its tier."""

    id: str
    title: str
    subtitle: str
    icon: str
    tier: str
    tooltip: str = ""
    link: str = ""
    faults: tuple[str, ...] = ()


class Message(NamedTuple):
    """An arrow from one lifeline to another, or to itself.

    `number` is that of the step on every picture ("3", "1.2"). `manner` is call, async, reply (as the flow tells it),
    answer (as the API declares it; without a number) or work. One that is passed on says again what the first said.
    """

    id: str
    number: str
    source: str
    target: str
    text: str
    protocol: str
    manner: str
    is_passed_on: bool = False
    tooltip: str = ""
    faults: tuple[str, ...] = ()


class Heading(NamedTuple):
    """A flow begins, where several are told one after the other: its name, with its number ("F1")."""

    id: str
    text: str


class Opening(NamedTuple):
    """A block begins: what it is called ("alt") and when it happens."""

    id: str
    operator: str
    guard: str


class Divider(NamedTuple):
    """The next arm of the innermost block begins."""

    id: str
    guard: str


class Closing(NamedTuple):
    """The innermost block ends."""

    id: str


Row: TypeAlias = Message | Heading | Opening | Divider | Closing


class Bar(NamedTuple):
    """A lifeline at work from one row to another; `depth` counts the bars below it on the same line."""

    lifeline: str
    first: int
    last: int
    depth: int


class SequenceView(NamedTuple):
    """A picture of lifelines and what passes between them, row by row.

    `images` are the pictures of lifelines' icons that are no class paths, by icon.
    """

    view: str
    title: str
    subtitle: str
    lifelines: tuple[Lifeline, ...]
    rows: tuple[Row, ...]
    bars: tuple[Bar, ...]
    legend: tuple[LegendRow, ...] = ()
    description: str = ""
    footer: str = ""
    images: Mapping[str, bytes] = MappingProxyType({})


def sequence(model: Model, id: str, diagnostics: Sequence[Diagnostic] = ()) -> SequenceView:
    """The flow of this id as a sequence; errors are marked where they lie. Raises KeyError where there is none."""
    flow = model.flows[id]
    return sequence_of(model, f"sequence-{id}", f"Sequence: {wording.flow_heading(flow)}", (flow,), (), diagnostics)


def sequence_of(  # noqa: PLR0917
    model: Model,
    view: str,
    words: str,
    flows: Sequence[Flow],
    groups: Iterable[Card] = (),
    diagnostics: Sequence[Diagnostic] = (),
) -> SequenceView:
    """These flows as one sequence below `words` as its title, one after the other; `groups` take part like others."""
    lifelines = tuple(_lifelines(model, flows, groups, diagnostics))
    rows, bars = _told(model, flows, diagnostics)
    said = (row for row in rows if isinstance(row, Message))
    return SequenceView(
        view,
        model.name,
        wording.view_title(model, words),
        lifelines,
        tuple(rows),
        tuple(bars),
        tuple(legend.fault_rows([*lifelines, *said])),
        _description(model, flows, lifelines),
        footer(model),
        own_icons(model),
    )


def _description(model: Model, flows: Sequence[Flow], lifelines: Sequence[Lifeline]) -> str:
    """The picture in a sentence."""
    titles = wording.list_of(f"'{wording.flow_title(flow)}'" for flow in flows)
    count = sum(len(flow.steps) for flow in flows)
    names = wording.list_of(lifeline.title for lifeline in lifelines)
    flow = "flow" if len(flows) == 1 else "flows"
    return f"The {flow} {titles} of {model.name} as a sequence of {count} steps of {names}."


def _lifelines(
    model: Model, flows: Sequence[Flow], groups: Iterable[Card], diagnostics: Sequence[Diagnostic]
) -> Iterator[Lifeline]:
    """All who take part in the order in which they come up, clients first."""
    ends = {end_id(node): node.target for flow in flows for step in flow.steps for node in step.nodes}
    known = {card.id: card for card in (*cards(model, (), diagnostics), *groups)}
    for end in sorted(ends, key=lambda end: not _is_client(ends[end])):
        card = known.get(end)
        if card is None:
            missing = f"component '{end}' is not declared"
            yield Lifeline(end, end, "not declared", "", "services", faults=(missing,) if diagnostics else ())
        else:
            yield Lifeline(end, card.title, card.subtitle, card.icon, card.lane, card.tooltip, card.link, card.faults)


def _told(model: Model, flows: Sequence[Flow], diagnostics: Sequence[Diagnostic]) -> tuple[list[Row], list[Bar]]:
    """The rows and the bars of flows, one after the other; several have their steps numbered as "F1·3"."""
    if len(flows) == 1:
        return _Telling(flows[0], diagnostics).told()
    number = {name: number for number, name in enumerate(model.flows, 1)}
    rows: list[Row] = []
    bars: list[Bar] = []
    for flow in flows:
        name = f"F{number[flow.id]}"
        rows.append(Heading(name, f"{name}  {wording.flow_heading(flow)}"))
        own, busy = _Telling(flow, diagnostics).told()
        bars += [bar._replace(first=bar.first + len(rows), last=bar.last + len(rows)) for bar in busy]
        rows += [_of_flow(row, f"{name}·") for row in own]
    return rows, bars


def _of_flow(row: Row, prefix: str) -> Row:
    """A row with the flow before its number, so that it is the only one of that name."""
    if isinstance(row, Message) and row.number:
        return row._replace(id=prefix + row.id, number=prefix + row.number)
    return row._replace(id=prefix + row.id)


def _is_client(component: Component | None) -> bool:
    return component is not None and component.role is Role.CLIENT


class _Telling:
    """The rows of a flow in the making."""

    def __init__(self, flow: Flow, diagnostics: Sequence[Diagnostic]) -> None:
        self.flow, self.diagnostics = flow, diagnostics
        self.around = folds(flow)
        self.busy = activity(flow)
        self.rows: list[Row] = []
        self.open: list[Fold] = []
        self.place: dict[str, int] = {}  # of each message, by its id
        self.last: list[int] = []  # the last row of each step

    def told(self) -> tuple[list[Row], list[Bar]]:
        answers = self.answers()
        for index, (step, asked) in enumerate(zip(self.flow.steps, answered(self.flow), strict=True)):
            self.settle(self.around[index])
            for message in _messages(step, asked, self.diagnostics):
                self.tell(message)
            self.last.append(len(self.rows) - 1)
            for busy in answers.get(index, ()):
                self.answer(busy)
        self.close(0)
        return self.rows, list(_stacked(self.bars()))

    def tell(self, message: Message) -> None:
        self.place[message.id] = len(self.rows)
        self.rows.append(message)

    # ---- answers --------------------------------------------------------------------------------

    def answers(self) -> Mapping[int, Sequence[Busy]]:
        """Those whose answer the API declares and no step tells, by the step after which it comes, inner ones first."""
        position = {id(step): index for index, step in enumerate(self.flow.steps)}
        found: dict[int, list[Busy]] = {}
        for busy in reversed(self.busy):
            call = busy.call
            if call is not None and is_declared(call) and not is_answered(call, self.flow):
                after = end_outside(self.around, position[id(call)], busy.end)
                found.setdefault(after, []).append(busy)
        return found

    def answer(self, busy: Busy) -> None:
        """What the API declares as the answer, behind the blocks that the call is not in."""
        call = busy.call
        assert call is not None and isinstance(call.label, Call), "only a call of an operation is answered so"
        around = self.around[walk.places(self.flow)[call]]
        depth = 0
        while depth < min(len(around), len(self.open)) and around[depth] == self.open[depth]:
            depth += 1
        self.close(depth)
        operation = call.label.operation.target
        returns = operation.returns if operation is not None else None
        assert isinstance(returns, Returns), "an answer is declared"
        self.tell(
            Message(
                _answer_id(call),
                "",
                end_id(call.target),
                end_id(call.source),
                wording.answer(returns),
                protocol_of(call, call.target.target),
                "answer",
                tooltip=f"Answer to step {call.number}, as the API declares it",
            )
        )

    # ---- blocks ---------------------------------------------------------------------------------

    def settle(self, around: Sequence[Fold]) -> None:
        """Close and open blocks until those around the next step are open."""
        depth = shared(self.open, around)
        has_next_arm = depth > 0 and self.open[depth - 1].arm != around[depth - 1].arm
        self.close(depth)
        if has_next_arm:
            self.open[-1] = around[depth - 1]
            self.rows.append(Divider(self.open[-1].id, self.open[-1].guard))
        for fold in around[depth:]:
            self.open.append(fold)
            self.rows.append(Opening(fold.id, fold.operator, fold.guard))

    def close(self, depth: int) -> None:
        while len(self.open) > depth:
            self.rows.append(Closing(self.open.pop().id))

    # ---- bars -----------------------------------------------------------------------------------

    def bars(self) -> Iterator[Bar]:
        """The time of work of each but clients, from the row that asks for it to the last one of it."""
        ends = {id(busy): self.last[busy.end] for busy in self.busy}
        for busy in self.busy:
            place = self.place.get(_answer_id(busy.call)) if busy.call is not None else None
            for each in busy.chain if place is not None else ():
                ends[id(each)] = max(ends[id(each)], place or 0)
        outside = {end_id(node) for step in self.flow.steps for node in step.nodes if _is_client(node.target)}
        for busy in self.busy:
            if busy.component not in outside:
                yield Bar(busy.component, self.place[busy.since], ends[id(busy)], 0)


def _answer_id(call: Step) -> str:
    return f"answer-{call.number}"


def _messages(step: Step, asked: Step | None, diagnostics: Sequence[Diagnostic]) -> Iterator[Message]:
    """The arrows of a step: one a hop, but one in all for a reply."""
    faults = faults_at((step.span,), diagnostics)
    words, source, target = wording.once(step), end_id(step.source), end_id(step.target)
    tooltip = f"Step {step.number}: {wording.what(step)}"
    if step.arrow is None or step.arrow is Arrow.REPLY:
        manner = "work" if step.arrow is None else "reply"
        protocol = "call" if step.arrow is None else carried(step, asked)
        yield Message(step.number, step.number, source, target, words, protocol, manner, False, tooltip, faults)
        return
    for hop in step.hops:
        number = hop_number(step, hop)
        yield Message(
            number,
            number,
            end_id(hop.source),
            end_id(hop.target),
            words,
            protocol_of(step, hop.target.target),
            "async" if hop.is_async else "call",
            hop.index > 0,
            tooltip,
            faults,
        )


def _stacked(bars: Iterator[Bar]) -> Iterator[Bar]:
    """The bars with their depths: what begins while another bar of the same lifeline lasts lies upon it."""
    before: dict[str, list[Bar]] = {}
    for bar in sorted(bars, key=lambda bar: bar.first):
        under = before.setdefault(bar.lifeline, [])
        yield bar._replace(depth=sum(other.last >= bar.first for other in under))
        under.append(bar)

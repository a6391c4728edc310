"""What steps stand in: the blocks of a flow, and those that a condition or a multiplier of a step amounts to."""

from __future__ import annotations

from collections.abc import Sequence

from hld.model.types import Block, Condition, Flow, Step
from hld.tuples import NamedTuple
from hld.view import wording

__all__ = ["Fold", "end_outside", "folds", "shared"]

_OPERATORS = {"parallel": "par"}


class Fold(NamedTuple):
    """A block around steps: `operator` as UML has it ("alt", "opt", "loop", "par"), when, and which arm of it."""

    id: str
    operator: str
    guard: str
    arm: int = 0


def folds(flow: Flow) -> list[tuple[Fold, ...]]:
    """The blocks around each step of a flow, the outermost first."""
    found: list[tuple[Fold, ...]] = []
    before: Step | None = None
    for step in flow.steps:
        around = tuple(map(_fold, step.blocks))
        if step.condition is not None and step.condition.text:
            goes_on = before is not None and before.blocks == step.blocks and _same(before.condition, step.condition)
            around += (found[-1][len(step.blocks)] if goes_on else _condition(step, step.condition),)
        if step.times != 1:
            around += (Fold(f"times-{step.number}", "loop", f"×{step.times}"),)
        found.append(around)
        before = step
    return found


def _fold(block: Block) -> Fold:
    operator = _OPERATORS.get(block.kind, block.kind)
    guard = "" if block.kind == "parallel" else block.condition
    return Fold(block.number, operator, f"×{guard}" if operator == "loop" and guard.isdecimal() else guard, block.arm)


def _condition(step: Step, condition: Condition) -> Fold:
    return Fold(f"if-{step.number}", "opt", wording.guard(condition.text))


def _same(one: Condition | None, other: Condition) -> bool:
    return one is not None and (one.kind, one.text) == (other.kind, other.text)


def shared(one: Sequence[Fold], other: Sequence[Fold]) -> int:
    """How many blocks, from the outermost, two steps have in common; another arm of a block is the same block."""
    count = 0
    while count < min(len(one), len(other)) and one[count].id == other[count].id:
        count += 1
        if one[count - 1].arm != other[count - 1].arm:
            break
    return count


def end_outside(around: Sequence[tuple[Fold, ...]], start: int, end: int) -> int:
    """The last step of the blocks that step `end` stands in and step `start` does not, or `end` itself."""
    while True:
        own, at_end = around[start], around[end]
        depth = shared(own, at_end)
        same_arm = depth == 0 or own[depth - 1].arm == at_end[depth - 1].arm
        if same_arm and depth == len(at_end):
            return end
        outer = at_end[depth if same_arm else depth - 1].id
        last = max(index for index, each in enumerate(around) if outer in {fold.id for fold in each})
        if last == end:
            return end
        end = last

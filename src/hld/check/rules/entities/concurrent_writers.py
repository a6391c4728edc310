"""Two flows change the same thing, and nothing says what happens when they meet.

Both read the old state, both write, and one of the changes is lost. Name what keeps them apart: a version that is
compared (`concurrency: optimistic`), a lock, one writer for each key. Only `update` counts: a `write`
makes something new, and after a `delete` there is nothing left to lose.

Bad:

    auth: oauth
    entities: {Seat: {id, state: string}}
    api:
      - POST /v1/seats {row} -> 201 Seat
      - PATCH /v1/seats/{seatId} {state}
      - POST /v1/seats/{seatId}/holds
      - GET /v1/seats/{seatId} -> Seat
    components: {web: client, api: service, seats: postgres}
    flows:
      add:
        - web -> api: POST /v1/seats
        - api -> seats: write Seat
      sell:
        - web -> api: PATCH /v1/seats/{seatId}
        - api -> seats: update Seat
      hold:
        - web -> api: POST /v1/seats/{seatId}/holds
        - api -> seats: update Seat  # <--
      see:
        - web -> api: GET /v1/seats/{seatId}
        - api -> seats: read Seat

Good:

    auth: oauth
    entities: {Seat: {fields: {id, state: string}, concurrency: optimistic}}
    api:
      - POST /v1/seats {row} -> 201 Seat
      - PATCH /v1/seats/{seatId} {state}
      - POST /v1/seats/{seatId}/holds
      - GET /v1/seats/{seatId} -> Seat
    components: {web: client, api: service, seats: postgres}
    flows:
      add:
        - web -> api: POST /v1/seats
        - api -> seats: write Seat
      sell:
        - web -> api: PATCH /v1/seats/{seatId}
        - api -> seats: update Seat
      hold:
        - web -> api: POST /v1/seats/{seatId}/holds
        - api -> seats: update Seat
      see:
        - web -> api: GET /v1/seats/{seatId}
        - api -> seats: read Seat

Source: lost updates: Kleppmann, Designing Data-Intensive Applications, chapter 7.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.entities import _keeping
from hld.diagnostics import Finding, Severity
from hld.model.trace import Touch
from hld.model.types import Component, Entity, Model

APART = ("concurrency", "transaction", "saga", "singleton", "leader")


@rule("DT021", Severity.WARNING, interview=Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    for (entity, store), touches in _keeping.surely(model).items():
        changing = [each for each in touches if each.op == "update"]
        if len(changing) < 2 or store.role is not Role.STORE or _says_how(entity, store):
            continue
        if any(map(_is_apart, changing)):
            continue
        first = changing[0]
        second = next((each for each in changing if each.flow is not first.flow), None)
        if second is not None:
            yield Finding(
                _keeping.word(second),
                f"flows '{first.flow.id}' and '{second.flow.id}' both change '{entity.id}' in '{store.id}'; "
                "what if they meet?",
                f"'concurrency: optimistic' on '{entity.id}', or say what keeps them apart",
            )


def _says_how(entity: Entity, store: Component) -> bool:
    kept = _keeping.storage(store, entity)
    records = (entity.entry, store.entry, kept)
    return any(record is not None and "concurrency" in record for record in records)


def _is_apart(touch: Touch) -> bool:
    writer = touch.component
    if any(touch.step.entry.text(key).lower() not in ("", "none", "no", "false") for key in APART):
        return True
    return touch.step.entry.value("side") is True or (
        writer is not None and any(writer.entry.value(key) for key in ("singleton", "leader", "concurrency"))
    )

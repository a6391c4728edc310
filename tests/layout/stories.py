"""Specs by a seeded generator: flows with everything that can stand in one, and sets of entities."""

from __future__ import annotations

import json
import random

NAMES = (
    "api", "db", "A service with quite a long name", "用户手机客户端应用程序与浏览器", "بوابة واجهة البرمجة",
    "🚀 Launch 👩‍👩‍👧", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk", "x", "orders and returns",
    "ฐานข้อมูลหลัก",
)  # fmt: skip
KINDS = ("service", "service", "worker", "cache", "sql", "queue", "api gateway", "service", "object store", "external")
WORDS = (
    "read it", "check", "", "do something that takes a good many words to tell, and a few more",
    "POST /v1/accounts/{accountId}/transfers/{transferId}/confirmations", "查询所有相关的记录并返回结果集合给调用者",
    "write Thing", "rpc Things.Find",
)  # fmt: skip


def story(seed: int, count: int = 0, width: int = 0, is_reversed: bool = False) -> str:
    """A spec with one flow of so many steps between so many components, the widest names first or last."""
    dice = random.Random(seed)
    width = width or dice.randint(1, 9)
    names = sorted((NAMES[index % len(NAMES)] for index in range(width)), key=len, reverse=is_reversed)
    parts = {"web": {"kind": "client"}}
    for index, name in enumerate(names):
        parts[f"c{index}"] = {"kind": KINDS[(index + seed) % len(KINDS)], "name": name}
    ids = list(parts)
    steps = [_step(dice, ids, depth=0) for _ in range(count or dice.randint(1, 18))]
    api = {"POST /v1/things": {"returns": "201 Thing"}, "rpc Things.Find": {"returns": "Thing[]"}}
    return json.dumps(
        {
            "hld": 1, "name": f"Story {seed}", "components": parts, "entities": {"Thing": {"id": "id"}}, "api": api,
            "flows": {"told": {"title": dice.choice(NAMES), "steps": steps}},
        },
        ensure_ascii=False,
    )  # fmt: skip


def _step(dice: random.Random, ids: list[str], depth: int) -> object:
    if depth < 3 and dice.random() < 0.15:
        return _block(dice, ids, depth)
    step: dict[str, object] = {"from": dice.choice(ids), "do": dice.choice(WORDS)}
    manner = dice.random()
    if manner < 0.12:
        return f"{step['from']}: {dice.choice(('work', WORDS[3]))}"
    arrow = "~>" if manner < 0.3 else "-->" if manner < 0.4 else "->"
    chain = [dice.choice(ids) for _ in range(2 if dice.random() < 0.8 else 3)]
    words = dice.choice(WORDS)
    tail = " x3" if words and dice.random() < 0.08 else " if 5%" if words and dice.random() < 0.1 else ""
    return f" {arrow} ".join(chain) + (f": {words}{tail}" if words else "")


def _block(dice: random.Random, ids: list[str], depth: int) -> object:
    def steps() -> list[object]:
        return [_step(dice, ids, depth + 1) for _ in range(dice.randint(1, 3))]

    match dice.randint(0, 3):
        case 0:
            return {
                "alt": {
                    dice.choice(("found", "a condition that goes on for quite a while, as they do")): steps(),
                    "else": steps(),
                }
            }
        case 1:
            return {"opt": {"if": "it is needed", "steps": steps()}}
        case 2:
            return {"loop": {"times": 3, "steps": steps()}}
        case _:
            return {"parallel": steps()}


TYPES = (
    "string",
    "id",
    "int",
    "280 chars",
    "time",
    "enum(waiting, queued, running, done, failed, cancelled)",
    "blob 2 MB",
)
CLASSES = ("pii", "pci", "phi", "secret")


def kept(seed: int, count: int = 0) -> str:
    """A spec with so many entities that refer to each other, kept in some stores."""
    dice = random.Random(seed)
    names = [
        f"Entity{index}" if dice.random() < 0.8 else f"{dice.choice(('用户', 'Bestellung', 'X'))}{index}"
        for index in range(count or dice.randint(1, 16))
    ]
    entities = {name: _entity(dice, names) for name in names}
    stores = {f"store{index}": {"kind": "sql", "stores": {}} for index in range(dice.randint(0, 4))}
    for name in names:
        if stores and dice.random() < 0.7:
            stores[dice.choice(list(stores))]["stores"][name] = {"pk": "id"}  # type: ignore[index]
    return json.dumps(
        {"hld": 1, "name": f"Entities {seed}", "entities": entities, "components": {"api": "service", **stores}},
        ensure_ascii=False,
    )


def _entity(dice: random.Random, names: list[str]) -> dict[str, object]:
    fields: dict[str, object] = {"id": {"type": "id"}} if dice.random() < 0.8 else {}
    for index in range(dice.randint(0, 8)):
        field: dict[str, object] = {"type": dice.choice(TYPES)}
        if dice.random() < 0.1:
            field["class"] = dice.choice(CLASSES)
        if dice.random() < 0.1:
            field["optional"] = True
        fields[f"field_{index}" if dice.random() < 0.8 else f"a_field_with_a_remarkably_long_name_{index}"] = field
    for index in range(dice.choice((0, 0, 1, 1, 2, 3))):
        many = "[]" if dice.random() < 0.3 else ""
        fields[f"refers_{index}"] = {"type": dice.choice(names) + many}
    entity: dict[str, object] = {"fields": fields}
    if dice.random() < 0.3:
        entity.update({"size": "2 KB", "retention": "2 years", "immutable": True})
    if dice.random() < 0.1:
        entity.update({"is": "actor", "class": "pii"})
    return entity


def plain(count: int) -> str:
    """A spec with so many entities as people have them: a few fields, each entity of one that came before it."""
    dice = random.Random(count)
    entities: dict[str, object] = {"Account": {"id": "id", "email": "pii", "name": "string"}}
    for index in range(1, count):
        fields = {"id": "id", "owner": dice.choice(list(entities)), "title": "string", "made_at": "time", "size": "int"}
        entities[f"Thing{index}"] = dict(list(fields.items())[: dice.randint(2, 5)])
    stores = {f"store{index}": {"kind": "sql", "stores": {}} for index in range(5)}
    for index, name in enumerate(entities):
        stores[f"store{index * 5 // count}"]["stores"][name] = {"pk": "id"}  # type: ignore[index]
    return json.dumps({"hld": 1, "name": "Plain", "entities": entities, "components": stores})

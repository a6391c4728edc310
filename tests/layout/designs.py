# ruff: noqa: E501
"""Graphs made by hand and by a seeded generator, as the views would make them."""

from __future__ import annotations

import random

from hld.view.types import Badge, Card, Frame, Graph, Lane, LegendRow, Line

LANES = (
    Lane("clients", "Clients"),
    Lane("edge", "Edge"),
    Lane("services", "Services"),
    Lane("async", "Async"),
    Lane("data", "Data"),
)
ICONS = {
    "clients": ("onprem.client.Users", "onprem.client.Client"),
    "edge": ("onprem.network.HAProxy", "onprem.network.Kong", "aws.network.CloudFront"),
    "services": ("programming.language.Go", "programming.language.Java"),
    "async": ("onprem.queue.Kafka", "onprem.queue.Celery"),
    "data": ("onprem.database.Cassandra", "onprem.inmemory.Redis", "aws.storage.S3", "onprem.database.PostgreSQL"),
}


def card(id: str, lane: str, title: str = "", subtitle: str = "", icon: int = 0) -> Card:
    return Card(id, title or id, subtitle, ICONS[lane][icon % len(ICONS[lane])], lane, "service")


def graph(
    cards: list[Card],
    lines: list[tuple[str, str, str, bool, str]],
    frames: tuple[Frame, ...] = (),
    title: str = "A design",
    subtitle: str = "",
) -> Graph:
    """Lines are source, target, protocol, dashed, and badges parted by commas."""
    names = {card.id: card.title for card in cards}
    made, legend = [], []
    for source, target, protocol, dashed, numbers in lines:
        badges = tuple(Badge(text, "f") for text in numbers.split(",") if text)
        made.append(Line(f"{source}--{target}--{protocol}", source, target, protocol, dashed, badges=badges))
        ends = protocol, names[source], names[target]
        legend += [
            LegendRow(badge.text, *ends, "does something", protocol.upper(), is_dashed=dashed, is_self=source == target)
            for badge in badges
        ]
    keys = {(protocol, dashed): None for _, _, protocol, dashed, _ in lines}
    legend += [LegendRow("", protocol, what=protocol, is_dashed=dashed, is_key=True) for protocol, dashed in keys]
    return Graph(
        "architecture", title, subtitle, LANES, frames, tuple(cards), tuple(made), tuple(legend),
        footer=f"{len(cards)} components · {len(lines)} lines",
    )  # fmt: skip


def feed() -> Graph:
    """The design of the reference picture."""
    cards = [
        card("clients", "clients", "Clients", "Web + Mobile"),
        card("cdn", "edge", "CDN", "CloudFront", 2),
        card("lb", "edge", "Load Balancer", "HAProxy"),
        card("gw", "edge", "API Gateway", "Kong", 1),
        card("tweet", "services", "Tweet Service", "Go · 40 pods"),
        card("timeline", "services", "Timeline Service", "Go · 60 pods"),
        card("user", "services", "User Service", "Java · 20 pods", 1),
        card("search", "services", "Search Service", "Java · 12 pods", 1),
        card("kafka", "async", "Event Stream", "Kafka · 64 partitions"),
        card("fanout", "async", "Fan-out Workers", "Celery", 1),
        card("tweets", "data", "Tweet Store", "Cassandra · RF 3"),
        card("cache", "data", "Timeline Cache", "Redis Cluster", 1),
        card("media", "data", "Media Store", "S3", 2),
        card("users", "data", "User DB", "PostgreSQL", 3),
        card("index", "data", "Search Index", "Elasticsearch", 3),
    ]
    lines = [
        ("clients", "cdn", "http", False, "1"), ("clients", "lb", "http", False, "2"), ("lb", "gw", "http", False, "3"),
        ("gw", "tweet", "rpc", False, "4"), ("tweet", "tweets", "storage", False, "5"),
        ("tweet", "media", "http", False, "6"), ("tweet", "kafka", "message", True, "7"),
        ("kafka", "fanout", "message", True, "8"), ("fanout", "cache", "cache", True, "9"),
        ("fanout", "index", "http", True, "10"), ("gw", "timeline", "rpc", False, "11"),
        ("timeline", "cache", "cache", False, "12"), ("timeline", "tweets", "storage", False, "13"),
        ("gw", "user", "rpc", False, "14"), ("user", "users", "storage", False, "15"),
        ("gw", "search", "rpc", False, "16"), ("search", "index", "http", False, "17"),
        ("cdn", "media", "http", False, "18"), ("fanout", "user", "rpc", False, "19"),
    ]  # fmt: skip
    return graph(cards, lines, title="Twitter-like feed", subtitle="High-level design")


def layered(count: int, lines: int, seed: int = 1) -> Graph:
    """A random layered design with so many components and lines."""
    dice = random.Random(seed)
    shares = {"clients": 0.07, "edge": 0.11, "services": 0.36, "async": 0.16, "data": 0.30}
    cards: list[Card] = []
    for lane, share in shares.items():
        cards += [
            card(f"{lane}-{index}", lane, f"{lane.title()} {index}", f"kind {index % 4} · ×{index + 1}", index)
            for index in range(max(1, round(count * share)))
        ]
    by_lane = {lane: [card.id for card in cards if card.lane == lane] for lane in shares}
    hops = [
        ("clients", "edge", "http", False), ("edge", "services", "rpc", False), ("services", "data", "storage", False),
        ("services", "async", "message", True), ("async", "data", "cache", False), ("edge", "edge", "http", False),
        ("services", "services", "rpc", False), ("async", "async", "message", True), ("async", "services", "rpc", False),
        ("services", "data", "storage", False), ("edge", "services", "rpc", False),
    ]  # fmt: skip
    made: dict[tuple[str, str, str], tuple[str, str, str, bool, str]] = {}
    while len(made) < lines:
        source_lane, target_lane, protocol, dashed = dice.choice(hops)
        source, target = dice.choice(by_lane[source_lane]), dice.choice(by_lane[target_lane])
        if source != target:
            made.setdefault((source, target, protocol), (source, target, protocol, dashed, str(len(made) + 1)))
    return graph(cards, list(made.values()), title=f"{count} components")


def framed() -> Graph:
    """Groups: a region around nearly everything, two zones in it, a team across lanes, cards outside."""
    cards = [
        card("web", "clients"), card("lb", "edge"), card("waf", "edge"),
        card("api-a", "services"), card("api-b", "services"), card("billing", "services"), card("audit", "services"),
        card("bus", "async"), card("db-a", "data"), card("db-b", "data"), card("ledger", "data"), card("archive", "data"),
    ]  # fmt: skip
    lines = [
        ("web", "waf", "http", False, "1"), ("waf", "lb", "http", False, "2"), ("lb", "api-a", "http", False, "3"),
        ("lb", "api-b", "http", False, "4"), ("api-a", "db-a", "storage", False, "5"),
        ("api-b", "db-b", "storage", False, "6"), ("db-a", "db-b", "replication", True, "7"),
        ("api-a", "bus", "message", True, "8"), ("bus", "billing", "message", True, "9"),
        ("billing", "ledger", "storage", False, "10"), ("bus", "audit", "message", True, "11"),
        ("audit", "archive", "storage", False, "12"), ("api-b", "bus", "message", True, "13"),
    ]  # fmt: skip
    frames = (
        Frame("eu", "eu-west-1", "region", ("lb", "api-a", "api-b", "billing", "bus", "db-a", "db-b", "ledger")),
        Frame("a", "zone a", "zone", ("api-a", "db-a"), "eu"),
        Frame("b", "zone b", "zone", ("api-b", "db-b"), "eu"),
        Frame("pay", "payments team", "team", ("billing", "ledger"), "eu"),
    )
    return graph(cards, lines, frames, title="Zones")


def odd() -> dict[str, Graph]:
    """Small things that must look right too."""
    long = "A component with a really remarkably and unreasonably long name that nobody will ever read to its end"
    word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    scripts = [
        card("用户", "clients", "用户手机客户端应用程序与浏览器", "客户端"), card("بوابة", "edge", "بوابة واجهة البرمجة", "موازن الحمل"),
        card("svc", "services", "🚀 Launch 👩‍👩‍👧 service 🎉", "emoji · ×3"), card("ไทย", "data", "ฐานข้อมูลหลักของระบบ", "ตาราง"),
    ]  # fmt: skip
    pair = [card("a", "services", "A"), card("b", "data", "B"), card("c", "services", "C")]
    chain = [
        card(f"s{index}", ("edge", "services", "async", "data")[index % 4], f"Step {index}") for index in range(12)
    ]
    steps = [
        (
            f"s{index % 12}",
            f"s{(index * 5 + 1) % 12}",
            ("http", "rpc", "message")[index % 3],
            index % 3 == 2,
            str(index + 1),
        )
        for index in range(30)
    ]
    return {
        "one": graph([card("only", "services", "Only one", "Service")], []),
        "none": graph([], []),
        "alone": graph([card("a", "services"), card("b", "data"), card("c", "services")], []),
        "long": graph([card("a", "services", long, "kind"), card("b", "data", word, long)], [("a", "b", "http", False, "1")]),
        "scripts": graph(
            scripts, [("用户", "بوابة", "http", False, "1"), ("بوابة", "svc", "http", False, "2"), ("svc", "ไทย", "storage", False, "3")]
        ),
        "self": graph(pair, [("a", "a", "call", False, "1,2,3"), ("b", "b", "call", False, "4"), ("a", "b", "http", False, "5")]),
        "both": graph(
            pair,
            [("a", "b", "http", False, "1"), ("b", "a", "rpc", False, "2"), ("b", "a", "message", True, "3"), ("a", "c", "http", False, "4"),
             ("c", "a", "message", True, "5")],
        ),
        "thirty": graph(chain, [step for step in steps if step[0] != step[1]]),
        "many": graph(pair, [("a", "b", "http", False, "F1–4·1.1,F5·2,F6·3,F7·2.1,F8·5,F9·1.1,F10·3,F11·22.1")]),
        "crowd": graph(
            [card("hub", "edge"), *(card(f"s{index}", "services") for index in range(11))],
            [("hub", f"s{index}", "rpc", False, f"F{index}·{index}.1") for index in range(11)],
        ),
    }  # fmt: skip


def grouped(seed: int) -> Graph:
    """A random layered design with random groups over its lanes, some of them nested."""
    dice = random.Random(seed)
    design = layered(12 + seed % 20, 18 + seed, seed)
    left = [card.id for card in design.cards]
    dice.shuffle(left)
    frames: list[Frame] = []
    for number in range(dice.randint(1, 3)):
        size = dice.randint(1, 5)
        members, left = tuple(left[:size]), left[size:]
        frames.append(Frame(f"outer-{number}", f"zone {number}", "zone", members))
        if size > 2:
            frames.append(Frame(f"inner-{number}", f"team {number}", "team", members[:2], f"outer-{number}"))
    return design._replace(frames=tuple(frames))


def hub(count: int) -> Graph:
    """A gateway that calls so many services, which all send to one bus and keep in one store, and each in its own."""
    cards = [card("web", "clients"), card("gw", "edge"), card("bus", "async"), card("log", "data")]
    lines = [("web", "gw", "http", False, "1")]
    for number in range(count):
        cards += [card(f"s{number}", "services"), card(f"d{number}", "data")]
        lines += [
            ("gw", f"s{number}", "rpc", False, f"F1·{number}"),
            (f"s{number}", f"d{number}", "storage", False, f"F2·{number}"),
            (f"s{number}", "bus", "message", True, f"F3·{number}"),
            (f"s{number}", "log", "storage", False, f"F4·{number}"),
        ]
    return graph(cards, lines, title="A hub")


#: The lines of the reference picture of 45 components: the tier and number of either end, in the order of their numbers.
_REFERENCE = """
c1 e1 http  c1 e2 http  c2 e1 http  c2 e2 http  c3 e1 http  c3 e2 http  e2 e3 http  e2 e4 http  e2 e5 http
e3 s1 rpc   s1 d1 storage   e4 s2 rpc   s2 d2 storage   e5 s3 rpc   s3 d3 storage   e3 s4 rpc   s4 d4 storage
e4 s5 rpc   s5 d5 storage   e5 s6 rpc   s6 d6 storage   e3 s7 rpc   s7 d7 storage   e4 s8 rpc   s8 d8 storage
e5 s9 rpc   s9 d9 storage   e3 s10 rpc  s10 d10 storage e4 s11 rpc  s11 d11 storage e5 s12 rpc  s12 d12 storage
e3 s13 rpc  s13 d13 storage e4 s14 rpc  s14 d14 storage e5 s15 rpc  s15 d1 storage  e3 s16 rpc  s16 d2 storage
s8 a2 message  s10 a3 message  s9 a3 message  s3 a1 message  s6 a3 message  s15 a1 message
a1 a7 message  a2 a6 message  a3 a5 message  a4 d4 async  a5 d12 async  a6 d8 async  a7 d9 async
s16 d3 cache  s7 d14 cache  s11 d9 cache  s3 d7 cache  s4 d12 cache  s14 d1 cache
"""


def reference() -> Graph:
    """The design of the reference picture of 45 components."""
    tiers = {"c": ("clients", 3), "e": ("edge", 5), "s": ("services", 16), "a": ("async", 7), "d": ("data", 14)}
    cards = [
        card(f"{letter}{number}", lane, f"{lane.title()} {number}", "kind", number)
        for letter, (lane, count) in tiers.items()
        for number in range(1, count + 1)
    ]
    words = _REFERENCE.split()
    lines = [
        (source, target, "storage" if manner == "async" else manner, manner in ("async", "message"), str(number))
        for number, (source, target, manner) in enumerate(zip(words[::3], words[1::3], words[2::3], strict=True), 1)
    ]
    return graph(cards, lines, title="45 components")
